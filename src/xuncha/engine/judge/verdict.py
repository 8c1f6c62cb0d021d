"""The verdict on one target: outcomes in, state, score and arithmetic out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xuncha.engine.domain.words import LABELS, Result, RowKind, VerdictState
from xuncha.engine.judge.causes import Pairs, causes_of, named_causes
from xuncha.engine.judge.doubles import without_doubles
from xuncha.engine.judge.entries import points_of_groups
from xuncha.engine.judge.errors import UnknownIndicatorError, WrongTargetError
from xuncha.engine.judge.exempting import exempted, is_all_exempt
from xuncha.engine.judge.left_out import groups_left_out, rows_left_out
from xuncha.engine.judge.ruling import GroupEntry, Ruling, is_certain, is_open
from xuncha.engine.judge.scoring import Score, has_scoring, score, vetoed
from xuncha.engine.judge.step import Step
from xuncha.engine.rulebook.book import Condition, Op, Row, Rulebook
from xuncha.engine.rulebook.instruments import SHARES, measured
from xuncha.engine.rulebook.scope import (
    TargetFrame,
    applies,
    is_left_away,
    is_of_kind,
    rows_for,
    scale_for,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rulebook says of a target.

    ``proposed`` is the state if everything open were confirmed. ``score`` is a single number, None
    with ``interval`` (lowest, highest) where weights are not confirmed, None with None where
    nothing was scored. ``bonus`` is what Part 3 added, None where that is not certain or not asked.
    ``not_examined`` are the rows for this target that nobody looked at; they never decide anything.
    """

    state: VerdictState
    proposed: VerdictState
    veto: tuple[str, ...]
    score: float | None
    interval: tuple[float, float] | None
    bonus: float | None
    arithmetic: tuple[Step, ...]
    not_examined: tuple[str, ...]


def judge(
    target: TargetFrame,
    outcomes: Sequence[Ruling],
    book: Rulebook,
    in_force: Collection[str] | None = None,
    groups: Sequence[GroupEntry] = (),
    on: date | None = None,
) -> Verdict:
    """The verdict of one rulebook on one target.

    ``in_force`` None: the rows that have an outcome are in force. Given: those rows are, and one
    without an outcome was not looked at, which is never a pass. Raises UnknownIndicatorError for an
    indicator the book does not have, WrongTargetError for one that is for another kind of target.
    """
    points_of_groups(groups, book)
    rows = _rows_in_force(target, outcomes, book, in_force, on)
    counted, doubles = without_doubles(rows, _complete(rows, outcomes, in_force))
    rulings, exempt = exempted(target, rows, counted, book, on)
    given = outcomes if in_force is None else [one for one in outcomes if one.indicator in in_force]
    unused = rows_left_out(target, given, groups, book, on) + groups_left_out(target, groups, book)
    now = _weigh(target, rulings, rows, book, groups)
    proposed = _weigh(target, _all_confirmed(rulings), rows, book, groups)
    if not groups and is_all_exempt(target, rows, rulings, book, on):
        now, proposed = _unjudged(now), _unjudged(proposed)
    examined = {row.id for row in rows}
    return Verdict(
        state=now.state,
        proposed=proposed.state,
        veto=now.veto,
        score=now.score.single if now.score else None,
        interval=now.score.interval if now.score else None,
        bonus=now.score.bonus if now.score else None,
        arithmetic=unused + doubles + exempt + now.steps,
        not_examined=tuple(
            row.id
            for row in rows_for(book, target, on)
            if row.id not in examined
            and not _covered(row, rows, groups, book)
            and not is_left_away(row.group, target, book)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Weighing:
    state: VerdictState
    veto: tuple[str, ...]
    score: Score | None
    steps: tuple[Step, ...]


def _unjudged(weighed: _Weighing) -> _Weighing:
    """What comes out where exemptions leave nothing to judge by: no score, and never a pass."""
    said = Step(
        "", "本次检查的指标对该对象全部豁免，没有可据以判定的结果：待定，不计入合格率", None
    )
    return _Weighing(VerdictState.UNDECIDED, (), None, (*weighed.steps[:-1], said))


def _rows_in_force(
    target: TargetFrame,
    outcomes: Sequence[Ruling],
    book: Rulebook,
    in_force: Collection[str] | None,
    on: date | None,
) -> tuple[Row, ...]:
    wanted = set(in_force) if in_force is not None else {one.indicator for one in outcomes}
    for name in sorted(wanted | {one.indicator for one in outcomes}):
        row = book.row(name)
        if row is None:
            raise UnknownIndicatorError(name, book.name)
        if in_force is None and not is_of_kind(row.applies_to, target):
            raise WrongTargetError(name, target.kind)
    return tuple(
        row
        for row in book.rows
        if row.id in wanted
        and applies(row, target)
        and row.is_valid(on)
        and not is_left_away(row.group, target, book)
    )


def _complete(
    rows: Sequence[Row], outcomes: Sequence[Ruling], in_force: Collection[str] | None
) -> tuple[Ruling, ...]:
    """The rulings on rows in force, and an ``unable`` for each such row without one."""
    names = {row.id for row in rows}
    given = tuple(one for one in outcomes if one.indicator in names)
    if in_force is None:
        return given
    seen = {one.indicator for one in given}
    return given + tuple(
        Ruling(row.id, Result.UNABLE, reason="没有检测结果")
        for row in rows
        if row.id not in seen and not row.heading
    )


def _all_confirmed(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    return tuple(
        replace(one, result=Result.HIT, confirmed=True)
        if one.result in (Result.HIT, Result.SUSPECT)
        else one
        for one in rulings
    )


def _weigh(
    target: TargetFrame,
    rulings: Sequence[Ruling],
    rows: Sequence[Row],
    book: Rulebook,
    groups: Sequence[GroupEntry],
) -> _Weighing:
    pairs = [(row, one) for row in rows for one in rulings if one.indicator == row.id]
    part_one = [pair for pair in pairs if pair[0].kind in (RowKind.VETO, RowKind.NOTICE)]
    steps = [_step(row, one) for row, one in part_one]
    vetoes = [pair for pair in part_one if pair[0].kind is RowKind.VETO]
    certain = tuple(dict.fromkeys(row.id for row, one in vetoes if is_certain(row, one)))
    if certain:
        steps.append(Step("", f"命中单项否决指标 {'、'.join(certain)}：不合格，不再评分", None))
        left = vetoed(target, book)
        steps += left.steps if left else ()
        return _Weighing(VerdictState.UNQUALIFIED, certain, left, tuple(steps))
    open_rows = [(row, one) for row, one in vetoes if is_open(row, one)]
    scored = None
    if has_scoring(target, pairs, groups, book):
        scored = score(target, pairs, groups, book)
        steps += scored.steps
    if not pairs and scored is None:
        steps.append(Step("", "没有检查任何适用的指标：待定", None))
        return _Weighing(VerdictState.UNDECIDED, (), None, tuple(steps))
    state = _state(bool(open_rows), scored)
    steps.append(_conclusion(target, state, open_rows, scored, pairs, book))
    is_kept = not open_rows or state is VerdictState.UNQUALIFIED
    return _Weighing(state, (), scored if is_kept else None, tuple(steps))


def _state(is_open_veto: bool, scored: Score | None) -> VerdictState:
    if scored is not None and scored.fails is True:
        return VerdictState.UNQUALIFIED
    if is_open_veto or (scored is not None and (scored.fails is None or scored.gate_open)):
        return VerdictState.UNDECIDED
    return VerdictState.QUALIFIED


def _step(row: Row, ruling: Ruling) -> Step:
    """One line of Part 1: what was found and whether it counts."""
    words = [LABELS[ruling.result]]
    if ruling.count is not None and row.condition is not None:
        words.append(_count_text(row, row.condition, ruling, ruling.count))
    if row.kind is RowKind.NOTICE:
        words.append("仅通报，不影响合格判定")
    elif is_certain(row, ruling):
        words.append("单项否决")
    elif ruling.result is Result.HIT:
        words.append("待人工确认，暂不计")
    elif is_open(row, ruling):
        words.append("不算合格，也不算问题")
    if ruling.reason:
        words.append(ruling.reason)
    return Step(row.id, f"{row.id} {row.name}：{'；'.join(words)}", ruling.count)


def _count_text(row: Row, condition: Condition, ruling: Ruling, count: float) -> str:
    """The count beside the condition; where they disagree with the result, the result stands."""
    limit = condition.limit() + ("%" if condition.metric in SHARES else "")
    told, holds = measured(condition.metric, count), condition.holds(count)
    if is_certain(row, ruling) and not holds:
        short = condition.op in (Op.AT_LEAST, Op.MORE)
        what = f"未达条件所列 {condition.value:g}" if short else f"不符合条件“{limit}”"
        return f"按所给结论认定，{told} {what}，以结论为准"
    if ruling.result is Result.CLEAR and holds:
        return f"按所给结论认定，{told} 符合条件“{limit}”，以结论为准"
    return f"{told}，条件为“{limit}”"


def _conclusion(
    target: TargetFrame,
    state: VerdictState,
    open_rows: Pairs,
    scored: Score | None,
    pairs: Pairs,
    book: Rulebook,
) -> Step:
    if state is VerdictState.UNDECIDED and open_rows:
        text = f"{named_causes(open_rows)}尚未确定，可能改变结论：待定"
    elif scored is not None and state is VerdictState.UNDECIDED:
        line = "合格线" if scored.fails is None else "加分线"
        text = f"得分区间跨过{line}（{_why_open(target, scored, pairs, book)}）：待定"
    elif state is VerdictState.UNQUALIFIED:
        text = "得分低于合格线：不合格"
    else:
        text = "纳入检查的指标未命中单项否决：合格"
    return Step("", text, None)


def _why_open(target: TargetFrame, scored: Score, pairs: Pairs, book: Rulebook) -> str:
    """The rows of Part 2 that make its score an interval, each with its cause."""
    frame = scale_for(book, target)
    bonus = frame.bonus_group if frame else ""
    found = []
    for step in scored.steps:
        row = book.row(step.indicator)
        if row is None or step.value is not None or row.group == bonus:
            continue
        joint = next((one.rows for one in book.joints if row.id in one.rows), (row.id,))
        names = [name for name in joint if any(one.id == name for one, _ in pairs)]
        found.append(f"{'、'.join(names)} {causes_of(names, pairs)}")
    return "；".join(found)


def _covered(row: Row, rows: Sequence[Row], groups: Sequence[GroupEntry], book: Rulebook) -> bool:
    """Whether a row without an outcome was examined as part of a heading or a group entry."""
    if row.parent and any(one.id == row.parent for one in rows):
        return True
    entered = {found.id for one in groups if (found := book.group(one.group)) is not None}
    return row.group in entered
