"""What sort of page a page is, and when a list page is blank."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern

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
_MANY_DATED = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page's kind hangs on. ``outside`` is running text outside the list's rows."""

    outside: int
    has_source_line: bool
    items: int
    dated: int


def kind_by_address(url: str, labels: dict[str, str]) -> PageKind | None:
    """HOME for a site's root, ARTICLE where the page names its article; None when neither."""
    parts = urlsplit(url)
    if _HOME.match(parts.path) and not parts.query:
        return PageKind.HOME
    return PageKind.ARTICLE if len(labels.get("articletitle", "")) > 1 else None


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
            shape.outside >= _SOME_BODY and shape.has_source_line and not is_list
        )
        return PageKind.ARTICLE if written else PageKind.LIST
    if shape.outside >= _MUCH_BODY or (shape.outside >= _SOME_BODY and shape.has_source_line):
        return PageKind.ARTICLE
    if is_list or (labels.get("columnname") and not shape.has_source_line):
        return PageKind.LIST
    if (
        not shape.has_source_line
        and shape.outside < _SOME_BODY
        and (shape.dated or shape.items >= 5)
    ):
        return PageKind.LIST
    return PageKind.ARTICLE if shape.outside or shape.has_source_line else PageKind.OTHER


def is_blank(kind: PageKind, items: int, running_text: int, *, needs_rendering: bool) -> bool:
    """True only for a list page that shows no items and no text of its own and loads none."""
    return (
        kind is PageKind.LIST and not items and not needs_rendering and running_text < _LITTLE_BODY
    )
