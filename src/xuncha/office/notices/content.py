"""Everything a notice says, as frozen data: computed from a round, printed by the writers.

Counts and lists come from different questions to the records; here they are held against each
other, so that a notice whose annex disagrees with its text cannot be constructed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import Judge, TargetKind, TextErrorKind
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.rates import PercentStyle, Rate

SUBJECTS = {TargetKind.SITE: "政府网站", TargetKind.ACCOUNT: "政务新媒体"}
"""What documents call the two kinds of targets."""
LOOKER = "检查人员"
"""Who looked, where nobody is named."""


class Edition(StrEnum):
    """Who reads it. The public edition prints only what passes ``gate.PublicGate``."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Figures:
    """How one kind of target came out.

    ``running`` counts what the register said was in operation when the scope was frozen,
    ``inspected`` what the round looked at. Undecided targets are neither passes nor failures: they
    stay out of the base of the rate, and the notice says so.
    """

    kind: TargetKind
    running: int
    inspected: int
    qualified: int
    unqualified: int
    undecided: int

    def __post_init__(self) -> None:
        parts = self.qualified + self.unqualified + self.undecided
        if parts != self.inspected or self.inspected > self.running:
            raise NoticeError(
                f"{self.subject}数目不符：正常运行{self.running}，检查{self.inspected}，"
                f"合格{self.qualified}+不合格{self.unqualified}+待定{self.undecided}={parts}"
            )

    @property
    def subject(self) -> str:
        """政府网站 or 政务新媒体."""
        return SUBJECTS[self.kind]

    @property
    def decided(self) -> int:
        """How many have a verdict: the base of the rate."""
        return self.qualified + self.unqualified

    @property
    def base(self) -> str:
        """What the rate is a rate of, in Chinese, with its count."""
        if self.undecided:
            return (
                f"已作出判定的{self.decided}个{self.subject}"
                f"（检查{self.inspected}个，其中{self.undecided}个待定，不计入）"
            )
        if self.inspected < self.running:
            return f"正常运行的{self.running}个{self.subject}中抽查的{self.inspected}个"
        return f"正常运行并全部检查的{self.inspected}个{self.subject}"

    def rate(self, style: PercentStyle) -> Rate | None:
        """Qualified of decided; None where nothing was decided, and then no rate may be printed."""
        if not self.decided:
            return None
        return Rate(self.qualified, self.decided, self.base, style)


@dataclass(frozen=True, slots=True)
class RulebookRef:
    """The rulebook that judged: its name, its title and the digest of its frozen rows."""

    name: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One row that failed a target: the indicator's id and name, and the rulebook's reason text."""

    indicator: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FailingSite:
    """A site of annex 1. ``owner`` is the sponsoring body, ``region`` its territory or empty."""

    code: str
    name: str
    owner: str
    region: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FailingAccount:
    """An account of annex 2."""

    code: str
    name: str
    owner: str
    platform: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TextError:
    """One confirmed text error of annex 3. ``carried_over``: named last round and still there."""

    kind: TargetKind
    code: str
    name: str
    owner: str
    page_title: str
    url: str
    wrong: str
    suggestion: str
    error_kind: TextErrorKind
    carried_over: bool = False


@dataclass(frozen=True, slots=True)
class CarriedItem:
    """One problem named last round that this round saw again."""

    kind: TargetKind
    code: str
    name: str
    indicator: str
    what: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sites and accounts a list touches, and how many items it has."""

    sites: int
    accounts: int
    items: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of the problems the last notice named, counted in items.

    ``period`` is the earlier period (2024年第二季度), ``period_short`` what the text calls it
    (上季度); ``tally`` counts ``still``.
    ``gone``: looked at again and not seen any more. ``unchecked``: nobody could look, so nothing is
    said of them.
    """

    period: str
    period_short: str
    named: int
    gone: int
    unchecked: int
    tally: Tally
    still: tuple[CarriedItem, ...]


@dataclass(frozen=True, slots=True)
class CouldNotLook:
    """A row in force that could not be examined on a target, why, and what a person can do.

    ``seen`` is what a person saw by hand, empty while nobody looked; ``looked_by`` that person.
    """

    kind: TargetKind
    code: str
    name: str
    indicator: str
    indicator_name: str
    class_label: str
    reason: str
    remedy: str
    seen: str = ""
    looked_by: str = ""

    @property
    def settled(self) -> str:
        """Who looked by hand and what was seen; empty while nobody has."""
        return f"{self.looked_by or LOOKER}人工查看：{self.seen}" if self.seen else ""


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A rulebook row as the method statement prints it: examined in this round, or not."""

    indicator: str
    name: str
    judge: Judge
    in_force: bool


@dataclass(frozen=True, slots=True)
class Method:
    """Every row of the rulebook. ``statement``: what the office adds in Chinese, or empty."""

    statement: str
    rows: tuple[MethodRow, ...]

    @property
    def in_force(self) -> tuple[MethodRow, ...]:
        """The rows this round examined."""
        return tuple(row for row in self.rows if row.in_force)

    @property
    def not_examined(self) -> tuple[MethodRow, ...]:
        """The rows it did not examine and therefore says nothing of."""
        return tuple(row for row in self.rows if not row.in_force)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One numbered paragraph of what units must do next."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fixed parts of the document. Empty ``document_number`` prints none.

    ``office_mark`` is the red head (发文机关标志); ``signed_by`` the signature, ``contact`` where
    reports of repair go, ``copied_to`` and ``printed_by`` the foot (版记; empty: no foot).
    """

    office: str
    office_mark: str
    document_number: str
    title: str
    addressees: tuple[str, ...]
    basis: str
    territory: str
    period: str
    period_short: str
    signed_by: str
    signed_on: date
    deadline: date
    recipient: str
    contact: str = ""
    copied_to: str = ""
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """A whole notice. Raises NoticeError where a list does not equal its count.

    ``named_in_text`` is how many targets a list in the running text may name before it goes on
    with 等N个 and a reference to the annex; annexes are always complete.
    """

    head: Letterhead
    as_of: datetime
    edition: Edition
    style: PercentStyle
    named_in_text: int
    rulebook: RulebookRef
    method: Method
    sites: Figures
    accounts: Figures
    failing_sites: tuple[FailingSite, ...]
    failing_accounts: tuple[FailingAccount, ...]
    text_tally: Tally
    text_errors: tuple[TextError, ...]
    follow_up: FollowUp | None
    could_not_look: tuple[CouldNotLook, ...]
    requirements: tuple[Requirement, ...]

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise NoticeError("监测时间点缺少时区")
        if (self.sites.kind, self.accounts.kind) != (TargetKind.SITE, TargetKind.ACCOUNT):
            raise NoticeError("政府网站与政务新媒体的数目放错了位置")
        self._check_failures()
        self._check_text_errors()
        self._check_follow_up()

    @property
    def moment(self) -> datetime:
        """``as_of`` as documents print it: Beijing time, whatever zone it came in."""
        return self.as_of.astimezone(SHANGHAI)

    def _check_failures(self) -> None:
        _equal("附件1 不合格政府网站", self.sites.unqualified, (s.code for s in self.failing_sites))
        _equal(
            "附件2 不合格政务新媒体",
            self.accounts.unqualified,
            (a.code for a in self.failing_accounts),
        )
        failing: tuple[FailingSite | FailingAccount, ...]
        failing = (*self.failing_sites, *self.failing_accounts)
        for target in failing:
            if not target.reasons:
                raise NoticeError(f"不合格对象没有适用指标：{target.code} {target.name}")

    def _check_text_errors(self) -> None:
        found = tally((e.kind, e.code) for e in self.text_errors)
        if found != self.text_tally:
            raise NoticeError(
                f"附件3 文字表述错误与统计不符：{_say(self.text_tally)}，{_say(found)}"
            )

    def _check_follow_up(self) -> None:
        follow = self.follow_up
        carried = {(e.kind, e.code) for e in self.text_errors if e.carried_over}
        if follow is None:
            if carried:
                raise NoticeError("有上季度未整改的文字错误，但没有上季度通报的复查结果")
            return
        found = tally((i.kind, i.code) for i in follow.still)
        if found != follow.tally:
            raise NoticeError(f"上季度未整改问题与统计不符：{_say(follow.tally)}，{_say(found)}")
        if follow.named != follow.gone + follow.unchecked + found.items:
            raise NoticeError(
                f"上季度问题数目不符：通报{follow.named}，未再发现{follow.gone}，"
                f"未能复查{follow.unchecked}，未整改{found.items}"
            )
        missing = carried - {(i.kind, i.code) for i in follow.still}
        if missing:
            raise NoticeError(f"附件3标明未整改的对象不在复查清单中：{sorted(missing)[0][1]}")


def tally(targets: Iterable[tuple[TargetKind, str]]) -> Tally:
    """Count (kind, code) pairs, one per item: distinct sites, distinct accounts, items."""
    listed = list(targets)
    kinds = Counter(kind for kind, _ in set(listed))
    return Tally(kinds[TargetKind.SITE], kinds[TargetKind.ACCOUNT], len(listed))


def _equal(what: str, count: int, codes: Iterable[str]) -> None:
    listed = list(codes)
    if len(set(listed)) != len(listed):
        raise NoticeError(f"{what}有重复对象")
    if len(listed) != count:
        raise NoticeError(f"{what}清单有{len(listed)}个，判定有{count}个")


def _say(count: Tally) -> str:
    return f"网站{count.sites}个、账号{count.accounts}个、{count.items}处"
