"""What sort of page a page is, and when a list page is blank."""

import re
from urllib.parse import urlsplit

from xuncha.engine.domain.words import PageKind, UnableClass
from xuncha.engine.extract.lexicon import pattern

_HOME = re.compile(
    r"^/?(?:(?:index|default|home|main)\.(?:s?html?|jsp|aspx?|php))?$", re.IGNORECASE
)
_MUCH_BODY = 200
_LITTLE_BODY = 120


def kind_of_page(
    url: str, labels: dict[str, str], body_chars: int, list_score: float, dated: int, items: int
) -> PageKind:
    """HOME by address; ARTICLE by its labels, its address or its text; LIST by its items."""
    path = urlsplit(url).path
    if _HOME.match(path) and not urlsplit(url).query:
        return PageKind.HOME
    if labels.get("articletitle"):
        return PageKind.ARTICLE
    is_page = bool(pattern("column_links", "page").search(path))
    list_like = bool(labels.get("columnname")) or bool(pattern("column_links", "list").search(path))
    list_chars = list_score if dated else list_score / 4
    if (
        dated >= 2
        and not (is_page and body_chars > _MUCH_BODY)
        and list_chars * 1.1 > body_chars / 4
    ):
        return PageKind.LIST
    if body_chars >= _MUCH_BODY or is_page:
        return PageKind.ARTICLE
    if dated or (list_like and items >= 3):
        return PageKind.LIST
    if list_like and body_chars < _LITTLE_BODY:
        return PageKind.LIST
    return PageKind.ARTICLE if body_chars else PageKind.OTHER


def is_blank(
    kind: PageKind,
    items: int,
    needs_rendering: bool,
    challenge: UnableClass | None,
    body_chars: int,
) -> bool:
    """True only for a list page that shows no items and no text of its own and loads none."""
    return (
        kind is PageKind.LIST
        and not items
        and not needs_rendering
        and challenge is None
        and body_chars < _LITTLE_BODY
    )
