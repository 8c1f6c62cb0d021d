"""The body of an article as blocks: recall first, menus and footers out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from operator import sub

from xuncha.engine.domain.facts import Block
from xuncha.engine.extract.dates import is_dated_source
from xuncha.engine.extract.languages import language_of, script_of
from xuncha.engine.extract.lexicon import lower_pattern, lowered, pattern, rows
from xuncha.engine.extract.outline import MAIN, Line, Outline

_WORST = 30
_LEAST = 60
_GAIN = 60
_LOST = 6
_ATTACHED = 10
_ENDING = 7
_STEPS = 2
_SHORT = 80
_SOURCE_LINE = 120
_FOOT_LINE = 200
_QUIET = frozenset({"td", "th", "p", "b", "strong", "font", "em", "caption"})
_CELLS = frozenset({"td", "th"})
_CELL_DEPTH = 3
_CELL_CLIMB = 16
"""Boxes between a line and its cell."""
_SPAN = re.compile("[1-9][0-9]?")
_DATA_CELLS = 3
_NEAR = 15
_CONTAINERS = frozenset({"div", "td", "ucapcontent", "section", "article", "table", "p", "span"})


def body_lines(outline: Outline, title: str, title_at: int) -> list[Line]:
    """The lines of the article's body in page order; empty when the page has none."""
    values = [_value(outline, line) for line in outline.lines]
    if not values:
        return []
    sums = Sums(outline, values)
    marked = _marked_box(outline, sums, title_at, _LEAST if max(values) > 0 else 0)
    if marked is None and max(values) <= 0:
        return []
    box = _dense_box(outline, sums) if marked is None else marked
    lines = _lines_in(outline, box)
    if lines and 0 <= title_at < lines[0].number <= title_at + _NEAR and sums.text(box) < _LEAST:
        lines = outline.lines[title_at + 1 : lines[-1].number + 1]
    return _trimmed(outline, lines, title, title_at, marked=marked is not None)


class Sums:
    """What any box of a page is worth, by running sums over its lines."""

    def __init__(self, outline: Outline, values: list[int]) -> None:
        """Add up once; every later question is two look-ups."""
        self._ends = outline.ends
        self._first = [line.first for line in outline.lines]
        worth = [0] * (len(self._ends) + 1)
        for first, value in zip(self._first, values, strict=True):
            worth[first + 1] = value
        self._worth = list(accumulate(worth))
        own = [len(line.text) - line.linked for line in outline.lines]
        self._text = list(accumulate([max(0, value) for value in values], initial=0))
        self._chars = list(accumulate(own, initial=0))

    def worths(self) -> list[int]:
        """What every node is worth, in page order."""
        return list(map(sub, map(self._worth.__getitem__, self._ends), self._worth))

    def worth(self, node: int) -> int:
        """Running text minus noise inside a box."""
        return self._worth[self._ends[node]] - self._worth[node]

    def text(self, node: int) -> int:
        """Running text alone inside a box."""
        return self._within(self._text, node)

    def chars(self, node: int) -> int:
        """All characters inside a box that are not linked."""
        return self._within(self._chars, node)

    def _within(self, sums: list[int], node: int) -> int:
        """What the lines that begin inside a box add up to."""
        start = bisect_left(self._first, node)
        return sums[bisect_left(self._first, self._ends[node], start)] - sums[start]


def running_text(lines: list[Line]) -> int:
    """How many characters of running text the lines hold."""
    return sum([line.written for line in lines])


def blocks_of(lines: list[Line], outline: Outline) -> tuple[Block, ...]:
    """Body lines as blocks with their language and script, and their place in a table."""
    columns: dict[int, int] = {}
    blocks: list[Block] = []
    for line in lines:
        row, cell = _cell_of(outline, columns, line)
        language = language_of(line.text)
        script = script_of(language, line.text)
        blocks.append(Block(line.text, language, script, line.number, row, cell))
    return tuple(blocks)


def _cell_of(outline: Outline, columns: dict[int, int], line: Line) -> tuple[int, int]:
    """The row and the column of the innermost cell around a line; (-1, 0) outside tables.
    ``columns`` keeps what was counted."""
    tags, parents = outline.tags, outline.parents
    node = parents[line.first]
    for _ in range(_CELL_CLIMB):
        if node <= 0:
            break
        if tags[node] in _CELLS:
            row = parents[node]
            if node not in columns:
                columns.update(_columns(outline, row))
            return row, columns[node]
        node = parents[node]
    return -1, 0


def _columns(outline: Outline, row: int) -> Iterator[tuple[int, int]]:
    """Every cell of a row with the column it begins in, from 1."""
    column, child = 1, row + 1
    while child < outline.ends[row]:
        if outline.tags[child] in _CELLS:
            yield child, column
            width = outline.attrs[child].get("colspan") or ""
            column += int(width) if _SPAN.fullmatch(width) else 1
        child = outline.ends[child]


def _value(outline: Outline, line: Line) -> int:
    """How much a line speaks for its box being the body: text for, links and menus against."""
    text = line.text
    length = len(text)
    if line.zone != MAIN:
        return -min(length, _WORST)
    own = length - line.linked
    if own * 3 < length and not (length >= 80 and own >= 25 and line.has_stop):
        return _ATTACHED if is_attachment(text) else -min(4 + length // 2, _WORST)
    if length < 200 and line.is_foot:
        return -min(length, _WORST)
    if length < 120 and _is_furniture(text):
        return 0
    if own > 40 or (own > 8 and line.has_stop) or (own == length and text[-1] == "。"):
        return own
    parent = outline.parents[line.first]
    if _is_in_data_row(outline, parent):
        return 1
    return 0 if outline.tags[parent] in _QUIET else -3


def _is_in_data_row(outline: Outline, node: int) -> bool:
    """Whether a box stands in a table's row of three cells and more: data, not page layout."""
    tags, ends = outline.tags, outline.ends
    for _ in range(_CELL_DEPTH):
        if tags[node] in _CELLS or node <= 0:
            break
        node = outline.parents[node]
    row = outline.parents[node] if node > 0 else -1
    if row < 0 or tags[node] not in _CELLS:
        return False
    cells, child = 0, row + 1
    while child < ends[row] and cells < _DATA_CELLS:
        cells += tags[child] in _CELLS
        child = ends[child]
    return cells >= _DATA_CELLS


def is_attachment(text: str) -> bool:
    """Whether a linked line names a file that belongs to the text."""
    if text[0] != "附" and "." not in text[-_ENDING:]:
        return False
    return pattern("noise_lines", "file").search(text) is not None


@lru_cache(maxsize=4096)
def _is_furniture(text: str) -> bool:
    """Source lines, share words, links to the next article."""
    return _furniture().match(text) is not None


@cache
def _furniture() -> re.Pattern[str]:
    shapes = (pattern("noise_lines", group).pattern for group in ("head", "any", "tail"))
    return re.compile("|".join(shapes), re.IGNORECASE)


def _dense_box(outline: Outline, sums: Sums) -> int:
    """The box worth most, the innermost of equals: all of the running text with as little else as
    possible."""
    worths, ends = sums.worths(), outline.ends
    top = max(worths)
    innermost = len(worths) - 1 - worths[::-1].index(top)
    if top > 0 and ends[innermost] > innermost + 1:
        return innermost
    best, most = 0, worths[0]
    for node, worth in enumerate(worths):
        if worth < most or (worth == most and worth <= 0):
            continue
        if ends[node] > node + 1:
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


@lru_cache(maxsize=4096)
def _is_body_mark(mark: str) -> bool:
    return any(_body_word().fullmatch(word) for word in mark.split())


@cache
def _body_word() -> re.Pattern[str]:
    """Class and id words that any CMS family gives the box of its text."""
    families = dict.fromkeys(family for family, _ in rows("body_marks", 2))
    shapes = (lower_pattern("body_marks", family).pattern for family in families)
    return re.compile("|".join(shapes))


def _lines_in(outline: Outline, box: int) -> list[Line]:
    end = outline.ends[box]
    return [line for line in outline.lines if box <= line.first < end]


def _trimmed(
    outline: Outline, lines: list[Line], title: str, title_at: int, *, marked: bool
) -> list[Line]:
    """Without title, source line, share words, and what follows the text. ``marked``: the lines
    are those of a CMS's own box."""
    start = 0
    if lines and title_at >= 0:
        shown = outline.lines[title_at]
        start = next((i for i, line in enumerate(lines) if line is shown), -1) + 1
        if running_text(lines[:start]) > running_text(lines[start:]):
            start = 0
    tool, tail, end = (pattern("noise_lines", group) for group in ("any", "tail", "end"))
    whole = lowered("\n".join([line.text for line in lines]))
    may_end = lower_pattern("noise_lines", "end_word").search(whole)
    kept: list[Line] = []
    written, half = 0, running_text(lines[start:]) // 2
    for line in lines[start:]:
        text = line.text
        short = len(text) < _SHORT
        if line.zone != MAIN or (short and tool.match(text)):
            continue
        if short and written >= half and tail.match(text):
            break
        if may_end and short and written > _LEAST and end.search(text):
            break
        if kept and written >= half and len(text) < _FOOT_LINE and line.is_foot:
            break
        if not kept and (text == title or _is_source(line, marked=marked)):
            continue
        kept.append(line)
        written += line.written
    return kept


def _is_source(line: Line, *, marked: bool) -> bool:
    """Whether a line above the text says where it is from: by its first word, or by a date with a
    clock time or a source beside it and no sentence. A bare date in a ``marked`` box is text."""
    text = line.text
    if len(text) >= _SOURCE_LINE:
        return False
    if not (marked and text[0].isdigit()) and pattern("noise_lines", "head").match(text):
        return True
    return "。" not in text and is_dated_source(text)
