"""Where findings stand: confirmed, dismissed, waiting for a person, or in no need of one.

What decisions come to is told here alone; the answer is kept with each finding, so that lists and
counts of hundreds of thousands need not read the history.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When

from xuncha.engine.domain.words import Judge, Result
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
    RoundTarget,
)
from xuncha.office.casework.queue_clusters import recount
from xuncha.office.casework.states import DecisionVerb, Standing

CHUNK = 400
"""Findings settled by one query; SQLite takes some thousand values at most."""
OPEN = (Result.HIT.value, Result.SUSPECT.value)


@dataclass(frozen=True, slots=True)
class Said:
    """What decisions on one thing come to. ``verb`` is None while nobody decided, and while only
    ``first_by`` confirmed what two are asked for."""

    verb: DecisionVerb | None
    first_by: int | None
    was_confirmed: bool


def fold(rows: Iterable[Decision], persons: int) -> Said:
    """What decisions come to, in their order: what was withdrawn was never said, and the newest
    dismissal takes every confirmation before it away."""
    said = sorted(rows, key=lambda row: row.pk)
    taken = {row.withdraws_id for row in said}
    confirmed: list[int] = []
    dismissed = was_confirmed = False
    for row in said:
        if row.pk in taken or row.verb == DecisionVerb.WITHDRAW:
            continue
        if row.verb == DecisionVerb.DISMISS:
            confirmed, dismissed = [], True
        elif row.by_id not in confirmed:
            confirmed = [*confirmed, row.by_id]
        was_confirmed = was_confirmed or len(confirmed) >= persons
    if len(confirmed) >= persons:
        return Said(DecisionVerb.CONFIRM, None, was_confirmed)
    if confirmed:
        return Said(None, confirmed[0], was_confirmed)
    return Said(DecisionVerb.DISMISS if dismissed else None, None, was_confirmed)


def restand(findings: QuerySet[FindingRecord]) -> None:
    """Tell anew where findings of one round stand, after a decision or a look by hand on them.

    Their clusters are counted anew, their targets marked to be judged. Call it inside the
    transaction of the act itself.
    """
    pks = list(findings.order_by("pk").values_list("pk", flat=True))
    touched: set[int] = set()
    with transaction.atomic():
        for start in range(0, len(pks), CHUNK):
            touched |= _restand(pks[start : start + CHUNK])
        if touched:
            recount(touched)


def _restand(pks: Sequence[int]) -> set[int]:
    rows = list(
        FindingRecord.objects.filter(pk__in=pks)
        .select_related("target")
        .only("persons", "indicator", "cluster_id", "target__round_id")
    )
    said: dict[int, list[Decision]] = defaultdict(list)
    for one in Decision.objects.filter(finding_id__in=pks).defer("reason"):
        said[one.finding_id].append(one)
    needs = _needing(rows)
    groups: dict[tuple[str, int | None, bool], list[int]] = defaultdict(list)
    for row in rows:
        what = fold(said[row.pk], row.persons)
        stands = _stands(what, (row.target_id, row.indicator) in needs)
        groups[stands.value, what.first_by, what.was_confirmed].append(row.pk)
    for (standing, first_by, was_confirmed), of_group in groups.items():
        FindingRecord.objects.filter(pk__in=of_group).update(
            standing=standing, first_by=first_by, was_confirmed=was_confirmed
        )
    targets = {row.target_id for row in rows}
    RoundTarget.objects.filter(pk__in=targets).update(needs_judging=True)
    return {row.cluster_id for row in rows if row.cluster_id is not None}


def _stands(said: Said, needs_person: bool) -> Standing:
    if said.verb is not None:
        return Standing.CONFIRMED if said.verb is DecisionVerb.CONFIRM else Standing.DISMISSED
    return Standing.WAITING if needs_person else Standing.NOTED


def _needing(rows: Sequence[FindingRecord]) -> set[tuple[int, str]]:
    """Targets and indicators a person must decide on before the verdict or the notice is certain:
    rows to be confirmed whose outcome is a hit or a suspect, and which nobody settled with a look
    by hand."""
    if not rows:
        return set()
    asked = set(confirmable(Round.objects.get(pk=rows[0].target.round_id)))
    targets = {row.target_id for row in rows}
    open_ones = OutcomeRecord.objects.filter(
        target_id__in=targets, indicator__in=asked, result__in=OPEN
    ).values_list("target_id", "indicator")
    newest: dict[tuple[int, str], HandLook] = {
        (look.target_id, look.indicator): look
        for look in HandLook.objects.filter(target_id__in=targets).order_by("pk")
    }
    settled = {pair for pair, look in newest.items() if look.settles}
    return set(open_ones) - settled


def with_verb(findings: QuerySet[FindingRecord]) -> QuerySet[FindingRecord]:
    """The findings with ``verb``: what decisions on it came to, empty where nobody decided, and
    where only one person confirmed what two are asked for."""
    verb = Case(
        When(standing=Standing.CONFIRMED.value, then=Value(DecisionVerb.CONFIRM.value)),
        When(standing=Standing.DISMISSED.value, then=Value(DecisionVerb.DISMISS.value)),
        default=Value(""),
        output_field=CharField(),
    )
    return findings.annotate(verb=verb)


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


def of_standing(findings: QuerySet[FindingRecord], standing: Standing) -> QuerySet[FindingRecord]:
    """The findings that stand so, with ``verb``."""
    return with_verb(findings.filter(standing=standing.value))


def confirmable(inspection: Round) -> list[str]:
    """The rows of the round's rulebook that a person must confirm; none for imported rounds."""
    if not inspection.rulebook:
        return []
    return [row.id for row in book_of(inspection).rows if row.judge is Judge.CONFIRM]
