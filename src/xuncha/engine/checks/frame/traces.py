"""The outcome of a check that only proposes: traces for two persons, never a hit by itself."""

from collections.abc import Sequence
from typing import Protocol

from xuncha.engine.checks.frame.counting import told
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.outcomes import Finding, Outcome
from xuncha.engine.domain.words import Result


class TraceParams(Protocol):
    """What every check that only proposes takes."""

    @property
    def indicator(self) -> str:
        """The row it is asked for."""

    @property
    def limit(self) -> float:
        """The number of findings from which on somebody is asked."""


def unseen(slug: str, facts: SiteFacts, params: TraceParams) -> Outcome | None:
    """The outcome for a site that showed nothing; None when it was seen."""
    if facts.unable is None:
        return None
    return Outcome(
        indicator=params.indicator,
        check=slug,
        result=Result.UNABLE,
        count=0,
        count_with_open=0,
        reason=told(facts.unable, facts.reason),
        unable_class=facts.unable,
    )


def of_what_was_seen(
    nothing: Outcome | None, slug: str, params: TraceParams, findings: Sequence[Finding]
) -> Outcome | None:
    """The outcome for a site that showed nothing of its own, as when its home page leads away: what
    was found on the way is proposed, else it is as ``unseen`` says. None for a site that was seen.
    """
    if nothing is None or not findings:
        return nothing
    return proposed(slug, params, findings, nothing.reason)


def proposed(slug: str, params: TraceParams, findings: Sequence[Finding], reason: str) -> Outcome:
    """``SUSPECT`` from the limit on, else ``CLEAR``. Nothing here is certain: ``count`` is 0."""
    return Outcome(
        indicator=params.indicator,
        check=slug,
        result=Result.SUSPECT if findings and len(findings) >= params.limit else Result.CLEAR,
        count=0,
        count_with_open=len(findings),
        reason=reason,
        findings=tuple(findings),
    )
