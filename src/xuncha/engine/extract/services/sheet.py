"""A visited page opened once more for what articles never need: forms, pictures, scripts, rows."""

from dataclasses import dataclass
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser

from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.outline import Outline, build
from xuncha.engine.extract.unwrap import unwrap

QUOTE = 160
"""Characters of a quote: enough to find the place again."""


class Visited(Protocol):
    """The visited pages of a site."""

    def fetch_of(self, url: str) -> Fetch | None:
        """The final answer to an address; None when it was never visited."""
        ...

    def facts_of(self, fetch: Fetch, kind: PageKind | None = None) -> PageFacts:
        """What the page says."""
        ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as a tree and as lines. ``needs_rendering``: scripts bring what was not read."""

    url: str
    base: str
    record: str
    tree: LexborHTMLParser
    outline: Outline
    facts: PageFacts

    @property
    def needs_rendering(self) -> bool:
        """Whether something missing here may only not have been loaded."""
        return self.facts.needs_rendering

    def absolute(self, href: str | None) -> str:
        """A link of this page as an absolute address; empty for scripts, mail and places in it."""
        return "" if not href or href.strip().startswith("#") else absolute(self.base, href)


def open_sheet(fetch: Fetch, facts: PageFacts) -> Sheet:
    """A readable answer as a sheet."""
    html = markup_of(fetch)
    outline = build(html)
    base = absolute(fetch.url, outline.base) or fetch.url
    return Sheet(fetch.url, base, fetch.record, LexborHTMLParser(html), outline, facts)


def markup_of(fetch: Fetch) -> str:
    """The markup of an answer as text."""
    return unwrap(decode(fetch.body, fetch.header("content-type"))[0])


def is_readable(fetch: Fetch | None) -> bool:
    """Whether an answer is a page of its own."""
    return fetch is not None and fetch.failure is None and fetch.status == 200


def squeezed(text: str | None) -> str:
    """Text with blanks folded."""
    return " ".join((text or "").split())
