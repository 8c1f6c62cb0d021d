"""Answering a form: kept as a version, counted like a check's result, seconded, taken back."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Result, RowKind
from xuncha.engine.rulebook.book import KNOWN, Row
from xuncha.office.casework.decisions import Look, look_by_hand, withdraw_look
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms import pictures
from xuncha.office.forms.definition import FieldKind, Form
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import Filled, check, check_unmarked
from xuncha.office.forms.models import Answer, Second, Sheet, Withdrawal
from xuncha.office.forms.reach import RoundForm, frame_of_target
from xuncha.office.forms.reckoning import Reckoned, reckon
from xuncha.office.forms.rights import check_may_fill, check_may_second
from xuncha.office.forms.states import SHEET, SheetState
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move

_FILLED = TypeAdapter(Filled)
_RECKONED = TypeAdapter(tuple[Reckoned, ...])
_FORM = TypeAdapter(Form)
CLOSED_BOOK = "内容限阅，见核查表"
_SCORED = (RowKind.DEDUCT, RowKind.BONUS)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person hands in. ``base`` is the version it was written on, 0 for the first;
    ``pictures`` are new ones, those of ``filled`` were there already."""

    filled: Filled
    base: int
    pictures: tuple[bytes, ...] = ()


def answer(
    target: RoundTarget,
    used: RoundForm,
    submitted: Submission,
    user: User,
    *,
    at: datetime | None = None,
) -> Answer:
    """The new version of a form, and a look by hand at each of its rows, in one transaction.

    The same again leaves one version. Raises AnswerError with everything that is missing or wrong,
    and where somebody else has filled in the form since.
    """
    moment = at or timezone.now()
    today = local_day(moment)
    rows = used.rows_for(frame_of_target(target), book_of(target.round))
    with transaction.atomic():
        check_may_fill(user, target)
        check(used.form, submitted.filled, today)
        reckoned = reckon(used.form, submitted.filled, [row.id for row in rows], today)
        sheet, _ = Sheet.objects.get_or_create(target=target, form=used.key)
        sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
        last = newest_answer(sheet)
        said = {"by": user, "by_name": user.name, "at": moment}
        filled = _with_pictures(sheet, submitted, said)
        _check_whole(used, rows, filled, reckoned, target)
        content = _FILLED.dump_python(filled, mode="json")
        told = (content, _json(reckoned), user.pk)
        standing = standing_answer(sheet)
        if standing and told == (standing.content, standing.reckoned, standing.by_id):
            return standing
        version = last.version if last else 0
        if version != submitted.base:
            who = f"{last.by_name}已填到第 {version} 版" if last else "本表还没有填写过"
            raise AnswerError(f"您打开本表之后{who}；请重新打开，核对后再提交")
        row = Answer(
            sheet=sheet,
            version=version + 1,
            definition=digest_of(used.form),
            content=content,
            reckoned=_json(reckoned),
            **said,
        )
        row.save(force_insert=True)
        detail = {"target": target.code, "form": used.title, "version": row.version}
        audit.append(user, "form.answered", row, detail, at=at)
        for one in reckoned:
            look = _look(used, filled, one, is_confirmed=not _needs_second(used, one))
            look_by_hand(target, look, user, at=at)
        move(SHEET, sheet, _state_after(used, reckoned), user, target=target.code)
        return row


def second(given: Answer, used: RoundForm, user: User, *, agrees: bool, reason: str = "") -> Second:
    """What a second person says of an answer that asks for one. Agreed, it counts from now on;
    not agreed (a reason is required), it stays open. Raises AnswerError."""
    check_unmarked(reason)
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().get(pk=given.sheet_id)
        check_may_second(user, given)
        if standing_answer(sheet) != given or sheet.state != SheetState.SECOND:
            raise AnswerError("这一版不在等待复核；请重新打开本表")
        if not agrees and not reason.strip():
            raise AnswerError("不同意须写明理由")
        row = Second(
            answer=given,
            agrees=agrees,
            reason=reason.strip(),
            by=user,
            by_name=user.name,
            at=timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"target": sheet.target.code, "form": used.title, "reason": reason.strip()}
        act = "form.seconded" if agrees else "form.disputed"
        audit.append(user, act, row, detail)
        if agrees:
            for one in reckoned_in(given):
                if _needs_second(used, one):
                    look = _look(used, filled_in(given), one, is_confirmed=True)
                    note = f"{given.by_name}填写，{user.name}复核同意。{look.note}"
                    look_by_hand(sheet.target, replace(look, note=note), user)
        state = SheetState.DONE if agrees else SheetState.DISPUTED
        move(SHEET, sheet, state, user, target=sheet.target.code)
        return row


def withdraw(given: Answer, used: RoundForm, user: User, reason: str) -> Withdrawal:
    """Take the standing answer back: the machine's outcome counts again, where there is one."""
    if not reason.strip():
        raise AnswerError("撤回须写明理由")
    check_unmarked(reason)
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().get(pk=given.sheet_id)
        check_may_fill(user, sheet.target)
        if standing_answer(sheet) != given:
            raise AnswerError("只能撤回现行的一版；请重新打开本表")
        row = Withdrawal(
            answer=given, reason=reason.strip(), by=user, by_name=user.name, at=timezone.now()
        )
        row.save(force_insert=True)
        detail = {"target": sheet.target.code, "form": used.title, "reason": reason.strip()}
        audit.append(user, "form.withdrawn", row, detail)
        for one in reckoned_in(given):
            withdraw_look(sheet.target, one.row, user, reason)
        move(SHEET, sheet, SheetState.OPEN, user, target=sheet.target.code)
        return row


def newest_answer(sheet: Sheet) -> Answer | None:
    """The last version, withdrawn or not; None before the first."""
    return sheet.answers.order_by("-version").first()


def standing_answer(sheet: Sheet | None) -> Answer | None:
    """The version that counts; None where there is none or it was withdrawn."""
    last = newest_answer(sheet) if sheet is not None else None
    return None if last is None or hasattr(last, "withdrawal") else last


def filled_in(given: Answer) -> Filled:
    """What was filled in, as it was stored."""
    return _FILLED.validate_python(given.content)


def reckoned_in(given: Answer) -> tuple[Reckoned, ...]:
    """What the answer said of each row, as it was stored."""
    return _RECKONED.validate_python(given.reckoned)


def digest_of(form: Form) -> str:
    """64 hex characters that tell one edition of a form from another."""
    return hashlib.sha256(_FORM.dump_json(form)).hexdigest()


def _json(reckoned: tuple[Reckoned, ...]) -> list[dict[str, Any]]:
    return _RECKONED.dump_python(reckoned, mode="json")


def _with_pictures(sheet: Sheet, submitted: Submission, said: dict[str, Any]) -> Filled:
    known = set(sheet.pictures.values_list("sha256", flat=True))
    kept = [one for one in submitted.filled.pictures if one in known]
    fresh = [pictures.keep(sheet, body, said).sha256 for body in submitted.pictures]
    return replace(submitted.filled, pictures=tuple(dict.fromkeys([*kept, *fresh])))


def _check_whole(
    used: RoundForm,
    rows: Iterable[Row],
    filled: Filled,
    reckoned: tuple[Reckoned, ...],
    target: RoundTarget,
) -> None:
    faults = list(_points_faults(rows, filled, reckoned, target))
    form = used.form
    if len(filled.pictures) > form.pictures:
        faults.append(f"一版最多附 {form.pictures} 张图片")
    takes_evidence = form.links or form.pictures
    is_hit = any(one.result is Result.HIT for one in reckoned)
    if takes_evidence and is_hit and not any(_evidence(form, filled)):
        faults.append("结论为有问题（或达到加分条件）的，须附依据：链接或图片至少一项")
    if faults:
        raise AnswerError(*faults)


def _points_faults(
    rows: Iterable[Row], filled: Filled, reckoned: tuple[Reckoned, ...], target: RoundTarget
) -> Iterator[str]:
    book = book_of(target.round)
    known = {row.id: row for row in rows}
    hits = {one.row for one in reckoned if one.result is Result.HIT}
    for name, points in filled.points.items():
        row = known.get(name)
        if row is None or row.kind not in _SCORED:
            yield f"指标 {name} 不计分"
        elif name not in hits:
            yield f"指标 {name} 没有计到分，不能填分值；请清空分值或核对填写的情况"
        else:
            group = book.group(row.group)
            most = row.cap if row.cap_confidence in KNOWN else None
            most = most if most is not None else (group.points if group else None)
            if most is not None and points > most:
                yield f"指标 {name} 的分值 {points:g} 超过上限 {most:g}"


def _needs_second(used: RoundForm, one: Reckoned) -> bool:
    return used.two_persons and one.result is Result.HIT


def _look(used: RoundForm, filled: Filled, one: Reckoned, *, is_confirmed: bool) -> Look:
    closed = used.form.restricted
    return Look(
        indicator=one.row,
        result=one.result,
        note=CLOSED_BOOK if closed else one.reason,
        count=one.count,
        points=filled.points.get(one.row),
        unable=one.unable,
        evidence=() if closed else tuple(_evidence(used.form, filled)),
        form=used.key,
        is_confirmed=is_confirmed,
    )


def _evidence(form: Form, filled: Filled) -> Iterator[Evidence]:
    for link in filled.links:
        yield Evidence(link, "", f"核查表：{form.title}", "")
    linked = [
        (one.id, one.label)
        for one in (*form.fields, *(form.entries.fields if form.entries else ()))
        if one.kind is FieldKind.LINK
    ]
    for name, label in linked:
        if address := filled.head.get(name):
            yield Evidence(address, "", label, "")
        for case in filled.cases:
            if address := case.values.get(name):
                yield Evidence(address, case.title, label, "")
    for digest in filled.pictures:
        yield Evidence("", "", f"核查表留图：{form.title}", f"sha256:{digest}")


def _state_after(used: RoundForm, reckoned: tuple[Reckoned, ...]) -> SheetState:
    if any(_needs_second(used, one) for one in reckoned):
        return SheetState.SECOND
    if any(one.is_waiting for one in reckoned):
        return SheetState.AWAITED
    if any(one.result is Result.UNABLE for one in reckoned):
        return SheetState.UNABLE
    return SheetState.DONE
