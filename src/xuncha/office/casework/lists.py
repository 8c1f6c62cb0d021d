"""The lists of a round: targets and findings, filtered as a page asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xuncha.engine.domain.words import Result
from xuncha.office.casework.blind_veil import Veil
from xuncha.office.casework.models import (
    CarryOver,
    Decision,
    FindingRecord,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
)
from xuncha.office.casework.standing import of_standing, with_verb
from xuncha.office.casework.states import Standing

SHOWING = (Result.HIT.value, Result.SUSPECT.value)


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """What to list; empty fields do not filter. ``indicator``: the machine found
    something on that row. What nobody could look at is no problem and has a list of its own."""

    kind: str = ""
    state: str = ""
    level: str = ""
    platform: str = ""
    region: str = ""
    indicator: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What to list; empty fields do not filter."""

    standing: str = ""
    indicator: str = ""
    target_kind: str = ""
    text_kind: str = ""
    carried: str = ""
    words: str = ""


def targets_of(inspection: Round, wanted: TargetFilter, veil: Veil) -> QuerySet[RoundTarget]:
    """The targets with ``state`` (empty: no verdict yet). What the veil covers is in no list chosen
    by the state."""
    verdict = VerdictRecord.objects.filter(target=OuterRef("pk"), is_current=True)
    rows = inspection.targets.annotate(
        state=Coalesce(Subquery(verdict.values("state")[:1]), Value(""))
    ).order_by("-kind", "code")
    if wanted.state:
        rows = veil.open_ones(rows)
    for field in ("kind", "state", "level", "platform", "region"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: "" if value == "open" else value})
    if wanted.indicator:
        shown = OutcomeRecord.objects.filter(
            target=OuterRef("pk"), indicator=wanted.indicator, result__in=SHOWING
        )
        rows = rows.filter(Exists(shown))
    if wanted.words:
        rows = rows.filter(
            Q(name__icontains=wanted.words)
            | Q(code__icontains=wanted.words)
            | Q(sponsor_name__icontains=wanted.words)
        )
    return rows


def found_on(targets: Iterable[RoundTarget]) -> dict[int, int]:
    """How many findings each of these targets has, per id; those without any are missing."""
    rows = FindingRecord.objects.filter(target__in=[one.pk for one in targets]).order_by()
    return dict(rows.values_list("target").annotate(number=Count("pk")))


def regions_of(inspection: Round) -> list[str]:
    """The regions of a round's targets, for a choice."""
    rows = inspection.targets.exclude(region="").order_by("region")
    return list(rows.values_list("region", flat=True).distinct())


def platforms_of(inspection: Round, kind: str) -> list[str]:
    """The platforms of a round's targets, for a choice."""
    rows = inspection.targets.filter(kind=kind) if kind else inspection.targets.all()
    found = rows.exclude(platform="").order_by("platform").values_list("platform", flat=True)
    return list(found.distinct())


def findings_of(inspection: Round, wanted: FindingFilter, veil: Veil) -> QuerySet[FindingRecord]:
    """The findings with target, decisions and carry-over at hand; by target, indicator, row. What
    the veil hides is in no list chosen by where findings stand."""
    rows: QuerySet[FindingRecord] = FindingRecord.objects.filter(target__round=inspection)
    if wanted.standing in list(Standing):
        rows = veil.told(of_standing(rows, Standing(wanted.standing)))
    if wanted.indicator:
        rows = rows.filter(indicator=wanted.indicator)
    if wanted.target_kind:
        rows = rows.filter(target__kind=wanted.target_kind)
    if wanted.text_kind:
        rows = rows.filter(kind=wanted.text_kind)
    if wanted.carried:
        rows = rows.filter(Exists(CarryOver.objects.filter(finding=OuterRef("pk"))))
    if wanted.words:
        rows = rows.filter(
            Q(title__icontains=wanted.words)
            | Q(target__name__icontains=wanted.words)
            | Q(observed__icontains=wanted.words)
        )
    return with_people(rows).order_by("-target__kind", "target__code", "indicator", "id")


def with_people(findings: QuerySet[FindingRecord]) -> QuerySet[FindingRecord]:
    """The findings with ``verb``, their decisions in order, and what they repeat."""
    said = Decision.objects.order_by("id")
    return (
        with_verb(findings)
        .defer("places")
        .select_related("target", "carried_over__previous_round")
        .prefetch_related(Prefetch("decisions", said, to_attr="said"))
    )
