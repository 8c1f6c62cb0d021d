"""Which links of a site's pages are looked at: a fixed rule, in page order, no chance in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import Link, PageFacts
from xuncha.engine.domain.fetches import VisitSettings

MAX_OUTGOING = 20_000
"""Different links kept of one site: beyond them a site's pages are nothing but links."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A link and the page it stands on."""

    url: str
    text: str
    on: str
    on_home: bool


def outgoing_links(home: PageFacts, lists: Iterable[PageFacts]) -> dict[str, Outgoing]:
    """The different links and pictures of the home page, then the links of the column pages, by
    page key; each is said to stand where it stands first. Links to places in the same page are
    left out."""
    found: dict[str, Outgoing] = {}
    known: set[str] = set()
    for page in (home, *lists):
        here = page_key(page.url)
        for link in (*page.links, *page.images):
            if link.url in known:
                continue
            known.add(link.url)
            key = page_key(link.url)
            if key and key not in found and key != here:
                found[key] = Outgoing(link.url, _text(link), page.url, page is home)
            if len(found) >= MAX_OUTGOING:
                return found
    return found


def _text(link: Link) -> str:
    return link.text[:80]


def choose(
    links: dict[str, Outgoing], visited: frozenset[str], settings: VisitSettings
) -> tuple[Outgoing, ...]:
    """The links to look at beside the ``visited`` pages (by page key): all of the home page, then
    so many of each column's page, never more than so many at one host, nor in all."""
    chosen: list[Outgoing] = []
    by_page: dict[str, int] = {}
    by_host: dict[str, int] = {}
    for key, link in links.items():
        host = urlsplit(link.url).hostname or ""
        on = "" if link.on_home else link.on
        if key in visited or by_host.get(host, 0) >= settings.links_per_host:
            continue
        if on and by_page.get(on, 0) >= settings.links_per_column:
            continue
        if len(chosen) >= settings.max_links:
            break
        by_page[on] = by_page.get(on, 0) + 1
        by_host[host] = by_host.get(host, 0) + 1
        chosen.append(link)
    return tuple(chosen)
