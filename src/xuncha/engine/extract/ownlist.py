"""Which of a page's lists is the column's own, and why the others stand beside it."""

from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import day_in_address
from xuncha.engine.extract.lists import Finder, Group, Row
from xuncha.engine.extract.outline import SIDE
from xuncha.engine.extract.standing import is_for_rows

ZONE, RANKED, NAMED, HEADED = "zone", "ranked", "named", "headed"
HIDDEN, FOREIGN, MENU = "hidden", "foreign", "menu"
"""Why a list stands aside: its box is one of a side, its heading is a ranking's or a
side's in a box named so, a box around is
named so and the page's own place is empty elsewhere, its heading is one of a side's, it is hidden
behind a shown one, its heading is another's and the page's own place is empty, or it is made of
short links alone in no box for rows."""
_LONGEST_TITLE = 40
_SHORT_TITLES = 9
_FEW_ROWS = 3
_ROOT_SLASHES = 3
_BULLETS = " \t\r\n\xa0\u3000·•|｜>＞、-"
_MOST_ROWS = 80
_OTHERS_HEADING = 0.5


def weighed(finder: Finder) -> list[Group]:
    """Every list of a page, the one most like the column's own first."""
    groups = [_weigh(finder, cluster) for cluster in finder.clusters()]
    groups.sort(key=lambda group: -group.score)
    if groups and groups[0].headed:
        own = next((one for one in groups if _is_unheaded_own(finder, one)), None)
        groups.sort(key=lambda group: group is not own)
    return groups


def _is_unheaded_own(finder: Finder, group: Group) -> bool:
    """Whether titles of items stand in a box for rows under no other heading."""
    if group.aside or group.headed or len(group.rows) < _FEW_ROWS:
        return False
    length = sum(len(row.anchor.title) for row in group.rows) / len(group.rows)
    return length >= _SHORT_TITLES and is_for_rows(finder.outline.mark(group.rows[0].parent))


def _weigh(finder: Finder, rows: list[Row]) -> Group:
    by_url = sum(1 for row in rows if not row.stamps and day_in_address(row.anchor.url))
    dated = sum(1 for row in rows if row.stamps) + by_url
    length = sum(min(len(row.anchor.title), _LONGEST_TITLE) for row in rows) / len(rows)
    heading = finder.standing.heading_above(_start_of(rows[0]))
    aside = _aside(finder, rows, heading, dated)
    if not aside and not dated and length < _SHORT_TITLES and _is_menu(finder, rows, heading):
        aside = MENU
    score = min(len(rows), _MOST_ROWS) * (0.1 + dated / len(rows)) * length
    if not dated and length < _SHORT_TITLES:
        score *= 0.2
    if aside:
        score *= 0.1
    elif heading >= 0 and finder.standing.is_foreign_heading(heading):
        score *= _OTHERS_HEADING
        return Group(tuple(rows), score, dated, aside, headed=True)
    return Group(tuple(rows), score, dated, aside)


def _is_menu(finder: Finder, rows: list[Row], heading: int) -> bool:
    """Whether rows are links and nothing else, in no box for rows, not under the page's name."""
    outline, standing = finder.outline, finder.standing
    if is_for_rows(outline.mark(rows[0].parent)):
        return False
    if heading >= 0 and outline.texts[heading].strip() in standing.names:
        return False
    return not any(
        outline.texts[node].strip(_BULLETS)
        for row in rows[:_FEW_ROWS]
        for node in range(row.box, outline.ends[row.box])
        if not row.anchor.index <= node < outline.ends[row.anchor.index]
    )


def _start_of(row: Row) -> int:
    return min(row.box, row.stamps[0].first) if row.stamps else row.box


def _aside(finder: Finder, rows: list[Row], heading: int, dated: int) -> str:
    standing, outline = finder.standing, finder.outline
    box = rows[0].box
    text = outline.texts[heading].strip() if heading >= 0 else ""
    named_side = text not in standing.names and pattern("list_marks", "side").search(text)
    in_side = outline.zones[box] == SIDE
    if named_side and (
        in_side or pattern("list_marks", "ranking").search(text) or standing.marked_aside(box) >= 0
    ):
        return RANKED
    if in_side:
        return ZONE
    if _is_below_page(finder, rows):
        return ""
    hidden = standing.hidden_box(rows[0].parent)
    if hidden >= 0 and standing.has_shown_sister(hidden):
        return HIDDEN
    if named_side:
        return HEADED
    if standing.marked_aside(box) >= 0 and (standing.empty_places or not dated):
        return NAMED
    if (
        heading >= 0
        and standing.is_foreign_heading(heading)
        and _is_empty_elsewhere(finder, _reach(finder, heading, rows))
    ):
        return FOREIGN
    return ""


def _is_below_page(finder: Finder, rows: list[Row]) -> bool:
    """Whether most of the rows lead below the page's own folder, as a column's items do."""
    folder = finder.base.rpartition("/")[0] + "/"
    if folder.count("/") <= _ROOT_SLASHES:
        return False
    itself = plain_address(finder.base)
    below = [
        row
        for row in rows
        if row.anchor.url.startswith(folder) and plain_address(row.anchor.url) != itself
    ]
    return 2 * len(below) > len(rows)


def _is_empty_elsewhere(finder: Finder, reach: tuple[int, int]) -> bool:
    """Whether an empty place for rows stands outside a part of the page."""
    return any(not reach[0] <= place < reach[1] for place in finder.standing.empty_places)


def _reach(finder: Finder, heading: int, rows: list[Row]) -> tuple[int, int]:
    """The nodes of the smallest box that holds a list and its heading."""
    outline = finder.outline
    last = rows[-1].box
    for up in outline.ancestors(heading):
        if outline.ends[up] > last:
            return up, outline.ends[up]
    return 0, len(outline.tags)
