"""The fake web while it is being made: sites, columns, articles, accounts, posts.

These are working objects of the generator; nothing outside ``xuncha.sample`` sees them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from xuncha.sample.places import Body


@dataclass(slots=True)
class Article:
    """One article page and its entry in a list.

    ``published`` is the true day; ``listed`` is the day its list prints when that is another one
    (a signing date, a mistyped future date). ``meta_date`` is the PubDate meta when it lies.
    """

    title: str
    paragraphs: list[str]
    published: date
    clock: str
    source: str
    sort: str
    number: int
    signed: date | None = None
    listed: date | None = None
    meta_date: date | None = None
    doc_no: str = ""
    pinned: bool = False
    path: str = ""
    shown_on: int = 2


@dataclass(slots=True)
class Column:
    """One column with what the register says of it and what is true of it."""

    slug: str
    name: str
    kind: str
    level: int
    group: str
    duty: str
    number: int
    state: str = "fresh"
    wish: str = "fresh"
    newest: date | None = None
    style: str = "iso"
    language: str = "zh"
    counts: bool = True
    script_only: bool = False
    empty_note: str = ""
    hides_empty_note: bool = False
    pages: int = 1
    exempt: tuple[str, str, date, date] | None = None
    articles: list[Article] = field(default_factory=list)
    path: str = ""

    @property
    def listed(self) -> list[Article]:
        """The articles in the order the list prints them."""
        return sorted(
            self.articles,
            key=lambda a: (not a.pinned, -(a.listed or a.published).toordinal(), -a.number),
        )


@dataclass(slots=True)
class Site:
    """One website: who runs it, which CMS writes it, how it behaves."""

    code: str
    name: str
    host: str
    body: Body
    kind: str
    level: str
    scope: str
    themes: tuple[str, ...]
    family: str = ""
    status: str = "正常运行"
    charset: str = "utf-8"
    meta_charset: str = "utf-8"
    header_charset: str = "utf-8"
    labels: str = "full"
    shows_today: bool = False
    home: str = "iso"
    gzip: bool = False
    chunked: bool = False
    redirect: str = ""
    robots: str = ""
    wall: str = ""
    columns: list[Column] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    role: str = ""
    wants_stale_home: bool = False

    @property
    def url(self) -> str:
        """The address the register knows."""
        return f"http://{self.host}/"


@dataclass(slots=True)
class Message:
    """One post of an account."""

    title: str
    text: str
    at: datetime
    number: int
    url: str = ""


@dataclass(slots=True)
class Account:
    """One new-media account."""

    code: str
    name: str
    platform: str
    function: str
    body: Body
    level: str
    status: str = "正常运行"
    feed_url: str = ""
    feed_format: str = ""
    posts: list[Message] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    role: str = ""
