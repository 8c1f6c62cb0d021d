"""The outcome of a check that counts faults: certain ones, suspected ones, those not seen."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from xuncha.engine.checks.frame.counting import Count, told
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import Presence
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Result, UnableClass

_Case = TypeVar("_Case")


class FaultParams(Protocol):
    """What every check that counts faults takes."""

    @property
    def indicator(self) -> str:
        """The row it is asked for."""

    @property
    def limit(self) -> float:
        """The number of faults that makes a hit."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What a look showed. ``unseen`` cases could be faults and nobody could tell, for the reason
    ``unseen_class``; ``reason`` is what a clerk reads of it all."""

    certain: Sequence[Finding] = ()
    suspected: Sequence[Finding] = ()
    unseen: int = 0
    unseen_class: UnableClass = UnableClass.NEEDS_PERSON
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


def outcome_of(check: Check, params: FaultParams, faults: Faults) -> Outcome:
    """The faults held against the limit, a finding for each that is certain or suspected."""
    count = Count(
        certain=sum(one.count for one in faults.certain),
        suspected=sum(one.count for one in faults.suspected),
        unseen=faults.unseen,
        unseen_class=faults.unseen_class,
    )
    result = count.against(params.limit)
    if check.only_proposes and result is Result.HIT:
        result = Result.SUSPECT if faults.suspected else Result.CLEAR
    return Outcome(
        indicator=params.indicator,
        check=check.slug,
        result=result,
        count=count.certain,
        count_with_open=count.most,
        reason=faults.reason,
        unable_class=faults.unseen_class if result is Result.UNABLE else None,
        findings=(*faults.certain, *faults.suspected),
        evidence=faults.evidence,
    )


def unable(check: Check, params: FaultParams, why: UnableClass, reason: str) -> Outcome:
    """The outcome where nothing could be told: the class and what a person can act on."""
    return Outcome(
        indicator=params.indicator,
        check=check.slug,
        result=Result.UNABLE,
        count=0,
        count_with_open=0,
        reason=told(why, reason),
        unable_class=why,
    )


def site_unseen(check: Check, params: FaultParams, facts: SiteFacts) -> Outcome | None:
    """The outcome for a site that showed nothing; None when it was seen."""
    return None if facts.unable is None else unable(check, params, facts.unable, facts.reason)


def unread_places(facts: SiteFacts) -> tuple[UnableClass, str] | None:
    """What of the home page and the columns nobody could read, where something missing may stand;
    None when all of it was read."""
    if facts.home_unread:
        return UnableClass.NEEDS_RENDERING, facts.home_unread
    for column in facts.columns:
        if column.unable is not None:
            return column.unable, f"栏目“{column.plan.name}”没有看到"
    return None


def reads_footer(facts: SiteFacts) -> bool:
    """Whether any identity mark was read on the home page: its foot is text, and was seen."""
    return any(mark.presence is Presence.PRESENT for mark in facts.services.marks)


def drawn(
    cases: Iterable[_Case], keys: Iterable[str], number: int, target: str, as_of: datetime
) -> list[_Case]:
    """``number`` cases drawn by a fixed rule: the digest of target, day and key; the same every
    time, foreseeable by nobody who does not know the day."""
    day = local_day(as_of).isoformat()

    def rank(pair: tuple[_Case, str]) -> str:
        return hashlib.sha256(f"{target}|{day}|{pair[1]}".encode()).hexdigest()

    pairs = sorted(zip(cases, keys, strict=True), key=rank)
    return [case for case, _ in pairs[:number]]
