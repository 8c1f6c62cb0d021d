"""Facts: what was read out of a bundle, typed, with where and how it was read."""

from dataclasses import dataclass, field
from datetime import date, datetime

from xuncha.engine.domain.attachments import AttachmentFacts
from xuncha.engine.domain.offers import LabelledPage, Offer
from xuncha.engine.domain.services import NO_SERVICES, ServiceFacts
from xuncha.engine.domain.tampering import NO_TRACES, KnownBody, TamperingFacts
from xuncha.engine.domain.targets import AccountPlan, ColumnPlan, ColumnReading, SitePlan
from xuncha.engine.domain.words import (
    DateKind,
    DatePlace,
    PageKind,
    UnableClass,
)


@dataclass(frozen=True, slots=True)
class DateFact:
    """One date on a page, with its kind, its place and the words it was read from."""

    kind: DateKind
    place: DatePlace
    value: date
    quote: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list. ``date`` is None when none was read.

    ``month_day`` holds (month, day) where the list prints no year: then ``date`` stays None until
    the article resolves it. ``date_kind`` is what the list says the date is (a policy list may
    print signing dates).
    """

    title: str
    url: str
    date: date | None
    quote: str = ""
    month_day: tuple[int, int] | None = None
    date_kind: DateKind = DateKind.PUBLISHED


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, absolute, with its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of body text with its language (``zh bo mn ug en`` or empty) and its script.

    ``script`` is ``Han Tibetan Mongolian Arabic Latin Cyrillic`` or empty. ``line`` counts the
    lines of the page from 0; -1 where no page is known (``extract.places`` finds it there).
    ``row`` is the same for the cells of one table row, -1 outside tables; ``cell`` their column.
    """

    text: str
    language: str
    script: str = ""
    line: int = -1
    row: int = -1
    cell: int = 0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything read out of one HTML page (contracts.md, ``extract``).

    ``publish_date`` None means no publication date could be proved. ``disagreement_days`` is the
    largest distance between publication dates from different places, None with fewer than two.
    ``blank`` is True only for a list page that shows nothing and loads nothing.
    ``needs_rendering``: scripts or frames bring content that was not read; items may stand beside.
    ``challenge`` names a page that is no content at all (WAF, captcha, login). ``images`` are the
    pictures of a home page with the words they carry; other pages tell none.
    """

    url: str
    kind: PageKind
    charset: str
    language: str
    title: str
    publish_date: date | None
    dates: tuple[DateFact, ...]
    disagreement_days: int | None
    blocks: tuple[Block, ...]
    labels: tuple[tuple[str, str], ...]
    items: tuple[ListItem, ...]
    newest: date | None
    blank: bool
    needs_rendering: bool
    links: tuple[Link, ...] = ()
    challenge: UnableClass | None = None
    images: tuple[Link, ...] = ()

    @property
    def body(self) -> str:
        """The body text, a line per block."""
        return "\n".join(block.text for block in self.blocks)

    def label(self, name: str) -> str:
        """A government meta label by name (any case), empty when it is missing."""
        wanted = name.lower()
        return next((value for key, value in self.labels if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """One visited article: what wording rules and date arithmetic need of it.

    ``rendered``: read from the page a browser built, as in every class below.
    """

    url: str
    title: str
    blocks: tuple[Block, ...]
    publish_date: date | None
    dates: tuple[DateFact, ...]
    disagreement_days: int | None
    record: str
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column as seen in a visit.

    ``newest`` is the newest proved publication date not after ``as_of``; None with
    ``unable`` None and no items means blank. ``unable`` says why its freshness cannot be told.
    ``undated_items`` counts items whose publication date nobody proved: they never count as
    updates, but an unresolved one keeps the column from being called still with certainty.
    ``newest_listed`` is the newest date the list itself prints; where the articles behind it
    prove an older one, the two are kept apart and the column is disputed, not fresh.
    ``loads_more``: beside the items read, scripts or frames bring some that were not.
    ``reading`` is what the site itself says of the column: where it differs from a registered
    ``plan``, the plan holds and the difference is for a person.
    """

    plan: ColumnPlan
    items: tuple[ListItem, ...]
    newest: date | None
    newest_quote: str
    newest_url: str
    blank: bool
    unable: UnableClass | None
    reason: str
    record: str
    undated_items: int = 0
    newest_listed: date | None = None
    loads_more: bool = False
    reading: ColumnReading | None = None
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything one visit to a site told us. ``unable`` is set when the site showed us nothing.

    ``home_items`` are the items the home page shows, and pages with a proved date it links to.
    ``home_unread`` says in Chinese what of the home page could not be read; empty: nothing.
    ``home_listed`` is the newest date the home page itself prints, whatever the articles say.
    ``attachments`` are the files visited articles link to, and files listed as if they were pages.
    ``bodies`` are the visited articles' paragraphs as digests, for the next look to compare.
    ``offers`` are the places the site names, ``labelled`` the pages visited with their meta labels:
    the home page, the column pages, the articles behind them.
    """

    plan: SitePlan
    visited_at: datetime
    unable: UnableClass | None
    reason: str
    home_items: tuple[ListItem, ...]
    home_newest: date | None
    home_newest_quote: str
    home_url: str
    home_record: str
    columns: tuple[ColumnFacts, ...]
    articles: tuple[ArticleFacts, ...]
    pages: int
    home_unread: str = ""
    home_listed: date | None = None
    home_rendered: bool = False
    services: ServiceFacts = NO_SERVICES
    attachments: tuple[AttachmentFacts, ...] = ()
    tampering: TamperingFacts = NO_TRACES
    bodies: tuple[KnownBody, ...] = ()
    offers: tuple[Offer, ...] = ()
    labelled: tuple[LabelledPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One item an account published. ``published_at`` None means the channel did not tell."""

    title: str
    text: str
    url: str
    published_at: datetime | None
    where: str
    record: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything one visit to an account told us."""

    plan: AccountPlan
    visited_at: datetime
    unable: UnableClass | None
    reason: str
    posts: tuple[Post, ...] = field(default=())
    record: str = ""


TargetFacts = SiteFacts | AccountFacts
