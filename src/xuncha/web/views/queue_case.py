"""One cluster of the queue as its page shows it: members, evidence, dates, probes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Max, QuerySet, Value, When

from xuncha.engine.checks.frame.declaration import load_checks, sections
from xuncha.engine.checks.frame.reachability import by_day, in_window, valid_looks
from xuncha.engine.rulebook.book import Row
from xuncha.office.casework import lists
from xuncha.office.casework.blind_veil import Veil
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.incident_weighing import measure_of
from xuncha.office.casework.models import Cluster, ColumnRecord, FindingRecord, VisitRecord
from xuncha.office.casework.review_limits import review_limits
from xuncha.office.casework.states import Standing
from xuncha.office.registry.probes import history_for
from xuncha.web import files

MEMBERS = 20
"""Findings of a cluster on one page; the others are turned to."""
PICTURED = 3
"""Targets whose bundles are opened for pictures; each is a file to read."""
JUDGING = "判定"
BAR_WIDTH, BAR_HEIGHT = 26, 60


@dataclass(frozen=True, slots=True)
class ProbeDay:
    """The looks of one day: how many counted, how many failed; ``x`` to ``down`` draw its bar."""

    day: date
    looks: int
    failed: int
    x: int
    down: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """What is known of a cluster. ``upto`` is the newest finding shown: a decision reaches no
    later one. ``columns`` and ``probes`` are empty where they say nothing about it."""

    cluster: Cluster
    row: Row | None
    slug: str
    judging: str
    members: Page[FindingRecord]
    upto: int
    columns: list[ColumnRecord] = field(default_factory=list)
    about: frozenset[str] = frozenset()
    probes: list[ProbeDay] = field(default_factory=list)
    pictures: dict[str, bool] = field(default_factory=dict)

    @property
    def first(self) -> FindingRecord | None:
        """The finding that stands for all of them."""
        return next(iter(self.members.object_list), None)

    @property
    def marked(self) -> list[str]:
        """The findings whose words are marked in their picture."""
        return [one for one, is_marked in self.pictures.items() if is_marked]

    @property
    def reasons(self) -> list[tuple[int, str]]:
        """The reasons to dismiss it, numbered from 1."""
        return list(enumerate(review_limits().reasons_for(self.cluster.check_slug), start=1))

    @property
    def chart(self) -> tuple[int, int]:
        """The size of the picture of the probes in pixels."""
        return len(self.probes) * BAR_WIDTH, BAR_HEIGHT


def case_of(
    cluster: Cluster, page: str | None, rows: QuerySet[FindingRecord], veil: Veil
) -> CaseView:
    """A cluster with these of its findings; those that wait come first."""
    book = book_of(cluster.round)
    row = book.row(cluster.indicator)
    loaded = load_checks().get(cluster.check_slug)
    waits = Case(
        When(standing=Standing.WAITING.value, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = lists.with_people(rows).order_by(waits, "-target__kind", "target__code", "pk")
    members = Paginator(ordered, MEMBERS).get_page(page)
    members.object_list = list(members.object_list)
    veil.over(members.object_list)
    first = next(iter(members.object_list), None)
    columns, about = _columns(cluster, first, loaded.check.metric if loaded else "", rows)
    return CaseView(
        cluster=cluster,
        row=row,
        slug=cluster.check_slug if loaded else "",
        judging=sections(loaded.page).get(JUDGING, "") if loaded else "",
        members=members,
        upto=rows.aggregate(newest=Max("pk"))["newest"] or 0,
        columns=columns,
        about=about,
        probes=_probes(cluster, row, first),
        pictures=_pictures(members.object_list),
    )


def _columns(
    cluster: Cluster, first: FindingRecord | None, metric: str, rows: QuerySet[FindingRecord]
) -> tuple[list[ColumnRecord], frozenset[str]]:
    """The columns of the target with their newest dates, and the keys of those it is about."""
    if first is None or "columns" not in metric or cluster.targets > 1:
        return [], frozenset()
    titles = " ".join(rows.values_list("title", flat=True))
    columns = list(first.target.columns.defer("reading", "fingerprints"))
    return columns, frozenset(one.name for one in columns if f"“{one.name}”" in titles)


def _probes(cluster: Cluster, row: Row | None, first: FindingRecord | None) -> list[ProbeDay]:
    counted = measure_of(row, cluster.round.as_of) if row is not None else None
    if counted is None or first is None or cluster.targets > 1:
        return []
    measure, moment = counted
    series = history_for(cluster.round.office, first.target.code, moment, measure.days)
    looks = valid_looks(in_window(series, measure, moment), measure)
    return [
        ProbeDay(day, valid, failed, place * BAR_WIDTH, round(BAR_HEIGHT * failed / valid))
        for place, (day, (valid, failed)) in enumerate(sorted(by_day(looks, measure).items()))
        if valid
    ]


def _pictures(findings: Iterable[FindingRecord]) -> dict[str, bool]:
    targets = list(dict.fromkeys(one.target_id for one in findings))[:PICTURED]
    found: dict[str, bool] = {}
    for visit in VisitRecord.objects.filter(target_id__in=targets).defer("services"):
        found |= files.pictured(visit)
    return found
