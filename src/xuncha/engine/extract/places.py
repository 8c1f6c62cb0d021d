"""Where a block of text stands in the page it was read from: from character, to character.

Found on demand, for findings alone. What the page shows, without its blanks, is what its lines hold
one after the other; so every line is looked for where the one before it ended, and texts that
repeat are told apart by the line they stand in.
"""

import re
from array import array
from dataclasses import dataclass
from html import unescape

from xuncha.engine.domain.facts import Block
from xuncha.engine.extract.outline import MAX_CHARS, build
from xuncha.engine.extract.unwrap import unwrap

_UNSEEN = r"script|style|noscript|template|svg|select|textarea|title|iframe|object"
_MARKUP = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({_UNSEEN})\b.*?(?:</\1\s*>|\Z)"
    r"|</?[a-z!?](?:=\s*\"[^\"]*\"|=\s*'[^']*'|[^>])*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""What no reader sees. Every shape goes on to the end of the page where nothing ends it, so a
hostile page is read once."""
_MOST_LOST = 1000
"""Lines looked for all over a page; a page with more of them out of order was made to be slow."""
_UNBROKEN = re.compile(r"\S+")
_REFERENCE = re.compile(r"&#?\w{1,32};?")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a decoded page; tags and references between them included."""

    start: int
    end: int


class Places:
    """The lines of one page and where each of them stands."""

    def __init__(self, page: str) -> None:
        """Read the lines of a decoded page (``charset.decode``) and look each of them up once."""
        html = unwrap(page)[:MAX_CHARS]
        shown = _Shown(html, page.index(html))
        self._shown, self._starts, self._ends = shown.text, shown.starts, shown.ends
        self._lines = [_squeezed(line.text) for line in build(html).lines]
        self._found = self._placed()

    def of(self, block: Block, quote: str = "") -> Span | None:
        """Where a block stands, or the first ``quote`` inside it.

        None when the block is not of this page, when the quote is not in the block, and for the
        rare line the parser put together from pieces that are no neighbours in the page.
        """
        at = self._found[block.line] if 0 <= block.line < len(self._found) else -1
        text = _squeezed(block.text)
        if at < 0 or self._lines[block.line] != text:
            return None
        wanted = _squeezed(quote) if quote else text
        inside = text.find(wanted)
        if inside < 0 or not wanted:
            return None
        first = at + inside
        return Span(self._starts[first], self._ends[first + len(wanted) - 1])

    def _placed(self) -> list[int]:
        """Where each line starts in what the page shows, -1 for a line that is not found.

        A line that does not follow the one before it is looked for further on, then anywhere; the
        place moves on only when the next line follows it there, for a parser moves single pieces
        (text between the rows of a table) out of their order.
        """
        found: list[int] = []
        cursor = lost = 0
        for number, line in enumerate(self._lines):
            if self._shown.startswith(line, cursor):
                found.append(cursor)
                cursor += len(line)
                continue
            lost += 1
            if lost > _MOST_LOST:
                found.append(-1)
                continue
            at = self._shown.find(line, cursor)
            found.append(at if at >= 0 else self._shown.rfind(line, 0, cursor))
            following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
            if at >= 0 and self._shown.startswith(following, at + len(line)):
                cursor = at + len(line)
        return found


def _squeezed(text: str) -> str:
    return "".join(text.split())


class _Shown:
    """The characters a page shows that are no blanks, and where each starts and ends in it."""

    def __init__(self, html: str, shift: int) -> None:
        self._html, self._shift = html, shift
        self._pieces: list[str] = []
        self.starts, self.ends = array("l"), array("l")
        at = 0
        for match in _MARKUP.finditer(html):
            self._read(at, match.start())
            at = match.end()
        self._read(at, len(html))
        self.text = "".join(self._pieces)

    def _read(self, start: int, end: int) -> None:
        for match in _REFERENCE.finditer(self._html, start, end):
            self._plain(start, match.start())
            self._reference(match)
            start = match.end()
        self._plain(start, end)

    def _plain(self, start: int, end: int) -> None:
        for match in _UNBROKEN.finditer(self._html, start, end):
            self._pieces.append(match[0])
            first, last = match.start() + self._shift, match.end() + self._shift
            self.starts.extend(range(first, last))
            self.ends.extend(range(first + 1, last + 1))

    def _reference(self, match: re.Match[str]) -> None:
        for char in unescape(match[0]):
            if not char.isspace():
                self._pieces.append(char)
                self.starts.append(match.start() + self._shift)
                self.ends.append(match.end() + self._shift)
