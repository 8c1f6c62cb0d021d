"""Incidents of a round: proposed from its probes, told as facts to pages and notices."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet

from xuncha.engine.checks.frame.outages import Kin, Outage, Watched, outages
from xuncha.engine.checks.frame.reachability import (
    Measure,
    by_day,
    in_window,
    valid_looks,
    weigh_looks,
)
from xuncha.engine.domain.addresses import public_address
from xuncha.engine.domain.fetches import ProbeRow
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.extract.tampering.hosts import domain_of, host_of
from xuncha.engine.rulebook.book import Row
from xuncha.office.casework.frozen import book_of, canonical
from xuncha.office.casework.incident_tables import CAUSE_LABELS, Cause
from xuncha.office.casework.incident_weighing import decision_of, measure_of, weigh_without
from xuncha.office.casework.models import (
    Incident,
    IncidentDecision,
    IncidentPart,
    Round,
    RoundTarget,
    VisitRecord,
)
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.people import audit
from xuncha.office.people.staff import machine_of
from xuncha.office.registry import probes


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """An incident as pages and notices tell it. ``turned``: on how many sites the verdict hangs on
    the decision; ``cause`` is empty while it waits."""

    pk: int
    number: int
    kin: Kin
    group: str
    begin: datetime
    end: datetime
    sites: int
    watched: int
    turned: int
    least_looks: int
    most_looks: int
    phases: tuple[tuple[str, int], ...]
    cause: str
    counts: bool
    reason: str
    by_name: str
    decided_at: datetime | None

    @property
    def is_decided(self) -> bool:
        """Whether a person's decision stands."""
        return bool(self.cause)

    @property
    def needs_decision(self) -> bool:
        """Whether a verdict waits for it."""
        return not self.is_decided and self.turned > 0

    @property
    def what(self) -> str:
        """Whose sites: ``“甲平台”的 100 个网站``."""
        if self.kin is Kin.EVERYWHERE:
            return f"不同平台的 {self.sites} 个网站"
        if self.kin is Kin.UNREGISTERED:
            return f"没有登记平台的 {self.sites} 个网站"
        if self.kin is Kin.ADDRESS:
            return f"同一网络地址的 {self.sites} 个网站"
        kind = "平台" if self.kin is Kin.PLATFORM else "域名"
        return f"{kind}“{self.group}”的 {self.sites} 个网站"

    @property
    def time(self) -> str:
        """From when to when, in Chinese, in the time of the place."""
        begin, end = self.begin.astimezone(SHANGHAI), self.end.astimezone(SHANGHAI)
        first = f"{begin.month}月{begin.day}日{begin:%H:%M}"
        last = (
            f"{end:%H:%M}" if begin.date() == end.date() else f"{end.month}月{end.day}日{end:%H:%M}"
        )
        return f"{first}至{last}"

    @property
    def sentence(self) -> str:
        """The one sentence of a notice."""
        said = f"{self.time}，{self.what}同时打不开"
        if not self.is_decided:
            return f"{said}，原因尚未认定，有关网站的可访问情况待定。"
        counted = "计入各网站的监测结果" if self.counts else "不计入各网站的监测结果"
        return f"{said}，经认定为{self.cause}，{counted}。"


def of_round(inspection: Round) -> tuple[IncidentFact, ...]:
    """The incidents of a round as they stand, by number; empty where sites failed by themselves."""
    return tuple(_fact(row) for row in standing(inspection))


def standing(inspection: Round) -> QuerySet[Incident]:
    """The incidents of a round that stand, with parts, their targets and decisions at hand."""
    parts = IncidentPart.objects.select_related("target").order_by("target__code")
    said = IncidentDecision.objects.order_by("id")
    rows: QuerySet[Incident] = Incident.objects.filter(round=inspection, is_current=True)
    return rows.prefetch_related(Prefetch("parts", parts), Prefetch("decisions", said))


def numbers_of(target: RoundTarget) -> list[int]:
    """The numbers of the incidents a target is part of; empty for one that failed by itself."""
    rows = IncidentPart.objects.filter(target=target, incident__is_current=True)
    return list(rows.order_by("incident__number").values_list("incident__number", flat=True))


def looks_inside(part: IncidentPart) -> int:
    """How many failed looks of a site an incident took."""
    tally = next(iter(part.tallies.values()), {})
    return sum(inside for _, _, inside in tally.values())


def propose(inspection: Round) -> int:
    """Tell the incidents of a round from its probes anew; how many stand.

    The same probes leave the same rows with their decisions. Others take away what no longer
    stands, a decision on it included. A closed round keeps what it has.
    """
    if inspection.state in CLOSED_STATES or inspection.imported:
        return Incident.objects.filter(round=inspection, is_current=True).count()
    rows = _rows(inspection)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=inspection.pk)
        known = {
            one.digest: one for one in Incident.objects.filter(round=inspection, is_current=True)
        }
        found = _found(inspection, rows) if rows else []
        for one in found:
            if known.pop(one.digest, None) is None:
                _store(inspection, one)
        for gone in known.values():
            gone.is_current = False
            gone.save(update_fields=["is_current"])
            machine = machine_of(inspection.office)
            audit.append(machine, "incident.superseded", gone, {"incident": gone.number})
    return len(found)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A row of the rulebook that counts looks."""

    row: Row
    measure: Measure
    moment: datetime


@dataclass(frozen=True, slots=True)
class _Found:
    """An outage with what it took of each target, per row; ``digest`` tells it from others."""

    outage: Outage
    parts: tuple[tuple[RoundTarget, dict[str, dict[str, list[int]]]], ...]
    turns: frozenset[str]
    digest: str


def _rows(inspection: Round) -> list[_Counted]:
    found = []
    for row in book_of(inspection).rows:
        counted = measure_of(row, inspection.as_of) if row.id in inspection.rows_in_force else None
        if counted is not None:
            found.append(_Counted(row, *counted))
    return found


def _found(inspection: Round, rows: Sequence[_Counted]) -> list[_Found]:
    """The outages of the sites of a round. The first row tells them, every row counts them."""
    targets = {one.code: one for one in inspection.targets.filter(kind=TargetKind.SITE)}
    longest = max(rows, key=lambda one: one.measure.days)
    begin = min(one.moment - timedelta(days=one.measure.days) for one in rows)
    days = (inspection.as_of - begin).days + 1
    histories = probes.histories_for(inspection.office, list(targets), inspection.as_of, days)
    looks = {
        code: {
            one.row.id: valid_looks(in_window(series, one.measure, one.moment), one.measure)
            for one in rows
        }
        for code, series in histories.items()
    }
    visits = VisitRecord.objects.filter(target__round=inspection).exclude(address="")
    visited = dict(visits.values_list("target__code", "address"))
    watched = [
        Watched(
            code,
            *_kin(targets[code]),
            tuple(by_row[longest.row.id]),
            _address(by_row) or visited.get(code, ""),
        )
        for code, by_row in sorted(looks.items())
    ]
    together = outages(watched, longest.measure)
    tallies = [
        {
            share.code: {
                one.row.id: _tally(looks[share.code][one.row.id], share.failed, one.measure)
                for one in rows
            }
            for share in outage.shares
        }
        for outage in together
    ]
    turns = _turning(tallies, rows)
    return [
        _as_found(outage, tally, targets, turns)
        for outage, tally in zip(together, tallies, strict=True)
    ]


def _kin(target: RoundTarget) -> tuple[Kin, str]:
    """The platform the register names; without one, the domain the site's host hangs under."""
    if target.platform:
        return Kin.PLATFORM, target.platform
    return Kin.DOMAIN, domain_of(host_of(target.url)) if host_of(target.url) else ""


def _address(looks: Mapping[str, Sequence[ProbeRow]]) -> str:
    """The public address most of a site's looks asked; empty where none tells."""
    asked = (public_address(row.address) for rows in looks.values() for row in rows)
    told = Counter(filter(None, asked))
    return min(told, key=lambda one: (-told[one], one), default="")


def _tally(
    looks: Iterable[ProbeRow], inside: Iterable[datetime], measure: Measure
) -> dict[str, list[int]]:
    """Per day valid looks, failed ones, and those of them inside."""
    counted = by_day(looks, measure)
    taken = Counter(local_day(at) for at in inside)
    return {
        day.isoformat(): [valid, failed, min(failed, taken[day])]
        for day, (valid, failed) in sorted(counted.items())
    }


def _turning(
    tallies: Sequence[dict[str, dict[str, dict[str, list[int]]]]], rows: Sequence[_Counted]
) -> frozenset[str]:
    """The sites of which a row comes out otherwise without the looks inside."""
    found = set()
    for code in {code for tally in tallies for code in tally}:
        for one in rows:
            mine = [tally[code][one.row.id] for tally in tallies if code in tally]
            whole = weigh_looks(
                {date.fromisoformat(day): (cell[0], cell[1]) for day, cell in mine[0].items()},
                one.measure,
            )
            left = weigh_without(
                [{day: (c[0], c[1], c[2]) for day, c in tally.items()} for tally in mine],
                one.measure,
            )
            if whole.result is not left.result:
                found.add(code)
    return frozenset(found)


def _as_found(
    outage: Outage,
    tally: dict[str, dict[str, dict[str, list[int]]]],
    targets: dict[str, RoundTarget],
    turns: frozenset[str],
) -> _Found:
    content = {
        "what": [outage.kin, outage.group, outage.watched, outage.least, outage.phases],
        "time": [outage.begin.isoformat(), outage.end.isoformat()],
        "looks": {share.code: [at.isoformat() for at in share.failed] for share in outage.shares},
        "tallies": tally,
    }
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    parts = tuple((targets[code], tally[code]) for code in sorted(tally))
    return _Found(outage, parts, turns, digest)


def _store(inspection: Round, found: _Found) -> None:
    outage = found.outage
    last = Incident.objects.filter(round=inspection).aggregate(last=Max("number"))["last"] or 0
    incident = Incident.objects.create(
        round=inspection,
        number=last + 1,
        kin=outage.kin.value,
        group=outage.group,
        begin=outage.begin,
        end=outage.end,
        watched=outage.watched,
        least=outage.least,
        phases=[list(pair) for pair in outage.phases],
        digest=found.digest,
    )
    times = {share.code: (share.failed[0], share.failed[-1]) for share in outage.shares}
    IncidentPart.objects.bulk_create(
        [
            IncidentPart(
                incident=incident,
                target=target,
                begin=times[target.code][0],
                end=times[target.code][1],
                tallies=tallies,
                turns=target.code in found.turns,
            )
            for target, tallies in found.parts
        ],
        batch_size=200,
    )
    detail = {"incident": incident.number, "targets": len(found.parts)}
    audit.append(machine_of(inspection.office), "incident.proposed", incident, detail)


def _fact(incident: Incident) -> IncidentFact:
    parts = list(incident.parts.all())
    said = decision_of(incident)
    looks = [looks_inside(part) for part in parts]
    return IncidentFact(
        pk=incident.pk,
        number=incident.number,
        kin=Kin(incident.kin),
        group=incident.group,
        begin=incident.begin,
        end=incident.end,
        sites=len(parts),
        watched=incident.watched,
        turned=sum(part.turns for part in parts),
        least_looks=min(looks, default=0),
        most_looks=max(looks, default=0),
        phases=tuple((name, count) for name, count in incident.phases),
        cause=CAUSE_LABELS[Cause(said.cause)] if said else "",
        counts=bool(said and said.counts),
        reason=said.reason if said else "",
        by_name=said.by_name if said else "",
        decided_at=said.at if said else None,
    )
