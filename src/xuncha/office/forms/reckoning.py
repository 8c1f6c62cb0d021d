"""What an answer says of each row: the result, how often the rule applies, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.words import Result, UnableClass
from xuncha.office.forms.definition import REPLY, Field, FieldKind, Form, Measure, Yield
from xuncha.office.forms.filled import Case, Filled, number_of
from xuncha.office.forms.replies import Graded, grade_of

SAMPLED = (Measure.SUM, Measure.ENTRIES)
"""Measures that are clear only after enough cases; of the others one good case tells."""
REASON = 400
"""Characters a reason may run to; the answer itself holds everything."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What an answer says of one row. ``is_waiting``: it is open until a day that is to come."""

    row: str
    result: Result
    count: float
    reason: str
    unable: UnableClass | None = None
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """What one chosen option, or one reply, gives: what counts, what may still count."""

    where: str
    told: str
    counts: float = 0
    open: float = 0
    waits: bool = False


def reckon(form: Form, filled: Filled, rows: Iterable[str], today: date) -> tuple[Reckoned, ...]:
    """What the answer says of each of ``rows`` the form counts for, in the order of the form.

    What a person could not see never counts and never clears: the row stays ``unable`` where it
    might turn it. Raises UnknownYearError where working days cannot be told.
    """
    wanted = list(rows)
    told = [(one, row) for one in form.yields for row in _rows_of(one, wanted)]
    if filled.unable is not None:
        return tuple(
            Reckoned(row, Result.UNABLE, 0, filled.note[:REASON], filled.unable) for _, row in told
        )
    return tuple(_reckon_row(form, one, row, filled, today) for one, row in told)


def _rows_of(one: Yield, wanted: list[str]) -> list[str]:
    return [row for row in wanted if one.row in (row, "*")]


def _reckon_row(form: Form, one: Yield, row: str, filled: Filled, today: date) -> Reckoned:
    if _is_exempt(form, filled):
        return Reckoned(row, Result.EXEMPT, 0, _reason(form, filled, ()) or "不适用")
    cases = [case for case in filled.cases if not _skips(form, case)]
    answered = [case for case in cases if not case.is_empty]
    head = _parts(form.fields, filled.head, one, "")
    groups = [[*head]] if head else []
    groups += [_case_parts(form, case, one, today) for case in answered]
    counts, possible = _measured(one, groups, filled, len(cases) - len(answered))
    parts = [part for group in groups for part in group]
    reason = _reason(form, filled, (part for part in parts if part.counts or part.open))
    if counts >= one.hit_at:
        return Reckoned(row, Result.HIT, counts, reason)
    if possible >= one.hit_at:
        waits = any(part.waits for part in parts)
        return Reckoned(row, Result.UNABLE, counts, reason, UnableClass.NEEDS_PERSON, waits)
    if one.measure in SAMPLED and form.entries and len(answered) < form.entries.least:
        lacking = f"只看了 {len(answered)} 条，不足 {form.entries.least} 条"
        return Reckoned(row, Result.UNABLE, counts, lacking, UnableClass.NEEDS_PERSON)
    return Reckoned(row, Result.CLEAR, counts, reason)


def _measured(
    one: Yield, groups: list[list[_Part]], filled: Filled, untouched: int
) -> tuple[float, float]:
    """How much counts for certain, and how much at most, with what nobody looked at."""
    certain = [sum(part.counts for part in group) for group in groups]
    at_most = [sum(part.counts + part.open for part in group) for group in groups]
    if one.measure is Measure.SUM:
        times = _number(filled, one.times, 1)
        return sum(certain) * times, sum(at_most) * times
    sure = sum(count >= one.least for count in certain)
    maybe = sum(count >= one.least for count in at_most)
    total = _number(filled, one.total, len(groups))
    unseen = max(untouched, total - len(groups)) if one.total else untouched
    if one.measure is Measure.ENTRIES:
        return sure, maybe + (unseen if one.total else 0)
    if one.measure is Measure.ALL_OF_FEW and total >= one.fewer_than:
        return 0, 0
    return float(0 < sure == len(groups) and not unseen), float(maybe == len(groups))


def _number(filled: Filled, name: str, otherwise: float) -> float:
    number = number_of(filled.head.get(name, "")) if name else otherwise
    return number if number >= 1 else otherwise


def _case_parts(form: Form, case: Case, one: Yield, today: date) -> list[_Part]:
    fields = form.entries.fields if form.entries else ()
    parts = _parts(fields, case.values, one, case.title)
    if form.reply is not None and REPLY in one.fields:
        parts.append(_reply_part(case, grade_of(form.reply, case.values, today)))
    return parts


def _reply_part(case: Case, graded: Graded) -> _Part:
    waits = graded.is_waiting
    return _Part(case.title, graded.label, graded.counts, float(waits), waits)


def _parts(
    fields: tuple[Field, ...], values: Mapping[str, str], one: Yield, where: str
) -> list[_Part]:
    found = []
    for asked in fields:
        option = asked.option(values.get(asked.id, "")) if asked.id in one.fields else None
        if option is not None:
            told = f"{asked.label}：{option.label}" if len(one.fields) > 1 else option.label
            found.append(_Part(where, told, option.counts, float(option.unable)))
    return found


def _is_exempt(form: Form, filled: Filled) -> bool:
    chosen = (one.option(filled.head.get(one.id, "")) for one in form.fields)
    return any(option.exempt for option in chosen if option)


def _skips(form: Form, case: Case) -> bool:
    fields = form.entries.fields if form.entries else ()
    chosen = (one.option(case.values.get(one.id, "")) for one in fields)
    return any(option.skip for option in chosen if option)


def _reason(form: Form, filled: Filled, parts: Iterable[_Part]) -> str:
    """What counts or is open, then what the person wrote."""
    written = [filled.head.get(one.id, "") for one in form.fields if one.kind is FieldKind.LONG]
    text = "。".join(piece for piece in ("；".join(_told(parts)), *written, filled.note) if piece)
    return text if len(text) <= REASON else f"{text[: REASON - 1]}…"


def _told(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        yield f"{part.where}：{part.told}" if part.where else part.told
