"""What a page lists: the column's own items, and all items of a home page."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.extract.items import items_of
from xuncha.engine.extract.lists import Finder, Group
from xuncha.engine.extract.outline import Outline, build
from xuncha.engine.extract.scriptlists import json_items, records_html


@dataclass(frozen=True, slots=True)
class Listing:
    """The column's own items, every dated item of the page, and where the own rows stand."""

    own: tuple[ListItem, ...]
    every: tuple[ListItem, ...]
    dated: int
    spans: tuple[tuple[int, int], ...] = ()
    line_starts: tuple[int, ...] = ()

    def covers(self, node: int) -> bool:
        """Whether a node lies in one of the rows of the page's own list."""
        at = bisect_right(self.spans, (node, 1 << 60)) - 1
        return at >= 0 and self.spans[at][0] <= node < self.spans[at][1]

    def covers_line(self, number: int) -> bool:
        """Whether a line lies in one of those rows."""
        return number < len(self.line_starts) and self.covers(self.line_starts[number])


NO_LISTING = Listing((), (), 0)


@dataclass(frozen=True, slots=True)
class Looking:
    """How a page is looked at: from which address, on which day, whether it is a home page, and
    which addresses (by ``plain_address``) are known to be other columns."""

    base: str
    as_of: date
    is_home: bool
    elsewhere: frozenset[str]


def read_listing(outline: Outline, html: str, looking: Looking) -> Listing:
    """The lists of a page: from its markup, else from records or JSON in its scripts.

    ``every`` is filled for a home page alone.
    """
    base, as_of = looking.base, looking.as_of
    groups = Finder(outline, base, looking.elsewhere).groups()
    best = next((group for group in groups if not group.side), None)
    items = items_of(outline, best, as_of) if best else ()
    every = _every(outline, groups, as_of) if looking.is_home else ()
    dated = best.dated if best else 0
    spans = _spans(outline, best) if best else ()
    records = records_html(outline.scripts, html)
    if records:
        extra = build(records)
        found = Finder(extra, base, looking.elsewhere).groups()
        if found and found[0].dated >= dated:
            items, dated, spans = items_of(extra, found[0], as_of), found[0].dated, ()
            every += items
    if dated < 2:
        scripted = json_items(outline.scripts, base)
        told = sum(1 for item in scripted if item.date)
        if told > dated:
            items, dated, spans, every = scripted, told, (), every + scripted
    return Listing(items, every, dated, spans, tuple(line.first for line in outline.lines))


def _every(outline: Outline, groups: list[Group], as_of: date) -> tuple[ListItem, ...]:
    """All items of dated groups in page order: what a home page shows."""
    rows = [item for group in groups if group.dated for item in items_of(outline, group, as_of)]
    return tuple(dict.fromkeys(rows))


def _spans(outline: Outline, group: Group) -> tuple[tuple[int, int], ...]:
    if len(group.rows) < 2:
        return ()
    return tuple(sorted((row.box, outline.ends[row.box]) for row in group.rows))
