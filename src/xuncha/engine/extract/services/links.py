"""Dead links, out of the looks a bundle keeps: first looks, second looks, visited pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from w3lib.url import safe_url_string

from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import LinkFacts, LinkSeen, LinkState
from xuncha.engine.domain.words import LABELS, PageKind, UnableClass
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.arrivals import same_site
from xuncha.engine.extract.challenge import challenge_of
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.outline import build
from xuncha.engine.extract.services.outgoing import Outgoing, outgoing_links
from xuncha.engine.extract.services.sheet import Visited, is_readable
from xuncha.engine.extract.unwrap import unwrap

MAX_REDIRECTS = 10
MAX_UNABLE = 50
"""Links listed that could not be looked at: there may be thousands, and all are counted."""
_GONE = frozenset({404, 410})
_HTML = ("html", "text/plain")


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a link showed; ``fetch`` is where it ended."""

    state: LinkState
    fetch: Fetch
    unable: UnableClass | None = None
    reason: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the server said that there is no such page."""
        return self.state is LinkState.DEAD


class Answers:
    """The answers of one round of looks, redirects followed."""

    def __init__(self, fetches: Iterable[Fetch]) -> None:
        """Know the last answer of each address: GET follows HEAD."""
        self._by_url = {fetch.url: fetch for fetch in fetches}

    def of(self, url: str) -> Fetch | None:
        """Where a look ended; None when there was none."""
        fetch = self._by_url.get(str(safe_url_string(url)))
        for _ in range(MAX_REDIRECTS):
            if fetch is None or not fetch.redirects_to:
                return fetch
            fetch = self._by_url.get(fetch.redirects_to, fetch)
        return fetch


def classify(url: str, fetch: Fetch, home: frozenset[str], challenge: UnableClass | None) -> Look:
    """What an answer says of the link ``url`` (design.md, table of failed looks).

    ``challenge`` is what the page is where it is no content. A wall outranks its status; 404 and
    410 are gone; a page that says it is not there, or a page of the site that leads to its home
    page (``home``, plain addresses), is suspected; what is no answer could not be looked at.
    """
    if challenge is not None and challenge is not UnableClass.NOT_FOUND:
        return Look(LinkState.UNABLE, fetch, challenge, LABELS[challenge])
    if fetch.status in _GONE:
        return Look(LinkState.DEAD, fetch, None, f"服务器回答 {fetch.status}")
    if fetch.failure is UnableClass.TOO_LARGE:
        return Look(LinkState.OPEN, fetch)
    if fetch.failure is not None:
        reason = fetch.failure_reason or LABELS[fetch.failure]
        return Look(LinkState.UNABLE, fetch, fetch.failure, reason)
    if fetch.redirects_to or fetch.status is None or fetch.status >= 300:
        unable = UnableClass.UNREADABLE
        return Look(LinkState.UNABLE, fetch, unable, f"一直转向，没有到达页面（{fetch.status}）")
    if challenge is UnableClass.NOT_FOUND:
        return Look(LinkState.SUSPECT, fetch, None, "页面能打开，内容是“页面不存在”之类的提示")
    arrived = plain_address(fetch.url)
    if arrived in home and plain_address(url) not in home and _is_deep(url, fetch.url):
        return Look(LinkState.SUSPECT, fetch, None, "链接转到了网站首页")
    return Look(LinkState.OPEN, fetch)


def _is_deep(url: str, arrived: str) -> bool:
    """A page of the site itself: an address of another site may well mean its home page."""
    return same_site(url, arrived) and plain_address(url).count("/") >= 1


def challenge_in(fetch: Fetch) -> UnableClass | None:
    """The class of an answer that is no content; None for content and for what is no page."""
    kind = fetch.header("content-type").lower()
    if not fetch.body or not any(word in kind for word in _HTML):
        return None
    html = unwrap(decode(fetch.body, kind)[0])
    return challenge_of(build(html), html, ())


@dataclass(frozen=True, slots=True)
class LinkSources:
    """What links are read from: the bundle, its visited pages, the pages links stand on."""

    bundle: Bundle
    visited: Visited
    home: PageFacts
    lists: tuple[PageFacts, ...]
    plan_url: str
    columns: frozenset[str]


def read_links(sources: LinkSources) -> LinkFacts:
    """The links of the home page and the column pages with what looks at them showed.

    Empty when the visit looked at no links. A link is dead only when two looks, apart by the
    seconds its settings ask for, found it gone; gone once is suspected.
    """
    bundle = sources.bundle
    chosen = dict.fromkeys(
        entry.url for entry in bundle.journal() if entry.decision is Decision.LINK_CHOSEN
    )
    links = outgoing_links(sources.home, sources.lists)
    for url in chosen:
        links.setdefault(page_key(url), Outgoing(url, "", "", on_home=False))
    first = Answers(bundle.link_looks(Purpose.LINK))
    second = Answers(bundle.link_looks(Purpose.LINK_AGAIN))
    home = frozenset(map(plain_address, (sources.home.url, sources.plan_url)))
    seen: list[LinkSeen] = []
    looked = opened = unable = home_looked = home_opened = 0
    for link in links.values():
        asked = link.url in chosen
        one = first.of(link.url) if asked else sources.visited.fetch_of(link.url)
        if one is None:
            continue
        looked += 1
        home_looked += link.on_home
        challenge = challenge_in(one) if asked else _challenge_of_page(one, sources)
        look = classify(link.url, one, home, challenge)
        other = second.of(link.url)
        again = classify(link.url, other, home, challenge_in(other)) if other else None
        found = _settle(look, again, bundle.settings.link_second_look_s)
        opened += found.state is LinkState.OPEN
        home_opened += link.on_home and found.state is LinkState.OPEN
        unable += found.state is LinkState.UNABLE
        is_listed = found.state is not LinkState.UNABLE or unable <= MAX_UNABLE
        if found.state is not LinkState.OPEN and is_listed:
            seen.append(_listed(link, found, sources.home.url))
    home_found = sum(link.on_home for link in links.values())
    return LinkFacts(len(links), looked, opened, tuple(seen), home_found, home_looked, home_opened)


def _challenge_of_page(fetch: Fetch, sources: LinkSources) -> UnableClass | None:
    """What the site's reader found out about a visited page; it was read once and is not again."""
    if not is_readable(fetch):
        return challenge_in(fetch)
    kind = None if page_key(fetch.url) in sources.columns else PageKind.ARTICLE
    return sources.visited.facts_of(fetch, kind).challenge


def _settle(first: Look, second: Look | None, apart_s: float) -> Look:
    """Two looks as one: open once is open, gone twice is dead, gone once is suspected."""
    if not first.is_gone:
        return first
    reason = f"第一次{first.reason}"
    if second is None:
        return Look(LinkState.SUSPECT, first.fetch, None, f"{reason}，没有再看第二次")
    apart = (second.fetch.fetched_at - first.fetch.fetched_at).total_seconds()
    if second.is_gone and apart >= apart_s:
        return Look(LinkState.DEAD, second.fetch, None, f"两次{second.reason}")
    if second.state is LinkState.OPEN:
        return Look(LinkState.OPEN, second.fetch)
    return Look(LinkState.SUSPECT, second.fetch, None, f"{reason}，第二次{second.reason}")


def _listed(link: Outgoing, look: Look, home: str) -> LinkSeen:
    return LinkSeen(
        url=link.url,
        text=link.text,
        on=link.on,
        is_own=same_site(link.url, home),
        state=look.state,
        unable=look.unable,
        reason=look.reason,
        record=look.fetch.record,
    )
