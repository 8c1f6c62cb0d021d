"""How often people agree with each rule, and which rules come down to band B by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import overload

from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.office.casework.models import Cluster, Decision, FindingRecord
from xuncha.office.casework.standing import with_verb
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.people.models import Office, User
from xuncha.office.wordlists import rule_bands
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.office.wordlists.models import RuleBandRecord
from xuncha.office.wordlists.rule_bands import Accepted

WORDING = "wording"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its findings by what people said; ``moved`` is what stands of its band, if ever.

    ``example`` is the title of one of its findings.
    """

    rule: str
    kind: TextErrorKind | None
    example: str
    confirmed: int
    dismissed: int
    open: int
    moved: RuleBandRecord | None

    @property
    def shown(self) -> int:
        """All findings of the rule."""
        return self.decided + self.open

    @property
    def decided(self) -> int:
        """The findings somebody decided on."""
        return self.confirmed + self.dismissed

    @property
    def rate_pct(self) -> float | None:
        """The share of the decided findings people confirmed; None while nobody decided."""
        return 100 * self.confirmed / self.decided if self.decided else None

    @property
    def interval_pct(self) -> tuple[float, float] | None:
        """The interval of the rate; None while nobody decided."""
        if not self.decided:
            return None
        low, high = wilson(self.confirmed, self.decided, feedback_limits().z)
        return 100 * low, 100 * high

    @property
    def is_doubted(self) -> bool:
        """Whether the rule stands in band B because of what people said."""
        return self.moved is not None and self.moved.band == Band.B


def wilson(hits: int, trials: int, z: float) -> tuple[float, float]:
    """Wilson's interval of a share: both ends between 0 and 1. ``trials`` must not be 0."""
    share, square = hits / trials, z * z
    middle = share + square / (2 * trials)
    reach = z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    whole = 1 + square / trials
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def rule_lines(office: Office) -> tuple[RuleLine, ...]:
    """Every rule that found something people decide on in a round of the office: the least agreed
    with first. Counted over the clusters, which follow every decision."""
    rows = _clusters(office).order_by().values("rule")
    moved = rule_bands.newest_by_rule(office)
    lines = (
        RuleLine(
            rule=row["rule"],
            kind=TextErrorKind(row["of_kind"]) if row["of_kind"] else None,
            example=row["example"],
            confirmed=row["agreed"],
            dismissed=row["refused"],
            open=row["found"] - row["agreed"] - row["refused"],
            moved=moved.get(row["rule"]),
        )
        for row in rows.annotate(
            found=Sum("findings"),
            agreed=Sum("confirmed"),
            refused=Sum("dismissed"),
            of_kind=Max("kind"),
            example=Max("title"),
        )
    )
    return tuple(sorted(lines, key=_least_agreed_first))


class FindingsOf(Sequence[FindingRecord]):
    """The findings of a rule people decide on, newest cluster first. Only the clusters a slice
    falls into are read: counting and sorting all of years would take longer than a page may."""

    def __init__(self, office: Office, rule: str) -> None:
        """Read how many findings each cluster of the rule holds."""
        rows = _clusters(office).filter(rule=rule, findings__gt=0).order_by("-pk")
        self._sizes = list(rows.values_list("pk", "findings"))

    def __len__(self) -> int:
        """How many there are."""
        return sum(size for _, size in self._sizes)

    @overload
    def __getitem__(self, asked: int) -> FindingRecord: ...

    @overload
    def __getitem__(self, asked: slice) -> list[FindingRecord]: ...

    def __getitem__(self, asked: int | slice) -> FindingRecord | list[FindingRecord]:
        """One, or those of a slice of step one, with target and round."""
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        start, stop, _ = asked.indices(len(self))
        passed, first, wanted = 0, 0, []
        for pk, size in self._sizes:
            if passed + size > start and passed < stop:
                first = passed if not wanted else first
                wanted.append(pk)
            passed += size
        rows = with_verb(FindingRecord.objects.filter(cluster__in=wanted)).defer("places")
        ordered = rows.select_related("target__round").order_by("-cluster_id", "-pk")
        return list(ordered[start - first : stop - first])


def _clusters(office: Office) -> QuerySet[Cluster]:
    return Cluster.objects.filter(round__office=office, check_slug=WORDING).exclude(rule="")


def doubt_rules(office: Office, actor: User) -> list[RuleBandRecord]:
    """Bring down to band B the rules people agreed with too seldom; those newly brought down.

    A rule a person trusted again is measured by the decisions since then alone.
    """
    limits = feedback_limits()
    trusted = {
        rule: row.at
        for rule, row in rule_bands.newest_by_rule(office).items()
        if row.band == Band.A
    }
    rates = [
        _since(office, line.rule, trusted[line.rule])
        if line.rule in trusted
        else Accepted(line.rule, line.confirmed, line.decided)
        for line in rule_lines(office)
        if line.decided >= limits.least_decisions
    ]
    low = [
        one
        for one in rates
        if one.decided >= limits.least_decisions
        and 100 * one.confirmed < limits.accept_pct * one.decided
    ]
    reason = f"采纳率低于 {limits.accept_pct:g}%（至少认定 {limits.least_decisions} 处后计算）"
    return rule_bands.doubt(actor, low, reason) if low else []


def _since(office: Office, rule: str, moment: datetime) -> Accepted:
    said = Decision.objects.counting().filter(finding=OuterRef("pk"))
    newest = said.order_by("-id").values("at")[:1]
    rows = with_verb(_findings(office).filter(limit_text=rule)).annotate(said_at=Subquery(newest))
    verbs = list(rows.filter(said_at__gt=moment).values_list("verb", flat=True))
    return Accepted(rule, verbs.count(DecisionVerb.CONFIRM.value), len(verbs))


def _findings(office: Office) -> QuerySet[FindingRecord]:
    """What rules found in the office's own rounds; imported findings name no rule."""
    rows = FindingRecord.objects.filter(target__round__office=office, check_slug=WORDING)
    return rows.filter(target__round__imported=False).exclude(limit_text="")


def _least_agreed_first(line: RuleLine) -> tuple[float, int, str]:
    rate = 101.0 if line.rate_pct is None else line.rate_pct
    return rate, -line.shown, line.rule
