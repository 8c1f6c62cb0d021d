"""The body of an article as blocks: recall first, menus and footers out."""

import re
from functools import lru_cache
from itertools import accumulate

from xuncha.engine.domain.facts import Block
from xuncha.engine.extract.languages import language_of
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import MAIN, Line, Outline

_STOPS = re.compile(r"[。！？；，、：.!?;,།]")
_KEEP = 0.93
_WIDEST = 1.6
_WORST = 30
_CONTAINERS = frozenset({"div", "td", "ucapcontent", "section", "article", "table", "p", "span"})


def body_lines(outline: Outline, title: str, title_at: int) -> list[Line]:
    """The lines of the article's body in page order; empty when the page has none."""
    values = [_value(line) for line in outline.lines]
    if not values or max(values) <= 0:
        return []
    sums = Sums(outline, values)
    dense = _dense_box(outline, sums)
    box = _marked_box(outline, sums, dense)
    return _trimmed(outline, _lines_in(outline, box), title, title_at)


class Sums:
    """What any box of a page is worth, by running sums over its lines."""

    def __init__(self, outline: Outline, values: list[int]) -> None:
        """Add up once; every later question is two look-ups."""
        self._ends = outline.ends
        self._all = [0, *accumulate(values)]
        self._good = [0, *accumulate(max(0, value) for value in values)]
        places = [0] * (len(outline.tags) + 1)
        for line in outline.lines:
            places[line.first + 1] += 1
        self._places = list(accumulate(places))

    def worth(self, node: int) -> int:
        """Running text minus noise inside a box."""
        return self._all[self._places[self._ends[node]]] - self._all[self._places[node]]

    def text(self, node: int) -> int:
        """Running text alone inside a box."""
        return self._good[self._places[self._ends[node]]] - self._good[self._places[node]]


def running_text(lines: list[Line]) -> int:
    """How many characters of running text the lines hold."""
    return sum(max(0, _value(line)) for line in lines)


def blocks_of(lines: list[Line]) -> tuple[Block, ...]:
    """Body lines as blocks with their language."""
    return tuple(Block(line.text, language_of(line.text)) for line in lines)


def _value(line: Line) -> int:
    """How much a line speaks for its box being the body: running text for, links and menus against."""
    length = len(line.text)
    if line.zone != MAIN:
        return -min(length, _WORST)
    own = length - line.linked
    if line.linked * 3 > length * 2:
        return -min(length, _WORST) * 2 // 3
    if length < 200 and pattern("noise_lines", "foot").search(line.text):
        return -min(length, _WORST)
    if own > 40 or (own > 8 and _STOPS.search(line.text)):
        return own
    return -2


def _dense_box(outline: Outline, sums: Sums) -> int:
    """The box worth most: all of the running text with as little else as possible."""
    best, most = 0, sums.worth(0)
    for node, tag in enumerate(outline.tags):
        if tag and outline.ends[node] > node + 1:
            worth = sums.worth(node)
            if worth > most or (worth == most and worth > 0):
                best, most = node, worth
    return best


def _marked_box(outline: Outline, sums: Sums, dense: int) -> int:
    """The container of a CMS family where it holds nearly all of the dense box, else that box."""
    wanted = sums.text(dense) * _KEEP
    best = dense
    for node, tag in enumerate(outline.tags):
        if tag not in _CONTAINERS or outline.zones[node] or not outline.attrs[node]:
            continue
        inside = dense <= node < outline.ends[dense]
        around = node < dense < outline.ends[node] and sums.text(node) < wanted * _WIDEST
        if (inside or around) and sums.text(node) >= wanted and _is_body_mark(outline.mark(node)):
            best = node
    return best


@lru_cache(maxsize=4096)
def _is_body_mark(mark: str) -> bool:
    return any(
        pattern("body_marks", family).fullmatch(word)
        for family in ("trs", "hanweb", "ucap", "vsb", "nanwei")
        for word in mark.split()
    )


def _lines_in(outline: Outline, box: int) -> list[Line]:
    end = outline.ends[box]
    return [line for line in outline.lines if box <= line.first < end]


def _trimmed(outline: Outline, lines: list[Line], title: str, title_at: int) -> list[Line]:
    """Without title, source line, share words, and what follows the text."""
    start = 0
    if (
        lines
        and title_at >= 0
        and lines[0].first <= outline.lines[title_at].first <= lines[-1].first
    ):
        start = next(i for i, line in enumerate(lines) if line is outline.lines[title_at]) + 1
        if running_text(lines[:start]) > running_text(lines[start:]):
            start = 0
    kept: list[Line] = []
    tail = pattern("noise_lines", "tail")
    for line in lines[start:]:
        if line.zone != MAIN:
            continue
        short = len(line.text) < 80
        if (
            short
            and tail.match(line.text)
            and running_text(kept) > running_text(lines[start:]) // 2
        ):
            break
        if short and pattern("noise_lines", "any").match(line.text):
            continue
        if not kept and (
            line.text == title
            or (len(line.text) < 120 and pattern("noise_lines", "head").match(line.text))
        ):
            continue
        kept.append(line)
    return kept
