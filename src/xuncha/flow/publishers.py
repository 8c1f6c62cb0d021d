"""Who wrote what was found: the publisher a page names, read out of its bundle once.

An order goes there instead of to the sponsor. A reprint names its source too, so only a body at or
below the sponsor is taken for the publisher; on a portal, one of the government it speaks for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet

from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.labels import read_labels
from xuncha.engine.extract.outline import build
from xuncha.engine.extract.visited import VisitedPages
from xuncha.flow.progress import Reporter
from xuncha.office.casework.models import FindingRecord, Round, RoundTarget
from xuncha.office.rectification.material import problems_of
from xuncha.office.rectification.models import SeenPublisher
from xuncha.office.rectification.publishing import BodyNames
from xuncha.office.rectification.terms import terms

NAME_CHARACTERS = 120
SITES_AT_ONCE = 10
"""Sites whose bundles the page that asked reads itself: a bundle is some megabytes to unpack."""
Said = tuple[str, str]
"""A label and the name that stands in it."""


def sites_to_read(inspection: Round) -> int:
    """How many sites have a problem to be ordered whose page was not read for its writer yet."""
    return _unread(inspection).order_by().values("target").distinct().count()


def read_publishers(inspection: Round, reporter: Reporter) -> int:
    """Read who wrote the page of every problem to be ordered that was not read yet; how many name
    a body of the register. Bundles that are not here are passed over and read another time."""
    rows = _unread(inspection)
    by_target: dict[RoundTarget, list[FindingRecord]] = defaultdict(list)
    for row in rows.select_related("target__sponsor", "target__visit").defer("places"):
        by_target[row.target].append(row)
    names = BodyNames(inspection.office_id)
    placed = 0
    with reporter.step("读取页面标注的发布单位", len(by_target), "个") as meter:
        for target, findings in by_target.items():
            said = _said_on(target, findings)
            made = [
                SeenPublisher(
                    finding=one,
                    label=label,
                    name=name[:NAME_CHARACTERS],
                    body=names.publisher(name, target),
                )
                for one in findings
                if one.pk in said
                for label, name in [said[one.pk]]
            ]
            with transaction.atomic():
                SeenPublisher.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
            placed += sum(one.body is not None for one in made)
            meter.advance(1)
    return placed


def _unread(inspection: Round) -> QuerySet[FindingRecord]:
    known = SeenPublisher.objects.filter(finding__target__round=inspection)
    read = set(known.values_list("finding_id", flat=True))
    wanted = [one.finding for one in problems_of(inspection) if one.finding is not None]
    return FindingRecord.objects.filter(
        pk__in=set(wanted) - read, target__kind=TargetKind.SITE.value
    )


def _said_on(target: RoundTarget, findings: Iterable[FindingRecord]) -> Mapping[int, Said]:
    """What the page of each finding says; a page the bundle does not hold says nothing, which is
    no answer either: it is missing."""
    visit = getattr(target, "visit", None)
    if visit is None or not visit.bundle_path:
        return {}
    try:
        visited = VisitedPages(Bundle.open(visit.bundle_path).fetches())
        return dict(_read(visited, findings))
    except BundleError:
        return {}


def _read(visited: VisitedPages, findings: Iterable[FindingRecord]) -> Iterator[tuple[int, Said]]:
    told: dict[str, Said | None] = {}
    for one in findings:
        url = next((piece["url"] for piece in one.evidence if piece["url"]), "")
        if url not in told:
            told[url] = _label(visited, url)
        said = told[url]
        if said is not None:
            yield one.pk, said


def _label(visited: VisitedPages, url: str) -> Said | None:
    fetch = visited.shown(url) if url else None
    if fetch is None or fetch.failure is not None or fetch.status != 200:
        return None
    text, _ = decode(fetch.body, fetch.header("content-type"))
    labels = {name.lower(): value for name, value in read_labels(build(text).metas)}
    for name in terms().page_labels.publisher:
        if value := labels.get(name.lower(), "").strip():
            return name, value
    return "", ""
