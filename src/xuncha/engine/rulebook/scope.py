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


def is_of_kind(scope: Applies, target: TargetFrame) -> bool:
    """Whether something of a book is for this kind of target; for bodies where it names none."""
    return target.kind in scope.kinds if target.kind is not None else not scope.kinds


def covers(scope: Applies, target: TargetFrame) -> bool:
    """Whether something of a book is for this target."""
    return (
        is_of_kind(scope, target)
        and (not scope.levels or target.level in scope.levels)
        and (target.portal or not scope.portal_only)
        and (target.services or not scope.services_only)
    )


def applies(row: Row, target: TargetFrame) -> bool:
    """Whether a row is for this target at all."""
    return covers(row.applies_to, target)


def scale_for(book: Rulebook, target: TargetFrame) -> Scoring | None:
    """The scale a target is scored on, None for one that is not scored.

    The book's own frame comes first, then the further scales in the order of the book.
    """
    frames = (*((book.scoring,) if book.scoring is not None else ()), *book.scales)
    return next((frame for frame in frames if _is_for(frame, target)), None)


def _is_for(frame: Scoring, target: TargetFrame) -> bool:
    if frame.applies_to is not None:
        return covers(frame.applies_to, target)
    is_portal = target.kind is TargetKind.SITE and target.portal
    return is_portal and target.level in frame.portal_levels


def is_left_away(group: str, target: TargetFrame, book: Rulebook) -> bool:
    """Whether a group is not asked of a target: it belongs to another scale, or the target has no
    services and the rest makes up for it (G-6)."""
    frame = scale_for(book, target)
    if is_of_another_scale(group, target, book):
        return True
    if frame is None or target.services or target.level not in frame.scaled_levels:
        return False
    return bool(group) and group == frame.service_group


def is_of_another_scale(group: str, target: TargetFrame, book: Rulebook) -> bool:
    """Whether a group belongs to a further scale the target is not scored on."""
    found = book.group(group) if group else None
    if found is None or not found.scale:
        return False
    frame = scale_for(book, target)
    return frame is None or frame.id != found.scale


def rows_for(book: Rulebook, target: TargetFrame, on: date | None = None) -> tuple[Row, ...]:
    """The rows of a book for a target, valid on the day, headings left out; book order."""
    return tuple(
        row
        for row in book.rows
        if not row.heading
        and applies(row, target)
        and row.is_valid(on)
        and not is_of_another_scale(row.group, target, book)
    )
