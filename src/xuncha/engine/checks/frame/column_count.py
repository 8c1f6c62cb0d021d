"""The outcome of a check that counts columns."""

from dataclasses import dataclass
from typing import Protocol

from xuncha.engine.checks.frame.column_state import ColumnView, column_finding
from xuncha.engine.checks.frame.counting import Count
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Result


class CountParams(Protocol):
    """What every check that counts columns takes."""

    @property
    def indicator(self) -> str:
        """The row it is asked for."""

    @property
    def limit(self) -> float:
        """The number of columns that fails a site."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Columns that count for certain, that a person must judge, that were not seen.

    ``waiting`` columns are open cases without a finding of their own (blank ones for W-V4.2).
    """

    certain: list[ColumnView]
    unseen: list[ColumnView]
    suspected: list[ColumnView]
    waiting: int
    reason: str


def outcome_of(slug: str, facts: SiteFacts, params: CountParams, counted: Counted) -> Outcome:
    """The counted columns held against the limit, a finding for each that counts or may count."""
    count = Count(
        certain=len(counted.certain),
        suspected=len(counted.suspected) + counted.waiting,
        unseen=len(counted.unseen),
        unseen_class=counted.unseen[0].unable if counted.unseen else None,
    )
    result = count.against(params.limit)
    limit = f"超过（含）{params.limit:g} 个即不合格"
    return Outcome(
        indicator=params.indicator,
        check=slug,
        result=result,
        count=count.certain,
        count_with_open=count.most,
        reason=counted.reason,
        unable_class=count.unseen_class if result is Result.UNABLE else None,
        findings=tuple(
            column_finding(slug, facts, view, limit) for view in counted.certain + counted.suspected
        ),
    )
