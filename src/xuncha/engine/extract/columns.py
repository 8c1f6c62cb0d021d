"""Columns: what kind a name says they are, and which of a home page's links are columns."""

import re
from functools import cache
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import Link, PageFacts
from xuncha.engine.domain.targets import ColumnPlan
from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.lexicon import pattern, rows

MAX_COLUMNS = 80
_LONGEST_NAME = 12
_CERTAIN = 1.0
_TYPE_DISCOUNT = 0.9


@cache
def _kind_words() -> tuple[tuple[ColumnKind, float, re.Pattern[str]], ...]:
    return tuple(
        (ColumnKind(kind), float(weight), re.compile(shape, re.IGNORECASE))
        for kind, weight, shape in rows("column_kinds", 3)
    )


def kind_of(name: str, column_type: str = "") -> tuple[ColumnKind, float]:
    """(kind, confidence 0 to 1) of a column by its name and its ColumnType label.

    The name decides, the label helps (it must not be trusted alone). Nothing known gives OTHER
    with confidence 0.
    """
    by_name = _match(name)
    by_type = _match(column_type)
    if by_name is None and by_type is None:
        return ColumnKind.OTHER, 0.0
    if by_name is None:
        assert by_type is not None
        return by_type[0], round(by_type[1] * _TYPE_DISCOUNT, 2)
    if by_type is not None and by_type[0] is by_name[0]:
        return by_name[0], round(min(_CERTAIN, by_name[1] + 0.04), 2)
    return by_name[0], round(by_name[1], 2)


def _match(text: str) -> tuple[ColumnKind, float] | None:
    """The kind whose words cover most of a name; a name of nothing but such words is surest."""
    text = "".join(text.split())
    best: tuple[float, float, ColumnKind] | None = None
    for kind, weight, shape in _kind_words():
        longest = max((len(match[0]) for match in shape.finditer(text)), default=0)
        if not longest:
            continue
        share = longest / len(text)
        rank = longest + weight
        if best is None or rank > best[0]:
            best = rank, weight * (0.6 + 0.4 * min(1.0, share * 1.25)), kind
    return (best[2], best[1]) if best else None


def discover_columns(home: PageFacts, url: str) -> tuple[ColumnPlan, ...]:
    """The columns a home page links to, in page order, each address and name once.

    Same host only; articles, service links and menus' technical entries are left out. Level 1 is
    an address of one folder below the site, level 2 what lies deeper. Duty is not known.
    """
    host, root = _host(url), urlsplit(url).path.rstrip("/")
    items = {item.url for item in home.items if item.date is not None}
    found: dict[str, ColumnPlan] = {}
    names: set[str] = set()
    for link in home.links:
        name = _name_of(link)
        key = _key(link.url)
        if (
            not name
            or key in found
            or name in names
            or link.url in items
            or not _is_column(link, name, host, root)
        ):
            continue
        kind, confidence = kind_of(name)
        if confidence == 0.0 and not pattern("column_links", "list").search(_path(link.url)):
            continue
        found[key] = ColumnPlan(name, link.url, kind, _level(link.url, root))
        names.add(name)
        if len(found) >= MAX_COLUMNS:
            break
    return tuple(found.values())


def _name_of(link: Link) -> str:
    return "".join(link.text.split()).strip("·•>»《》[]【】|-:：")


def _is_column(link: Link, name: str, host: str, root: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or _host(link.url) != host:
        return False
    if pattern("column_links", "skip").match(name):
        return False
    path = _path(link.url)
    if path.rstrip("/") in {root, "", "/index.html", "/index.htm", "/index.shtml"}:
        return False
    return not pattern("column_links", "page").search(path)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _key(url: str) -> str:
    return re.sub(r"/index\.(?:s?html?|jsp|aspx?|php)$", "/", _path(url))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _level(url: str, root: str) -> int:
    path = re.sub(r"/index(?:_\d+)?\.(?:s?html?|jsp|aspx?|php)$", "/", urlsplit(url).path)
    path = path.removeprefix(root.rsplit("/", 1)[0]) if root else path
    return 1 if len([part for part in path.split("/") if part]) <= 1 else 2
