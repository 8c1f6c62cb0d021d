"""A page as flat arrays in document order: tags, parents, subtree ends, texts, zones, lines.

Everything in this room works on these arrays, so a page is walked once. Scripts are kept apart.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xuncha.engine.extract.lexicon import lower_pattern, lowered
from xuncha.engine.extract.tags import BLOCKS, EMBEDS, NOTED_TAGS, ROLES, UNKNOWN

_HEAD = "meta, script, title, base[href]"
MAX_NODES = 200_000
MAX_CHARS = 4_000_000
MAX_DEPTH = 512
"""Browsers nest boxes no deeper; looking further out would make a hostile page quadratic."""
_LINK_NODES = 60
_HEADER_CLIMB = 64
_ZONED = frozenset(["div", "ul", "ol", "table", "td", "section", "dl", "p", "center"])
MAIN, NAV, FOOT, SIDE = 0, 1, 2, 3
_ZONE_TAGS = {"nav": NAV, "footer": FOOT, "aside": SIDE, "header": NAV}
_ARTICLE = frozenset({"article", "main", "section"})
_STOPS = re.compile(r"[。！？；，、：.!?;,།༎᠂᠃،؛؟]")
_LONG = 40
_FOOT_REACH = 200


@dataclass(slots=True, eq=False)
class Line:
    """A line a reader sees: text between two block boundaries, with the nodes it came from and
    its number among the page's lines. ``is_foot``: it starts like a footer, with rights,
    registration, who runs the site."""

    text: str
    first: int
    last: int
    linked: int
    zone: int
    number: int
    is_foot: bool = False
    _stops: bool | None = None
    _written: int = -1

    @property
    def has_stop(self) -> bool:
        """Whether a mark stands in it that ends or parts sentences."""
        if self._stops is None:
            self._stops = _STOPS.search(self.text) is not None
        return self._stops

    @property
    def written(self) -> int:
        """Its characters of running text; 0 for menus, links and footers."""
        if self._written < 0:
            length = len(self.text)
            runs = (
                self.zone == MAIN
                and self.linked * 3 <= length * 2
                and (length > _LONG or self.has_stop)
                and not self.is_foot
            )
            self._written = length - self.linked if runs else 0
        return self._written


class Embed(NamedTuple):
    """A script or a frame and where it stands: in which box, before which node. What it says is
    read when somebody asks: of most pages nobody does."""

    node: LexborNode
    tag: str
    parent: int
    at: int

    @property
    def form(self) -> str:
        """Its type, lower case."""
        return (self.node.attributes.get("type") or "").lower()

    @property
    def src(self) -> str:
        """The address it names; empty without one."""
        attrs = self.node.attributes
        return (attrs.get("src") or attrs.get("data") or "").strip()

    @property
    def code(self) -> str:
        """The text of a script; empty for frames."""
        return (self.node.text() or "") if self.tag == "script" else ""


def _no_places() -> dict[str, list[int]]:
    return {tag: [] for tag in NOTED_TAGS}


@dataclass(slots=True)
class Outline:
    """The arrays; 0 is the root. ``texts[i]`` is empty for elements, ``tags[i]`` for texts.

    ``runs`` are the nodes of texts, line by line; ``places`` are the nodes of links, headings and
    named zones by tag; ``marks`` holds class and id of the elements that have any, lower case.
    """

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    attrs: list[dict[str, str | None]] = field(default_factory=list)
    zones: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    runs: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, list[int]] = field(default_factory=_no_places)
    marks: dict[int, str] = field(default_factory=dict)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[tuple[str, str, str]] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    base: str = ""
    cut: bool = False
    _link_texts: list[str] | None = None

    @property
    def words(self) -> Iterator[int]:
        """The nodes of every text."""
        return chain.from_iterable(self.runs.values())

    @property
    def links(self) -> list[int]:
        """The nodes of every ``a``."""
        return self.places["a"]

    @property
    def link_texts(self) -> list[str]:
        """The text of every link, blanks folded, in the order of ``links``."""
        if self._link_texts is None:
            self._link_texts = [self.text_in(link) for link in self.links]
        return self._link_texts

    def mark(self, index: int) -> str:
        """Class and id of an element, lower case."""
        return self.marks.get(index, "")

    def line_at(self, node: int) -> Line:
        """The line a text stands in."""
        return self.lines[bisect_right(self.lines, node, key=attrgetter("first")) - 1]

    def text_in(self, index: int) -> str:
        """All text under an element (or the text itself), blanks folded."""
        return " ".join("".join(self.texts[index : self.ends[index]]).split())

    def ancestors(self, index: int, most: int = MAX_DEPTH) -> list[int]:
        """Parents of a node from the nearest outwards, ``most`` of them."""
        found: list[int] = []
        index = self.parents[index]
        while index >= 0 and len(found) < most:
            found.append(index)
            index = self.parents[index]
        return found


_NONE: dict[str, str | None] = {}


@lru_cache(maxsize=4096)
def _mark_of(classes: str | None, name: str | None) -> str:
    return f"{classes or ''} {name or ''}".strip().lower()


def build(html: str, encoded: bytes = b"") -> Outline:
    """Parse and flatten a page. A page over the bounds is cut (``cut`` True), never refused.

    ``encoded`` is the page in UTF-8 where it came so: the parser reads bytes, and encoding a
    page again takes as long as decoding it.
    """
    outline = Outline()
    if len(html) > MAX_CHARS:
        html, encoded, outline.cut = html[:MAX_CHARS], b"", True
    parser = LexborHTMLParser(encoded or html)
    _read_head(parser, outline)
    root = parser.body or parser.root
    if root is not None:
        _walk(root, outline)
        outline.zones = _zones_of(outline)
        outline.lines = _fold_lines(outline)
    return outline


def _read_head(parser: LexborHTMLParser, outline: Outline) -> None:
    titles: list[str] = []
    bases: list[str] = []
    for node in parser.css(_HEAD):
        tag, attrs = node.tag, node.attributes
        if tag == "meta":
            name = attrs.get("name") or attrs.get("property") or attrs.get("itemprop") or ""
            if name:
                outline.metas.append((name.strip(), (attrs.get("content") or "").strip()))
        elif tag == "script":
            kind, src = attrs.get("type") or "", attrs.get("src") or ""
            outline.scripts.append((kind, src, node.text() or ""))
        elif tag == "title":
            titles.append(node.text())
        else:
            bases.append(attrs.get("href") or "")
    outline.title = " ".join(titles[0].split()) if titles else ""
    outline.base = bases[0] if bases else ""


def _walk(root: LexborNode, outline: Outline) -> None:
    """Depth first without recursion: a page of ten thousand nested boxes is still a page."""
    tags, parents, ends, texts = outline.tags, outline.parents, outline.ends, outline.texts
    attrs, runs, places, marks = outline.attrs, outline.runs, outline.places, outline.marks
    roles = ROLES
    line, current, count = 0, -1, 0
    opened: list[Iterator[LexborNode]] = [iter((root,))]
    while opened:
        for node in opened[-1]:
            tag = node.tag or ""
            is_text, is_apart, is_block, is_noted, is_read, is_empty = roles.get(tag, UNKNOWN)
            text, own = "", _NONE
            if is_text:
                text, tag = node.text_content or "", ""
                if not text or text.isspace():
                    continue
                runs[line].append(count)
            elif is_apart:
                _set_apart(node, tag, outline, (max(current, 0), count))
                continue
            else:
                line += is_block
                if is_noted:
                    places[tag].append(count)
                if is_read:
                    own = node.attributes
                    if own and (mark := _mark_of(own.get("class"), own.get("id"))):
                        marks[count] = mark
            tags.append(tag)
            parents.append(current)
            texts.append(text)
            attrs.append(own)
            count += 1
            ends.append(count)
            if count >= MAX_NODES:
                _cut_here(outline, current)
                return
            if not is_empty:
                opened.append(node.iter(include_text=True, skip_empty=True))
                current = count - 1
                break
        else:
            opened.pop()
            if current >= 0:
                ends[current] = count
                line += tags[current] in BLOCKS
                current = parents[current]


def _cut_here(outline: Outline, current: int) -> None:
    """End the boxes still open at the last node that is kept."""
    outline.cut = True
    while current >= 0:
        outline.ends[current] = len(outline.ends)
        current = outline.parents[current]


def _set_apart(node: LexborNode, tag: str, outline: Outline, place: tuple[int, int]) -> None:
    """Keep a script or a frame with its place; nothing else is kept."""
    if tag in EMBEDS:
        outline.embeds.append(Embed(node, tag, *place))


def _zones_of(outline: Outline) -> list[int]:
    """The zone of every node: its outermost box that is named or marked like one decides.

    A box named like a menu that holds half of the page's text is the page, not a menu; one named
    like a footer with much of the page after it is no footer.
    """
    zones, ends, tags, marks = [MAIN] * len(outline.tags), outline.ends, outline.tags, outline.marks
    sums = list(accumulate(map(len, outline.texts), initial=0))
    named = [node for tag in _ZONE_TAGS for node in outline.places[tag]]
    marked = [node for node in marks if tags[node] in _ZONED]
    end = 0
    for node in sorted([*named, *marked]):
        if node < end:
            continue
        tag = tags[node]
        named_so = tag in _ZONE_TAGS
        zone = _zone_by_tag(tag, node, outline) if named_so else zone_by_name(marks[node])
        if not zone:
            continue
        end = ends[node]
        great = (sums[end] - sums[node]) * 2 > sums[-1]
        early = zone == FOOT and sums[end] * 10 < sums[-1] * 7
        if named_so or not (great or early):
            zones[node:end] = [zone] * (end - node)
    return zones


def _zone_by_tag(tag: str, node: int, outline: Outline) -> int:
    if tag == "header" and any(
        outline.tags[up] in _ARTICLE for up in outline.ancestors(node, _HEADER_CLIMB)
    ):
        return MAIN
    return _ZONE_TAGS[tag]


@lru_cache(maxsize=4096)
def zone_by_name(mark: str) -> int:
    """The zone one of the words of a mark names; MAIN when none does."""
    for word in mark.split():
        for name, zone in (("foot", FOOT), ("nav", NAV), ("side", SIDE)):
            if lower_pattern("zone_marks", name).fullmatch(word):
                return zone
    return MAIN


def _fold_lines(outline: Outline) -> list[Line]:
    """The page's lines in document order, blanks folded, with how many characters are linked."""
    lines: list[Line] = []
    ends, texts, zones, parents = outline.ends, outline.texts, outline.zones, outline.parents
    links = [
        link
        for link in outline.links
        if ends[link] - link < _LINK_NODES and outline.attrs[link].get("href")
    ]
    links.append(len(ends))
    coming, link_end = 0, -1
    for nodes in outline.runs.values():
        first, last, linked = nodes[0], nodes[-1], 0
        if links[coming] < last or first < link_end:
            for node in nodes:
                while links[coming] < node:
                    link_end = ends[links[coming]]
                    coming += 1
                if node < link_end:
                    linked += len(texts[node].strip())
        text = texts[first] if first == last else _joined([texts[node] for node in nodes])
        zone = zones[parents[first]]
        lines.append(Line(" ".join(text.split()), first, last, linked, zone, len(lines)))
    for number in _feet([line.text[:_FOOT_REACH] for line in lines]):
        lines[number].is_foot = True
    return lines


@cache
def _foot() -> re.Pattern[str]:
    return re.compile(lower_pattern("noise_lines", "foot").pattern, re.MULTILINE)


def _feet(heads: list[str]) -> Iterator[int]:
    """The numbers of the lines that start like a footer. All are searched as one text, which is
    many times faster; each one found is then looked at by itself."""
    text = lowered("\n".join(heads))
    match = _foot().search(text)
    if match is None:
        return
    starts = [0, *accumulate(len(head) + 1 for head in heads)]
    while match is not None:
        number = bisect_right(starts, match.start()) - 1
        if _foot().search(lowered(heads[number])):
            yield number
        match = _foot().search(text, starts[number + 1]) if number + 1 < len(heads) else None


def _joined(pieces: list[str]) -> str:
    """The pieces of a line as one text; two numbers side by side stay two."""
    text = ""
    for piece in pieces:
        text += " " + piece if piece[0].isdigit() and text[-1:].isdigit() else piece
    return text
