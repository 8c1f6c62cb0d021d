"""Facts on interaction and services, as far as a look can tell; nothing is judged here.

Three states are kept apart everywhere: what is there, what is missing on a page that was read, and
what a look could not tell. None is the last of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import Labels, UnableClass


class Presence(StrEnum):
    """Whether something stands on a page."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREAD = "unread"


class MarkKind(StrEnum):
    """The identity marks of a site (indicators D-4.2, Y-2)."""

    SIGN = "sign"
    SITE_CODE = "site_code"
    ICP = "icp"
    POLICE = "police"
    SPONSOR = "sponsor"
    OPERATOR = "operator"
    PHONE = "phone"
    SITE_MAP = "site_map"
    COPYRIGHT = "copyright"


class EntryKind(StrEnum):
    """The entries a home page offers its readers."""

    SEARCH = "search"
    LOGIN = "login"
    ERROR_REPORT = "error_report"


class GuideElement(StrEnum):
    """The key element classes of a service guide (indicator W-V6.2)."""

    NAME = "name"
    BASIS = "basis"
    CONDITIONS = "conditions"
    MATERIALS = "materials"
    PLACE = "place"
    HOURS = "hours"
    PHONE = "phone"
    PROCEDURE = "procedure"


class LinkState(StrEnum):
    """What looks at a link showed. ``DEAD`` takes two looks, ``SUSPECT`` one or a soft 404."""

    OPEN = "open"
    DEAD = "dead"
    SUSPECT = "suspect"
    UNABLE = "unable"


class ToldBy(StrEnum):
    """How two articles were found to belong together."""

    LINK = "link"
    TITLE = "title"


SERVICE_LABELS = Labels(
    (
        (Presence.PRESENT, "有"),
        (Presence.ABSENT, "未见"),
        (Presence.UNREAD, "未能读到"),
        (MarkKind.SIGN, "党政机关网站标志"),
        (MarkKind.SITE_CODE, "网站标识码"),
        (MarkKind.ICP, "ICP备案号"),
        (MarkKind.POLICE, "公安备案号"),
        (MarkKind.SPONSOR, "主办单位"),
        (MarkKind.OPERATOR, "承办单位"),
        (MarkKind.PHONE, "联系电话"),
        (MarkKind.SITE_MAP, "网站地图"),
        (MarkKind.COPYRIGHT, "版权声明"),
        (EntryKind.SEARCH, "站内搜索"),
        (EntryKind.LOGIN, "登录或用户中心"),
        (EntryKind.ERROR_REPORT, "我为政府网站找错"),
        (GuideElement.NAME, "事项名称"),
        (GuideElement.BASIS, "设定依据"),
        (GuideElement.CONDITIONS, "申请条件"),
        (GuideElement.MATERIALS, "办理材料"),
        (GuideElement.PLACE, "办理地点"),
        (GuideElement.HOURS, "办理时间"),
        (GuideElement.PHONE, "联系电话"),
        (GuideElement.PROCEDURE, "办理流程"),
        (LinkState.OPEN, "能打开"),
        (LinkState.DEAD, "两次都打不开（404）"),
        (LinkState.SUSPECT, "疑似打不开"),
        (LinkState.UNABLE, "无法查看"),
        (ToldBy.LINK, "页面上的链接"),
        (ToldBy.TITLE, "标题对应"),
    )
)
"""The Chinese term of each word here, as pages print it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An identity mark of the home page. ``value`` and ``quote`` are empty unless it is there.

    ``matches`` is for the site code alone: whether it equals the register's; None when either is
    unknown.
    """

    kind: MarkKind
    presence: Presence
    value: str = ""
    quote: str = ""
    matches: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the home page. ``how`` is ``form``, ``link`` or ``script``; ``url`` is where it
    leads, empty when a script decides; ``site_code`` is the code an error-report entry carries."""

    kind: EntryKind
    presence: Presence
    how: str = ""
    url: str = ""
    quote: str = ""
    site_code: str = ""


@dataclass(frozen=True, slots=True)
class MessageItem:
    """A published message. None: neither the list nor a visited page behind it tells."""

    title: str
    url: str
    received: date | None
    answered: date | None
    unit: str
    is_answered: bool | None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class MessageColumn:
    """A column of messages as shown. ``unable`` says why nothing of it could be read."""

    name: str
    url: str
    record: str
    items: tuple[MessageItem, ...]
    unable: UnableClass | None = None
    reason: str = ""

    @property
    def newest_answer(self) -> date | None:
        """The newest day an answer is dated; None when no answer is dated."""
        return max((one.answered for one in self.items if one.answered), default=None)

    @property
    def answered(self) -> int:
        """How many shown messages are answered."""
        return sum(one.is_answered is True for one in self.items)

    @property
    def unanswered(self) -> int:
        """How many shown messages say that they are not answered."""
        return sum(one.is_answered is False for one in self.items)

    @property
    def untold(self) -> int:
        """How many shown messages do not tell whether they are answered."""
        return sum(one.is_answered is None for one in self.items)


@dataclass(frozen=True, slots=True)
class ElementSeen:
    """An element class of a guide with the words it was read from."""

    element: GuideElement
    presence: Presence
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A visited service guide, every element class once."""

    title: str
    url: str
    record: str
    elements: tuple[ElementSeen, ...]

    @property
    def missing(self) -> tuple[GuideElement, ...]:
        """The element classes that are missing on a page that was read."""
        return tuple(one.element for one in self.elements if one.presence is Presence.ABSENT)


@dataclass(frozen=True, slots=True)
class Consultation:
    """An opinion call or a survey. ``has_feedback``: whether its result is linked or shown; None
    when only a visit to its page could tell and there was none."""

    title: str
    url: str
    opened: date | None
    closed: date | None
    is_open: bool | None
    has_feedback: bool | None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationColumn:
    """A column of opinion calls or surveys as shown."""

    name: str
    url: str
    record: str
    items: tuple[Consultation, ...]
    unable: UnableClass | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A policy and its interpretation, at least one of them visited.

    ``from_policy`` and ``from_reading`` say whether each links to the other; None when that page
    was not visited.
    """

    policy_title: str
    policy_url: str
    reading_title: str
    reading_url: str
    from_policy: bool | None
    from_reading: bool | None
    told_by: ToldBy
    quote: str = ""


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A link that did not simply open: where it stands, where it leads, what each look showed."""

    url: str
    text: str
    on: str
    is_own: bool
    state: LinkState
    unable: UnableClass | None
    reason: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The outgoing links of the home page and the column pages.

    ``found`` counts different addresses, ``looked`` those looked at (visited pages included),
    ``opened`` those that open. ``seen`` lists the others that were looked at; of those that could
    not be, only the first. ``home_*`` count the same for those that stand on the home page.
    """

    found: int = 0
    looked: int = 0
    opened: int = 0
    seen: tuple[LinkSeen, ...] = ()
    home_found: int = 0
    home_looked: int = 0
    home_opened: int = 0

    def of(self, state: LinkState) -> tuple[LinkSeen, ...]:
        """The listed links in one state."""
        return tuple(one for one in self.seen if one.state is state)

    @property
    def dead(self) -> tuple[LinkSeen, ...]:
        """Links that were gone at two looks."""
        return self.of(LinkState.DEAD)

    @property
    def suspect(self) -> tuple[LinkSeen, ...]:
        """Links a person has to look at."""
        return self.of(LinkState.SUSPECT)

    @property
    def unable(self) -> tuple[LinkSeen, ...]:
        """The listed links that could not be looked at: no fault of the site."""
        return self.of(LinkState.UNABLE)

    @property
    def unable_count(self) -> int:
        """How many links could not be looked at, listed or not."""
        return self.looked - self.opened - len(self.dead) - len(self.suspect)


@dataclass(frozen=True, slots=True)
class Searched:
    """A title searched for with the site's own search. ``is_found``: whether the page of results
    names it; None where that page could not be read, for ``reason``."""

    title: str
    url: str
    is_found: bool | None
    reason: str
    record: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate a site shows: its names, the days it is valid on, who signed it."""

    names: tuple[str, ...]
    valid_from: date
    valid_to: date
    issuer: str
    is_self_signed: bool
    record: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Looks at a home page over IPv6 and at its certificate; empty when nobody looked.

    ``ipv6_failure`` is None where the page answered over IPv6; ``certificate`` None where none was
    shown, for the reason ``certificate_failure``.
    """

    ipv6_looked: bool = False
    ipv6_failure: UnableClass | None = None
    ipv6_reason: str = ""
    certificate_looked: bool = False
    certificate: Certificate | None = None
    certificate_failure: UnableClass | None = None
    certificate_reason: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """Interaction and services of a site. Everything empty: nothing of it was looked at."""

    url: str = ""
    record: str = ""
    marks: tuple[Mark, ...] = ()
    entries: tuple[Entry, ...] = ()
    messages: tuple[MessageColumn, ...] = ()
    guides: tuple[Guide, ...] = ()
    consultations: tuple[ConsultationColumn, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    links: LinkFacts = LinkFacts()
    ways: Ways = Ways()
    searched: tuple[Searched, ...] = ()


NO_SERVICES = ServiceFacts()
"""Of a site that showed nothing."""
