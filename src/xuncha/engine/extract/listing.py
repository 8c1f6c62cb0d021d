"""What a page lists: the column's own items, and all items of a home page."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.emptiness import leaves_doubt
from xuncha.engine.extract.homeitems import (
    SHORTEST_LISTED,
    Picture,
    is_headline,
    is_page,
    listed_pictures,
    loose_items,
    pictures_of,
)
from xuncha.engine.extract.items import items_of
from xuncha.engine.extract.lists import Finder, Group
from xuncha.engine.extract.outline import Outline, build
from xuncha.engine.extract.ownlist import HEADED, HIDDEN, RANKED, weighed
from xuncha.engine.extract.rendering import says_empty
from xuncha.engine.extract.scriptlists import json_items, records_html


@dataclass(frozen=True, slots=True)
class Listing:
    """The column's own items, every item of a home page, and where the own rows stand.

    ``shows``: a page without own items shows something that could be the column's all the same.
    ``scripted``: the own items stand in the page's scripts, which put them into a box of the page.
    """

    own: tuple[ListItem, ...]
    every: tuple[ListItem, ...]
    dated: int
    spans: tuple[tuple[int, int], ...] = ()
    line_starts: tuple[int, ...] = ()
    shows: bool = False
    scripted: bool = False

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
    finder = Finder(outline, base, looking.elsewhere)
    finder.standing.is_told_empty = says_empty(outline)
    groups = weighed(finder)
    best = next((group for group in groups if not group.side), None)
    items = items_of(outline, best, as_of) if best else ()
    every = _every(outline, groups, as_of) if looking.is_home else ()
    beside = _beside(outline, finder, groups, looking) if looking.is_home else ()
    dated, scripted = best.dated if best else 0, False
    spans = _spans(outline, best) if best else ()
    records = records_html(outline.scripts, html)
    if records:
        extra = build(records)
        found = weighed(Finder(extra, base, looking.elsewhere))
        if found and found[0].dated >= dated:
            items, dated, spans = items_of(extra, found[0], as_of), found[0].dated, ()
            every, scripted = every + items, True
    if dated < 2:
        told = json_items(outline.scripts, base)
        known = sum(1 for item in told if item.date)
        if known > dated:
            items, dated, spans, every, scripted = told, known, (), every + told, True
    if not items:
        items = listed_pictures(finder.standing, _pictures(outline, looking))
    shows = not items and leaves_doubt(finder, groups)
    starts = tuple(line.first for line in outline.lines)
    return Listing(items, _once(every + beside), dated, spans, starts, shows, scripted)


def _every(outline: Outline, groups: list[Group], as_of: date) -> tuple[ListItem, ...]:
    """All items of dated groups but rankings, best group first."""
    return tuple(
        item
        for group in groups
        if group.dated and group.aside != RANKED
        for item in items_of(outline, group, as_of)
    )


def _beside(
    outline: Outline, finder: Finder, groups: list[Group], looking: Looking
) -> tuple[ListItem, ...]:
    """What a home page shows beside dated lists: lists without dates whose titles are as long as
    items' are, headlines, pictures."""
    items: tuple[ListItem, ...] = ()
    for group in groups:
        is_block = group.aside in ("", HEADED, HIDDEN)
        if not group.dated and is_block and _is_item_like(group):
            rows = items_of(outline, group, looking.as_of)
            items += tuple(item for item in rows if _is_listed(item))
    taken = {row.anchor.index for group in groups for row in group.rows}
    loose = [anchor for anchor in finder.strong if anchor.index not in taken]
    return items + loose_items(outline, loose, _pictures(outline, looking))


def _is_listed(item: ListItem) -> bool:
    return len(item.title) >= SHORTEST_LISTED and (not item.url or is_page(item.url))


def _is_item_like(group: Group) -> bool:
    return 2 * sum(is_headline(row.anchor.title) for row in group.rows) > len(group.rows)


def _once(items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
    """Each address once, where it is shown with a date first."""
    dated = {item.url for item in items if item.date is not None}
    return tuple(
        dict.fromkeys(item for item in items if item.date is not None or item.url not in dated)
    )


def _pictures(outline: Outline, looking: Looking) -> list[Picture]:
    return [
        picture
        for picture in pictures_of(outline, looking.base)
        if plain_address(picture.url) not in looking.elsewhere
    ]


def _spans(outline: Outline, group: Group) -> tuple[tuple[int, int], ...]:
    if len(group.rows) < 2:
        return ()
    return tuple(sorted((row.box, outline.ends[row.box]) for row in group.rows))
