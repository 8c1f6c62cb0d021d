"""Samples: drawn by lot from what a visit saw, with the seed kept so that anybody repeats them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.addresses import page_key
from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms.candidates import Candidate, candidates_of
from xuncha.office.forms.definition import Entries, Form, Preset
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import Sample, Sheet
from xuncha.office.forms.reach import RoundForm
from xuncha.office.forms.rights import check_may_fill
from xuncha.office.people import audit
from xuncha.office.people.models import User

_CANDIDATES = TypeAdapter(tuple[Candidate, ...])


def draw(target: RoundTarget, used: RoundForm, user: User, *, at: datetime | None = None) -> Sample:
    """The sample of a form: the first call draws it, each later one adds one case to it.

    Raises AnswerError where there is nothing to draw from, or everything is drawn already.
    """
    entries = used.form.entries
    if entries is None or entries.source is None:
        raise AnswerError(f"“{used.title}”不抽样")
    with transaction.atomic():
        check_may_fill(user, target)
        sheet, _ = Sheet.objects.get_or_create(target=target, form=used.key)
        sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
        before = newest_sample(sheet)
        if before is None:
            seed = f"{target.round.seed or target.round.title}/{target.code}/{used.key}"
            seen = candidates_of(target, entries.source)
            ordered = in_lot_order(seed, seen.found)
            origin, size = seen.origin, entries.size or len(ordered)
        else:
            seed, origin, size = before.seed, before.origin, before.size + 1
            ordered = candidates_in(before)
        if not ordered:
            raise AnswerError("本次访问没有读到可以抽取的内容；请在下面人工选取，并写明名称和网址")
        if before is not None and size > min(len(ordered), entries.most):
            raise AnswerError(f"{len(ordered)} 个候选中能抽的都已抽取；需要时请在下面人工补充")
        row = Sample(
            sheet=sheet,
            seed=seed,
            size=min(size, len(ordered), entries.most),
            origin=origin,
            candidates=_CANDIDATES.dump_python(ordered, mode="json"),
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"target": target.code, "form": used.title, "seed": seed, "rows": row.size}
        audit.append(user, "form.drawn", row, detail, at=at)
        return row


def in_lot_order(seed: str, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates ordered by the SHA-256 of seed and address: the same for the same seed."""
    return tuple(sorted(found, key=lambda one: _lot(seed, one)))


def newest_sample(sheet: Sheet) -> Sample | None:
    """The sample that counts; None before one is drawn."""
    return sheet.samples.order_by("-id").first()


def drawn_of(sheet: Sheet | None) -> tuple[Candidate, ...]:
    """What was drawn for a form, in the order of the lot; empty before."""
    sample = newest_sample(sheet) if sheet is not None else None
    return candidates_in(sample)[: sample.size] if sample is not None else ()


def standing_entries(form: Form, drawn: Iterable[Candidate]) -> tuple[Preset, ...]:
    """The entries a form shows from the start: its own, then what was drawn, with what the machine
    read of it."""
    entries = form.entries
    if entries is None:
        return ()
    return (*entries.preset, *(_preset(entries, one) for one in drawn))


def _preset(entries: Entries, one: Candidate) -> Preset:
    known = {asked.id for asked in entries.fields}
    values = {name: value for name, value in one.values.items() if name in known}
    if entries.link:
        values[entries.link] = one.url
    return Preset(one.title, values)


def candidates_in(sample: Sample) -> tuple[Candidate, ...]:
    """Everything a sample was drawn from, in the order of the lot."""
    return _CANDIDATES.validate_python(sample.candidates)


def _lot(seed: str, one: Candidate) -> tuple[str, str]:
    key = page_key(one.url) or one.title
    return hashlib.sha256(f"{seed}\x1f{key}".encode()).hexdigest(), key
