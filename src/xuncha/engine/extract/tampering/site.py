"""The traces of tampering of a whole visit: its pages, rendered and raw, and outside targets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.tampering import (
    Hiding,
    LinkTrace,
    OutsideTrace,
    PageTraces,
    SeenAs,
    TamperingFacts,
    TracePlace,
    WordingTrace,
)
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.services.links import Answers
from xuncha.engine.extract.tampering.addresses import written_by
from xuncha.engine.extract.tampering.hosts import host_of, is_foreign, is_under, weight_of
from xuncha.engine.extract.tampering.limits import limits
from xuncha.engine.extract.tampering.outside import is_inspected, outside_trace
from xuncha.engine.extract.tampering.page import Brought, Traces, read_traces, told_only_here
from xuncha.engine.extract.tampering.wording import asks_for_a_look, shown, weigh_address
from xuncha.engine.extract.unwrap import unwrap
from xuncha.engine.extract.visited import VisitedPages

_EYES = (
    (Purpose.AS_SEARCH_ENGINE, SeenAs.SEARCH_ENGINE),
    (Purpose.AS_PHONE, SeenAs.PHONE),
    (Purpose.FROM_SEARCH, SeenAs.FROM_SEARCH),
)
_Look = tuple[str, str, tuple[Fetch, ...], Fetch]
"""An address, the page it stands on, the answers on the way, and the one where redirects ended."""
MAX_TRACED = 400
"""Pages with traces that are kept of one site: beyond them all of it is broken into."""
MAX_FILE = 500_000
MAX_REDIRECTS = 10
_HOST = re.compile(rb"//([A-Za-z0-9_.-]{3,255})")
_SHEET = re.compile(
    r"<link\b[^<>]{0,300}?\bhref\s*=\s*[\"']?([^\"'\s<>]+\.css[^\"'\s<>]*)", re.IGNORECASE
)
_FILES = ("/robots.txt", "sitemap.xml", "sitemap.txt")
_IN_FILE = re.compile(r"https?://[^\s<>\"']{3,500}")
CHOSEN_ON = "见于 "
"""How the decision log begins to say on which page a chosen link stands."""


class SiteTraces:
    """Reads the pages of one site one after the other; what it saw before makes it faster."""

    def __init__(self, site_url: str, visited: VisitedPages, parts: Iterable[Fetch] = ()) -> None:
        """``visited`` and ``parts`` give style sheets and scripts, where the visit brought any."""
        self._own = host_of(site_url)
        self._visited = visited
        self._parts = {page_key(fetch.url): fetch for fetch in parts if _is_whole(fetch)}
        self._scripts = dict(self._telling_scripts())
        self._names = [urlsplit(url).path.rpartition("/")[2].encode() for url in self._scripts]
        self._familiar: Counter[str] = Counter()

    def read(self, fetch: Fetch, *, rendered: bool = False) -> PageTraces | None:
        """The traces of one page; None when it shows none, or when nothing asks for a close look.

        A foreign host that stood openly on several pages of the site is no reason any more.
        """
        if fetch.failure is not None or fetch.status != 200 or not fetch.body:
            return None
        if urlsplit(fetch.url).path.lower().endswith(_FILES):
            # A visit reads the robots.txt of every host it asks, those of others too.
            host = host_of(fetch.url)
            is_own = is_under(host, self._own) and is_under(self._own, host)
            return self._file(fetch) if is_own else None
        kind = fetch.header("content-type").lower()
        if kind and "html" not in kind:
            return None
        strange = {
            host
            for host in _hosts_in(fetch.body)
            if self._familiar[host] < limits().familiar_pages and is_foreign(host, self._own)
        }
        scripts = self._scripts if any(name in fetch.body for name in self._names) else {}
        if not (strange or scripts or asks_for_a_look(fetch.body) or fetch.header("refresh")):
            return None
        html = unwrap(decode(fetch.body, fetch.header("content-type"))[0])
        page = Brought(tuple(self._sheets(html, fetch.url)), scripts, fetch.header("refresh"))
        traces = read_traces(html, fetch.url, page)
        accused = {host_of(link.url) for link in traces.links}
        self._familiar.update(strange - accused)
        return _kept(fetch, traces, rendered=rendered)

    def _file(self, fetch: Fetch) -> PageTraces | None:
        """Addresses of the trade in the files a site keeps for search engines."""
        text = fetch.body[:MAX_FILE].decode("utf-8", "replace")
        bad = [line for line in text.splitlines() if weigh_address(line).weight >= limits().words]
        weighed = weigh_address(" ".join(bad))
        trace = WordingTrace(TracePlace.FILE, shown(" ".join(bad)), weighed.words, weighed.weight)
        links = tuple(self._led_out(text))
        return _kept(fetch, Traces(links, (trace,) if bad else ()), rendered=False)

    def _led_out(self, text: str) -> Iterator[LinkTrace]:
        """The first address at each host nobody knows: these files name a site's own pages only."""
        known: set[str] = set()
        for address in _IN_FILE.findall(text):
            host = host_of(address)
            if host not in known and is_foreign(host, self._own):
                known.add(host)
                weight = limits().hiding[Hiding.FILE] + limits().foreign + weight_of(host)
                yield LinkTrace(address, "", Hiding.FILE, (), weight, shown(address))
            if len(known) >= limits().links_a_page:
                return

    def _telling_scripts(self) -> Iterator[tuple[str, str]]:
        """The site's own scripts that write addresses at hosts nobody knows, by page key."""
        for key, fetch in self._parts.items():
            path = urlsplit(fetch.url).path.lower()
            if not path.endswith(".js") or not _tells(fetch.body, self._own):
                continue
            code = decode(fetch.body, "text/javascript")[0]
            if any(is_foreign(host_of(one.url), self._own) for one in written_by(code)):
                yield key, code

    def _sheets(self, html: str, url: str) -> Iterator[str]:
        for match in _SHEET.finditer(html):
            address = absolute(url, match[1])
            sheet = self._visited.fetch_of(address) or self._parts.get(page_key(address))
            if sheet is not None and _is_whole(sheet):
                yield decode(sheet.body, "text/css")[0]


def read_tampering(bundle: Bundle, visited: VisitedPages, home_url: str) -> TamperingFacts:
    """Every trace of a visit: of raw pages, of what a browser built, of outside targets."""
    led = tuple(_Led(bundle))
    own = host_of(home_url)
    reader = SiteTraces(home_url, visited, (last for _, _, _, last in led))
    pages: list[PageTraces] = []
    looked = 0
    for fetch, rendered in visited.every():
        looked += 1
        traces = reader.read(fetch, rendered=rendered)
        if traces is not None and len(pages) < MAX_TRACED:
            pages.append(traces)
    pages += _own_corners(led, visited, reader, own)
    pages += _with_other_eyes(bundle, visited, reader)
    del pages[MAX_TRACED:]
    outside, seen = _outside_targets(led, own)
    asked = bundle.settings.max_links + bundle.settings.max_leads > 0
    return TamperingFacts(tuple(pages), outside, looked, seen, links_asked=asked)


def _with_other_eyes(bundle: Bundle, visited: VisitedPages, reader: SiteTraces) -> list[PageTraces]:
    """What pages showed to a search engine or a phone and not to a reader."""
    found = []
    for purpose, seen_as in _EYES:
        for fetch in bundle.link_looks(purpose):
            plain = visited.fetch_of(fetch.url)
            if plain is not None and plain.record == fetch.record:
                continue
            if fetch.redirects_to:
                traces = _led_away(fetch, plain)
            else:
                mine = reader.read(plain) if plain is not None else None
                traces = _beyond(reader.read(fetch), mine) or _only_told(fetch, plain)
            if traces is not None:
                found.append(replace(traces, seen_as=seen_as))
    return found


def _only_told(fetch: Fetch, plain: Fetch | None) -> PageTraces | None:
    """Bad words that only these eyes are shown, however few."""
    if plain is None or not (_is_whole(fetch) and _is_whole(plain)) or fetch.body == plain.body:
        return None
    if not asks_for_a_look(fetch.body):
        return None
    html, usual = (decode(one.body, one.header("content-type"))[0] for one in (fetch, plain))
    trace = told_only_here(html, usual)
    return _kept(fetch, Traces((), (trace,)), rendered=False) if trace is not None else None


def _led_away(fetch: Fetch, plain: Fetch | None) -> PageTraces | None:
    """The trace of a page that sends only these eyes to a host nobody knows."""
    host, own = host_of(fetch.redirects_to), host_of(fetch.url)
    if not is_foreign(host, own) or (plain is not None and host_of(plain.url) == host):
        return None
    weight = limits().hiding[Hiding.CONDITIONAL] + limits().foreign + weight_of(host)
    quote = f"{fetch.status} → {fetch.redirects_to}"
    link = LinkTrace(fetch.redirects_to, "", Hiding.CONDITIONAL, (), weight, quote)
    return PageTraces(fetch.url, fetch.record, (link,), ())


def _beyond(seen: PageTraces | None, plain: PageTraces | None) -> PageTraces | None:
    """What one look shows beyond another."""
    if seen is None or plain is None:
        return seen
    links = {(link.url, link.text) for link in plain.links}
    words = {(one.place, one.words) for one in plain.wording}
    left = replace(
        seen,
        links=tuple(link for link in seen.links if (link.url, link.text) not in links),
        wording=tuple(one for one in seen.wording if (one.place, one.words) not in words),
    )
    return left if left.links or left.wording else None


class _Led:
    """The addresses a visit was led to beside its pages, with where each look ended."""

    def __init__(self, bundle: Bundle) -> None:
        links, leads = (list(bundle.link_looks(why)) for why in (Purpose.LINK, Purpose.LEAD))
        self._by_url = {one.url: one for one in (*links, *leads)}
        self._links, self._leads = Answers(links), Answers(leads)
        self._chosen = [
            entry
            for entry in bundle.journal()
            if entry.decision in (Decision.LINK_CHOSEN, Decision.LEAD_CHOSEN)
        ]

    def __iter__(self) -> Iterator[_Look]:
        """Each address once."""
        known: set[str] = set()
        for entry in self._chosen:
            is_lead = entry.decision is Decision.LEAD_CHOSEN
            last = (self._leads if is_lead else self._links).of(entry.url)
            if last is not None and entry.url not in known:
                known.add(entry.url)
                yield entry.url, entry.reason.removeprefix(CHOSEN_ON), self._way(entry.url), last

    def _way(self, url: str) -> tuple[Fetch, ...]:
        """The answers that sent the reader on, beginning with the address's own."""
        way: list[Fetch] = []
        current = str(safe_url_string(url))
        while len(way) < MAX_REDIRECTS and current in self._by_url:
            way.append(self._by_url[current])
            current = way[-1].redirects_to
        return tuple(way)


def _outside_targets(led: Iterable[_Look], own: str) -> tuple[tuple[OutsideTrace, ...], int]:
    """The looked-at targets outside the site that offer what they should not, or whose name is for
    sale; and how many were looked at."""
    found: list[OutsideTrace] = []
    seen = 0
    for url, on, way, last in led:
        if not is_foreign(host_of(url), own):
            continue
        seen += 1
        trace = outside_trace(url, last, on)
        if trace is not None and not any(map(is_inspected, way)):
            found.append(trace)
    return tuple(found), seen


def _own_corners(
    led: Iterable[_Look], visited: VisitedPages, reader: SiteTraces, own: str
) -> Iterator[PageTraces]:
    """What pages of the site show that no menu leads to; a host below it that is a site with a code
    of its own is inspected itself."""
    for _, _, _, last in led:
        host = host_of(last.url)
        if not is_under(host, own) or visited.fetch_of(last.url) is not None:
            continue
        if not is_under(own, host) and is_inspected(last):
            continue
        traces = reader.read(last)
        if traces is not None:
            yield traces


def _hosts_in(body: bytes) -> Iterable[str]:
    """The hosts that stand in a page as addresses, each once."""
    return sorted(host.decode("ascii").lower() for host in set(_HOST.findall(body)))


def _tells(body: bytes, own: str) -> bool:
    return asks_for_a_look(body) or any(is_foreign(host, own) for host in _hosts_in(body))


def _is_whole(fetch: Fetch) -> bool:
    return fetch.failure is None and fetch.status == 200


def _kept(fetch: Fetch, traces: Traces, *, rendered: bool) -> PageTraces | None:
    if not traces:
        return None
    return PageTraces(fetch.url, fetch.record, traces.links, traces.wording, rendered)
