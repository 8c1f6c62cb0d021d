"""The body of an article as blocks: recall first, menus and footers out."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from operator import sub

from xuncha.engine.domain.facts import Block
from xuncha.engine.extract.languages import language_of, script_of
from xuncha.engine.extract.lexicon import pattern, rows
from xuncha.engine.extract.outline import MAIN, Line, Outline

_WORST = 30
_LEAST = 60
_GAIN = 60
_LOST = 6
_STEPS = 2
_QUIET = frozenset({"td", "th", "p", "b", "strong", "font", "em", "caption"})
_CONTAINERS = frozenset({"div", "td", "ucapcontent", "section", "article", "table", "p", "span"})


def body_lines(outline: Outline, title: str, title_at: int) -> list[Line]:
    """The lines of the article's body in page order; empty when the page has none."""
    values = [_value(outline, line) for line in outline.lines]
    if not values:
        return []
    sums = Sums(outline, values)
    marked = _marked_box(outline, sums, title_at, _LEAST if max(values) > 0 else 0)
    if marked is not None:
        lines = _lines_in(outline, marked)
        return [line for line in lines if line.zone == MAIN and not _is_tool(line)]
    if max(values) <= 0:
        return []
    return _trimmed(outline, _lines_in(outline, _dense_box(outline, sums)), title, title_at)


class Sums:
    """What any box of a page is worth, by running sums over its lines."""

    def __init__(self, outline: Outline, values: list[int]) -> None:
        """Add up once; every later question is two look-ups."""
        self._ends = outline.ends
        worth, text, chars = ([0] * (len(outline.tags) + 1) for _ in range(3))
        for line, value in zip(outline.lines, values, strict=True):
            after = line.first + 1
            worth[after] = value
            text[after] = max(0, value)
            chars[after] = len(line.text) - line.linked
        self._worth = list(accumulate(worth))
        self._text = list(accumulate(text))
        self._chars = list(accumulate(chars))

    def worths(self) -> Iterator[int]:
        """What every node is worth, in page order."""
        return map(sub, map(self._worth.__getitem__, self._ends), self._worth)

    def worth(self, node: int) -> int:
        """Running text minus noise inside a box."""
        return self._worth[self._ends[node]] - self._worth[node]

    def text(self, node: int) -> int:
        """Running text alone inside a box."""
        return self._text[self._ends[node]] - self._text[node]

    def chars(self, node: int) -> int:
        """All characters inside a box that are not linked."""
        return self._chars[self._ends[node]] - self._chars[node]


def running_text(lines: list[Line]) -> int:
    """How many characters of running text the lines hold."""
    return sum(line.written for line in lines)


def blocks_of(lines: list[Line]) -> tuple[Block, ...]:
    """Body lines as blocks with their language and script."""
    return tuple(_block(line) for line in lines)


def _block(line: Line) -> Block:
    language = language_of(line.text)
    return Block(line.text, language, script_of(language, line.text), line.number)


def _value(outline: Outline, line: Line) -> int:
    """How much a line speaks for its box being the body: text for, links and menus against."""
    text, length = line.text, len(line.text)
    if line.zone != MAIN:
        return -min(length, _WORST)
    own = length - line.linked
    if line.linked * 3 > length * 2 and not (length >= 80 and own >= 25 and line.has_stop):
        return -min(4 + length // 2, _WORST)
    if length < 200 and line.is_foot:
        return -min(length, _WORST)
    if length < 120 and _is_furniture(text):
        return 0
    if own > 40 or (own > 8 and line.has_stop):
        return own
    return 0 if outline.tags[outline.parents[line.first]] in _QUIET else -3


@lru_cache(maxsize=4096)
def _is_furniture(text: str) -> bool:
    """Source lines, share words, links to the next article."""
    return _furniture().match(text) is not None


@cache
def _furniture() -> re.Pattern[str]:
    shapes = (pattern("noise_lines", group).pattern for group in ("head", "any", "tail"))
    return re.compile("|".join(shapes), re.IGNORECASE)


def _dense_box(outline: Outline, sums: Sums) -> int:
    """The box worth most: all of the running text with as little else as possible."""
    best, most = 0, sums.worth(0)
    tags, ends = outline.tags, outline.ends
    for node, worth in enumerate(sums.worths()):
        if worth < most or (worth == most and worth <= 0):
            continue
        if tags[node] and ends[node] > node + 1:
            best, most = node, worth
    return best


def _marked_box(outline: Outline, sums: Sums, title_at: int, least: int) -> int | None:
    """The container of a CMS family below the title, widened while text outside it is gained.

    None where the page has none with more than ``least`` characters: then the dense box decides.
    """
    best, most = None, least
    title_node = outline.lines[title_at].first if title_at >= 0 else 0
    for node, mark in outline.marks.items():
        if not _is_body_mark(mark) or outline.tags[node] not in _CONTAINERS or outline.zones[node]:
            continue
        if outline.ends[node] <= title_node:
            continue
        chars = sums.chars(node)
        if chars > most:
            best, most = node, chars
    if best is None:
        return None
    box = _widened(outline, sums, best)
    dense = _dense_box(outline, sums)
    related = dense <= box < outline.ends[dense] or box <= dense < outline.ends[box]
    elsewhere = not related and sums.text(dense) > _LOST * (sums.text(box) + _LEAST)
    return None if elsewhere else box


def _widened(outline: Outline, sums: Sums, box: int) -> int:
    """Up to three boxes further out while that gains more running text than noise."""
    steps = 0
    node = box
    while steps < _STEPS:
        node = outline.parents[node]
        if node <= 0:
            break
        if sums.worth(node) >= sums.worth(box) + _GAIN:
            box, steps = node, 0
        else:
            steps += 1
    return box


def _is_tool(line: Line) -> bool:
    return len(line.text) < 80 and bool(pattern("noise_lines", "any").match(line.text))


@lru_cache(maxsize=4096)
def _is_body_mark(mark: str) -> bool:
    return any(_body_word().fullmatch(word) for word in mark.split())


@cache
def _body_word() -> re.Pattern[str]:
    """Class and id words that any CMS family gives the box of its text."""
    families = dict.fromkeys(family for family, _ in rows("body_marks", 2))
    shapes = (pattern("body_marks", family).pattern for family in families)
    return re.compile("|".join(shapes), re.IGNORECASE)


def _lines_in(outline: Outline, box: int) -> list[Line]:
    end = outline.ends[box]
    return [line for line in outline.lines if box <= line.first < end]


def _trimmed(outline: Outline, lines: list[Line], title: str, title_at: int) -> list[Line]:
    """Without title, source line, share words, and what follows the text."""
    start = 0
    if lines and title_at >= 0:
        shown = outline.lines[title_at]
        start = next((i for i, line in enumerate(lines) if line is shown), -1) + 1
        if running_text(lines[:start]) > running_text(lines[start:]):
            start = 0
    kept: list[Line] = []
    written, half = 0, running_text(lines[start:]) // 2
    for line in lines[start:]:
        short = len(line.text) < 80
        if line.zone != MAIN or (short and _is_tool(line)):
            continue
        if short and written > half and pattern("noise_lines", "tail").match(line.text):
            break
        if short and written > _LEAST and pattern("noise_lines", "end").search(line.text):
            break
        if not kept and (line.text == title or _is_source(line)):
            continue
        kept.append(line)
        written += line.written
    return kept


def _is_source(line: Line) -> bool:
    return len(line.text) < 120 and bool(pattern("noise_lines", "head").match(line.text))
