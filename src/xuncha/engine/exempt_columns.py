"""Columns the register exempts: they leave the local count and stay in the national one."""

from dataclasses import replace
from datetime import date

from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.targets import ColumnPlan
from xuncha.engine.judge.exempting import STILL_COUNTS


def has_exempt(facts: TargetFacts, on: date) -> bool:
    """Whether a column of a target is exempt on a day; an account has none."""
    return isinstance(facts, SiteFacts) and any(one.plan.is_exempt(on) for one in facts.columns)


def without_exemptions(facts: TargetFacts) -> TargetFacts:
    """The same look with no column exempt."""
    if not isinstance(facts, SiteFacts):
        return facts
    return replace(
        facts,
        plan=replace(facts.plan, columns=tuple(map(_owed, facts.plan.columns))),
        columns=tuple(replace(one, plan=_owed(one.plan)) for one in facts.columns),
    )


def beside(here: Outcome, there: Outcome) -> Outcome:
    """The local outcome with the one without exemptions beside it, where they differ; both say
    that the columns count nationally."""
    if replace(there, reason=here.reason) == here:
        return here
    kept = replace(there, reason=f"{there.reason}；其中有栏目{STILL_COUNTS}")
    return replace(here, reason=f"{here.reason}；豁免栏目未计（{STILL_COUNTS}）", unexempted=kept)


def _owed(plan: ColumnPlan) -> ColumnPlan:
    return replace(plan, exempt_reason="", exempt_by="", exempt_from=None, exempt_until=None)
