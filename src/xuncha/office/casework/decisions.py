"""Decisions: a named person confirms, dismisses, or looks for themselves. History is appended."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.words import Judge, Result, RowKind, UnableClass
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
    RoundTarget,
)
from xuncha.office.casework.standing import fold, restand
from xuncha.office.casework.states import CLOSED_STATES, DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right

Decidable = FindingRecord | OutcomeRecord

LOOKED = frozenset({Result.HIT, Result.CLEAR, Result.EXEMPT})
"""What a person who really looked can say; "could not look" needs its class and a reason."""
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])


@dataclass(frozen=True, slots=True)
class Look:
    """What a person saw of one indicator; ``count`` None where nothing is counted.

    ``points`` are a person's own entry. ``unable`` says why a person could not look either.
    ``form`` names the form it was filled in on; ``is_confirmed`` False waits for a second person.
    """

    indicator: str
    result: Result
    note: str
    count: float | None = None
    points: float | None = None
    unable: UnableClass | None = None
    evidence: tuple[Evidence, ...] = ()
    form: str = ""
    is_confirmed: bool = True


def confirm(
    thing: Decidable,
    user: User,
    reason: str = "",
    *,
    replayed: bool = False,
    at: datetime | None = None,
) -> Decision:
    """The standing confirmation of a finding or outcome; saying the same twice leaves one row."""
    return _decide(DecisionVerb.CONFIRM, thing, user, (reason, replayed, at))


def dismiss(
    thing: Decidable,
    user: User,
    reason: str,
    *,
    replayed: bool = False,
    at: datetime | None = None,
) -> Decision:
    """The standing dismissal of a finding or outcome. A reason is required."""
    if not reason.strip():
        raise DecisionError(f"排除“{thing}”没有写理由；请写明为什么不是问题")
    return _decide(DecisionVerb.DISMISS, thing, user, (reason, replayed, at))


def look_by_hand(
    target: RoundTarget,
    look: Look,
    user: User,
    *,
    replayed: bool = False,
    at: datetime | None = None,
) -> HandLook:
    """The standing hand look at one indicator; the same look twice leaves one row.

    A hit on a veto row waits until another person saw it, too, unless the machine's own word
    counts there and says the same.
    """
    if not _is_said(look):
        raise DecisionError(
            "人工查看的结论只能是“发现问题”“未发现问题”或“豁免”；看不到的须选明原因并写明情况"
        )
    fields = {
        "result": look.result,
        "count": look.count,
        "points": look.points,
        "unable_class": look.unable or "",
        "note": look.note,
        "evidence": _EVIDENCE.dump_python(look.evidence, mode="json"),
        "form": look.form,
        "is_confirmed": look.is_confirmed,
    }
    with transaction.atomic():
        check_may_decide(target, user)
        RoundTarget.objects.select_for_update().get(pk=target.pk)
        last = standing_look(target, look.indicator)
        fields["is_confirmed"] = look.is_confirmed and (
            not _wants_second(target, look) or _is_second(last, user)
        )
        if last is not None and last.by_id == user.pk and _says(last, fields):
            return last
        row = HandLook(
            target=target,
            indicator=look.indicator,
            **fields,
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
            replayed=replayed,
        )
        row.save(force_insert=True)
        restand(target.findings.filter(indicator=look.indicator))
        detail = {
            "target": target.code,
            "indicator": look.indicator,
            "result": look.result.value,
            "note": look.note,
            "form": look.form,
            "points": look.points,
            "replayed": replayed,
        }
        audit.append(user, "decision.look_by_hand", row, detail, at=at)
        return row


def withdraw_look(
    target: RoundTarget, indicator: str, user: User, reason: str, *, at: datetime | None = None
) -> bool:
    """Take the standing look at an indicator back: the machine's outcome counts again, where there
    is one. A reason is required. False when no look stands."""
    if not reason.strip():
        raise DecisionError("撤回人工查看没有写理由；请写明为什么撤回")
    with transaction.atomic():
        check_may_decide(target, user)
        last = standing_look(target, indicator)
        if last is None:
            return False
        row = HandLook(
            target=target,
            indicator=indicator,
            result=last.result,
            note=reason,
            form=last.form,
            is_withdrawn=True,
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
        )
        row.save(force_insert=True)
        restand(target.findings.filter(indicator=indicator))
        detail = {"target": target.code, "indicator": indicator, "reason": reason}
        audit.append(user, "decision.look_withdrawn", row, detail, at=at)
        return True


def standing_look(target: RoundTarget, indicator: str) -> HandLook | None:
    """The look at an indicator that counts; None when there is none or it was taken back."""
    last = target.hand_looks.filter(indicator=indicator).order_by("-id").first()
    return None if last is None or last.is_withdrawn else last


def _is_said(look: Look) -> bool:
    if look.result is Result.UNABLE:
        return look.unable is not None and bool(look.note.strip())
    return look.result in LOOKED


def _wants_second(target: RoundTarget, look: Look) -> bool:
    """Whether one person's word is not enough: a hit that fails the target, and no machine whose
    word counts by itself says it."""
    row = book_of(target.round).row(look.indicator) if target.round.rulebook else None
    if look.result is not Result.HIT or row is None or row.kind is not RowKind.VETO:
        return False
    told = target.outcomes.filter(indicator=look.indicator, result=Result.HIT.value)
    return not (row.judge is Judge.AUTO and told.exists())


def _is_second(last: HandLook | None, user: User) -> bool:
    return (
        last is not None
        and last.result == Result.HIT
        and (last.is_confirmed or last.by_id != user.pk)
    )


def _says(row: HandLook, fields: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in fields.items())


def verbs_by_thing(target: RoundTarget) -> dict[tuple[str, int], DecisionVerb]:
    """What counts, per ("finding" | "outcome", id). Undecided things are missing, and those only
    one person confirmed where two are asked for."""
    rows: dict[tuple[str, int], list[Decision]] = defaultdict(list)
    for row in target.decisions.all():
        what = (
            ("outcome", row.outcome_id) if row.finding_id is None else ("finding", row.finding_id)
        )
        rows[what].append(row)
    if not rows:
        return {}
    persons = {("finding", one.pk): one.persons for one in target.findings.all()}
    persons |= {("outcome", one.pk): one.persons for one in target.outcomes.all()}
    verbs = {what: fold(said, persons.get(what, 1)).verb for what, said in rows.items()}
    return {what: verb for what, verb in verbs.items() if verb is not None}


def _decide(
    verb: DecisionVerb, thing: Decidable, user: User, said: tuple[str, bool, datetime | None]
) -> Decision:
    reason, replayed, at = said
    field = "finding" if isinstance(thing, FindingRecord) else "outcome"
    with transaction.atomic():
        check_may_decide(thing.target, user)
        last = thing.decisions.order_by("-id").first()
        if last is not None and (last.verb, last.by_id, last.reason) == (verb, user.pk, reason):
            return last
        row = Decision(
            target=thing.target,
            verb=verb,
            reason=reason,
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
            replayed=replayed,
            **{field: thing},
        )
        row.save(force_insert=True)
        _touch(thing)
        detail = {
            "target": thing.target.code,
            "indicator": thing.indicator,
            "on": field,
            "id": thing.pk,
            "reason": reason,
            "replayed": replayed,
        }
        audit.append(user, f"decision.{verb.value}", row, detail, at=at)
        return row


def _touch(thing: Decidable) -> None:
    """What was decided on stands anew; a decision on a whole outcome is for the judge alone."""
    if isinstance(thing, FindingRecord):
        restand(FindingRecord.objects.filter(pk=thing.pk))
    else:
        RoundTarget.objects.filter(pk=thing.target_id).update(needs_judging=True)


def check_may_decide(target: RoundTarget, user: User) -> None:
    """Raise DecisionError unless this person may decide on this target now."""
    check_round_open(target.round, target.name, user)


def check_round_open(inspection: Round, what: str, user: User) -> None:
    """Raise DecisionError unless this person may decide on ``what`` in this round now."""
    if inspection.office_id != user.office_id:
        raise DecisionError(f"“{what}”不属于您所在的单位，不能认定")
    if not user.may(Right.DECIDE):
        raise DecisionError(f"{user.name}没有审核权限；请由审核人认定")
    if inspection.imported:
        raise DecisionError(f"“{inspection}”是导入的历史结果，不能改动认定")
    state = type(inspection).objects.values_list("state", flat=True).get(pk=inspection.pk)
    if state in CLOSED_STATES:
        raise DecisionError(f"“{inspection}”已定稿，不能再改动认定；如有错误请在下一轮更正")
