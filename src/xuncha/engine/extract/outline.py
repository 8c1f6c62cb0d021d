"""A page as flat arrays in document order: tags, parents, subtree ends, texts, zones, lines.

Everything in this room works on these arrays, so a page is walked once. Scripts are kept apart.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xuncha.engine.extract.lexicon import pattern

MAX_NODES = 200_000
MAX_CHARS = 4_000_000
_LINK_NODES = 60
_SKIPPED = [
    "style",
    "noscript",
    "template",
    "svg",
    "select",
    "textarea",
    "link",
    "meta",
]
_EMBEDS = frozenset(["script", "iframe", "frame", "object", "embed"])
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    ]
)
_MARKED = (_BLOCKS | {"span", "a", "i", "em", "small", "time", "label", "input", "img"}) - {
    "br",
    "hr",
    "tbody",
}
_ZONED = frozenset(["div", "ul", "ol", "table", "td", "section", "dl", "p", "center"])
MAIN, NAV, FOOT, SIDE = 0, 1, 2, 3
_ZONE_TAGS = {"nav": NAV, "footer": FOOT, "aside": SIDE, "header": NAV}


@dataclass(frozen=True, slots=True)
class Line:
    """A line a reader sees: text between two block boundaries, with the nodes it came from."""

    text: str
    first: int
    last: int
    linked: int
    zone: int


@dataclass(frozen=True, slots=True)
class Embed:
    """A script or a frame and where it stands: in which box, before which node."""

    tag: str
    form: str
    src: str
    code: str
    parent: int
    at: int


@dataclass(slots=True)
class Outline:
    """The arrays; 0 is the root. ``texts[i]`` is empty for elements, ``tags[i]`` for texts."""

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    attrs: list[dict[str, str | None]] = field(default_factory=list)
    zones: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    line_of: list[int] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[tuple[str, str, str]] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    base: str = ""
    cut: bool = False

    def mark(self, index: int) -> str:
        """Class and id of an element, lower case."""
        attrs = self.attrs[index]
        return _mark_of(attrs) if attrs else ""

    def text_in(self, index: int) -> str:
        """All text under an element (or the text itself), blanks folded."""
        return " ".join("".join(self.texts[index : self.ends[index]]).split())

    def ancestors(self, index: int) -> list[int]:
        """Parents of a node from the nearest to the root."""
        found = []
        index = self.parents[index]
        while index >= 0:
            found.append(index)
            index = self.parents[index]
        return found


_NONE: dict[str, str | None] = {}


def _mark_of(attrs: dict[str, str | None]) -> str:
    return f"{attrs.get('class') or ''} {attrs.get('id') or ''}".strip().lower()


def build(html: str) -> Outline:
    """Parse and flatten a page. A page over the bounds is cut (``cut`` True), never refused."""
    outline = Outline()
    if len(html) > MAX_CHARS:
        html, outline.cut = html[:MAX_CHARS], True
    parser = LexborHTMLParser(html)
    _read_head(parser, outline)
    parser.strip_tags(_SKIPPED)
    root = parser.body or parser.root
    if root is not None:
        _walk(root, outline)
        _free_great_zones(outline)
        outline.lines = _fold_lines(outline)
    return outline


def _read_head(parser: LexborHTMLParser, outline: Outline) -> None:
    title = parser.css_first("title")
    outline.title = " ".join(title.text().split()) if title is not None else ""
    for node in parser.css("meta"):
        attrs = node.attributes
        name = attrs.get("name") or attrs.get("property") or attrs.get("itemprop") or ""
        if name:
            outline.metas.append((name.strip(), (attrs.get("content") or "").strip()))
    for node in parser.css("script"):
        attrs = node.attributes
        outline.scripts.append((attrs.get("type") or "", attrs.get("src") or "", node.text() or ""))
    base = parser.css_first("base[href]")
    outline.base = (base.attributes.get("href") or "") if base is not None else ""


def _walk(root: LexborNode, outline: Outline) -> None:
    """Depth first without recursion: a page of ten thousand nested boxes is still a page."""
    tags, parents, ends, texts = outline.tags, outline.parents, outline.ends, outline.texts
    attrs, zones, line_of = outline.attrs, outline.zones, outline.line_of
    stack: list[tuple[LexborNode, int]] = []
    line, current, zone, count = 0, -1, MAIN, 0
    node: LexborNode | None = root
    while node is not None:
        tag, child, text, own, found = node.tag or "", None, "", zone, _NONE
        if tag == "-text":
            text = node.text_content or ""
            keep = bool(text) and not text.isspace()
            tag = ""
        elif tag in _EMBEDS:
            outline.embeds.append(_embed(node, current, count))
            keep = False
        else:
            keep = bool(tag) and tag[0] not in "-!_#"
            if keep:
                found = node.attributes if tag in _MARKED else _NONE
                line += tag in _BLOCKS
                own = zone or _zone_of(tag, found, outline, current)
                child = node.first_child
        if keep:
            count += 1
            tags.append(tag)
            parents.append(current)
            ends.append(count)
            texts.append(text)
            attrs.append(found)
            zones.append(own)
            line_of.append(line)
        if child is not None:
            stack.append((node, current))
            current, zone, node = count - 1, own, child
            continue
        following = node.next if stack else None
        while following is None and stack:
            node, above = stack.pop()
            ends[current] = count
            line += tags[current] in _BLOCKS
            current = above
            zone = zones[above] if above >= 0 else MAIN
            following = node.next if stack else None
        node = following
        if count >= MAX_NODES:
            outline.cut, node = True, None
    while current >= 0:
        ends[current] = max(ends[current], count)
        current = parents[current]


def _embed(node: LexborNode, parent: int, at: int) -> Embed:
    tag, attrs = node.tag or "", node.attributes
    code = (node.text_content or node.text() or "") if tag == "script" else ""
    src = (attrs.get("src") or attrs.get("data") or "").strip()
    return Embed(tag, (attrs.get("type") or "").lower(), src, code, max(parent, 0), at)


def _free_great_zones(outline: Outline) -> None:
    """A box named like a menu that holds half of the page's text is the page, not a menu; one
    named like a footer with much of the page after it is no footer."""
    sums = [0]
    for text in outline.texts:
        sums.append(sums[-1] + len(text))
    zones, ends = outline.zones, outline.ends
    index = 0
    while index < len(zones):
        if not zones[index]:
            index += 1
            continue
        end = ends[index]
        great = (sums[end] - sums[index]) * 2 > sums[-1]
        early = zones[index] == FOOT and sums[end] * 10 < sums[-1] * 7
        if (great or early) and outline.tags[index] not in _ZONE_TAGS:
            zones[index:end] = [MAIN] * (end - index)
            end = index + 1
        index = max(end, index + 1)


def _zone_of(tag: str, attrs: dict[str, str | None], outline: Outline, parent: int) -> int:
    if tag in _ZONE_TAGS:
        if tag == "header" and any(
            outline.tags[above] in {"article", "main", "section"}
            for above in (parent, *outline.ancestors(parent))
        ):
            return MAIN
        return _ZONE_TAGS[tag]
    if tag not in _ZONED or not attrs:
        return MAIN
    mark = _mark_of(attrs)
    return _zone_by_mark(mark) if mark else MAIN


@lru_cache(maxsize=4096)
def _zone_by_mark(mark: str) -> int:
    for token in mark.split():
        for name, zone in (("foot", FOOT), ("nav", NAV), ("side", SIDE)):
            if pattern("zone_marks", name).fullmatch(token):
                return zone
    return MAIN


def _fold_lines(outline: Outline) -> list[Line]:
    """The page's lines in document order, blanks folded, with how many characters are linked."""
    lines: list[Line] = []
    pieces: list[str] = []
    first = last = linked = 0
    number = -1
    link_ends = -1
    ends, texts, line_of = outline.ends, outline.texts, outline.line_of
    for index, tag in enumerate(outline.tags):
        if tag:
            if (
                tag == "a"
                and ends[index] - index < _LINK_NODES
                and outline.attrs[index].get("href")
            ):
                link_ends = ends[index]
            continue
        if line_of[index] != number:
            if pieces:
                _close(lines, pieces, first, last, linked, outline)
            pieces, first, linked = [], index, 0
            number = line_of[index]
        text = texts[index]
        if pieces and pieces[-1][-1].isdigit() and text[0].isdigit():
            pieces.append(" ")
        pieces.append(text)
        last = index
        if index < link_ends:
            linked += len(text.strip())
    if pieces:
        _close(lines, pieces, first, last, linked, outline)
    return lines


def _close(
    lines: list[Line], pieces: list[str], first: int, last: int, linked: int, outline: Outline
) -> None:
    text = " ".join("".join(pieces).split())
    if text:
        lines.append(Line(text, first, last, linked, outline.zones[outline.parents[first]]))
