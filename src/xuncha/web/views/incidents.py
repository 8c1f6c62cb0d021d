"""Incidents of a round: sites that failed together, with their times, and the one decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import incident_deciding, incidents
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.incident_deciding import Saying
from xuncha.office.casework.incident_tables import CAUSE_LABELS, KIN_LABELS, Cause
from xuncha.office.casework.incidents import IncidentFact
from xuncha.office.casework.models import Incident, IncidentPart, Round
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import own_round, whole

WIDTH, ROW, EDGE = 720, 8, 22
"""The picture in pixels: its width, the height of a site's line, that of the line of times."""
LEAST_BAR = 3
DRAWN = 200
"""Sites drawn; the table below names all of them."""
Span = tuple[datetime, datetime]
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Bar:
    """The line of one site in the picture."""

    name: str
    x: int
    y: int
    width: int
    turns: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One incident as the page shows it. ``height`` is that of the picture, ``times`` its edges."""

    fact: IncidentFact
    kin: str
    parts: list[tuple[IncidentPart, int]]
    bars: list[Bar]
    height: int
    times: Span
    more: int
    said: list[object]


@needs(Right.SEE_WORK, post=Right.DECIDE)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Every incident that stands: what failed when, and who decided what."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        return _decided(request, inspection)
    shown = list(_shown(inspection))
    context = {
        "round": inspection,
        "tab": "incidents",
        "shown": shown,
        "waiting": sum(one.fact.needs_decision for one in shown),
        "causes": [(cause.value, label) for cause, label in CAUSE_LABELS.items()],
        "is_open": inspection.state not in CLOSED_STATES and not inspection.imported,
        "width": WIDTH,
    }
    return render(request, "web/incidents.html", context)


def _shown(inspection: Round) -> Iterator[Shown]:
    facts = {fact.pk: fact for fact in incidents.of_round(inspection)}
    for row in incidents.standing(inspection):
        parts = list(row.parts.all())
        times = min(part.begin for part in parts), max(part.end for part in parts)
        bars = list(_bars(parts[:DRAWN], times))
        yield Shown(
            fact=facts[row.pk],
            kin=str(KIN_LABELS[facts[row.pk].kin]),
            parts=[(part, incidents.looks_inside(part)) for part in parts],
            bars=bars,
            height=len(bars) * ROW + EDGE,
            times=times,
            more=max(0, len(parts) - DRAWN),
            said=list(row.decisions.all()),
        )


def _bars(parts: list[IncidentPart], times: Span) -> Iterator[Bar]:
    for place, part in enumerate(parts):
        begin, end = _x(part.begin, times), _x(part.end, times)
        width = max(LEAST_BAR, end - begin)
        x = min(begin, WIDTH - width)
        yield Bar(part.target.name, x, EDGE + place * ROW, width, part.turns)


def _x(at: datetime, times: Span) -> int:
    whole = (times[1] - times[0]).total_seconds()
    return round((at - times[0]).total_seconds() / whole * WIDTH) if whole else 0


def _decided(request: HttpRequest, inspection: Round) -> HttpResponse:
    """Decide or take back, then judge the sites concerned anew."""
    said = request.POST
    number = said.get("incident", "")
    rows = Incident.objects.visible_to(request.user).filter(round=inspection, is_current=True)
    incident = get_object_or_404(rows, number=whole(number))
    try:
        if "withdraw" in said:
            incident_deciding.withdraw(incident, request.user, said.get("reason", ""))
        else:
            incident_deciding.decide(incident, _saying(request), request.user)
        codes = list(incident.parts.values_list("target__code", flat=True))
        changed = judge_round(inspection, SilentReporter(), codes)
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        done = "已撤回认定" if "withdraw" in said else "已认定"
        text = f"{incident}{done}；重新判定 {len(codes)} 个网站，{changed} 个的判定或理由有变化。"
        messages.success(request, text)
    return redirect("incidents", pk=inspection.pk)


def _saying(request: HttpRequest) -> Saying:
    said = request.POST
    cause, counts = said.get("cause", ""), ANSWERS.get(said.get("counts", ""))
    if cause not in list(Cause):
        raise DecisionError("没有选择原因；请选择网站自身、平台、本方网络或已公告的维护")
    if counts is None:
        forced = incident_deciding.ALWAYS.get(Cause(cause))
        if forced is None:
            raise DecisionError("没有选择这些次数是否计入；请选择“计入”或“不计入”")
        counts = forced
    return Saying(Cause(cause), counts, said.get("reason", "").strip())
