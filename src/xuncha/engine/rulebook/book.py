"""A rulebook as frozen data: its rows, its groups and its scoring frame."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import (
    Confidence,
    Judge,
    Level,
    RowKind,
    TextErrorKind,
)
from xuncha.engine.rulebook.instruments import METRIC_LABELS, Metric
from xuncha.engine.rulebook.practice import Composition, Exemption, Sampling, Stratum, Tier
from xuncha.engine.rulebook.reach import Applies, Band
from xuncha.engine.rulebook.spans import Window

ParamValue = int | float | str | bool | tuple[str, ...]


class Op(StrEnum):
    """How a metric is held against a value. “超过（含）n” is ``>=`` everywhere."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    EQUAL = "=="


_COMPARE: dict[Op, Callable[[float, float], bool]] = {
    Op.AT_LEAST: operator.ge,
    Op.MORE: operator.gt,
    Op.AT_MOST: operator.le,
    Op.LESS: operator.lt,
    Op.EQUAL: operator.eq,
}


_SAID = {
    Op.AT_LEAST: "达到（含）",
    Op.MORE: "超过",
    Op.AT_MOST: "不超过（含）",
    Op.LESS: "不足",
    Op.EQUAL: "等于",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """When a row is hit: ``metric op value``."""

    metric: Metric
    op: Op
    value: float

    def holds(self, number: float) -> bool:
        """Whether ``number`` fulfils the condition (and the row is hit)."""
        return _COMPARE[self.op](number, self.value)

    def text(self) -> str:
        """The condition as users read it."""
        return f"{METRIC_LABELS[self.metric]}{self.limit()}"

    def limit(self) -> str:
        """What the metric is held against, in words."""
        return f"{_SAID[self.op]}{self.value:g}"


KNOWN = frozenset({Confidence.CONFIRMED, Confidence.LOCAL})
"""A number somebody read in the original: the nation's, or a place's own."""


class NoServices(StrEnum):
    """What becomes of the service group for a target without services."""

    SCALE = "scale"
    REDISTRIBUTE = "redistribute"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator.

    ``points`` is what one hit costs or earns, ``cap`` what the whole item is worth; each has its
    own confidence, None where nobody knows the number. ``each`` False: the rule costs ``points``
    once however often it applies. ``parent`` names the heading row a sub-row stands under;
    ``heading`` rows are met by any of their sub-rows. ``check`` None: a person judges.

    ``windows`` replace parameters counted in days. ``finding_kinds`` empty: findings of every kind
    count. The first ``free`` occurrences cost nothing. A place counted under a row of ``not_twice``
    is not counted here again (G-9). From ``near`` on a target is close to this row's limit.
    """

    id: str
    name: str
    section: str
    rule: str
    kind: RowKind
    judge: Judge
    check: str | None
    condition: Condition | None
    params: Mapping[str, ParamValue]
    points: float | None
    points_confidence: Confidence
    cap: float | None
    cap_confidence: Confidence
    each: bool
    group: str
    parent: str
    heading: bool
    applies_to: Applies
    source: str
    confidence: Confidence
    valid_from: date | None
    valid_to: date | None
    reason_text: str
    note: str
    windows: Mapping[str, Window] = field(default_factory=dict)
    finding_kinds: tuple[TextErrorKind, ...] = ()
    free: float = 0
    not_twice: tuple[str, ...] = ()
    near: float | None = None

    def is_valid(self, on: date | None) -> bool:
        """Whether the row is valid on a day (both ends included); True when no day is asked."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Group:
    """A group of scored rows with its total: D-1 发布解读 31, …, B 加分 30. ``scale`` names the
    further scale it belongs to, empty for the book's own scoring frame."""

    id: str
    name: str
    points: float
    confidence: Confidence
    source: str
    scale: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """Rows whose points are known only together (一号登录 and IPv6: 3)."""

    rows: tuple[str, ...]
    points: float
    source: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """The scoring frame G-2 … G-7. Below the pass line fails, strictly above the gate bonus counts.

    ``scaled_levels`` may drop the service group: the rest is scaled up to ``full``, or its points
    are spread over the other items (``no_services``). ``bonus_group`` and ``service_group`` empty:
    there is none. ``veto_score`` is the score a veto leaves, None where it leaves none. ``id``
    names a further scale (accounts); ``applies_to`` None means portals of ``portal_levels``.
    """

    full: float
    pass_line: float
    bonus_gate: float
    bonus_cap: float
    bonus_group: str
    service_group: str
    scaled_levels: tuple[Level, ...]
    portal_levels: tuple[Level, ...]
    source: str
    confidence: Confidence
    id: str = ""
    applies_to: Applies | None = None
    veto_score: float | None = None
    no_services: NoServices = NoServices.SCALE


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A resolved rulebook: overlays applied, every row complete. ``digest`` is its identity.

    ``national`` is the national book a local one is laid over, None for a national book.
    ``edition_of`` names the book this one is a later edition of.
    """

    name: str
    title: str
    document: str
    issuer: str
    extends: str
    valid_from: date | None
    valid_to: date | None
    digest: str
    scoring: Scoring | None
    groups: tuple[Group, ...]
    joints: tuple[Joint, ...]
    rows: tuple[Row, ...]
    edition_of: str = ""
    scales: tuple[Scoring, ...] = ()
    bands: tuple[Band, ...] = ()
    tiers: tuple[Tier, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    compositions: tuple[Composition, ...] = ()
    sampling: Sampling | None = None
    strata: tuple[Stratum, ...] = ()
    national: "Rulebook | None" = None

    def row(self, indicator: str) -> Row | None:
        """The row with that id, None when the book has none."""
        return next((row for row in self.rows if row.id == indicator), None)

    def group(self, wanted: str) -> Group | None:
        """The group with that id or Chinese name, None when the book has none."""
        return next((group for group in self.groups if wanted in (group.id, group.name)), None)
