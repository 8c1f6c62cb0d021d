"""What incidents do to a ruling: one that waits keeps it open, one decided is in its arithmetic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Prefetch

from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.checks.frame.reachability import Measure, Weighed, weigh_looks
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import Result
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.rulebook.book import Row
from xuncha.engine.rulebook.instruments import Metric
from xuncha.engine.rulebook.spans import measured
from xuncha.office.casework.incident_tables import (
    CAUSE_LABELS,
    Cause,
    Incident,
    IncidentDecision,
    IncidentPart,
)
from xuncha.office.casework.models import RoundTarget

Tally = Mapping[str, tuple[int, int, int]]
"""Per day the valid looks, those that failed, those of them inside the incident."""


def parts_at_hand() -> "tuple[Prefetch[Any], ...]":
    """What to prefetch on targets so that ``with_incidents`` asks for nothing more."""
    standing = IncidentPart.objects.filter(incident__is_current=True).select_related("incident")
    return (
        Prefetch("incident_parts", standing),
        Prefetch("incident_parts__incident__decisions", IncidentDecision.objects.order_by("id")),
    )


def measure_of(row: Row, as_of: datetime) -> tuple[Measure, datetime] | None:
    """How a row counts looks, and the moment its window ends; None for a row that does not."""
    if row.check is None or row.condition is None:
        return None
    if row.condition.metric is not Metric.PROBE_FAILURE_PCT:
        return None
    given, moment = measured(row.params, row.windows, as_of)
    params = load_checks()[row.check].params_from(row.id, given, row.condition.value)
    return cast(Measure, params), moment


def decision_of(incident: Incident) -> IncidentDecision | None:
    """The decision that stands; None while it waits, also after one was taken back."""
    said = list(incident.decisions.all())
    newest = max(said, key=lambda row: row.pk, default=None)
    return None if newest is None or newest.is_withdrawn else newest


def with_incidents(target: RoundTarget, row: Row, ruling: Ruling) -> Ruling:
    """The ruling on a row once incidents are weighed in.

    Looks inside an incident that was decided not to count leave numerator and denominator. While
    one waits and the result hangs on it, the ruling is a suspect, whoever judges the row; where it
    does not, the ruling stands and says so.
    """
    counted = measure_of(row, target.round.as_of)
    if counted is None or ruling.result not in (Result.HIT, Result.CLEAR):
        return ruling
    cases = [
        _Case(part.incident, decision_of(part.incident), tally)
        for part in target.incident_parts.all()
        if part.incident.is_current and (tally := part.tallies.get(row.id))
    ]
    if not cases:
        return ruling
    return _weighed(ruling, sorted(cases, key=lambda one: one.incident.number), counted[0])


def weigh_without(tallies: Iterable[Tally], measure: Measure) -> Weighed:
    """The looks weighed without those inside the given incidents of one site."""
    days: dict[str, tuple[int, int]] = {}
    for tally in tallies:
        for day, (valid, failed, inside) in tally.items():
            left = days.get(day, (valid, failed))
            days[day] = (left[0] - inside, left[1] - inside)
    return weigh_looks({date.fromisoformat(day): pair for day, pair in days.items()}, measure)


@dataclass(frozen=True, slots=True)
class _Case:
    """An incident as it stands for one site and row."""

    incident: Incident
    decision: IncidentDecision | None
    tally: Tally

    @property
    def looks(self) -> int:
        """The failed looks inside."""
        return sum(inside for _, _, inside in self.tally.values())

    @property
    def is_out(self) -> bool:
        """Whether its looks were decided not to count."""
        return self.decision is not None and not self.decision.counts

    def kept(self) -> Tally:
        """The tally with nothing taken out."""
        return {day: (valid, failed, 0) for day, (valid, failed, _) in self.tally.items()}


def _weighed(ruling: Ruling, cases: list[_Case], measure: Measure) -> Ruling:
    whole = weigh_without([case.kept() for case in cases], measure)
    now = weigh_without([case.tally if case.is_out else case.kept() for case in cases], measure)
    least = weigh_without(
        [case.tally if case.is_out or case.decision is None else case.kept() for case in cases],
        measure,
    )
    said = [_said(whole), *(_decided(case) for case in cases if case.decision is not None)]
    if now != whole:
        said.append(f"据此{_said(now)}")
    waiting = [case for case in cases if case.decision is None]
    if waiting:
        said += [f"其中 {case.looks} 次属于{named(case.incident)}，尚未认定" for case in waiting]
        is_open = least.result is not now.result
        said.append(f"不计这些次数则{_said(least)}" if is_open else "怎样认定都不改变本项结论")
        if is_open:
            base = replace(ruling, confirmed=False, count=round(now.pct, 4), undecided=None)
            return replace(base, result=Result.SUSPECT, reason="；".join(said))
    if now.result is Result.UNABLE:
        said.append("有效监测次数或天数不足，不判合格也不判不合格")
    count = round(now.pct, 4) if now.result is not Result.UNABLE else None
    told = "；".join(said)
    return replace(ruling, result=now.result, count=count, reason=told, undecided=None)


def _said(weighed: Weighed) -> str:
    return f"有效监测 {weighed.valid} 次，打不开 {weighed.failed} 次，占 {weighed.pct:.2f}%"


def _decided(case: _Case) -> str:
    assert case.decision is not None
    cause = CAUSE_LABELS[Cause(case.decision.cause)]
    what = "计入" if case.decision.counts else "不计入次数和失败"
    return (
        f"其中 {case.looks} 次属于{named(case.incident)}，"
        f"{case.decision.by_name}认定为{cause}，{what}"
    )


def named(incident: Incident) -> str:
    """The incident as arithmetic names it, with its time."""
    begin, end = (at.astimezone(SHANGHAI) for at in (incident.begin, incident.end))
    last = f"{end:%H:%M}" if begin.date() == end.date() else f"{end:%m-%d %H:%M}"
    return f"事件 {incident.number}（{begin:%m-%d %H:%M} 至 {last}）"
