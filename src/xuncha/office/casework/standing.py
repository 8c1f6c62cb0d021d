"""Where findings stand: confirmed, dismissed, waiting for a person, or in no need of one."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xuncha.engine.domain.words import Judge, Result
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Decision, FindingRecord, OutcomeRecord, Round
from xuncha.office.casework.states import DecisionVerb


class Standing(StrEnum):
    """What became of a finding. ``NOTED``: seen, but nothing hangs on a decision."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    NOTED = "noted"


STANDING_LABELS = {
    Standing.WAITING: "待认定",
    Standing.CONFIRMED: "已确认",
    Standing.DISMISSED: "已排除",
    Standing.NOTED: "仅记录",
}


def with_verb(findings: QuerySet[FindingRecord]) -> QuerySet[FindingRecord]:
    """The findings with ``verb``: what the newest decision said, empty where nobody decided."""
    newest = Decision.objects.filter(finding=OuterRef("pk")).order_by("-id").values("verb")[:1]
    return findings.annotate(verb=Coalesce(Subquery(newest), Value("")))


def of_standing(
    findings: QuerySet[FindingRecord], inspection: Round, standing: Standing
) -> QuerySet[FindingRecord]:
    """The findings of a round that stand so. Waiting are those a person must decide on before the
    verdict or the notice is certain: rows to be confirmed whose outcome is a hit or a suspect."""
    rows = with_verb(findings)
    if standing is Standing.CONFIRMED:
        return rows.filter(verb=DecisionVerb.CONFIRM.value)
    if standing is Standing.DISMISSED:
        return rows.filter(verb=DecisionVerb.DISMISS.value)
    open_outcome = OutcomeRecord.objects.filter(
        target=OuterRef("target"),
        indicator=OuterRef("indicator"),
        result__in=[Result.HIT.value, Result.SUSPECT.value],
    )
    needs = Q(indicator__in=confirmable(inspection)) & Q(Exists(open_outcome))
    undecided = rows.filter(verb="")
    return undecided.filter(needs) if standing is Standing.WAITING else undecided.exclude(needs)


def confirmable(inspection: Round) -> list[str]:
    """The rows of the round's rulebook that a person must confirm; none for imported rounds."""
    if not inspection.rulebook:
        return []
    return [row.id for row in book_of(inspection).rows if row.judge is Judge.CONFIRM]
