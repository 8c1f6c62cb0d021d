"""Clusters: which findings of a round one decision may settle, kept and counted as they come in."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Count, Q

from xuncha.engine.domain.words import Judge, RowKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Cluster, FindingRecord, RoundTarget
from xuncha.office.casework.review_limits import Alike, review_limits
from xuncha.office.casework.states import Standing
from xuncha.office.casework.two_persons import persons_asked

COUNTS = (
    "findings",
    "targets",
    "waiting",
    "half",
    "confirmed",
    "dismissed",
    "once_confirmed",
    "overturned",
)
CHUNK = 400
"""Clusters counted by one query; SQLite takes some thousand values at most."""
SHORT = 120
"""Characters of a rule or a name a list shows."""


def gather(target: RoundTarget, findings: Sequence[FindingRecord]) -> None:
    """Give unsaved findings of a target what the queue needs: the persons asked for, the cluster.

    Findings of rows nobody must confirm, and those of imported rounds, belong to none. The counts
    are left to ``recount``, once the findings are saved.
    """
    if not target.round.rulebook:
        return
    book = book_of(target.round)
    asked = {row.id for row in book.rows if row.judge is Judge.CONFIRM}
    wanted: dict[str, Cluster] = {}
    for finding in findings:
        finding.persons = persons_asked(book, finding.indicator, finding.check_slug)
        if finding.indicator in asked:
            made = _unsaved(target, finding, book)
            finding.cluster = wanted.setdefault(made.key, made)
    if not wanted:
        return
    known = _known(target, wanted)
    fresh = [one for key, one in wanted.items() if key not in known]
    Cluster.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    known = _known(target, wanted) if fresh else known
    for finding in findings:
        if finding.cluster is not None:
            finding.cluster = known[finding.cluster.key]


def recount(pks: Collection[int]) -> None:
    """Count the findings of these clusters anew."""
    ordered = sorted(pks)
    with transaction.atomic():
        for start in range(0, len(ordered), CHUNK):
            _recount(ordered[start : start + CHUNK])


def _recount(pks: Sequence[int]) -> None:
    rows = list(Cluster.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    members = FindingRecord.objects.filter(cluster_id__in=pks).order_by()
    counted = {
        one["cluster_id"]: tuple(one[name] for name in COUNTS)
        for one in members.values("cluster_id").annotate(
            findings=Count("pk"),
            targets=Count("target_id", distinct=True),
            waiting=Count("pk", filter=_stands(Standing.WAITING)),
            half=Count("pk", filter=_stands(Standing.WAITING) & Q(first_by__isnull=False)),
            confirmed=Count("pk", filter=_stands(Standing.CONFIRMED)),
            dismissed=Count("pk", filter=_stands(Standing.DISMISSED)),
            once_confirmed=Count("pk", filter=Q(was_confirmed=True)),
            overturned=Count("pk", filter=Q(was_confirmed=True) & _stands(Standing.DISMISSED)),
        )
    }
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row in rows:
        counts = counted.get(row.pk, (0,) * len(COUNTS))
        if counts != tuple(getattr(row, name) for name in COUNTS):
            alike[counts].append(row.pk)
    for counts, of_them in alike.items():
        Cluster.objects.filter(pk__in=of_them).update(**dict(zip(COUNTS, counts, strict=True)))


def _stands(standing: Standing) -> Q:
    return Q(standing=standing.value)


def _known(target: RoundTarget, keys: Iterable[str]) -> dict[str, Cluster]:
    rows = Cluster.objects.filter(round_id=target.round_id, key__in=list(keys))
    return {row.key: row for row in rows}


def _unsaved(target: RoundTarget, finding: FindingRecord, book: Rulebook) -> Cluster:
    way, parts = _shared(target, finding)
    row = book.row(finding.indicator)
    assert row is not None
    of_target = way is Alike.TARGET
    return Cluster(
        round_id=target.round_id,
        key=_digest(way, str(finding.persons), row.kind.value, *parts),
        alike=way.value,
        indicator=finding.indicator,
        check_slug=finding.check_slug,
        kind=finding.kind,
        rule=finding.limit_text[:SHORT],
        title=row.name if of_target else finding.title,
        place=target.name[:SHORT],
        is_veto=row.kind is RowKind.VETO,
        persons=finding.persons,
    )


def _shared(target: RoundTarget, finding: FindingRecord) -> tuple[Alike, tuple[str, ...]]:
    """What findings must share with this one to be decided with it. A phrase is one on sites and
    accounts alike, whichever row it falls under."""
    if finding.cluster_key:
        return Alike.WORDS, (finding.cluster_key,)
    way = review_limits().alike.get(finding.check_slug, Alike.ALONE)
    if way is Alike.LINK:
        return way, (finding.indicator, finding.key)
    if way is Alike.TEMPLATE and target.platform:
        return way, (finding.indicator, target.platform, finding.key)
    if way is Alike.TARGET:
        return way, (finding.indicator, target.code)
    return Alike.ALONE, (finding.indicator, target.code, finding.fingerprint)


def _digest(*parts: str) -> str:
    text = "\x1f".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
