"""The review queue of a round: the clusters that wait for a person, in the order they serve best.

What waits for a second person is never shown as waiting to the first one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from xuncha.office.casework import incidents
from xuncha.office.casework.incidents import IncidentFact
from xuncha.office.casework.models import (
    BlindAnswer,
    Cluster,
    DecisionBatch,
    FindingRecord,
    Incident,
    OutcomeRecord,
    Round,
)
from xuncha.office.casework.standing import OPEN
from xuncha.office.casework.states import DecisionVerb, Standing
from xuncha.office.people.models import Office, User


class Show(StrEnum):
    """Which clusters to list."""

    WAITING = ""
    SECOND = "second"
    MINE = "mine"
    OTHERS = "others"
    LATER = "later"
    DECIDED = "decided"


SHOW_LABELS = {
    Show.WAITING: "待认定",
    Show.SECOND: "待第二人",
    Show.MINE: "分派给我",
    Show.OTHERS: "分派给他人",
    Show.LATER: "已推后",
    Show.DECIDED: "已认定",
}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What to list; empty fields do not filter. ``show`` is a word of ``Show``."""

    show: str = ""
    indicator: str = ""
    target_kind: str = ""
    text_kind: str = ""
    region: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many decisions a person took today and this week, taken-back ones left out."""

    today: int
    week: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole. ``pct`` is None where there is no whole."""

    part: int
    whole: int

    @property
    def pct(self) -> float | None:
        """The share in per cent."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Work:
    """What a round asks people for: findings in clusters of one decision each, second persons'
    decisions, incidents."""

    findings: int
    clusters: int
    seconds: int
    incidents: int

    @property
    def decisions(self) -> int:
        """All decisions together."""
        return self.clusters + self.seconds + self.incidents


def clusters_of(
    inspection: Round, wanted: QueueFilter, user: User, today: date
) -> QuerySet[Cluster]:
    """The clusters to list: vetoes first, then those that settle most findings, alike together."""
    rows = Cluster.objects.filter(round=inspection)
    rows = _shown(rows, wanted.show, user, today)
    if wanted.text_kind:
        rows = rows.filter(kind=wanted.text_kind)
    rows = _holding(rows, inspection, wanted)
    if wanted.words:
        rows = rows.filter(Q(title__icontains=wanted.words) | Q(place__icontains=wanted.words))
    order = ("-pk",) if wanted.show == Show.DECIDED else Cluster._meta.ordering
    return rows.select_related("assigned_to", "claimed_by").order_by(*order)


def _holding(rows: QuerySet[Cluster], inspection: Round, wanted: QueueFilter) -> QuerySet[Cluster]:
    """The clusters that hold a finding asked for. A region names few findings and is looked up
    from its targets; the others name many, and each cluster is asked for one."""
    members = FindingRecord.objects.all()
    if wanted.show != Show.DECIDED:
        members = members.filter(standing=Standing.WAITING.value)
    if wanted.indicator:
        members = members.filter(indicator=wanted.indicator)
    if wanted.target_kind:
        members = members.filter(target__kind=wanted.target_kind)
    if wanted.region:
        there = members.filter(target__round=inspection, target__region=wanted.region)
        return rows.filter(pk__in=there.values("cluster"))
    if wanted.indicator or wanted.target_kind:
        return rows.filter(Exists(members.filter(cluster=OuterRef("pk"))))
    return rows


def _shown(rows: QuerySet[Cluster], show: str, user: User, today: date) -> QuerySet[Cluster]:
    if show == Show.DECIDED:
        return rows.filter(Q(confirmed__gt=0) | Q(dismissed__gt=0) | Q(half__gt=0))
    rows = waiting_for(rows, user)
    if show == Show.LATER:
        return rows.filter(put_off_until__gt=today)
    if show == Show.MINE:
        return rows.filter(assigned_to=user)
    if show == Show.OTHERS:
        return rows.filter(assigned_to__isnull=False).exclude(assigned_to=user)
    if show == Show.SECOND:
        rows = rows.filter(half__gt=0)
    free = Q(assigned_to=None) | Q(assigned_to=user)
    return rows.filter(free, Q(put_off_until=None) | Q(put_off_until__lte=today))


def waiting_for(rows: QuerySet[Cluster], user: User) -> QuerySet[Cluster]:
    """The clusters that wait for this person: not those they were the first to confirm."""
    others = FindingRecord.objects.filter(cluster=OuterRef("pk"), standing=Standing.WAITING.value)
    for_me = Q(waiting__gt=F("half")) | Q(Exists(others.exclude(first_by=user)))
    return rows.filter(for_me, waiting__gt=0)


def next_for(
    rows: QuerySet[Cluster], user: User, now: datetime, after: Cluster | None = None
) -> Cluster | None:
    """The cluster of a list to open next: the first one nobody else has open; None without one.

    With ``after`` the first one behind it in the list, from the top again once the end is reached.
    """
    taken = Q(claimed_until__gt=now) & ~Q(claimed_by=user)
    free = rows.exclude(taken)
    if after is None:
        return free.first()
    pks = list(rows.values_list("pk", flat=True))
    at = pks.index(after.pk) if after.pk in pks else -1
    usable = set(free.values_list("pk", flat=True)) - {after.pk}
    found = next((pk for pk in (*pks[at + 1 :], *pks[: at + 1]) if pk in usable), None)
    return rows.get(pk=found) if found is not None else None


def left(inspection: Round, user: User) -> int:
    """How many decisions this person has before them: clusters that wait for them, whoever they
    are assigned to and however long they were put off, and incidents."""
    waiting = waiting_for(Cluster.objects.filter(round=inspection), user).count()
    return waiting + len(waiting_incidents(inspection))


def work_of(inspection: Round) -> Work:
    """What the round asks people for, decided on by now or not: a decision a cluster that a verdict
    or the notice hangs on, a second one where two persons must confirm, one an incident."""
    open_one = OutcomeRecord.objects.filter(
        target=OuterRef("target"), indicator=OuterRef("indicator"), result__in=OPEN
    )
    members = FindingRecord.objects.filter(Exists(open_one), cluster__round=inspection)
    pairs = members.values("cluster").annotate(found=Count("pk"), persons=Max("persons"))
    persons = list(pairs.values_list("found", "persons"))
    together = [one for one in incidents.of_round(inspection) if one.turned]
    return Work(
        findings=sum(found for found, _ in persons),
        clusters=len(persons),
        seconds=sum(asked - 1 for _, asked in persons),
        incidents=len(together),
    )


def waiting_incidents(inspection: Round) -> list[IncidentFact]:
    """The incidents a verdict waits for; each is decided on its own page."""
    if not Incident.objects.filter(round=inspection, is_current=True).exists():
        return []
    return [one for one in incidents.of_round(inspection) if one.needs_decision]


def pace(user: User, now: datetime) -> Pace:
    """How many decisions this person took; blind second reviews are decisions too."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    own = DecisionBatch.objects.filter(by=user, undone_by=None, at__gte=monday)
    times = list(own.exclude(verb=DecisionVerb.WITHDRAW).values_list("at", flat=True))
    times += BlindAnswer.objects.filter(by=user, at__gte=monday).values_list("at", flat=True)
    return Pace(sum(at >= midnight for at in times), len(times))


def overturned_share(what: Round | Office) -> Share:
    """The share of findings counted as confirmed at some time that are dismissed now, of a round or
    of all rounds of an office. What its own author took back was never confirmed."""
    field = "round" if isinstance(what, Round) else "round__office"
    rows = Cluster.objects.filter(**{field: what})
    sums = rows.aggregate(part=Sum("overturned"), whole=Sum("once_confirmed"))
    return Share(sums["part"] or 0, sums["whole"] or 0)
