"""Whether a list page without items is proved empty, or shows something all the same."""

from collections.abc import Iterator

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import Stamp
from xuncha.engine.extract.lists import Group
from xuncha.engine.extract.outline import MAIN, Line
from xuncha.engine.extract.ownlist import FOREIGN, HIDDEN, RANKED, ZONE
from xuncha.engine.extract.standing import Standing, is_note

_SENTENCE = frozenset("。！？；")
_SHORTEST = 8
_LONG = 40


def shows_something(standing: Standing, stamps: list[Stamp], groups: list[Group]) -> bool:
    """Whether a page without own items shows anything that could be the column's: a list beside
    which no empty place proves that it is another's, or a date or a sentence in the content."""
    if any(not _is_anothers(standing, group) for group in groups):
        return True
    dates = sorted(stamp.first for stamp in stamps)
    return any(_is_content(line, dates) for line in _own_lines(standing, groups))


def _is_anothers(standing: Standing, group: Group) -> bool:
    """Whether a list that stands aside surely is no part of the column's own."""
    if group.aside in (FOREIGN, HIDDEN):
        return standing.is_told_empty or bool(standing.notes)
    if group.aside in (ZONE, RANKED) or (group.aside and not group.dated):
        return True
    return standing.is_proved_empty


def _own_lines(standing: Standing, groups: list[Group]) -> Iterator[Line]:
    """The lines of the content outside every list that stands aside, menus, sides and footers."""
    outline, places = standing.outline, standing.is_proved_empty
    rows = sorted((row.box, outline.ends[row.box]) for group in groups for row in group.rows)
    for line in outline.lines:
        if line.zone != MAIN or line.first >= standing.foot:
            continue
        if any(start <= line.first < end for start, end in rows):
            continue
        aside = standing.marked_aside(line.first)
        if aside >= 0 and (places or outline.tags[aside] == "marquee"):
            continue
        if places and standing.hidden_box(line.first) >= 0:
            continue
        yield line


def _is_content(line: Line, dates: list[int]) -> bool:
    if is_note(line.text) or pattern("blank_marks", "template").search(line.text):
        return False
    if line.is_foot:
        return False
    if any(line.first <= node <= line.last for node in dates):
        return not pattern("blank_marks", "clock").search(line.text)
    own = len(line.text) - line.linked
    if line.linked * 3 > len(line.text) or own < _SHORTEST:
        return False
    return own >= _LONG or line.text[-1] in _SENTENCE
