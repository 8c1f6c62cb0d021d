"""Columns found without a register: from menus, the site map page, home page blocks and trails."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.targets import ColumnPlan, ColumnReading, FoundColumn
from xuncha.engine.domain.words import FoundBy
from xuncha.engine.extract.columnkinds import kind_of
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.navigation import LONGEST_NAME, Entry, Navigation, Place, is_home

MAX_COLUMNS = 80
_REAL_MENU = 4
_LIKELY = 0.5
_RANK = (FoundBy.MENU, FoundBy.SITE_MAP, FoundBy.TRAIL, FoundBy.HOME_BLOCK)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link taken for a column: the names that lead to it and where it was found."""

    names: tuple[str, ...]
    url: str
    found_by: FoundBy

    @property
    def rank(self) -> tuple[int, int]:
        """Less is better: a menu before a block, a long way of names before a short one."""
        return _RANK.index(self.found_by), -len(self.names)


class Discovery:
    """The columns of one site, as far as the pages told so far name them.

    Same host only; articles, service links, foot links and technical entries are left out.
    """

    def __init__(self, home: Navigation, items: Iterable[ListItem] = ()) -> None:
        """Start from the home page; ``items`` are what it lists, which are no columns."""
        self._home = home
        self._items = {_key(item.url) for item in items if item.date is not None}
        self._found: dict[str, _Candidate] = {}
        own = [entry for entry in home.entries if self._may_be(entry.name, entry.url)]
        menu = [entry for entry in own if entry.place is Place.MENU]
        content = [entry for entry in own if entry.place in (Place.CONTENT, Place.BLOCK)]
        has_menu = len({entry.url for entry in menu}) >= _REAL_MENU
        for entry in menu:
            self._add_entry(entry, FoundBy.MENU)
        for entry in content:
            is_block = has_menu or entry.place is Place.BLOCK
            if _key(entry.url) not in self._items:
                self._add_entry(entry, FoundBy.HOME_BLOCK if is_block else FoundBy.MENU)

    @property
    def map_url(self) -> str:
        """The address of the site map page; empty when the home page links none of this site."""
        url = self._home.map_url
        return url if url and _host(url) == _host(self._home.url) else ""

    def add_map(self, page: Navigation) -> None:
        """Take in the site map page."""
        for entry in page.entries:
            if entry.place is not Place.FOOT and self._may_be(entry.name, entry.url):
                self._add_entry(entry, FoundBy.SITE_MAP)

    def add_page(self, page: Navigation) -> None:
        """Take in the trail of any other page of the site."""
        names: tuple[str, ...] = ()
        for step in page.trail:
            names = (*names, step.text)
            if step.url and step.url != page.url and self._may_be(step.text, step.url):
                self._add(_Candidate(names, step.url, FoundBy.TRAIL))

    def columns(self) -> tuple[FoundColumn, ...]:
        """The columns found so far, in the order they were met."""
        chosen = list(self._found.values())
        placed = {one.names[-1] for one in chosen if one.found_by is not FoundBy.HOME_BLOCK}
        kept: dict[tuple[str, ...], _Candidate] = {}
        for one in chosen:
            if one.found_by is FoundBy.HOME_BLOCK and one.names[-1] in placed:
                continue
            kept.setdefault(one.names, one)
        return tuple(_found(one, self._home.url) for one in list(kept.values())[:MAX_COLUMNS])

    def reading_of(self, plan: ColumnPlan) -> ColumnReading:
        """What the pages told so far say of a column the register names."""
        known = self._found.get(_key(plan.url))
        names = (*known.names[:-1], plan.name) if known else (plan.name,)
        candidate = _Candidate(names, plan.url, known.found_by if known else FoundBy.REGISTER)
        return _found(candidate, self._home.url).reading

    def _may_be(self, name: str, url: str) -> bool:
        """Whether a link's name and address could be a column's."""
        if not 2 <= len(name) <= LONGEST_NAME or _host(url) != _host(self._home.url):
            return False
        if pattern("column_links", "skip").match(name) or is_home(url, self._home.url):
            return False
        return not pattern("column_links", "page").search(_path(url))

    def _add_entry(self, entry: Entry, found_by: FoundBy) -> None:
        if len(entry.names) == 1 and pattern("column_links", "language").match(entry.name):
            return
        confidence = kind_of(entry.name, groups=entry.names[:-1])[1]
        is_list = bool(pattern("column_links", "list").search(_path(entry.url)))
        if found_by is FoundBy.HOME_BLOCK and entry.place is not Place.BLOCK:
            wanted = is_list and confidence >= _LIKELY
        else:
            wanted = is_list or confidence > 0.0
        if wanted:
            self._add(_Candidate(entry.names, entry.url, found_by))

    def _add(self, candidate: _Candidate) -> None:
        key = _key(candidate.url)
        known = self._found.get(key)
        if known is None:
            self._found[key] = candidate
        elif candidate.rank < known.rank:
            self._found[key] = replace(candidate, url=known.url)


def settled(
    found: FoundColumn, page: Navigation | None, column_type: str, titles: Sequence[str]
) -> FoundColumn:
    """A found column after its own page was seen: its name, names above it, kind and level.

    ``page`` None where it was not read: then only the items may say more of the kind.
    """
    reading, name = found.reading, found.name
    trail = tuple(step.text for step in page.trail) if page else ()
    path = reading.path
    if name in trail[:-1]:
        name, path = trail[-1], trail
    elif len(trail) > len(path) and trail[-1] == name:
        path = trail
    kind, confidence = kind_of(name, column_type, path[:-1], titles)
    level = max(reading.level, len(trail)) if trail else reading.level
    if trail and reading.found_by is FoundBy.HOME_BLOCK:
        level = len(trail)
    return FoundColumn(
        name, found.url, ColumnReading(path, kind, confidence, level, reading.found_by)
    )


def with_items(reading: ColumnReading, column_type: str, titles: Sequence[str]) -> ColumnReading:
    """A reading whose kind also heeds the ColumnType label and the items of the column."""
    kind, confidence = kind_of(reading.path[-1], column_type, reading.path[:-1], titles)
    return replace(reading, kind=kind, confidence=confidence)


def _found(candidate: _Candidate, home: str) -> FoundColumn:
    kind, confidence = kind_of(candidate.names[-1], groups=candidate.names[:-1])
    tells_level = candidate.found_by not in (FoundBy.HOME_BLOCK, FoundBy.REGISTER)
    level = len(candidate.names) if tells_level else _level_by_address(candidate.url, home)
    reading = ColumnReading(candidate.names, kind, confidence, level, candidate.found_by)
    return FoundColumn(candidate.names[-1], candidate.url, reading)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _key(url: str) -> str:
    return re.sub(r"/index\.(?:s?html?|jsp|aspx?|php)$", "/", _path(url))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _level_by_address(url: str, home: str) -> int:
    """The last hint: 1 one folder below the site, 2 for what lies deeper."""
    root = urlsplit(home).path.rpartition("/")[0]
    path = re.sub(r"/index(?:_\d+)?\.(?:s?html?|jsp|aspx?|php)$", "/", urlsplit(url).path)
    path = path.removeprefix(root)
    return 1 if len([part for part in path.split("/") if part]) <= 1 else 2
