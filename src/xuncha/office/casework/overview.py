"""The figures of a round as its page shows them; each is counted from the records."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from xuncha.engine.domain.words import LABELS, Judge, Result, TargetKind, UnableClass, VerdictState
from xuncha.office.casework import carry_over
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    FindingRecord,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
)
from xuncha.office.casework.remedies import remedy_for
from xuncha.office.casework.standing import with_settled
from xuncha.office.casework.states import Standing


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How one kind of target came out. ``unseen`` are visited targets that showed us nothing;
    ``open`` have no verdict yet."""

    kind: TargetKind
    total: int
    looked: int
    unseen: int
    waiting: int
    qualified: int
    unqualified: int
    undecided: int
    open: int

    @property
    def label(self) -> str:
        """网站 or 账号."""
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Split:
    """Verdicts of one group of targets: a level or a platform."""

    name: str
    value: str
    total: int
    qualified: int
    unqualified: int
    undecided: int


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row in force: how its outcomes fell, and how many findings wait for a person."""

    indicator: str
    name: str
    judge: str
    check: str
    hit: int
    suspect: int
    clear: int
    unable: int
    exempt: int
    waiting: int

    @property
    def total(self) -> int:
        """How many targets were looked at for this row."""
        return self.hit + self.suspect + self.clear + self.unable + self.exempt


@dataclass(frozen=True, slots=True)
class TextErrors:
    """Confirmed text errors, on how many targets; those carried over; those waiting.

    ``items`` counts a writing once a page it stands on, ``waiting`` once a decision it needs.
    """

    sites: int
    accounts: int
    items: int
    carried_sites: int
    carried_accounts: int
    waiting: int


@dataclass(frozen=True, slots=True)
class UnseenClass:
    """One reason why we could not look, with what a person can do."""

    label: str
    value: str
    targets: int
    remedy: str


def kind_figures(inspection: Round) -> tuple[KindFigures, ...]:
    """The figures of sites and of accounts; a kind without targets is left out."""
    current = VerdictRecord.objects.filter(target__round=inspection, is_current=True)
    states = _counted(current, "target__kind", "state")
    rows = (
        inspection.targets.order_by()
        .values("kind")
        .annotate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(intake_digest="")),
            unseen=Count("pk", filter=~Q(intake_digest="") & ~Q(visit__unable_class="")),
        )
    )
    by_kind = {row["kind"]: row for row in rows}
    return tuple(_figures(kind, by_kind[kind], states) for kind in TargetKind if kind in by_kind)


def _figures(
    kind: TargetKind, row: dict[str, int], states: Counter[tuple[str, str]]
) -> KindFigures:
    found = {state: states[kind.value, state.value] for state in VerdictState}
    return KindFigures(
        kind=kind,
        total=row["total"],
        looked=row["total"] - row["waiting"] - row["unseen"],
        unseen=row["unseen"],
        waiting=row["waiting"],
        qualified=found[VerdictState.QUALIFIED],
        unqualified=found[VerdictState.UNQUALIFIED],
        undecided=found[VerdictState.UNDECIDED],
        open=row["total"] - sum(found.values()),
    )


def splits(inspection: Round, kind: TargetKind) -> tuple[Split, ...]:
    """Verdicts of one kind by level (sites) or by platform (accounts), largest group first."""
    field = "level" if kind is TargetKind.SITE else "platform"
    current = VerdictRecord.objects.filter(
        target__round=inspection, target__kind=kind, is_current=True
    )
    rows = (
        current.order_by()
        .values(value=F(f"target__{field}"))
        .annotate(
            total=Count("pk"),
            qualified=Count("pk", filter=Q(state=VerdictState.QUALIFIED)),
            unqualified=Count("pk", filter=Q(state=VerdictState.UNQUALIFIED)),
            undecided=Count("pk", filter=Q(state=VerdictState.UNDECIDED)),
        )
    )
    names = dict(RoundTarget._meta.get_field("level").choices or [])
    found = [
        Split(name=str(names.get(row["value"], row["value"]) or "未登记"), **row) for row in rows
    ]
    return tuple(sorted(found, key=lambda split: (-split.total, split.name)))


def _counted(rows: QuerySet[Any], *fields: str) -> Counter[Any]:
    """How many rows there are of each value of a field, or of each tuple of values of fields."""
    tallied = rows.order_by().values_list(*fields).annotate(Count("pk"))
    return Counter({row[0] if len(row) == 2 else row[:-1]: row[-1] for row in tallied})


def indicator_lines(inspection: Round) -> tuple[IndicatorLine, ...]:
    """The rows in force in the order of the rulebook."""
    outcomes = OutcomeRecord.objects.filter(target__round=inspection)
    results = _counted(outcomes, "indicator", "result")
    findings = FindingRecord.objects.filter(target__round=inspection)
    waiting = _counted(findings.filter(standing=Standing.WAITING), "indicator")
    in_force = set(inspection.rows_in_force)
    return tuple(
        IndicatorLine(
            indicator=row.id,
            name=row.name,
            judge=LABELS[Judge(row.judge)],
            check=row.check or "",
            waiting=waiting[row.id],
            **{result.value: results[row.id, result.value] for result in Result},
        )
        for row in book_of(inspection).rows
        if row.id in in_force
    )


def text_errors(inspection: Round) -> TextErrors:
    """Text errors are findings that carry a kind of text error."""
    findings = FindingRecord.objects.filter(target__round=inspection).exclude(kind="")
    is_confirmed = Q(standing=Standing.CONFIRMED)
    by_kind = {
        row["target__kind"]: row
        for row in findings.order_by()
        .values("target__kind")
        .annotate(
            touched=Count("target", filter=is_confirmed, distinct=True),
            items=Sum("place_count", filter=is_confirmed),
            waiting=Count("pk", filter=Q(standing=Standing.WAITING)),
        )
    }
    touched = {kind: row["touched"] for kind, row in by_kind.items()}
    carried = set(carry_over.standing(inspection).values_list("target_id", "target__kind"))
    again = Counter(kind for _, kind in carried)
    return TextErrors(
        sites=touched.get(TargetKind.SITE.value, 0),
        accounts=touched.get(TargetKind.ACCOUNT.value, 0),
        items=sum(row["items"] or 0 for row in by_kind.values()),
        carried_sites=again[TargetKind.SITE.value],
        carried_accounts=again[TargetKind.ACCOUNT.value],
        waiting=sum(row["waiting"] for row in by_kind.values()),
    )


def unseen(inspection: Round) -> QuerySet[OutcomeRecord]:
    """The outcomes nobody could reach, with ``settled``: whether a person looked by hand since."""
    rows = OutcomeRecord.objects.filter(target__round=inspection, result=Result.UNABLE.value)
    return with_settled(rows).order_by("-target__kind", "target__code", "indicator")


def unseen_classes(inspection: Round) -> tuple[UnseenClass, ...]:
    """Why we could not look, over targets: the most frequent class first."""
    pairs = set(unseen(inspection).values_list("unable_class", "target_id"))
    counts = Counter(value for value, _ in pairs)
    return tuple(
        UnseenClass(
            label=LABELS[UnableClass(value)] if value else "未说明",
            value=value,
            targets=count,
            remedy=remedy_for(value),
        )
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def failing(inspection: Round, kind: TargetKind) -> QuerySet[VerdictRecord]:
    """The current verdicts that fail a target of this kind, by code."""
    return (
        VerdictRecord.objects.filter(
            target__round=inspection,
            target__kind=kind,
            is_current=True,
            state=VerdictState.UNQUALIFIED.value,
        )
        .select_related("target")
        .order_by("target__code")
    )
