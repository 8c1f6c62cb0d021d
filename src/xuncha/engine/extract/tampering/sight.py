"""Whether an element of a page can be seen: its own styles and those of the boxes around it."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from xuncha.engine.domain.tampering import Hiding
from xuncha.engine.extract.tampering.limits import limits
from xuncha.engine.extract.tampering.styles import (
    Declared,
    background_of,
    colour_of,
    declared,
    hiding_of,
    letters_hidden,
    pixels,
    rules_of,
    same_colour,
)

MAX_DEPTH = 512
"""Boxes around an element that are asked; browsers nest no deeper."""
MAX_SHEETS = 40
_NOTHING: Declared = {}
_Rank = tuple[bool, int, int, int]
_Ranked = dict[str, tuple[_Rank, str]]
_SIZED = frozenset({"iframe", "frame", "embed", "object", "marquee", "table", "td", "div", "img"})
_COLOURED = frozenset({"font", "basefont"})


class Sight:
    """Answers about one page; styles are read when the first question comes."""

    def __init__(self, parser: LexborHTMLParser, sheets: tuple[str, ...]) -> None:
        """``sheets`` are fetched style sheets of the page."""
        self._parser, self._sheets = parser, sheets
        self._by_rule: dict[int, _Ranked] | None = None
        self._hidden: dict[int, Hiding | None] = {}
        self._known: dict[int, Declared] = {}

    def hiding_of(self, node: LexborNode) -> Hiding | None:
        """How an element is kept from the eyes of a reader; None when he sees it."""
        line = list(self._outwards(node))
        for one in line:
            hiding = self._own_hiding(one)
            if hiding is not None:
                return hiding
        return self._small_letters(line) or self._one_colour(line)

    def is_in(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is, or stands in, one with that tag."""
        return any(one.tag == tag for one in self._outwards(node))

    def _outwards(self, node: LexborNode) -> Iterator[LexborNode]:
        current: LexborNode | None = node if node.tag != "-text" else node.parent
        for _ in range(MAX_DEPTH):
            if current is None or current.tag in ("-document", "html"):
                return
            yield current
            current = current.parent

    def _own_hiding(self, node: LexborNode) -> Hiding | None:
        key = node.mem_id
        if key not in self._hidden:
            self._hidden[key] = self._read_hiding(node)
        return self._hidden[key]

    def _read_hiding(self, node: LexborNode) -> Hiding | None:
        if node.tag == "noscript":
            return Hiding.NOSCRIPT
        attrs = node.attributes
        if "hidden" in attrs:
            return Hiding.NOT_SHOWN
        hiding = hiding_of(self._styles(node))
        if hiding is None and node.tag in _SIZED:
            hiding = _by_size(attrs, node.tag or "")
        return Hiding.MARQUEE if hiding is not None and node.tag == "marquee" else hiding

    def _small_letters(self, line: list[LexborNode]) -> Hiding | None:
        for distance, one in enumerate(line):
            small = letters_hidden(self._styles(one))
            if small is None and one.tag in _COLOURED:
                size = one.attributes.get("size") or ""
                small = True if size == "0" else None
            if small is not None:
                near = distance <= 1
                return (Hiding.TINY_FONT if near else Hiding.UNSEEN) if small else None
        return None

    def _one_colour(self, line: list[LexborNode]) -> Hiding | None:
        # A browser gives links a colour of their own: what is around them does not colour them.
        is_link, colour = bool(line) and line[0].tag == "a", None
        for distance, one in enumerate(line):
            styles = self._styles(one)
            if colour is None and not (is_link and distance):
                colour = colour_of(styles)
                if colour is None and one.tag in _COLOURED:
                    colour = colour_of({"color": one.attributes.get("color") or ""})
                if colour is not None and not colour.alpha:
                    return Hiding.SAME_COLOUR
            behind = background_of(styles) or background_of(
                {"background": (one.attributes.get("bgcolor") or "").lower()}
            )
            if isinstance(behind, str):
                return None
            if behind is not None:
                is_one = colour is not None and same_colour(colour, behind)
                return Hiding.SAME_COLOUR if is_one else None
        return None

    def _styles(self, node: LexborNode) -> Declared:
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = self._read_styles(node)
        return known

    def _read_styles(self, node: LexborNode) -> Declared:
        inline = node.attributes.get("style") or ""
        by_rule = self._rules().get(node.mem_id, {})
        if not by_rule:
            return declared(inline) if inline else _NOTHING
        found = {name: value for name, (_, value) in by_rule.items()}
        own = declared(inline) if inline else _NOTHING
        insisted = {name for name, (rank, _) in by_rule.items() if rank[0]}
        return found | {name: own[name] for name in own if name not in insisted}

    def _rules(self) -> dict[int, _Ranked]:
        """What the page's style sheets say of its elements, the rule that holds of each name."""
        if self._by_rule is not None:
            return self._by_rule
        found: dict[int, _Ranked] = {}
        self._by_rule = found
        own = [node.text() or "" for node in self._parser.css("style")[:MAX_SHEETS]]
        for sheet in (*self._sheets, *own):
            for rule in rules_of(sheet):
                try:
                    nodes = self._parser.css(rule.selector)
                except (SelectolaxError, ValueError, RuntimeError):
                    continue
                for node in nodes:
                    held = found.setdefault(node.mem_id, {})
                    for name, value in rule.declared.items():
                        rank = (name in rule.important, *rule.rank)
                        if name not in held or held[name][0] <= rank:
                            held[name] = (rank, value)
        return found


def _by_size(attrs: dict[str, str | None], tag: str) -> Hiding | None:
    """What the width and height attributes of a frame, a marquee or a box say."""
    lengths = [pixels(attrs.get(side) or "") for side in ("width", "height")]
    small = [length for length in lengths if length is not None and length <= limits().tiny_px]
    if len(small) == len(lengths):
        return Hiding.TINY if any(small) else Hiding.NO_SIZE
    return Hiding.TINY if small and tag in ("marquee", "iframe", "frame") else None
