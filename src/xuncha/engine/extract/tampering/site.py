"""The traces of tampering of a whole visit: its pages, rendered and raw, and outside targets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
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
from xuncha.engine.extract.tampering.hosts import host_of, is_foreign, says_lapsed, weight_of
from xuncha.engine.extract.tampering.limits import limits
from xuncha.engine.extract.tampering.page import Traces, read_traces
from xuncha.engine.extract.tampering.wording import asks_for_a_look, shown, weigh_address
from xuncha.engine.extract.unwrap import unwrap
from xuncha.engine.extract.visited import VisitedPages

_EYES = (
    (Purpose.AS_SEARCH_ENGINE, SeenAs.SEARCH_ENGINE),
    (Purpose.AS_PHONE, SeenAs.PHONE),
)
MAX_TRACED = 400
"""Pages with traces that are kept of one site: beyond them all of it is broken into."""
MAX_FILE = 500_000
_HOST = re.compile(rb"//([A-Za-z0-9_.-]{3,255})")
_SHEET = re.compile(
    r"<link\b[^<>]{0,300}?\bhref\s*=\s*[\"']?([^\"'\s<>]+\.css[^\"'\s<>]*)", re.IGNORECASE
)
_FILES = ("/robots.txt", "sitemap.xml", "sitemap.txt")
CHOSEN_ON = "见于 "
"""How the decision log begins to say on which page a chosen link stands."""


class SiteTraces:
    """Reads the pages of one site one after the other; what it saw before makes it faster."""

    def __init__(self, site_url: str, visited: VisitedPages) -> None:
        """``visited`` gives style sheets, where the visit brought any."""
        self._own = host_of(site_url)
        self._visited = visited
        self._familiar: Counter[str] = Counter()

    def read(self, fetch: Fetch, *, rendered: bool = False) -> PageTraces | None:
        """The traces of one page; None when it shows none, or when nothing asks for a close look.

        A foreign host that stood openly on several pages of the site is no reason any more.
        """
        if fetch.failure is not None or fetch.status != 200 or not fetch.body:
            return None
        if urlsplit(fetch.url).path.lower().endswith(_FILES):
            return self._file(fetch)
        kind = fetch.header("content-type").lower()
        if kind and "html" not in kind:
            return None
        strange = {
            host
            for host in _hosts_in(fetch.body)
            if self._familiar[host] < limits().familiar_pages and is_foreign(host, self._own)
        }
        if not (strange or asks_for_a_look(fetch.body)):
            return None
        html = unwrap(decode(fetch.body, fetch.header("content-type"))[0])
        traces = read_traces(html, fetch.url, tuple(self._sheets(html, fetch.url)))
        accused = {host_of(link.url) for link in traces.links}
        self._familiar.update(strange - accused)
        return _kept(fetch, traces, rendered=rendered)

    def _file(self, fetch: Fetch) -> PageTraces | None:
        """Addresses of the trade in the files a site keeps for search engines."""
        text = fetch.body[:MAX_FILE].decode("utf-8", "replace")
        bad = [line for line in text.splitlines() if weigh_address(line).weight >= limits().words]
        if not bad:
            return None
        weighed = weigh_address(" ".join(bad))
        trace = WordingTrace(TracePlace.FILE, shown(bad[0]), weighed.words, weighed.weight)
        return _kept(fetch, Traces((), (trace,)), rendered=False)

    def _sheets(self, html: str, url: str) -> Iterator[str]:
        for match in _SHEET.finditer(html):
            sheet = self._visited.fetch_of(absolute(url, match[1]))
            if sheet is not None and sheet.failure is None and sheet.status == 200:
                yield decode(sheet.body, "text/css")[0]


def read_tampering(bundle: Bundle, visited: VisitedPages, home_url: str) -> TamperingFacts:
    """Every trace of a visit: of raw pages, of what a browser built, of outside targets."""
    reader = SiteTraces(home_url, visited)
    pages: list[PageTraces] = []
    looked = 0
    for fetch, rendered in visited.every():
        looked += 1
        traces = reader.read(fetch, rendered=rendered)
        if traces is not None and len(pages) < MAX_TRACED:
            pages.append(traces)
    pages += _with_other_eyes(bundle, visited, reader)[: MAX_TRACED - len(pages)]
    outside, seen = _outside_targets(bundle, host_of(home_url))
    asked = bundle.settings.max_links > 0
    return TamperingFacts(tuple(pages), outside, looked, seen, links_asked=asked)


def _with_other_eyes(bundle: Bundle, visited: VisitedPages, reader: SiteTraces) -> list[PageTraces]:
    """What pages showed to a search engine or a phone and not to a reader."""
    found = []
    for purpose, seen_as in _EYES:
        for fetch in bundle.link_looks(purpose):
            plain = visited.fetch_of(fetch.url)
            if fetch.redirects_to:
                traces = _led_away(fetch, plain)
            else:
                mine = reader.read(plain) if plain is not None else None
                traces = _beyond(reader.read(fetch), mine)
            if traces is not None:
                found.append(replace(traces, seen_as=seen_as))
    return found


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
    return replace(
        seen,
        links=tuple(link for link in seen.links if (link.url, link.text) not in links),
        wording=tuple(one for one in seen.wording if (one.place, one.words) not in words),
    )


def _outside_targets(bundle: Bundle, own: str) -> tuple[tuple[OutsideTrace, ...], int]:
    """The looked-at targets outside the site that offer what they should not, or whose name is for
    sale; and how many were looked at."""
    answers = Answers(bundle.link_looks(Purpose.LINK))
    found: list[OutsideTrace] = []
    seen = 0
    for entry in bundle.journal():
        if entry.decision is not Decision.LINK_CHOSEN:
            continue
        last = answers.of(entry.url)
        hosts = {host_of(entry.url), host_of(last.url)} if last is not None else set()
        if last is None or not any(is_foreign(host, own) for host in hosts):
            continue
        seen += 1
        trace = _outside(entry.url, last, entry.reason.removeprefix(CHOSEN_ON))
        if trace is not None:
            found.append(trace)
    return tuple(found), seen


def _outside(url: str, fetch: Fetch, on: str) -> OutsideTrace | None:
    if fetch.failure is not None or not fetch.body or (fetch.status or 0) >= 400:
        return None
    html = unwrap(decode(fetch.body, fetch.header("content-type"))[0])
    wording = tuple(
        one for one in read_traces(html, fetch.url).wording if one.place is not TracePlace.HIDDEN
    )
    lapsed = says_lapsed(_bare(html))
    if not wording and not lapsed:
        return None
    reason = "目标页面提示域名出售、到期或停放" if lapsed else "目标页面出现不良用语"
    return OutsideTrace(url, on, fetch.record, lapsed, reason, wording)


_TAG = re.compile(r"<script.*?</script>|<style.*?</style>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_LONGEST_PARKED = 20_000


def _bare(html: str) -> str:
    """The words of a short page; a page for sale says little else."""
    return _TAG.sub(" ", html) if len(html) <= _LONGEST_PARKED else ""


def _hosts_in(body: bytes) -> Iterable[str]:
    """The hosts that stand in a page as addresses, each once."""
    return sorted(host.decode("ascii").lower() for host in set(_HOST.findall(body)))


def _kept(fetch: Fetch, traces: Traces, *, rendered: bool) -> PageTraces | None:
    if not traces:
        return None
    return PageTraces(fetch.url, fetch.record, traces.links, traces.wording, rendered)
