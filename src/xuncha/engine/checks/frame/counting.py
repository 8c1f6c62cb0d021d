"""Holding a count against a limit when some cases could not be looked at."""

from dataclasses import dataclass

from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import LABELS, Result, UnableClass


@dataclass(frozen=True, slots=True)
class Count:
    """Cases that are certain, cases somebody must judge, cases we could not look at."""

    certain: int
    suspected: int = 0
    unseen: int = 0
    unseen_class: UnableClass | None = None

    @property
    def most(self) -> int:
        """The count if every open case were one."""
        return self.certain + self.suspected + self.unseen

    def against(self, limit: float) -> Result:
        """``HIT`` when the certain cases reach the limit, ``CLEAR`` when all together cannot;
        between the two ``SUSPECT`` if judging the suspected could reach it, else ``UNABLE``."""
        if self.certain >= limit:
            return Result.HIT
        if self.most < limit:
            return Result.CLEAR
        if self.certain + self.suspected >= limit or self.unseen_class is None:
            return Result.SUSPECT
        return Result.UNABLE


def told(unable_class: UnableClass, reason: str) -> str:
    """The class in Chinese and what is known beyond it, each said once."""
    label = LABELS[unable_class]
    if not reason or reason == label:
        return label
    return reason if reason.startswith(label) else f"{label}：{reason}"


def not_seen(indicator: str, slug: str, facts: SiteFacts) -> Outcome:
    """The outcome of a check on a site that showed us nothing or has no known column."""
    unable_class, reason = facts.unable, facts.reason
    if unable_class is None:
        unable_class, reason = UnableClass.NOT_VISITED, "没有登记栏目，首页上也没有找到栏目"
    return Outcome(
        indicator=indicator,
        check=slug,
        result=Result.UNABLE,
        count=0,
        count_with_open=0,
        reason=told(unable_class, reason),
        unable_class=unable_class,
    )
