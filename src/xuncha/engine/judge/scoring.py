"""Parts 2 and 3: the score of a portal, or the interval it lies in (G-2 … G-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.engine.domain.words import LABELS, Judge, Result, RowKind
from xuncha.engine.judge.causes import causes_of
from xuncha.engine.judge.entries import points_of_groups
from xuncha.engine.judge.errors import WrongPointsError
from xuncha.engine.judge.ruling import GroupEntry, Ruling, is_certain, is_open
from xuncha.engine.judge.step import Step
from xuncha.engine.judge.weights import (
    ZERO,
    Item,
    Span,
    item_span,
    plain,
    single,
    slack_of,
    span,
)
from xuncha.engine.rulebook.book import KNOWN, Group, Joint, NoServices, Row, Rulebook, Scoring
from xuncha.engine.rulebook.scope import TargetFrame, is_left_away, scale_for

Pairs = Sequence[tuple[Row, Ruling]]
ONE = Fraction(1)
_SCORED = (RowKind.DEDUCT, RowKind.BONUS)


@dataclass(frozen=True, slots=True)
class Score:
    """The final score as a span, and what the two gates say.

    ``fails`` is None when the pass line lies inside the span of Part 2; ``gate_open`` says that the
    bonus gate does. ``bonus`` is None when it is no single number.
    """

    final: Span
    fails: bool | None
    gate_open: bool
    bonus: float | None
    steps: tuple[Step, ...]

    @property
    def single(self) -> float | None:
        """The score where there is only one possible, else None."""
        return _number(self.final.low) if self.final.is_single else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lowest and highest possible score, None where there is a single one."""
        if self.final.is_single:
            return None
        return _number(self.final.low), _number(self.final.high)


def vetoed(target: TargetFrame, book: Rulebook) -> Score | None:
    """The score a veto leaves; None where the book leaves none."""
    frame = scale_for(book, target)
    if frame is None or frame.veto_score is None:
        return None
    score = single(_exact(frame.veto_score))
    text = f"单项否决，按本指标集记 {score.text()} 分"
    steps = (Step("", text, frame.veto_score),)
    return Score(score, fails=True, gate_open=False, bonus=0, steps=steps)


def has_scoring(
    target: TargetFrame, pairs: Pairs, groups: Sequence[GroupEntry], book: Rulebook
) -> bool:
    """Whether Part 2 is for this target and anything of Parts 2 and 3 was looked at."""
    if scale_for(book, target) is None:
        return False
    entered = points_of_groups(groups, book)
    is_counted = any(not is_left_away(name, target, book) for name in entered)
    return is_counted or any(row.kind in _SCORED for row, _ in pairs)


def score(target: TargetFrame, pairs: Pairs, groups: Sequence[GroupEntry], book: Rulebook) -> Score:
    """The score of a target with its arithmetic. Raises WrongPointsError for impossible points."""
    frame = scale_for(book, target)
    assert frame is not None
    entries = points_of_groups(groups, book)
    steps: list[Step] = []
    kept: list[Span] = []
    left_away = is_left_away(frame.service_group, target, book)
    spread = left_away and frame.no_services is NoServices.REDISTRIBUTE
    stretch = _stretch(frame, book, steps) if spread else ONE
    for group in book.groups:
        is_asked = group.scale == frame.id and group.id != frame.bonus_group
        if is_asked and not is_left_away(group.id, target, book):
            kept.append(_keep(group, entries.get(group.id), pairs, book, steps, stretch))
    part_two = _sum(kept, steps)
    if left_away and not spread:
        part_two = _scale(part_two, frame, book, steps)
    elif not left_away and not target.services and frame.service_group:
        steps.append(Step("", _not_scaled(frame), None))
    return _with_bonus(part_two, frame, entries, pairs, book, steps)


def _not_scaled(frame: Scoring) -> str:
    levels = "、".join(LABELS[level] for level in frame.scaled_levels)
    if not levels:
        return "本指标集不因无对外服务职能折算"
    return f"无对外服务职能的折算只用于{levels}，本对象不折算"


def _keep(
    group: Group,
    entry: Fraction | None,
    pairs: Pairs,
    book: Rulebook,
    steps: list[Step],
    stretch: Fraction,
) -> Span:
    """What a group of Part 2 keeps."""
    total = _exact(group.points) * stretch
    if entry is not None:
        steps.append(Step(group.id, f"{group.name}：人工评定 {plain(entry)} 分", float(entry)))
        return single(entry)
    lost = _asked(group, pairs, book, steps, "扣", stretch)
    kept = Span(total - lost.high, total - lost.low)
    sign = "－" if lost.is_single else "－（"
    text = f"{group.name}：{plain(total)}{sign}{lost.text()}{'' if lost.is_single else '）'}"
    steps.append(Step(group.id, f"{text}＝{kept.text()}", _maybe(kept)))
    return kept


def _asked(
    group: Group,
    pairs: Pairs,
    book: Rulebook,
    steps: list[Step],
    verb: str,
    stretch: Fraction = ONE,
) -> Span:
    """What the rows of a group ask for together."""
    total = _exact(group.points) * stretch
    joints = [one for one in book.joints if _in_group(one, group, book) and _is_tied(one, book)]
    tied = {name for joint in joints for name in joint.rows}
    rows = [row for row in book.rows if row.group == group.id and row.id not in tied]
    items = [_item(row, pairs, stretch) for row in rows]
    slack = slack_of(total, [*items, *(_joint_item(one, pairs, book, stretch) for one in joints)])
    for row, item in zip(rows, items, strict=True):
        if any(one.id == row.id for one, _ in pairs):
            steps.append(_row_step(row, item_span(item, slack), verb, pairs))
    for joint in joints:
        tied_item = _joint_item(joint, pairs, book, stretch)
        items.append(tied_item)
        if any(one.id in joint.rows for one, _ in pairs):
            asked = item_span(tied_item, slack)
            text = f"{'、'.join(joint.rows)}（合计 {plain(tied_item.floor)} 分）：{verb} "
            note = _note(asked, joint.rows, pairs)
            steps.append(Step(joint.rows[0], f"{text}{asked.text()} 分{note}", _maybe(asked)))
    return span(total, items)


def _row_step(row: Row, asked: Span, verb: str, pairs: Pairs) -> Step:
    note = _note(asked, (row.id,), pairs)
    return Step(row.id, f"{row.id} {row.name}：{verb} {asked.text()} 分{note}", _maybe(asked))


def _note(asked: Span, rows: Sequence[str], pairs: Pairs) -> str:
    """Why the points are no single number."""
    return "" if asked.is_single else f"（{causes_of(rows, pairs)}，按区间计）"


def _in_group(joint: Joint, group: Group, book: Rulebook) -> bool:
    row = book.row(joint.rows[0])
    return row is not None and row.group == group.id


def _is_tied(joint: Joint, book: Rulebook) -> bool:
    """Whether what the rows are worth alone is still unknown."""
    rows = [row for row in book.rows if row.id in joint.rows]
    return any(
        row.cap_confidence not in KNOWN or row.points_confidence not in KNOWN for row in rows
    )


def _item(row: Row, pairs: Pairs, stretch: Fraction) -> Item:
    """What a row asks for, and what it is worth at least."""
    low, high = _demand(row, pairs, stretch)
    fixed = row.cap is not None and row.cap_confidence in KNOWN
    if fixed:
        return Item(low, high, _exact(row.cap) * stretch, fixed=True)
    floor = _exact(row.points) if row.points_confidence in KNOWN else ZERO
    return Item(low, high, max(floor, _entered(row, pairs)), fixed=False)


def _joint_item(joint: Joint, pairs: Pairs, book: Rulebook, stretch: Fraction) -> Item:
    """Rows whose worth is only known together, as one item."""
    low, high = ZERO, ZERO
    worth = _exact(joint.points) * stretch
    hits = 0
    for name in joint.rows:
        row = book.row(name)
        assert row is not None
        row_low, row_high = _demand(row, pairs, stretch)
        low += row_low
        high += worth if row_high is None else row_high
        hits += any(one.id == name and is_certain(one, ruling) for one, ruling in pairs)
    if hits == len(joint.rows) and not any(
        ruling.points is not None for row, ruling in pairs if row.id in joint.rows
    ):
        low = high = worth
    return Item(low, high, worth, fixed=True)


def _demand(row: Row, pairs: Pairs, stretch: Fraction) -> tuple[Fraction, Fraction | None]:
    """The lowest and highest number of points a row asks for; None: as many as it is worth."""
    low, high = ZERO, ZERO
    bounded = True
    for ruling in (one for found, one in pairs if found.id == row.id):
        certain = is_certain(row, ruling)
        if not certain and not is_open(row, ruling):
            continue
        points = _points_of(row, ruling, stretch)
        if points is None:
            bounded = False
            continue
        high += points
        low += points if certain else ZERO
    return low, high if bounded else None


def _points_of(row: Row, ruling: Ruling, stretch: Fraction) -> Fraction | None:
    """What one ruling asks for; None where the weight is not confirmed.

    A row that loses all it is worth loses all of a stretched worth too.
    """
    if ruling.points is not None:
        return _person(row, ruling)
    if row.kind is RowKind.BONUS and row.judge is Judge.PERSON:
        return ZERO
    if row.points is None or row.points_confidence not in KNOWN:
        return None
    if row.each and ruling.result is not Result.HIT:
        return None
    times = 1 if ruling.count is None else ruling.count
    times = max(0, times - row.free)
    if not row.each:
        times = min(times, 1)
    whole = not row.each and row.points == row.cap
    return _exact(row.points) * _exact(times) * (stretch if whole else ONE)


def _entered(row: Row, pairs: Pairs) -> Fraction:
    """The points persons entered for a row: it is worth at least that."""
    return sum(
        (
            _person(row, one)
            for found, one in pairs
            if found.id == row.id and one.points is not None and one.result is Result.HIT
        ),
        ZERO,
    )


def _person(row: Row, ruling: Ruling) -> Fraction:
    points = _exact(ruling.points)
    if row.kind is RowKind.BONUS and points < 0:
        raise WrongPointsError(row.id, f"加分不能是负数（{plain(points)}）")
    return abs(points)


def _sum(kept: Sequence[Span], steps: list[Step]) -> Span:
    low = sum((one.low for one in kept), ZERO)
    high = sum((one.high for one in kept), ZERO)
    total = Span(low, high)
    parts = "＋".join(one.text() if one.is_single else f"（{one.text()}）" for one in kept)
    steps.append(Step("", f"扣分指标得分：{parts}＝{total.text()}", _maybe(total)))
    return total


def _stretch(frame: Scoring, book: Rulebook, steps: list[Step]) -> Fraction:
    """By how much every other item is worth more where the service group's points are spread."""
    group = book.group(frame.service_group)
    assert group is not None
    full = _exact(frame.full)
    factor = full / (full - _exact(group.points))
    points = plain(_exact(group.points))
    text = f"不检查{group.name}，其 {points} 分按比例分摊到其余各项"
    steps.append(Step("", f"{text}（×{factor.numerator}/{factor.denominator}）", None))
    return factor


def _scale(part_two: Span, frame: Scoring, book: Rulebook, steps: list[Step]) -> Span:
    """G-6: without the service group, scaled back up to the full mark."""
    group = book.group(frame.service_group)
    assert group is not None
    full = _exact(frame.full)
    rest = full - _exact(group.points)
    factor = full / rest
    scaled = Span(part_two.low * factor, part_two.high * factor)
    steps.append(
        Step(
            "",
            f"不检查{group.name}，满分 {plain(rest)} 分，"
            f"按 ×{factor.numerator}/{factor.denominator} 折算＝{scaled.text()}",
            _maybe(scaled),
        )
    )
    return scaled


def _with_bonus(
    part_two: Span,
    frame: Scoring,
    entries: dict[str, Fraction],
    pairs: Pairs,
    book: Rulebook,
    steps: list[Step],
) -> Score:
    line = _exact(frame.pass_line)
    gate = _exact(frame.bonus_gate if frame.bonus_group else frame.full)
    fails = None if part_two.low < line <= part_two.high else part_two.high < line
    gate_open = part_two.low <= gate < part_two.high
    if fails is True:
        steps.append(Step("", f"低于 {plain(line)} 分", None))
        return Score(part_two, fails=True, gate_open=False, bonus=0, steps=tuple(steps))
    if not frame.bonus_group:
        return Score(part_two, fails, gate_open=False, bonus=0, steps=tuple(steps))
    if part_two.high <= gate:
        steps.append(Step("", f"未高于 {plain(gate)} 分，不进入加分", None))
        return Score(part_two, fails, gate_open=False, bonus=0, steps=tuple(steps))
    enters = "得分区间跨过加分线" if gate_open else "进入加分"
    steps.append(Step("", f"高于 {plain(gate)} 分的进入加分：{enters}", None))
    group = book.group(frame.bonus_group)
    assert group is not None
    entry = entries.get(group.id)
    earned = single(entry) if entry is not None else _asked(group, pairs, book, steps, "加")
    cap = _exact(frame.bonus_cap)
    earned = Span(min(earned.low, cap), min(earned.high, cap))
    low = part_two.low if gate_open else part_two.low + earned.low
    final = Span(low, part_two.high + earned.high)
    steps.append(
        Step("", f"最后得分：{part_two.text()}＋{earned.text()}＝{final.text()}", _maybe(final))
    )
    exact = earned.is_single and (not gate_open or earned.high == 0)
    return Score(final, fails, gate_open, _number(earned.low) if exact else None, tuple(steps))


def _exact(number: float | None) -> Fraction:
    return Fraction(str(number))


def _number(number: Fraction) -> float:
    return int(number) if number.denominator == 1 else float(number)


def _maybe(one: Span) -> float | None:
    return _number(one.low) if one.is_single else None
