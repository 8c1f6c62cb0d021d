"""G-9: what is counted under one row is not counted again under another."""

from collections.abc import Sequence
from dataclasses import replace

from xuncha.engine.domain.words import Result
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.step import Step
from xuncha.engine.rulebook.book import Row


def without_doubles(
    rows: Sequence[Row], rulings: Sequence[Ruling]
) -> tuple[tuple[Ruling, ...], tuple[Step, ...]]:
    """The rulings with every place counted once, and a line for each that lost some.

    Only rows with ``not_twice`` lose places, to hits of the rows they name; a ruling that tells no
    places stays as it is. One that has none left is clear.
    """
    by_id = {row.id: row for row in rows}
    kept: list[Ruling] = []
    steps: list[Step] = []
    for ruling in rulings:
        row = by_id.get(ruling.indicator)
        taken = _taken(row, rulings) if row is not None else frozenset()
        again = [place for place in ruling.places if place in taken]
        if row is None or not again or ruling.result is not Result.HIT:
            kept.append(ruling)
            continue
        left = tuple(place for place in ruling.places if place not in taken)
        count = (ruling.count if ruling.count is not None else len(ruling.places)) - len(again)
        holds = row.condition.holds(count) if row.condition is not None else count > 0
        result = Result.HIT if holds else Result.CLEAR
        kept.append(replace(ruling, count=count, places=left, result=result))
        text = f"{row.id} {row.name}：其中 {len(again)} 处已在其他指标计入，不重复计"
        steps.append(Step(row.id, text, count))
    return tuple(kept), tuple(steps)


def _taken(row: Row, rulings: Sequence[Ruling]) -> frozenset[str]:
    return frozenset(
        place
        for one in rulings
        if one.indicator in row.not_twice and one.result is Result.HIT
        for place in one.places
    )
