"""What a dated line is by its place: a list's row, the day of the visit, the end of a document."""

import re
from itertools import pairwise

from xuncha.engine.domain.words import DateKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.numerals import Written
from xuncha.engine.extract.outline import FOOT, MAIN, Line, Outline

_HAN = re.compile(r"[\u3400-\u9fff]")
_ROW_REACH = 4
_ROW_LINK = 8
_ROW_REST = 8
_BELOW = 2
_ALONE = 4
_TEXT = 30
_LINK_DEPTH = 6
_ABOVE = 3
_HEAD = 120
_BODY_NAME = 30
_TOP = 8
FAR_AWAY = 999
"""The distance of a title that was not found."""


def rows_of(outline: Outline, dated: list[tuple[Line, list[Written]]], title_at: int) -> set[int]:
    """Numbers of the dated lines that are rows of a list: a linked title and a date, and another
    such line close by. An article has its date once, and below its title stands no list."""
    rows: set[int] = set()
    for has_link in (True, False):
        like = [
            line
            for line, written in dated
            if not 0 < line.number - title_at <= _BELOW
            and _is_like_row(outline, line, written, has_link)
        ]
        for one, other in pairwise(like):
            if other.number - one.number <= _ROW_REACH and one.text != other.text:
                rows |= {one.number, other.number}
    return rows


def _is_like_row(outline: Outline, line: Line, written: list[Written], has_link: bool) -> bool:
    """Whether a line has a title linked in itself (``has_link``), or alone on the line above."""
    rest = len(line.text) - sum(one.end - one.start for one in written)
    if has_link:
        return line.linked >= _ROW_LINK and rest - line.linked <= _ROW_REST
    above = outline.lines[line.number - 1] if line.number else None
    linked_above = above is not None and _ROW_LINK <= above.linked == len(above.text)
    return linked_above and rest <= _ROW_REST


def in_link(outline: Outline, line: Line, one: Written) -> bool:
    """Whether a date of a mostly linked line stands in a link, behind a title, or leads to the
    next article. An address (www.example.cn 2005-07-18) is no title."""
    if pattern("noise_lines", "tail").match(line.text):
        return True
    if len(_HAN.findall(line.text[: one.start])) >= _ROW_LINK:
        return True
    pieces = [
        outline.texts[node]
        for node in range(line.first, line.last + 1)
        if outline.texts[node]
        and not any(outline.tags[up] == "a" for up in outline.ancestors(node, _LINK_DEPTH))
    ]
    return line.text[one.start : one.end] not in " ".join("".join(pieces).split())


def meant_by_place(
    outline: Outline, line: Line, written: list[Written], distance: int, rest: int
) -> DateKind | None:
    """What an unlabelled date of a line is by where it stands; None where the place says nothing.

    GENERATED: a weekday behind it and the title still to come, as pages greet with the day of the
    visit; a newspaper's page names the issue. SIGNED: alone on its line at the end of the text.
    PUBLISHED: there, with the editors named below and no body's name above, or in the box below.
    """
    tail = line.text[written[0].end :]
    if pattern("date_tails", "weekday").match(tail):
        above_title = distance < 0 or (distance == FAR_AWAY and line.number < _TOP)
        if above_title and not _names_an_issue(outline, line):
            return DateKind.GENERATED
    if rest > _ALONE or len(written) > 1 or distance <= 0:
        return None
    if line.zone == FOOT:
        return DateKind.PUBLISHED if _is_edited_below(outline, line) else None
    return _at_the_end(outline, line, written[0], distance) if line.zone == MAIN else None


def _at_the_end(outline: Outline, line: Line, one: Written, distance: int) -> DateKind | None:
    number = line.number
    above = outline.lines[max(0, number - min(_ABOVE, distance - 1)) : number]
    if not any(other.written > _TEXT for other in above):
        return None
    last = above[-1]
    is_name = len(last.text) <= _BODY_NAME and not last.has_stop
    is_date = len(last.text) <= len(line.text) + _ALONE and last.text[-1:] in "日)）"
    if (is_date or not is_name) and _is_edited_below(outline, line):
        return DateKind.PUBLISHED
    return DateKind.SIGNED if one.chinese or is_name else None


def _is_edited_below(outline: Outline, line: Line) -> bool:
    below = outline.lines[line.number + 1 : line.number + 2]
    return any(pattern("date_tails", "editors").match(other.text) for other in below)


def _names_an_issue(outline: Outline, line: Line) -> bool:
    around = outline.lines[max(0, line.number - _ABOVE) : line.number + _ABOVE + 1]
    return any(pattern("date_tails", "issue").search(other.text[:_HEAD]) for other in around)
