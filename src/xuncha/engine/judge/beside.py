"""The national verdict beside the local one, from the same outcomes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xuncha.engine.domain.words import Result
from xuncha.engine.judge.ruling import GroupEntry, Ruling, held_against
from xuncha.engine.judge.verdict import Verdict, judge
from xuncha.engine.rulebook.book import Condition, Row, Rulebook
from xuncha.engine.rulebook.scope import TargetFrame


def judge_nationally(
    target: TargetFrame,
    outcomes: Sequence[Ruling],
    book: Rulebook,
    in_force: Collection[str] | None = None,
    groups: Sequence[GroupEntry] = (),
    on: date | None = None,
) -> Verdict | None:
    """What the national book below a local one says; None where the book is national itself.

    Local rows, exemptions and points stay out of it. Where the local row has another limit, the
    count is held against the national one, and what waits for a decision stays open; where it
    looks back over another time, a local ``clear`` over a shorter one still is clear, and anything
    else was not measured nationally: ``unable``, never a guess. A group entry counts where the
    group is worth the same.
    """
    nation = book.national
    if nation is None:
        return None
    asked = [
        as_national(one, here, there)
        for one in outcomes
        if (here := book.row(one.indicator)) and (there := nation.row(one.indicator))
    ]
    entries = [one for one in groups if _is_same_group(one.group, book, nation)]
    names = None if in_force is None else [name for name in in_force if nation.row(name)]
    return judge(target, asked, nation, names, entries, on)


def as_national(ruling: Ruling, here: Row, there: Row) -> Ruling:
    """A ruling on a local row as the national row of the same number takes it."""
    same_points = (here.points, here.cap) == (there.points, there.cap)
    ruling = ruling if same_points else replace(ruling, points=None)
    same_looking = (here.params, here.windows, here.finding_kinds) == (
        there.params,
        there.windows,
        there.finding_kinds,
    )
    if same_looking and here.condition == there.condition:
        return ruling
    if ruling.result in (Result.UNABLE, Result.EXEMPT):
        return ruling
    if (
        ruling.result is Result.CLEAR
        and here.condition == there.condition
        and _shorter(here, there)
    ):
        return ruling
    if same_looking and ruling.count is not None and there.condition is not None:
        return _counted_nationally(ruling, there.condition)
    return Ruling(ruling.indicator, Result.UNABLE, reason="本地条件与国办口径不同，未按国办口径测")


def _counted_nationally(ruling: Ruling, condition: Condition) -> Ruling:
    """The count against the national limit. Told as a whole, a certain result ends below that
    limit; what is still open stays open, for nobody said how much of it there is."""
    if ruling.undecided is not None:
        return held_against(condition, ruling)
    is_below = ruling.count is not None and not condition.holds(ruling.count)
    is_certain = ruling.confirmed and ruling.result is not Result.SUSPECT
    return replace(ruling, result=Result.CLEAR) if is_below and is_certain else ruling


def _shorter(here: Row, there: Row) -> bool:
    """Whether the local row looks back no further than the national one, and else looks alike."""
    if here.finding_kinds != there.finding_kinds or here.windows or there.windows:
        return False
    return set(here.params) == set(there.params) and all(
        _at_most(name, here.params, there.params) for name in here.params
    )


def _at_most(name: str, here: Mapping[str, object], there: Mapping[str, object]) -> bool:
    mine, theirs = here[name], there[name]
    is_window = name.endswith(("days", "months")) and isinstance(mine, int)
    return mine <= theirs if is_window and isinstance(theirs, int) else mine == theirs  # type: ignore[operator]


def _is_same_group(wanted: str, book: Rulebook, nation: Rulebook) -> bool:
    here, there = book.group(wanted), nation.group(wanted)
    return here is not None and there is not None and here.points == there.points
