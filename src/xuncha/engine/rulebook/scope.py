"""Which rows of a book are for a target."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.targets import AccountPlan, SitePlan
from xuncha.engine.domain.words import Level, TargetKind
from xuncha.engine.rulebook.book import Row, Rulebook


@dataclass(frozen=True, slots=True)
class TargetFrame:
    """What a rulebook must know of a target to judge it."""

    kind: TargetKind
    level: Level
    portal: bool = False
    services: bool = True


def frame_of(plan: SitePlan | AccountPlan) -> TargetFrame:
    """The frame of a registered target."""
    if isinstance(plan, SitePlan):
        return TargetFrame(TargetKind.SITE, plan.level, plan.is_portal, plan.has_services)
    return TargetFrame(TargetKind.ACCOUNT, plan.level)


def applies(row: Row, target: TargetFrame) -> bool:
    """Whether a row is for this target at all."""
    scope = row.applies_to
    return (
        target.kind in scope.kinds
        and (not scope.levels or target.level in scope.levels)
        and (target.portal or not scope.portal_only)
        and (target.services or not scope.services_only)
    )


def is_scaled_away(group: str, target: TargetFrame, book: Rulebook) -> bool:
    """Whether a group is left out for a target without services and the rest scaled up (G-6)."""
    frame = book.scoring
    if frame is None or target.services or target.level not in frame.scaled_levels:
        return False
    return group == frame.service_group


def rows_for(book: Rulebook, target: TargetFrame, on: date | None = None) -> tuple[Row, ...]:
    """The rows of a book for a target, valid on the day, headings left out; book order."""
    return tuple(
        row for row in book.rows if not row.heading and applies(row, target) and row.is_valid(on)
    )
