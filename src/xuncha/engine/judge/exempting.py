"""A book's own exemptions: they change its own verdict and never the national one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xuncha.engine.domain.words import Result, RowKind
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.step import Step
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.practice import Exemption
from xuncha.engine.rulebook.scope import TargetFrame, covers

STILL_COUNTS = "省内豁免，国办口径仍计"
LOCAL_ONLY = "本地豁免"


def exempted(
    target: TargetFrame,
    rows: Sequence[Row],
    rulings: Sequence[Ruling],
    book: Rulebook,
    on: date | None,
) -> tuple[tuple[Ruling, ...], tuple[Step, ...]]:
    """The rulings with exempt rows marked so, and a line for each row that would have counted."""
    kept: list[Ruling] = []
    steps: dict[str, Step] = {}
    names = {row.id: row.name for row in rows}
    for ruling in rulings:
        exemption = _exemption(ruling.indicator, target, book, on)
        if exemption is None or ruling.result in (Result.CLEAR, Result.EXEMPT):
            kept.append(ruling)
            continue
        said = f"{reach_of(ruling.indicator, book)}（{exemption.reason}）"
        kept.append(replace(ruling, result=Result.EXEMPT, points=None, reason=said))
        name = f"{ruling.indicator} {names.get(ruling.indicator, '')}"
        text = f"{name}：{said}；依据：{exemption.source}"
        steps[ruling.indicator] = Step(ruling.indicator, text, None)
    return tuple(kept), tuple(steps.values())


def reach_of(indicator: str, book: Rulebook) -> str:
    """What an exemption from a row of a book touches, in Chinese: whether the row still counts in
    the national verdict."""
    is_national = book.national is not None and book.national.row(indicator) is not None
    return STILL_COUNTS if is_national else LOCAL_ONLY


def is_all_exempt(
    target: TargetFrame,
    rows: Sequence[Row],
    rulings: Sequence[Ruling],
    book: Rulebook,
    on: date | None,
) -> bool:
    """Whether exemptions leave nothing to judge by: every row in force that could decide is exempt
    by the book or by order, but for rows whose own rule skips the target. Rows that are skipped
    alone are no exemption: what else was looked at stands."""
    asked = {row.id for row in rows if row.kind is not RowKind.NOTICE and not row.heading}
    exempt = {one for one in asked if _exemption(one, target, book, on) is not None}
    skipped = {one.indicator for one in rulings if one.result is Result.EXEMPT}
    return bool(exempt) and asked <= exempt | skipped


def _exemption(
    indicator: str, target: TargetFrame, book: Rulebook, on: date | None
) -> Exemption | None:
    return next(
        (
            one
            for one in book.exemptions
            if indicator in one.rows and one.is_valid(on) and covers(one.applies_to, target)
        ),
        None,
    )
