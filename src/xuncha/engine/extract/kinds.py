"""What sort of page a page is, and when a list page is blank."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.body import running_text
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import Line

_HOME = re.compile(
    r"^/?(?:(?:index|default|home|main)\.(?:s?html?|jsp|aspx?|php))?$", re.IGNORECASE
)
_LIST_PATH = re.compile(
    r"(?:/|/(?:index|list|default|col\d*|node|more)[\w\-]*\.(?:s?html?|jsp|aspx?|php)|/col/[\w/]+)$",
    re.IGNORECASE,
)
_MUCH_BODY = 300
_SOME_BODY = 80
_LITTLE_BODY = 120
_INTRODUCTION = 1500
_PLAINLY_WRITTEN = 1200
"""Running text under a source line that makes an article, lists unseen."""
_MANY_DATED = 5
_TITLE = 8
_BELOW_TITLE = 6
_PARAGRAPH = 40
_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page's kind hangs on. ``outside`` is running text outside the list's rows;
    ``is_headed``: a source line, or a title with paragraphs right below it."""

    outside: int
    is_headed: bool
    items: int
    dated: int


def opens_text(title: str, title_at: int, lines: list[Line]) -> bool:
    """Whether paragraphs follow the title at once. A column's name is too short to be a title."""
    if title_at < 0 or len(title) < _TITLE:
        return False
    near = [line for line in lines if title_at < line.number <= title_at + _BELOW_TITLE]
    return sum(line.written > _PARAGRAPH for line in near) >= _PARAGRAPHS


def kind_by_address(url: str, labels: dict[str, str]) -> PageKind | None:
    """HOME for a site's root, ARTICLE where the page names its article; None when neither."""
    parts = urlsplit(url)
    if _HOME.match(parts.path) and not parts.query:
        return PageKind.HOME
    return PageKind.ARTICLE if len(labels.get("articletitle", "")) > 1 else None


def is_plainly_written(url: str, lines: list[Line], sources: set[int]) -> bool:
    """Whether the body says by itself that the page is an article, so that nobody need look for
    lists: much text under a source line, or paragraphs with no link between them, which is how
    no list is written. ``sources`` are the source lines' numbers. False leaves it open."""
    if sources and running_text(lines) >= _PLAINLY_WRITTEN:
        return True
    length = _unbroken(lines)
    if len(sources) == 1 and not _LIST_PATH.search(urlsplit(url).path):
        return length >= _MUCH_BODY
    return length >= _INTRODUCTION


def _unbroken(lines: list[Line]) -> int:
    """The running text of the longest row of paragraphs that hold no link and follow each other."""
    longest = length = count = 0
    last = -1
    for line in lines:
        if line.linked or line.number != last + 1:
            length = count = 0
        last = line.number
        if not line.linked:
            length, count = length + line.written, count + (line.written > 0)
            if count >= _PARAGRAPHS:
                longest = max(longest, length)
    return longest


def kind_of_page(url: str, labels: dict[str, str], shape: Shape) -> PageKind:
    """ARTICLE by its address or its text, LIST by its items; OTHER with neither."""
    path = urlsplit(url).path
    is_page = bool(pattern("column_links", "page").search(path))
    is_list = bool(_LIST_PATH.search(path)) and not is_page
    if is_page and (shape.outside >= _SOME_BODY or shape.dated < 2):
        return PageKind.ARTICLE
    if shape.dated >= 2:
        limit = (
            _INTRODUCTION if is_list else _MUCH_BODY if shape.dated >= _MANY_DATED else _LITTLE_BODY
        )
        written = shape.outside >= limit or (
            shape.outside >= _SOME_BODY and shape.is_headed and not is_list
        )
        return PageKind.ARTICLE if written else PageKind.LIST
    if shape.outside >= _MUCH_BODY or (shape.outside >= _SOME_BODY and shape.is_headed):
        return PageKind.ARTICLE
    if is_list or (labels.get("columnname") and not shape.is_headed):
        return PageKind.LIST
    if not shape.is_headed and shape.outside < _SOME_BODY and (shape.dated or shape.items >= 5):
        return PageKind.LIST
    return PageKind.ARTICLE if shape.outside or shape.is_headed else PageKind.OTHER


def is_blank(kind: PageKind, items: int, running_text: int, *, needs_rendering: bool) -> bool:
    """True only for a list page that shows no items and no text of its own and loads none."""
    return (
        kind is PageKind.LIST and not items and not needs_rendering and running_text < _LITTLE_BODY
    )
