"""Addresses on a site's pages that may tell of a break-in: hosts nobody knows, corners of the site
no menu leads to, its own scripts and style sheets, and what robots.txt and site maps name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.arrivals import same_site
from xuncha.engine.extract.tampering.hosts import host_of, is_foreign, is_under

SITE_MAP = "/sitemap.xml"
MAX_KEPT = 2000
"""Addresses of each sort kept of one site."""
FROM_A_MAP = 10
"""Corners followed that only a site map names."""
STRANGERS_SHARE, CORNERS_SHARE = 2, 4
"""At most a half of the looks goes to hosts nobody knows, a quarter to corners."""
_HOST = re.compile(rb"//([A-Za-z0-9_.-]{3,255})")
_ANCHOR = re.compile(rb"<a\b[^<>]{0,400}?\bhref\s*=\s*[\"']?\s*([^\"'\s<>#]{1,1000})", re.I)
_PART = re.compile(
    rb"<(?:script\b[^<>]{0,300}?\bsrc|link\b[^<>]{0,300}?\bhref)\s*=\s*[\"']?([^\"'\s<>]{1,500})",
    re.IGNORECASE,
)
_IN_FILE = re.compile(rb"https?://[^\s<>\"']{3,1000}")
_PAGE = re.compile(r"(?:/|\.(?:s?html?|php|aspx?|jspx?|do)|/[^/.]+)$", re.IGNORECASE)
_PARTS = (".js", ".css")


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to look at, and the page it stands on."""

    url: str
    on: str


class Leads:
    """Collects the leads of one site page by page, in page order."""

    def __init__(self, home_url: str) -> None:
        """``home_url`` says what is the site's own."""
        self._home = home_url
        self._own = host_of(home_url)
        self._strangers: dict[str, Lead] = {}
        self._corners: dict[str, list[Lead]] = {}
        self._parts: dict[str, list[Lead]] = {}
        self._usual: set[str] = set()

    def add(self, body: bytes, url: str, *, is_usual: bool) -> None:
        """Take the leads of a page. ``is_usual``: the home page or a column's; where these lead is
        no corner."""
        for host in dict.fromkeys(_HOST.findall(body)):
            self._add_stranger(body, host.decode("ascii").lower(), url)
        self._usual.add(_corner_of(url))
        for match in dict.fromkeys(_ANCHOR.findall(body)):
            self._add_anchor(match.decode("ascii", "replace"), url, is_usual=is_usual)
        for match in dict.fromkeys(_PART.findall(body)):
            part = absolute(url, match.decode("ascii", "replace").replace("&amp;", "&"))
            path = urlsplit(part).path.lower()
            if (path.endswith(_PARTS) and self._is_own(part)) or (
                path.endswith(".js") and is_foreign(host_of(part), self._own)
            ):
                self._keep(self._parts, part, Lead(part, url))

    def add_file(self, body: bytes, url: str) -> None:
        """Take the leads of a robots.txt or site map: hosts nobody knows, and corners."""
        for match in dict.fromkeys(_IN_FILE.findall(body)):
            address = match.decode("ascii", "replace").replace("&amp;", "&")
            host = host_of(address)
            if is_foreign(host, self._own):
                self._strangers.setdefault(host, Lead(address, url))
            elif is_under(host, self._own) and _PAGE.search(urlsplit(address).path):
                self._keep(self._corners, _corner_of(address), Lead(address, url))

    def chosen(self, visited: frozenset[str], most: int) -> tuple[Lead, ...]:
        """At most so many leads beside the ``visited`` pages (by page key): strangers, corners the
        rarest first, then parts the rarest first."""
        corners = self._rarest(self._corners, visited)
        parts = self._rarest(self._parts, visited)
        strangers = [one for one in self._strangers.values() if page_key(one.url) not in visited]
        some = [*strangers[: most // STRANGERS_SHARE], *corners[: most // CORNERS_SHARE], *parts]
        return tuple(some[:most])

    def in_maps(self, visited: frozenset[str]) -> tuple[Lead, ...]:
        """A few corners that only a site map or robots.txt names."""
        files = [one for one in self._rarest(self._corners, visited) if is_site_file(one.on)]
        return tuple(files[:FROM_A_MAP])

    def _rarest(self, kept: dict[str, list[Lead]], visited: frozenset[str]) -> list[Lead]:
        groups = [group for key, group in kept.items() if key not in self._usual]
        groups.sort(key=lambda group: len({one.on for one in group}))
        first = (group[0] for group in groups)
        return [one for one in first if page_key(one.url) not in visited]

    def _add_stranger(self, body: bytes, host: str, url: str) -> None:
        if host in self._strangers or len(self._strangers) >= MAX_KEPT:
            return
        if is_foreign(host, self._own):
            self._strangers[host] = Lead(_address_at(host, body), url)

    def _add_anchor(self, href: str, url: str, *, is_usual: bool) -> None:
        if not href.startswith(("/", "http://", "https://")):
            return
        address = absolute(url, href.replace("&amp;", "&"))
        if (
            not address
            or not is_under(host_of(address), self._own)
            or not _PAGE.search(urlsplit(address).path)
        ):
            return
        corner = _corner_of(address)
        if is_usual:
            self._usual.add(corner)
        else:
            self._keep(self._corners, corner, Lead(address, url))

    def _is_own(self, url: str) -> bool:
        return same_site(url, self._home)

    def _keep(self, kept: dict[str, list[Lead]], key: str, lead: Lead) -> None:
        if key in kept:
            kept[key].append(lead)
        elif len(kept) < MAX_KEPT:
            kept[key] = [lead]


def is_site_file(url: str) -> bool:
    """Whether an address is that of a robots.txt or a site map."""
    path = urlsplit(url).path.lower()
    return path.endswith("robots.txt") or "sitemap" in path.rpartition("/")[2]


def _address_at(host: str, body: bytes) -> str:
    """The address of a page at a host that a reader is led to; its home page where there is none:
    what only loads from it says nothing of whose it is."""
    for address in _anchors_to(host, body):
        if _PAGE.search(urlsplit(address).path or "/"):
            return address
    return f"http://{host}/"


def _anchors_to(host: str, body: bytes) -> Iterator[str]:
    name = re.escape(host.encode())
    pattern = rb"<a\b[^<>]{0,400}?\bhref\s*=\s*[\"']?\s*((?:https?:)?//" + name + rb"[^\"'\s<>]*)"
    for match in re.finditer(pattern, body, re.IGNORECASE):
        address = match[1].decode("ascii", "replace").replace("&amp;", "&")
        yield address if address.startswith("http") else f"http:{address}"


def _corner_of(url: str) -> str:
    """What part of a site an address lies in: its host and first folder, or a file at the root."""
    parts = urlsplit(url)
    first, slash, _ = parts.path.lstrip("/").partition("/")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}/{first}{slash}" if not parts.query or slash or first else f"{host}/?"
