"""Whether a list page without items is proved empty, or something on it leaves a doubt."""

from bisect import bisect_left
from collections.abc import Iterator

from xuncha.engine.extract.anchors import Anchor
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.lists import Finder, Group
from xuncha.engine.extract.outline import MAIN, NAV, Line
from xuncha.engine.extract.ownlist import FOREIGN, HIDDEN, MENU, RANKED, ZONE
from xuncha.engine.extract.standing import Standing, is_note

_SENTENCE = frozenset("。！？；")
_SHORTEST = 8
_SHORTEST_WORD = 2
_LONG = 40
_COLUMN_NAME = 6
_FEW_LINES = 3
_SHOWN = frozenset({"img", "video", "audio", "object", "embed", "input", "canvas"})


def leaves_doubt(finder: Finder, groups: list[Group]) -> bool:
    """Whether a page without own items shows anything that could be the column's content.

    A shown note or the page's own data saying that there is nothing leaves the least in doubt; an
    empty box for rows less than a page that merely holds nothing known: there every word, link
    and picture in the content must be known to be another's.
    """
    standing = finder.standing
    if any(not _is_anothers(finder, group) for group in groups):
        return True
    if not standing.is_said_empty and any(_unknown_links(finder, groups)):
        return True
    dates = sorted(stamp.first for stamp in finder.stamps)
    few = 0
    for line in _own_lines(standing, groups):
        if _is_content(line, dates):
            return True
        few += _is_unknown(standing, line)
    if standing.is_said_empty:
        return False
    if standing.empty_boxes:
        return few >= _FEW_LINES
    return few > 0 or any(_shown_things(standing)) or _hides_titles(standing)


def _is_anothers(finder: Finder, group: Group) -> bool:
    """Whether a list that stands aside surely is no part of the column's own."""
    standing = finder.standing
    if group.aside in (FOREIGN, HIDDEN):
        return standing.is_told_empty
    if group.aside in (ZONE, RANKED):
        return True
    if group.aside == MENU:
        return _is_navigation(standing, group)
    titles = sum(len(row.anchor.title) for row in group.rows)
    if not group.dated and titles <= _COLUMN_NAME * len(group.rows):
        return standing.marked_aside(group.rows[0].box) >= 0
    return standing.is_told_empty or bool(standing.empty_boxes)


def _is_navigation(standing: Standing, group: Group) -> bool:
    """Whether short links lead on: named so, above the content, or with the page among them."""
    first = group.rows[0].box
    if standing.marked_aside(first) >= 0 or not standing.start <= first < standing.foot:
        return True
    return any(row.anchor.title in standing.names for row in group.rows) or all(
        not row.anchor.url or row.anchor.url.endswith("#") for row in group.rows
    )


def _unknown_links(finder: Finder, groups: list[Group]) -> Iterator[Anchor]:
    """The links of the content that stand in no list and say nothing that a template says."""
    standing = finder.standing
    listed = {row.anchor.index for group in groups for row in group.rows}
    for one in finder.strong:
        if one.index in listed or finder.outline.zones[one.index] != MAIN:
            continue
        if not one.url or not standing.start <= one.index < standing.foot:
            continue
        if _says_nothing(one.title) or one.title in standing.names:
            continue
        if standing.marked_aside(one.index) < 0:
            yield one


def _says_nothing(text: str) -> bool:
    return (
        is_note(text)
        or pattern("blank_marks", "template").search(text) is not None
        or pattern("blank_marks", "trail").search(text) is not None
        or pattern("column_links", "skip").match(text) is not None
        or pattern("list_marks", "more").search(text) is not None
    )


def _own_lines(standing: Standing, groups: list[Group]) -> Iterator[Line]:
    """The lines of the content outside every list that stands aside, menus, sides and footers."""
    outline, proved = standing.outline, standing.is_proved_empty
    rows = sorted((row.box, outline.ends[row.box]) for group in groups for row in group.rows)
    for line in outline.lines:
        if line.zone != MAIN or line.first >= standing.foot:
            continue
        if any(start <= line.first < end for start, end in rows):
            continue
        aside = standing.marked_aside(line.first)
        if aside >= 0 and (proved or outline.tags[aside] == "marquee"):
            continue
        if proved and standing.hidden_box(line.first) >= 0:
            continue
        yield line


def _is_content(line: Line, dates: list[int]) -> bool:
    """Whether a line is a date or a sentence that no template prints."""
    if line.is_foot or is_note(line.text) or pattern("blank_marks", "template").search(line.text):
        return False
    at = bisect_left(dates, line.first)
    if at < len(dates) and dates[at] <= line.last:
        return not pattern("blank_marks", "clock").search(line.text)
    own = len(line.text) - line.linked
    if line.linked * 3 > len(line.text) or own < _SHORTEST:
        return False
    return own >= _LONG or line.text[-1] in _SENTENCE


def _is_unknown(standing: Standing, line: Line) -> bool:
    """Whether a short line below the page's head is neither its name nor a template's word."""
    text = line.text.strip(" []【】()（）:：·|>＞-")
    if len(text) - line.linked < _SHORTEST_WORD or line.first <= standing.start:
        return False
    if line.is_foot or text in standing.names or _says_nothing(text):
        return False
    if standing.is_table_head(line.first):
        return False
    return (
        not any(
            pattern(name, group).search(text)
            for name, group in (("blank_marks", "clock"), ("list_marks", "side"))
        )
        and standing.hidden_box(line.first) < 0
    )


def _hides_titles(standing: Standing) -> bool:
    """Whether a box named like a menu below the page's name holds links as long as titles."""
    outline = standing.outline
    named = (one for one in outline.links if standing.start < one and outline.zones[one] == NAV)
    return sum(len(outline.text_in(one)) > _SHORTEST for one in named) >= _FEW_LINES


def _shown_things(standing: Standing) -> Iterator[int]:
    """Pictures, films and forms of the content."""
    outline = standing.outline
    for node in range(max(standing.start, 0), min(standing.foot, len(outline.tags))):
        shown = outline.tags[node] in _SHOWN and outline.zones[node] == MAIN
        if shown and standing.marked_aside(node) < 0 and standing.hidden_box(node) < 0:
            yield node
