"""What a person may not read before they answered a blind second review: the answer they are asked
to give on their own.

Behind it: the queue with its cases, the findings with their places, a rule's findings, a target's
verdict, the state of a target in the list of targets and its filter, the failed targets named on
the page of a round, what orders would be drawn of, and the drafts of orders with their papers (a
draft is shown whole or not at all: which item is missing would tell). Not behind it, since they
stand for the round as a whole or went out: its totals, orders issued, the notice and its drafts,
the audit record.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from xuncha.office.casework.blind_review import open_for
from xuncha.office.casework.models import Cluster, Decision, FindingRecord, RoundTarget
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right


@dataclass(frozen=True, slots=True)
class Veil:
    """The drawn decisions (``batches``, of ``clusters`` in ``rounds``) one person is yet to take
    again."""

    batches: frozenset[int] = frozenset()
    clusters: frozenset[int] = frozenset()
    rounds: frozenset[int] = frozenset()

    def over(self, findings: Iterable[FindingRecord]) -> None:
        """Mark each finding ``is_veiled`` or not; a veiled one has no ``verb``, ``standing`` or
        ``said`` left to show."""
        rows = list(findings)
        hidden = self._hidden([one.pk for one in rows])
        for one in rows:
            one.is_veiled = one.pk in hidden
            if one.is_veiled:
                one.verb, one.standing, one.said = "", "", []

    def told(self, findings: QuerySet[FindingRecord]) -> QuerySet[FindingRecord]:
        """The findings without the veiled ones, for lists that are chosen by what was decided."""
        if not self.batches:
            return findings
        return findings.exclude(Exists(self._decisions().filter(finding=OuterRef("pk"))))

    def covers(self, target: RoundTarget) -> bool:
        """Whether a finding of the target is veiled: what was made of it tells the answer."""
        return bool(self.batches) and self._decisions().filter(target=target).exists()

    def covered(self, targets: Collection[int]) -> set[int]:
        """Those of the targets, by id, that ``covers`` is true of."""
        if not self.batches:
            return set()
        rows = self._decisions().filter(target__in=targets)
        return set(rows.values_list("target_id", flat=True))

    def open_ones(self, rows: QuerySet[Any], target: str = "pk") -> QuerySet[Any]:
        """The rows without those of covered targets, for lists that are chosen by a verdict;
        ``target`` names the field that holds the target's id."""
        if not self.batches:
            return rows
        return rows.exclude(Exists(self._decisions().filter(target=OuterRef(target))))

    def hides(self, cluster: Cluster | None) -> bool:
        """Whether what was said of a cluster is not shown."""
        return cluster is not None and cluster.pk in self.clusters

    def _hidden(self, findings: Collection[int]) -> set[int]:
        if not self.batches:
            return set()
        rows = self._decisions().filter(finding__in=findings)
        return set(rows.values_list("finding_id", flat=True))

    def _decisions(self) -> QuerySet[Any]:
        return Decision.objects.filter(batch__in=self.batches)


OPEN = Veil()
"""Nothing is veiled."""


def veil_of(user: User) -> Veil:
    """The veil before a person's eyes; nothing is veiled from those who take no decisions, and
    nothing of a round that is closed."""
    if not user.may(Right.DECIDE):
        return OPEN
    rows = open_for(user).filter(batch__round__office=user.office_id)
    rows = rows.exclude(batch__round__state__in=CLOSED_STATES)
    columns = zip(*rows.values_list("batch", "batch__cluster", "batch__round"), strict=True)
    return Veil(*map(frozenset, columns))
