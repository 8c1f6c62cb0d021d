"""Verdicts side by side: of the last rounds, and of the regions of one round."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.casework.models import Round, VerdictRecord
from xuncha.office.people.models import Office

SHOWN_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many targets of one kind came out how."""

    qualified: int = 0
    unqualified: int = 0
    undecided: int = 0

    @property
    def decided(self) -> int:
        """Those a rate can count."""
        return self.qualified + self.unqualified

    @property
    def total(self) -> int:
        """All with a verdict."""
        return self.decided + self.undecided


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of the trend, with the verdicts per kind of target."""

    pk: int
    title: str
    period_label: str
    verdicts: dict[TargetKind, Verdicts]


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One region of a round; targets without a region stand under ``未登记``."""

    name: str
    verdicts: dict[TargetKind, Verdicts]


def of_last_rounds(office: Office) -> tuple[RoundLine, ...]:
    """The last rounds of an office in order of time, each with its verdicts; imported ones, which
    hold no verdict, are left out."""
    rounds = list(Round.objects.filter(office=office, imported=False)[:SHOWN_ROUNDS])
    counted: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    rows = (
        VerdictRecord.objects.filter(target__round__in=rounds, is_current=True)
        .order_by()
        .values_list("target__round", "target__kind", "state")
        .annotate(number=Count("pk"))
    )
    for pk, kind, state, number in rows:
        counted[pk][kind, state] = number
    return tuple(
        RoundLine(one.pk, one.title, one.period_label, _by_kind(counted[one.pk]))
        for one in reversed(rounds)
    )


def of_regions(inspection: Round) -> tuple[RegionLine, ...]:
    """The regions of a round, most targets first."""
    counted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    rows = (
        VerdictRecord.objects.filter(target__round=inspection, is_current=True)
        .order_by()
        .values_list("target__region", "target__kind", "state")
        .annotate(number=Count("pk"))
    )
    for region, kind, state, number in rows:
        counted[region or "未登记"][kind, state] = number
    lines = [RegionLine(name, _by_kind(found)) for name, found in counted.items()]
    return tuple(sorted(lines, key=lambda one: (-_size(one), one.name)))


def _size(line: RegionLine) -> int:
    return sum(one.total for one in line.verdicts.values())


def _by_kind(counted: Counter[tuple[str, str]]) -> dict[TargetKind, Verdicts]:
    found = {
        kind: Verdicts(*(counted[kind.value, state.value] for state in _ORDER))
        for kind in TargetKind
    }
    return {kind: one for kind, one in found.items() if one.total}


_ORDER = (VerdictState.QUALIFIED, VerdictState.UNQUALIFIED, VerdictState.UNDECIDED)
