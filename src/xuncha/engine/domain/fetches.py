"""What going out brings home: fetches, the host map, the settings of a visit, probe rows."""

from dataclasses import dataclass, field
from datetime import datetime

from xuncha.engine.domain.attachments import AttachmentLimits
from xuncha.engine.domain.letters import Letters
from xuncha.engine.domain.own_words import NO_WORDS, OwnWords
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.domain.targets import KnownAccount
from xuncha.engine.domain.words import UnableClass


@dataclass(frozen=True, slots=True)
class HostMap:
    """Names pinned to addresses. Closed (the default): a name that is not mapped is refused,
    and the mapped addresses are the only loopback or private ones allowed."""

    entries: tuple[tuple[str, str, int], ...] = ()

    @property
    def is_closed(self) -> bool:
        """True as soon as one name is mapped."""
        return bool(self.entries)


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """Politeness and budgets of a visit; settings of the round (data/visit/*.toml).

    ``max_links`` 0 means that links to pages outside the visit are not looked at,
    ``attachments`` None that files linked from articles are not. The first ``other_eyes_pages``
    pages are looked at once more with each agent that is named, and as somebody who comes from
    ``search_referrer``, to see whether they show another face; without a name there is none.
    ``max_leads`` are looks at what may tell of a break-in (engine/extract/tampering/leads.py).
    ``search_titles`` titles of the site are searched for with its own search.
    ``looks_at_ways``: the home page is asked for once more over IPv6, and for its certificate.
    """

    user_agent: str
    delay_s: float
    requests_per_host: int
    timeout_s: float
    page_max_bytes: int
    site_max_bytes: int
    site_max_pages: int
    site_max_seconds: float
    max_depth: int
    articles_per_column: int
    list_pages_per_column: int
    retries: int
    obeys_robots: bool
    max_links: int = 0
    links_per_column: int = 0
    links_per_host: int = 0
    link_max_bytes: int = 0
    link_second_look_s: float = 0.0
    attachments: AttachmentLimits | None = None
    other_eyes_pages: int = 0
    search_engine_agent: str = ""
    phone_agent: str = ""
    search_referrer: str = ""
    max_leads: int = 0
    looks_at_ways: bool = False
    search_titles: int = 0


@dataclass(frozen=True, slots=True)
class Fetch:
    """One answered or failed request, as a bundle keeps it.

    ``record`` is ``sha256:<hex>`` of the payload as transferred (the WARC payload digest): the
    reference evidence uses, the same in two visits that saw the same bytes. It is empty when there
    was no response. ``failure`` is None for a response that can be read as a page, also for 404
    (see ``status``). ``body`` is decompressed; ``redirects_to`` is the absolute location of a 3xx.
    """

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    record: str
    fetched_at: datetime
    failure: UnableClass | None = None
    failure_reason: str = ""
    redirects_to: str = ""

    def header(self, name: str) -> str:
        """The first value of a header, empty when it was not sent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Rendering:
    """One page as a browser built it from the raw one, as a bundle keeps it.

    ``url`` is the address of the raw page, ``final_url`` where the browser ended, ``body`` the
    serialised DOM in UTF-8 without scripts, ``record`` its digest. ``failure`` is set, and the body
    empty, where the browser brought nothing home. ``lost_requests`` counts requests for data that
    failed; ``is_settled`` says that loading came to rest by itself.
    """

    url: str
    final_url: str
    body: bytes
    record: str
    rendered_at: datetime
    failure: UnableClass | None = None
    reason: str = ""
    lost_requests: int = 0
    is_settled: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether everything the page asked for came."""
        return self.failure is None and self.is_settled and self.lost_requests == 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture a bundle keeps: of a home page, or of the place of a finding.

    ``subject`` is ``home`` or the fingerprint of a finding; ``of`` the record that was shown.
    ``is_marked``: a box stands round the words that were found.
    """

    subject: str
    url: str
    content_type: str
    body: bytes
    record: str
    of: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ProbeRow:
    """One reachability look. Phase times are milliseconds, None where the phase was not reached.

    ``failure`` None means the page opened; what counts against the site is decided by the check.
    ``address`` is the network address that was asked, empty where the record does not tell it.
    """

    at: datetime
    failure: UnableClass | None
    status: int | None
    total_ms: int
    name_ms: int | None = None
    connect_ms: int | None = None
    tls_ms: int | None = None
    first_byte_ms: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What is known from before this visit and beside it. Empty where there is none.

    ``own`` are the office's lists and allowances as its round froze them, ``bodies`` what the
    articles of the target said at earlier looks. ``sponsor`` is who runs an account, ``siblings``
    its other accounts of the same function. ``letters`` are what a site's back office says of its
    letters, None where it gave nothing.
    """

    probes: tuple[ProbeRow, ...] = field(default=())
    own: OwnWords = NO_WORDS
    bodies: tuple[KnownBody, ...] = ()
    sponsor: str = ""
    siblings: tuple[KnownAccount, ...] = ()
    letters: Letters | None = None
