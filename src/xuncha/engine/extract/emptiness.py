"""What a list page without items shows all the same: dates, or text of its own."""

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import Stamp
from xuncha.engine.extract.lists import Group
from xuncha.engine.extract.outline import MAIN, Line, Outline

_SENTENCE = frozenset("。！？；")
_SHORTEST = 8
_LONG = 40


def shows_something(outline: Outline, stamps: list[Stamp], groups: list[Group]) -> bool:
    """Whether a date or a sentence stands in the content, outside rankings and what a template
    prints although its list is empty."""
    rows = sorted((row.box, outline.ends[row.box]) for group in groups for row in group.rows)
    dates = sorted(stamp.first for stamp in stamps)
    return any(
        _is_content(line, dates)
        for line in outline.lines
        if line.zone == MAIN and not any(start <= line.first < end for start, end in rows)
    )


def _is_content(line: Line, dates: list[int]) -> bool:
    if pattern("blank_marks", "template").search(line.text):
        return False
    if line.is_foot:
        return False
    if any(line.first <= node <= line.last for node in dates):
        return True
    own = len(line.text) - line.linked
    if line.linked * 3 > len(line.text) or own < _SHORTEST:
        return False
    return own >= _LONG or line.text[-1] in _SENTENCE
