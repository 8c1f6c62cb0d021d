"""The pages of a web while they are being altered."""

import re
from dataclasses import replace
from pathlib import Path
from random import Random

from xuncha.sample.model import Site
from xuncha.sample.pack import PackWriter, Page, Visitor, read_pack

ROOMS = ("start", "end", "after", "inside", "foot")
SPOTS = re.compile(r"</p>\s|<br>\s", re.IGNORECASE)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


class Desk:
    """A web read from a folder, altered page by page and written back."""

    def __init__(self, folder: Path, sites: list[Site]) -> None:
        """Read the web of ``folder``."""
        self.folder = folder
        self.web = read_pack(folder)
        self.charsets = {s.host: s.charset for s in sites}

    def has(self, host: str, path: str) -> bool:
        """Whether there is such a page."""
        return path in self.web.get(host, {})

    def text(self, host: str, path: str) -> str:
        """The page as text."""
        return self.web[host][path].body.decode(self.charsets[host])

    def twins(self, host: str, path: str) -> list[str]:
        """All addresses that answer with the same page, its own among them."""
        body = self.web[host][path].body
        return [p for p, page in self.web[host].items() if page.body == body and p != "*"]

    def repeating(self, host: str, words: str) -> set[str]:
        """The addresses of all pages of the host that hold these words."""
        body = words.encode(self.charsets[host], "xmlcharrefreplace")
        return {f"http://{host}{p}" for p, page in self.web[host].items() if body in page.body}

    def write_text(self, host: str, path: str, text: str) -> None:
        """Alter the page at all its addresses."""
        body = text.encode(self.charsets[host], "xmlcharrefreplace")
        for twin in self.twins(host, path):
            self.web[host][twin] = replace(self.web[host][twin], body=body)

    def add(self, host: str, path: str, body: bytes, kind: str = "text/html") -> None:
        """A new page in UTF-8."""
        headers = (("Content-Type", f"{kind}; charset=utf-8"),)
        self.web.setdefault(host, {})[path] = Page(200, headers, frozenset(), body)

    def add_file(self, host: str, path: str, text: str, kind: str) -> None:
        """A style sheet or script of a site, in the site's charset."""
        body = text.encode(self.charsets[host], "xmlcharrefreplace")
        self.web[host][path] = Page(200, (("Content-Type", kind),), frozenset(), body)

    def show(self, host: str, path: str, visitor: Visitor, other: Page) -> None:
        """Answer some visitors with another page, at all addresses of the page."""
        for twin in self.twins(host, path):
            page = self.web[host][twin]
            self.web[host][twin] = replace(page, others=(*page.others, (visitor, other)))

    def altered(self, host: str, path: str, text: str) -> Page:
        """The page with another text, for ``show``."""
        body = text.encode(self.charsets[host], "xmlcharrefreplace")
        return replace(self.web[host][path], body=body, others=())

    def write(self) -> list[str]:
        """Write the web back; gives its hosts in order."""
        with PackWriter(self.folder) as pack:
            for host, pages in self.web.items():
                for path, page in pages.items():
                    pack.add_page(host, path, page)
            return list(pack.hosts)


def moved(url: str) -> Page:
    """A redirect."""
    return Page(302, (("Location", url), *HTML), frozenset(), b"")


def insert(html: str, room: str, fragment: str, rng: Random) -> str:
    """The page with the fragment in one of its rooms; at the end where it lacks the room.

    Rooms: ``head``, ``start`` and ``end`` of the body, ``after`` the document, ``inside`` the text,
    ``foot`` above the copyright line, ``any`` of them but the head.
    """
    if room == "any":
        room = rng.choice(ROOMS)
    at = spot(html, room, rng)
    if at < 0:
        at = html.lower().rfind("</body>")
    return f"{html[:at]}{fragment}\n{html[at:]}"


def spot(html: str, room: str, rng: Random) -> int:
    """Where the room begins, -1 where the page has none."""
    lower = html.lower()
    if room == "head":
        return lower.find("</head>")
    if room == "start":
        body = lower.find("<body")
        return lower.find(">", body) + 1 if body >= 0 else -1
    if room == "after":
        return len(html)
    if room == "inside":
        spots = [m.end() for m in SPOTS.finditer(html)]
        return rng.choice(spots) if spots else -1
    if room == "foot":
        mark = html.rfind("版权所有")
        return max(lower.rfind("<div", 0, mark), lower.rfind("<table", 0, mark)) if mark > 0 else -1
    return -1
