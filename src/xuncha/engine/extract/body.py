"""The body of an article as blocks: recall first, menus and footers out."""

import re
from itertools import accumulate

from xuncha.engine.domain.facts import Block
from xuncha.engine.extract.languages import language_of
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import MAIN, Line, Outline

_STOPS = re.compile(r"[。！？；，、：.!?;,།]")
_KEEP = 0.9
_MARK_SHARE = 0.55
_NO_BODY_TAGS = frozenset({"form", "label", "button", "input"})


def body_lines(outline: Outline, title: str, title_at: int) -> list[Line]:
    """The lines of the article's body in page order; empty when the page has none."""
    weights = [_weight(line) for line in outline.lines]
    total = sum(weights)
    if not total:
        return _lone_container(outline)
    sums, places = _line_sums(outline, weights)
    box = _marked_box(outline, sums, places, total)
    if box is None:
        box = _dense_box(outline, sums, places)
    return _trimmed(outline, _lines_in(outline, box), title, title_at)


def blocks_of(lines: list[Line]) -> tuple[Block, ...]:
    """Body lines as blocks with their language."""
    return tuple(Block(line.text, language_of(line.text)) for line in lines)


def _weight(line: Line) -> int:
    """How much a line looks like running text."""
    if line.zone != MAIN:
        return 0
    own = len(line.text) - line.linked
    if line.linked * 3 > len(line.text) * 2:
        return 0
    stops = len(_STOPS.findall(line.text))
    if own < 12 and not stops:
        return own // 4
    return own if stops or own > 40 else own // 2


def _line_sums(outline: Outline, weights: list[int]) -> tuple[list[int], list[int]]:
    """Running sums over lines and, for every node, how many lines start before it."""
    sums = [0, *accumulate(weights)]
    places = [0] * (len(outline.tags) + 1)
    for line in outline.lines:
        places[line.first + 1] += 1
    return sums, list(accumulate(places))


def _sum_in(outline: Outline, node: int, sums: list[int], places: list[int]) -> int:
    return sums[places[outline.ends[node]]] - sums[places[node]]


def _marked_box(outline: Outline, sums: list[int], places: list[int], total: int) -> int | None:
    """The container of a CMS family, widened until no sister paragraph is left out."""
    best, most = None, 0
    for node, tag in enumerate(outline.tags):
        if (
            tag not in {"div", "td", "ucapcontent", "section", "article", "table", "p", "span"}
            or outline.zones[node]
        ):
            continue
        mark = outline.mark(node)
        if not mark or not any(_is_body_mark(word) for word in mark.split()):
            continue
        inside = _sum_in(outline, node, sums, places)
        if inside > most:
            best, most = node, inside
    if best is None or most < total * _MARK_SHARE:
        return None
    return best


def _is_body_mark(word: str) -> bool:
    return any(
        pattern("body_marks", family).fullmatch(word)
        for family in ("trs", "hanweb", "ucap", "vsb", "nanwei")
    )


def _dense_box(outline: Outline, sums: list[int], places: list[int]) -> int:
    """Down from the body while one child keeps nearly all of the running text."""
    node = 0
    while True:
        here = _sum_in(outline, node, sums, places)
        child, best, most = node + 1, None, 0
        while child < outline.ends[node]:
            if outline.tags[child]:
                inside = _sum_in(outline, child, sums, places)
                if inside > most:
                    best, most = child, inside
            child = outline.ends[child]
        if best is None or most < here * _KEEP:
            return node
        node = best


def _lines_in(outline: Outline, box: int) -> list[Line]:
    end = outline.ends[box]
    return [line for line in outline.lines if box <= line.first < end]


def _trimmed(outline: Outline, lines: list[Line], title: str, title_at: int) -> list[Line]:
    """Without title, source line, share words, and what follows the text."""
    kept: list[Line] = []
    inside = {id(line) for line in lines}
    start = 0
    if title_at >= 0 and id(outline.lines[title_at]) in inside:
        start = next(i for i, line in enumerate(lines) if line is outline.lines[title_at]) + 1
        if sum(_weight(line) for line in lines[:start]) > sum(
            _weight(line) for line in lines[start:]
        ):
            start = 0
    for line in lines[start:]:
        if line.zone != MAIN:
            continue
        if (
            len(line.text) < 80
            and pattern("noise_lines", "tail").match(line.text)
            and len(kept) > 1
        ):
            break
        if len(line.text) < 60 and pattern("noise_lines", "any").match(line.text):
            continue
        if not kept and (
            line.text == title
            or (len(line.text) < 120 and pattern("noise_lines", "head").match(line.text))
        ):
            continue
        kept.append(line)
    return kept


def _lone_container(outline: Outline) -> list[Line]:
    return []
