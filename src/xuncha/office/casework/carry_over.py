"""Carry-over: what the last round confirmed and this one still sees."""

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from xuncha.office.casework.models import CarryOver, Decision, FindingRecord, Round
from xuncha.office.casework.rounds import previous_round
from xuncha.office.casework.states import DecisionVerb


def confirmed_findings(inspection: Round) -> QuerySet[FindingRecord]:
    """The findings whose newest decision is a confirmation."""
    newest = Decision.objects.filter(finding=OuterRef("pk")).order_by("-id").values("verb")[:1]
    return (
        FindingRecord.objects.filter(target__round=inspection)
        .annotate(standing=Subquery(newest))
        .filter(standing=DecisionVerb.CONFIRM)
    )


def link(inspection: Round) -> int:
    """Link this round's findings to those the previous round confirmed; how many are linked now.

    The identity is the fingerprint. Without a previous round, or when nothing shows again, 0.
    """
    earlier = previous_round(inspection)
    if earlier is None:
        return 0
    known = {row.fingerprint: row for row in confirmed_findings(earlier)}
    with transaction.atomic():
        linked = set(
            CarryOver.objects.filter(target__round=inspection).values_list("finding_id", flat=True)
        )
        rows = FindingRecord.objects.filter(target__round=inspection).only(
            "id", "fingerprint", "target_id"
        )
        fresh = [
            CarryOver(
                target_id=row.target_id,
                finding=row,
                previous_finding=known[row.fingerprint],
                previous_round=earlier,
            )
            for row in rows.iterator(chunk_size=2000)
            if row.fingerprint in known and row.pk not in linked
        ]
        CarryOver.objects.bulk_create(fresh, batch_size=500)
    return len(linked) + len(fresh)


def standing(inspection: Round) -> QuerySet[CarryOver]:
    """The carried-over findings that people confirmed in this round too: what a notice counts."""
    return CarryOver.objects.filter(
        target__round=inspection, finding__in=confirmed_findings(inspection).values("pk")
    ).select_related("target", "finding", "previous_finding", "previous_round")
