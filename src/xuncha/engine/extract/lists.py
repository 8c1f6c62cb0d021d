"""List pages: the items of the column's own list, by structure, with their dates."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from xuncha.engine.extract.anchors import (
    Anchor,
    address_in_code,
    anchors_of,
    clean_title,
    plain_address,
)
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import Stamp, day_in_address, stamps_of
from xuncha.engine.extract.outline import FOOT, NAV, Outline
from xuncha.engine.extract.standing import PERIOD_HEAD, Standing
from xuncha.engine.extract.titledates import settled

MAX_ROWS = 3000
_SHORTEST_NAME = 2
_CLIMB = 7
_ROW_TAGS = frozenset({"li", "tr", "dl", "article", "dt", "dd"})
_HOLDERS = frozenset({"ul", "ol", "table", "tbody", "td", "body", "dl", "form", "main", "section"})


class Row(NamedTuple):
    """One repeated piece of markup: its box, its main link and the dates beside it."""

    box: int
    parent: int
    anchor: Anchor
    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one list, how much they look like the column's own, and why they are not: empty
    where nothing says so (``ownlist``). ``headed``: under a heading that is not the page's name."""

    rows: tuple[Row, ...]
    score: float
    dated: int
    aside: str = ""
    headed: bool = False

    @property
    def side(self) -> bool:
        """Whether it stands beside the page's own list."""
        return bool(self.aside)


class Finder:
    """The groups of rows of one page."""

    def __init__(
        self, outline: Outline, base: str, elsewhere: frozenset[str] = frozenset()
    ) -> None:
        """Read the dates and the links of a page once. Links to pages of ``elsewhere`` (other
        columns, by ``plain_address``) are navigation wherever they stand, never items."""
        self.outline = outline
        self.standing = Standing(outline)
        self.base = base
        shown = [
            s
            for s in stamps_of(outline)
            if outline.zones[outline.parents[s.first]] not in (NAV, FOOT)
        ]
        self.stamps, titles = settled(outline, shown)
        apart = [s for s in self.stamps if not s.rest] if titles else self.stamps
        found = [
            replace(anchor, title=titles[anchor.index]) if anchor.index in titles else anchor
            for anchor in anchors_of(outline, base, apart)
            if not elsewhere or plain_address(anchor.url) not in elsewhere
        ]
        self.strong = [one for one in found if not one.weak]
        self.weak = [one for one in found if one.weak]
        self._strong_at = [one.index for one in self.strong]
        self._weak_at = [one.index for one in self.weak]
        self._stamp_at = [one.first for one in self.stamps]

    def clusters(self) -> list[list[Row]]:
        """The rows of every list of the page, dated and undated ones."""
        rows = self._dated_rows()[:MAX_ROWS]
        clusters = self._clusters(rows)
        taken = {row.anchor.index for cluster in clusters for row in cluster}
        clusters += [
            cluster
            for cluster in self._clusters(self._undated_rows(taken))
            if len(cluster) > 1 or day_in_address(cluster[0].anchor.url)
        ]
        return self._joined(clusters)

    def _strong_in(self, node: int) -> list[Anchor]:
        start = bisect_left(self._strong_at, node)
        return self.strong[start : bisect_left(self._strong_at, self.outline.ends[node])]

    def _weak_in(self, node: int) -> list[Anchor]:
        start = bisect_left(self._weak_at, node)
        return self.weak[start : bisect_left(self._weak_at, self.outline.ends[node])]

    def _stamps_in(self, node: int) -> list[Stamp]:
        start = bisect_left(self._stamp_at, node)
        return self.stamps[start : bisect_left(self._stamp_at, self.outline.ends[node])]

    def _count(self, nodes: list[int], box: int) -> int:
        """How many of some nodes, in page order, stand in a box."""
        start = bisect_left(nodes, box)
        return bisect_left(nodes, self.outline.ends[box], start) - start

    def _dated_rows(self) -> list[Row]:
        by_box: dict[int, list[Stamp]] = defaultdict(list)
        for stamp in self.stamps:
            if stamp.alone:
                box = self._box_of(stamp)
                if box is not None:
                    by_box[box].append(stamp)
        rows: list[Row] = []
        for box, stamps in by_box.items():
            rows += self._rows_in(box, stamps)
        return sorted(rows, key=lambda row: row.anchor.index)

    def _box_of(self, stamp: Stamp) -> int | None:
        """The smallest box that holds the date and a link (or a row that is a link itself)."""
        outline = self.outline
        node = outline.parents[stamp.first]
        for _ in range(_CLIMB):
            if node <= 0:
                return None
            if self._strong_in(node):
                return node
            if outline.tags[node] in _ROW_TAGS and (
                self._weak_in(node) or outline.attrs[node].get("onclick")
            ):
                return node
            node = outline.parents[node]
        return None

    def _rows_in(self, box: int, stamps: list[Stamp]) -> list[Row]:
        anchors = self._strong_in(box)
        if not anchors:
            return self._rows_without_title_link(box, stamps)
        many = len({anchor.url for anchor in anchors}) if len(anchors) < 8 else len(anchors)
        tag = self.outline.tags[box]
        before = all(anchor.index < stamps[0].first for anchor in anchors)
        single = (
            len(anchors) == 1
            or (len(stamps) == 1 and len(anchors) <= (6 if tag in _ROW_TAGS else 3))
            or (tag in _ROW_TAGS and before and len(stamps) <= 3 and len(anchors) <= 3)
            or (many == 1 and len(stamps) <= 2)
        )
        if single:
            lifted = self._lift(box)
            return [Row(lifted, self.outline.parents[lifted], self._main(anchors), tuple(stamps))]
        if len(stamps) < 2:
            return []
        return self._flat_rows(box, anchors, stamps)

    def _rows_without_title_link(self, box: int, stamps: list[Stamp]) -> list[Row]:
        outline = self.outline
        dated = {node for stamp in stamps for node in range(stamp.first, stamp.last + 1)}
        weak = self._weak_in(box)
        linked = {node for one in weak for node in range(one.index, outline.ends[one.index])}
        texts = [
            clean_title(outline.texts[node])
            for node in range(box, outline.ends[box])
            if outline.texts[node] and node not in dated and node not in linked
        ]
        title = max(texts, key=len, default="")
        if len(title) < 4:
            return []
        url = (
            weak[0].url
            if weak
            else address_in_code(self.base, outline.attrs[box].get("onclick") or "")
        )
        anchor = Anchor(weak[0].index if weak else box, title, url, weak=False)
        return [Row(box, outline.parents[box], anchor, tuple(stamps))]

    def _flat_rows(self, box: int, anchors: list[Anchor], stamps: list[Stamp]) -> list[Row]:
        """Links and dates in one box without a box per item: pair them in page order."""
        dates_first = stamps[0].first < anchors[0].index
        rows = []
        for place, anchor in enumerate(anchors):
            low = anchor.index
            high = anchors[place + 1].index if place + 1 < len(anchors) else self.outline.ends[box]
            if dates_first:
                high, low = anchor.index, anchors[place - 1].index if place else box
            own = tuple(stamp for stamp in stamps if low <= stamp.first < high)
            if own and len(own) <= 3:
                rows.append(Row(anchor.index, box, anchor, own))
        return rows

    def _main(self, anchors: list[Anchor]) -> Anchor:
        """The title link: one in a heading, else the longest among different addresses."""
        outline = self.outline
        for anchor in anchors:
            near = {outline.tags[node] for node in outline.ancestors(anchor.index, 2)}
            if near & {"h1", "h2", "h3", "h4", "h5", "h6", "dt"}:
                return anchor
        best = max(anchors, key=lambda one: len(one.title))
        first = next(one for one in anchors if one.url == best.url)
        return first if len(first.title) >= 5 else best

    def _lift(self, box: int) -> int:
        """The whole box of an item: up to the row element while no other item comes in."""
        outline = self.outline
        anchors, stamps = self._count(self._strong_at, box), self._count(self._stamp_at, box)
        while outline.tags[box] not in _ROW_TAGS:
            parent = outline.parents[box]
            if parent <= 0 or outline.tags[parent] in _HOLDERS:
                break
            if (
                self._count(self._strong_at, parent) != anchors
                or self._count(self._stamp_at, parent) != stamps
            ):
                break
            box = parent
        return box

    def _lift_cell(self, box: int) -> int:
        """The cell a lone link stands in, or its whole table row where no other cell has one."""
        outline = self.outline
        cell = outline.parents[box]
        if outline.tags[cell] != "td" or self._count(self._strong_at, cell) > 1:
            return box
        row = outline.parents[cell]
        return row if self._count(self._strong_at, row) == 1 else cell

    def _undated_rows(self, taken: set[int]) -> list[Row]:
        rows = []
        for anchor in self.strong:
            if anchor.index in taken or len(anchor.title) < _SHORTEST_NAME:
                continue
            box = self._lift_cell(self._lift(anchor.index))
            rows.append(Row(box, self.outline.parents[box], anchor, ()))
        return rows[:MAX_ROWS]

    def _clusters(self, rows: list[Row]) -> list[list[Row]]:
        """Rows whose boxes are sisters of one kind."""
        outline = self.outline
        clusters: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in rows:
            clusters[(row.parent, outline.tags[row.box])].append(row)
        return [sorted(cluster, key=lambda row: row.anchor.index) for cluster in clusters.values()]

    def _joined(self, clusters: list[list[Row]]) -> list[list[Row]]:
        """Pieces of one list put together: same markup, close relations, no heading in between."""
        clusters = [cluster for cluster in clusters if cluster]
        clusters.sort(key=lambda cluster: cluster[0].anchor.index)
        joined: list[list[Row]] = []
        for cluster in clusters:
            for known in reversed(joined[-4:]):
                if self._belong(known, cluster):
                    known.extend(cluster)
                    known.sort(key=lambda row: row.anchor.index)
                    break
            else:
                joined.append(list(cluster))
        return joined

    def _belong(self, one: list[Row], other: list[Row]) -> bool:
        outline = self.outline
        if one[0].parent == other[0].parent:
            return outline.tags[one[0].box] == outline.tags[other[0].box]
        if self._is_last_of_rows(one, other):
            return True
        if bool(one[0].stamps) != bool(other[0].stamps) or not self._same_markup(one[0], other[0]):
            return False
        if outline.zones[one[0].box] != outline.zones[other[0].box]:
            return False
        hidden = self.standing.hidden_box
        if hidden(one[0].parent) != hidden(other[0].parent):
            return False
        relations = set(outline.ancestors(one[-1].parent, 3))
        common = [node for node in outline.ancestors(other[0].parent, 3) if node in relations]
        far = (outline.parents[one[-1].parent], outline.parents[other[0].parent]) != (0, 0)
        if not common or (common[0] <= 0 and far):
            return False
        return not self._heading_between(one[-1], other[0])

    def _is_last_of_rows(self, one: list[Row], other: list[Row]) -> bool:
        """Whether a row is the only cell of the last table row of a list with several a row."""
        outline = self.outline
        last, lone = one[-1], other[0]
        return (
            len(other) == 1
            and outline.tags[lone.box] == "tr"
            and outline.tags[last.parent] == "tr"
            and outline.parents[last.parent] == lone.parent
            and bool(last.stamps) == bool(lone.stamps)
        )

    def _same_markup(self, one: Row, other: Row) -> bool:
        outline = self.outline
        pairs = ((one.box, other.box), (one.parent, other.parent))
        return all(outline.tags[a] == outline.tags[b] for a, b in pairs) and (
            outline.mark(one.parent).split()[:1] == outline.mark(other.parent).split()[:1]
        )

    def _heading_between(self, one: Row, other: Row) -> bool:
        outline = self.outline
        end, start = (
            max(outline.ends[one.box], one.stamps[-1].last + 1 if one.stamps else 0),
            other.box,
        )
        if other.stamps:
            start = min(start, other.stamps[0].first)
        for node in range(end, start):
            text = outline.texts[node].strip()
            if (
                text
                and not PERIOD_HEAD.match(text)
                and not pattern("list_marks", "more").search(text)
            ):
                return True
        return False
