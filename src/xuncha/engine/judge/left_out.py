"""Input that was given and does not count, each with the reason why."""

from collections.abc import Sequence
from datetime import date

from xuncha.engine.domain.words import LABELS
from xuncha.engine.judge.ruling import GroupEntry, Ruling
from xuncha.engine.judge.step import Step
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.scope import (
    TargetFrame,
    is_left_away,
    is_of_another_scale,
    scale_for,
)


def rows_left_out(
    target: TargetFrame,
    outcomes: Sequence[Ruling],
    groups: Sequence[GroupEntry],
    book: Rulebook,
    on: date | None,
) -> tuple[Step, ...]:
    """A line for each indicator with an outcome that does not count for the target."""
    entered = {found.id for one in groups if (found := book.group(one.group)) is not None}
    steps = []
    for name in dict.fromkeys(one.indicator for one in outcomes):
        row = book.row(name)
        reason = _reason(row, target, entered, book, on) if row is not None else ""
        if row is not None and reason:
            steps.append(Step(name, f"{name} {row.name}：未计入，{reason}", None))
    return tuple(steps)


def groups_left_out(
    target: TargetFrame, groups: Sequence[GroupEntry], book: Rulebook
) -> tuple[Step, ...]:
    """A line for each group entry that does not count for the target."""
    steps = []
    for entry in groups:
        group = book.group(entry.group)
        if group is None:
            continue
        reason = _no_scoring(target, book)
        if not reason and is_left_away(group.id, target, book):
            reason = f"没有对外服务职能，不检查{group.name}"
        if reason:
            steps.append(Step(group.id, f"{group.name}：评定的得分未计入，{reason}", None))
    return tuple(steps)


def _reason(
    row: Row, target: TargetFrame, entered: set[str], book: Rulebook, on: date | None
) -> str:
    """Why a row does not count for the target; empty when it does."""
    scope = row.applies_to
    if scope.portal_only and not target.portal:
        return "该指标只用于政府门户网站，本对象不是门户"
    if scope.levels and target.level not in scope.levels:
        return f"该指标不用于{LABELS[target.level]}"
    if scope.services_only and not target.services:
        return "没有对外服务职能，不检查该指标"
    if not row.is_valid(on):
        return f"该指标在 {on} 无效"
    if row.group and _no_scoring(target, book):
        return _no_scoring(target, book)
    if is_of_another_scale(row.group, target, book):
        return "该指标属于另一张评分表，不用于本对象"
    if row.group and is_left_away(row.group, target, book):
        return "没有对外服务职能，不检查该分组"
    if row.group in entered:
        return "所在分组已有人工评定的得分，以分组得分为准"
    return ""


def _no_scoring(target: TargetFrame, book: Rulebook) -> str:
    if book.scoring is None and not book.scales:
        return "本指标集不评分"
    if scale_for(book, target) is not None:
        return ""
    if not target.portal:
        return "只有政府门户网站评分，本对象不是门户"
    return f"{LABELS[target.level]}门户不评分"
