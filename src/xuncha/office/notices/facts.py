"""Everything a section may say of a round, as frozen data: targets, past rounds, side records.

Nothing here is typed by a person for the notice; ``gather`` reads it from the records.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import LABELS, ColumnState, Level, TargetKind, VerdictState
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.incidents import IncidentFact
from xuncha.office.notices.backing import (
    DECIDED,
    EVERYTHING,
    PASSED,
    Backing,
    backed,
    records,
    share,
)
from xuncha.office.notices.backing import targets as targets_behind
from xuncha.office.notices.content import SUBJECTS, NoticeContent, Reason
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.rates import Rate
from xuncha.office.rectification.figures import Rectified

NO_GROUP = "未登记"
PAST_FIGURES = "past-figures"
"""Side records that tell the figures of earlier rounds."""
NOBODY = "未登记责任单位"
"""Who keeps a column nobody registered a unit for."""


class By(StrEnum):
    """What targets are grouped by."""

    REGION = "region"
    LEVEL = "level"
    CATEGORY = "category"
    PLATFORM = "platform"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class TargetFact:
    """One target as the round froze it, with its verdict.

    ``category`` is the owner's sort in Chinese (政府); ``is_department`` tells departments apart.

    ``score`` is None without a single score; ``has_interval`` says that only an interval is known.
    """

    kind: TargetKind
    code: str
    name: str
    owner: str
    region: str
    level: str
    category: str
    platform: str
    is_portal: bool
    is_department: bool
    state: VerdictState
    reasons: tuple[Reason, ...] = ()
    score: float | None = None
    bonus: float | None = None
    has_interval: bool = False

    def group(self, by: By) -> str:
        """The name of the group the target is in."""
        if by is By.LEVEL:
            return LABELS[Level(self.level)] if self.level else NO_GROUP
        return str(getattr(self, by.value)) or NO_GROUP


@dataclass(frozen=True, slots=True)
class Group:
    """Some targets of one kind under one name; ``behind`` lists them."""

    name: str
    targets: tuple[TargetFact, ...]
    behind: Backing = EVERYTHING

    def count(self, state: VerdictState) -> int:
        """How many have that verdict."""
        return sum(target.state is state for target in self.targets)

    @property
    def qualified(self) -> int:
        """How many passed."""
        return self.count(VerdictState.QUALIFIED)

    @property
    def unqualified(self) -> int:
        """How many failed."""
        return self.count(VerdictState.UNQUALIFIED)

    @property
    def undecided(self) -> int:
        """How many have no verdict either way; they are in no rate."""
        return self.count(VerdictState.UNDECIDED)

    @property
    def decided(self) -> int:
        """The base of the rate."""
        return self.qualified + self.unqualified

    def told(self, state: VerdictState) -> str:
        """How many have that verdict, as a figure that opens."""
        return backed(self.count(state), self.behind.narrowed(state=state))

    @property
    def size(self) -> str:
        """How many there are, as a figure that opens."""
        return backed(len(self.targets), self.behind)

    @property
    def base(self) -> str:
        """The base of the rate, as a figure that opens."""
        return backed(self.decided, self.behind.narrowed(state=DECIDED))

    def percent(self, rate: Rate | None) -> str:
        """Its pass rate as a figure that opens; a dash where there is none."""
        if rate is None:
            return "—"
        passed, decided = (self.behind.narrowed(state=one) for one in (PASSED, DECIDED))
        return share(rate, passed, decided)

    @property
    def is_full(self) -> bool:
        """Everything in it is decided and passed."""
        return bool(self.targets) and self.qualified == len(self.targets)


def groups_of(targets: Iterable[TargetFact], by: By) -> tuple[Group, ...]:
    """The groups in the order of their first target, levels from the top down; none is empty."""
    order = {level: place for place, level in enumerate(Level)} if by is By.LEVEL else {}
    found: dict[str, list[TargetFact]] = {}
    for target in sorted(targets, key=lambda one: order.get(one.level, len(order))):
        found.setdefault(target.group(by), []).append(target)
    return tuple(
        Group(name, tuple(members), targets_behind(members[0].kind, by=by, group=name))
        for name, members in found.items()
    )


@dataclass(frozen=True, slots=True)
class PastRound:
    """An earlier round or the one that looked again: its verdicts by code; ``pk`` is 0 where it
    is no round of ours.

    ``counts`` are inspected, decided and qualified by kind; ``states`` are empty where only these
    figures are known (imported).
    """

    label: str
    on: date
    counts: Mapping[TargetKind, tuple[int, int, int]]
    pk: int = 0
    states: Mapping[str, VerdictState] = field(default_factory=dict)
    names: Mapping[str, tuple[TargetKind, str]] = field(default_factory=dict)

    def behind(self, kind: TargetKind, state: str = "") -> Backing | None:
        """The list of its targets of that verdict; of a round that is no round of ours the record
        that tells the figure, None where no record does."""
        if self.pk:
            return targets_behind(kind, round=self.pk, state=state)
        column = {"": "检查数", DECIDED: "判定数", PASSED: "合格数"}.get(state)
        told = records(PAST_FIGURES, 期次=self.label, 对象类型=LABELS[kind], sum=column)
        return told if column else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One side record as a section reads it; where it came from goes with it, ``order`` the order
    it tells of, 0 where it tells of none."""

    on: date
    cells: Mapping[str, str | int]
    source: str
    by_name: str
    order: int = 0

    def text(self, heading: str) -> str:
        """The cell as text, empty where nothing stands."""
        return str(self.cells.get(heading, ""))

    def number(self, heading: str) -> int:
        """A count, 0 where nothing stands."""
        return int(self.cells.get(heading, 0))

    def day(self, heading: str) -> date | None:
        """A date, None where nothing stands."""
        given = self.text(heading)
        return date.fromisoformat(given) if given else None

    @property
    def kind(self) -> TargetKind:
        """The kind of target in the column 对象类型."""
        return {LABELS[kind]: kind for kind in TargetKind}[self.text("对象类型")]


@dataclass(frozen=True, slots=True)
class ColumnFact:
    """What the round saw of one column of a site."""

    site_code: str
    site_name: str
    name: str
    state: ColumnState
    newest: date | None


def duties(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """Who keeps a column, by the code of its site and its name."""
    return {(row.text("网站标识码"), row.text("栏目名称")): row.text("单位") for row in entries}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the sections of a notice draw on.

    ``earlier`` are judged rounds before this one, newest first; ``recheck`` looked again at what
    failed. ``hits`` are the codes every row in force was confirmed on. ``entries`` are all side
    records by kind; a section takes those of its window. ``window`` is the period in days, None
    where its name does not tell them. ``incidents`` are sites that failed together,
    ``rectified`` what became of the items this round asked for.
    """

    content: NoticeContent
    book: Rulebook | None = None
    targets: tuple[TargetFact, ...] = ()
    earlier: tuple[PastRound, ...] = ()
    recheck: PastRound | None = None
    hits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[ColumnFact, ...] = ()
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    window: tuple[date, date] | None = None
    incidents: tuple[IncidentFact, ...] = ()
    rectified: tuple[Rectified, ...] = ()

    def of(self, kind: TargetKind) -> tuple[TargetFact, ...]:
        """The targets of one kind, by code."""
        return tuple(target for target in self.targets if target.kind is kind)

    def groups(self, kind: TargetKind, by: By) -> tuple[Group, ...]:
        """The groups of one kind. NoticeError where they do not add up to the round's figures."""
        groups = groups_of(self.of(kind), by)
        content = self.content
        whole = content.sites if kind is TargetKind.SITE else content.accounts
        sums = Counter(target.state for group in groups for target in group.targets)
        expected = (whole.qualified, whole.unqualified, whole.undecided)
        found = tuple(sums[state] for state in VerdictState)
        if found != expected:
            raise NoticeError(
                f"分组的{SUBJECTS[kind]}合计与总数不符：合格、不合格、待定为{found}，总数为{expected}"
            )
        return groups

    def whole(self, kind: TargetKind) -> Group:
        """Every target of one kind as one group."""
        return Group("合计", self.of(kind), targets_behind(kind))

    def rate(self, numerator: int, denominator: int, base: str) -> Rate | None:
        """A rate in the style of the notice; None where the base is nothing."""
        if not denominator:
            return None
        return Rate(numerator, denominator, base, self.content.style)
