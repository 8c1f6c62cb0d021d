"""Where findings stand: confirmed, dismissed, waiting for a person, or in no need of one."""

from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from xuncha.engine.domain.words import Judge, Result
from xuncha.office.casework.decisions import two_person_checks
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
)
from xuncha.office.casework.states import DecisionVerb

CONFIRM = DecisionVerb.CONFIRM.value


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
    """The findings with ``verb``: what the newest decision said, empty where nobody decided, and
    where only one person confirmed what two are asked for."""
    newest = Decision.objects.filter(finding=OuterRef("pk")).order_by("-id").values("verb")[:1]
    lacks_second = Q(check_slug__in=two_person_checks()) & Q(newest_verb=CONFIRM) & ~Q(_second())
    return findings.annotate(newest_verb=Coalesce(Subquery(newest), Value(""))).annotate(
        verb=Case(When(lacks_second, then=Value("")), default=F("newest_verb"))
    )


def _second() -> Exists:
    """Whether somebody else than who decided last confirmed too, and nobody dismissed since."""
    of_it = Decision.objects.filter(finding=OuterRef("finding"))
    last = of_it.order_by("-id").values("by")[:1]
    dismissed_since = of_it.filter(verb=DecisionVerb.DISMISS.value, id__gt=OuterRef("id"))
    others = Decision.objects.filter(finding=OuterRef("pk"), verb=CONFIRM)
    return Exists(others.exclude(by=Subquery(last)).exclude(Exists(dismissed_since)))


def with_settled(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Findings or outcomes with ``settled``: whether the newest look by hand at their indicator
    tells what is."""
    newest = (
        HandLook.objects.filter(target=OuterRef("target"), indicator=OuterRef("indicator"))
        .order_by("-id")
        .values("id")[:1]
    )
    telling = HandLook.objects.filter(id=OuterRef("look"), is_withdrawn=False, is_confirmed=True)
    return rows.annotate(look=Subquery(newest)).annotate(
        settled=Exists(telling.exclude(result=Result.UNABLE.value))
    )


def of_standing(
    findings: QuerySet[FindingRecord], inspection: Round, standing: Standing
) -> QuerySet[FindingRecord]:
    """The findings of a round that stand so. Waiting are those a person must decide on before the
    verdict or the notice is certain: rows to be confirmed whose outcome is a hit or a suspect, and
    which nobody settled with a look by hand."""
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
    needs &= Q(settled=False)
    undecided = with_settled(rows.filter(verb=""))
    return undecided.filter(needs) if standing is Standing.WAITING else undecided.exclude(needs)


def confirmable(inspection: Round) -> list[str]:
    """The rows of the round's rulebook that a person must confirm; none for imported rounds."""
    if not inspection.rulebook:
        return []
    return [row.id for row in book_of(inspection).rows if row.judge is Judge.CONFIRM]
