"""Which rows of a book are for a target."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.targets import AccountPlan, SitePlan
from xuncha.engine.domain.words import Level, TargetKind
from xuncha.engine.rulebook.book import Row, Rulebook, Scoring
from xuncha.engine.rulebook.reach import Applies


@dataclass(frozen=True, slots=True)
class TargetFrame:
    """What a rulebook must know of a target to judge it. ``kind`` None: a body, which a book on
    supervision assesses."""

    kind: TargetKind | None
    level: Level
    portal: bool = False
    services: bool = True


def frame_of(plan: SitePlan | AccountPlan) -> TargetFrame:
    """The frame of a registered target."""
    if isinstance(plan, SitePlan):
        return TargetFrame(TargetKind.SITE, plan.level, plan.is_portal, plan.has_services)
    return TargetFrame(TargetKind.ACCOUNT, plan.level)


def covers(scope: Applies, target: TargetFrame) -> bool:
    """Whether something of a book is for this target."""
    is_kind = target.kind in scope.kinds if target.kind is not None else not scope.kinds
    return (
        is_kind
        and (not scope.levels or target.level in scope.levels)
        and (target.portal or not scope.portal_only)
        and (target.services or not scope.services_only)
    )


def applies(row: Row, target: TargetFrame) -> bool:
    """Whether a row is for this target at all."""
    return covers(row.applies_to, target)


def scale_for(book: Rulebook, target: TargetFrame) -> Scoring | None:
    """The scale a target is scored on, None for one that is not scored.

    The first further scale that is for the target, else the book's own frame.
    """
    for scale in book.scales:
        if scale.applies_to is not None and covers(scale.applies_to, target):
            return scale
    frame = book.scoring
    if frame is None:
        return None
    if frame.applies_to is not None:
        return frame if covers(frame.applies_to, target) else None
    is_portal = target.kind is TargetKind.SITE and target.portal
    return frame if is_portal and target.level in frame.portal_levels else None


def is_left_away(group: str, target: TargetFrame, book: Rulebook) -> bool:
    """Whether a group is not asked of a target without services, and the rest makes up (G-6)."""
    frame = scale_for(book, target)
    if frame is None or target.services or target.level not in frame.scaled_levels:
        return False
    return bool(group) and group == frame.service_group


def rows_for(book: Rulebook, target: TargetFrame, on: date | None = None) -> tuple[Row, ...]:
    """The rows of a book for a target, valid on the day, headings left out; book order."""
    return tuple(
        row for row in book.rows if not row.heading and applies(row, target) and row.is_valid(on)
    )
