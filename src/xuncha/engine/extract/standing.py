"""Where things stand on a list page: hidden, beside the page's own list, or in its place."""

import re
from bisect import bisect_left
from functools import cached_property, lru_cache

from xuncha.engine.extract.lexicon import lower_pattern, pattern
from xuncha.engine.extract.outline import FOOT, MAIN, NAV, Outline, zone_by_name

_TITLE_PARTS = re.compile(r"\s-{1,2}\s|[_\-—–－|｜>＞»·:：]+")
PERIOD_HEAD = re.compile(
    r"^[\[【(（]?(?:(?:19|20)\d{2}\s?(?:年度?|[/.\-])?\s?)?(?:\d{1,2}\s?月?)?(?:份)?[\]】)）]?[:：]?$"
)
"""A year or a month that heads rows of one list."""
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOLDERS = frozenset({"ul", "ol", "dl", "table", "tbody", "div", "section"})
_SHOWS = frozenset({"a", "img", "input", "object", "embed", "iframe", "button"})
_ASIDE_TAGS = frozenset({"marquee", "aside", "nav", "footer"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_NOTE = 60
_HEADING_REACH = 60
_LONGEST_HEADING = 24
_LONGEST_MORE = 12


class Standing:
    """Answers about one page, each worked out when it is first asked for."""

    def __init__(self, outline: Outline) -> None:
        """Nothing is looked at yet."""
        self.outline = outline
        self._hidden: dict[int, int] = {}
        self.is_told_empty = False
        """Whether the page's data says that its list has no rows (``scriptlists``)."""

    @cached_property
    def names(self) -> frozenset[str]:
        """What the page calls itself: its ColumnName label and the parts of its title."""
        outline = self.outline
        named = [value for name, value in outline.metas if name.lower() == "columnname"]
        parts = [*named, outline.title, *_TITLE_PARTS.split(outline.title)]
        return frozenset(part.strip() for part in parts if part.strip())

    def hidden_box(self, node: int) -> int:
        """The nearest box around a node (itself included) that the page does not show; -1: none."""
        outline, passed, found = self.outline, [], -1
        while node > 0:
            if node in self._hidden:
                found = self._hidden[node]
                break
            passed.append(node)
            if is_unseen(outline, node):
                found = node
                break
            node = outline.parents[node]
        for one in passed:
            self._hidden[one] = found
        return found

    def has_shown_sister(self, box: int) -> bool:
        """Whether a box of the same markup beside a hidden one is shown: a tab of several."""
        outline = self.outline
        parent, word = outline.parents[box], outline.mark(box).split()[:1]
        node = parent + 1
        while node < outline.ends[parent]:
            if (
                node != box
                and outline.tags[node] == outline.tags[box]
                and outline.mark(node).split()[:1] == word
                and not is_unseen(outline, node)
            ):
                return True
            node = outline.ends[node]
        return False

    def marked_aside(self, node: int) -> int:
        """The outermost box around a node that is named like a menu, a side or a footer without
        the page's empty place in it; -1 when there is none."""
        outline, found = self.outline, -1
        for up in (node, *outline.ancestors(node)):
            if up <= 0:
                break
            if outline.tags[up] in _ASIDE_TAGS or zone_by_name(outline.mark(up)):
                if any(up <= one < outline.ends[up] for one in self.empty_places):
                    break
                found = up
        return found

    @property
    def is_proved_empty(self) -> bool:
        """Whether the page shows an empty place for rows, or its data says there are none."""
        return self.is_told_empty or bool(self.empty_places)

    @property
    def is_said_empty(self) -> bool:
        """Whether the page says in words or in its data that there is nothing."""
        return self.is_told_empty or bool(self.notes)

    @cached_property
    def start(self) -> int:
        """The node of the page's own name above its content: the last of a trail, a heading, or
        the trail itself; 0 where there is none."""
        outline = self.outline
        for line in outline.lines:
            text = line.text.strip(" []【】()（）:：·|>＞")
            if line.linked < len(line.text) and (
                text in self.names or pattern("blank_marks", "trail").search(line.text)
            ):
                return line.last
        return 0

    @cached_property
    def empty_places(self) -> tuple[int, ...]:
        """The boxes for rows a reader sees empty in the content, and the notes that say so."""
        return (*self.empty_boxes, *self.notes)

    @cached_property
    def empty_boxes(self) -> tuple[int, ...]:
        """Boxes with a name for rows that show nothing, or nothing but a head of a table."""
        outline = self.outline
        return tuple(
            node
            for node in outline.marks
            if outline.tags[node] in _HOLDERS
            and outline.zones[node] == MAIN
            and is_for_rows(outline.mark(node))
            and self._shows_nothing(node)
            and not self._named_aside(node)
            and self.hidden_box(node) < 0
        )

    @cached_property
    def notes(self) -> tuple[int, ...]:
        """Where a shown line of the content says that there is nothing."""
        return tuple(
            line.first
            for line in self.outline.lines
            if line.zone == MAIN
            and len(line.text) <= _LONGEST_NOTE
            and not line.linked
            and is_note(line.text)
            and not self._named_aside(line.first)
            and self.hidden_box(line.first) < 0
        )

    @cached_property
    def foot(self) -> int:
        """The node a page's footer starts at: the first one after which no more content comes."""
        return foot_of(self.outline)

    def _shows_nothing(self, node: int) -> bool:
        outline = self.outline
        for inside in range(node + 1, outline.ends[node]):
            tag = outline.tags[inside]
            if tag in _SHOWS:
                return False
            if not tag and not self.is_table_head(inside):
                return False
        return True

    def is_table_head(self, node: int) -> bool:
        """Whether a node stands in a head of a table."""
        return any(self.outline.tags[up] == "th" for up in self.outline.ancestors(node, 4))

    def _named_aside(self, node: int) -> bool:
        """Whether a box near the node is named like a side; those far out may be the whole page."""
        return any(
            self.outline.tags[up] in _ASIDE_TAGS or zone_by_name(self.outline.mark(up))
            for up in [node, *self.outline.ancestors(node, 4)]
        )

    def heading_above(self, start: int) -> int:
        """The node of the words that head what starts at a node; -1 when none are near."""
        outline = self.outline
        for node in range(start - 1, max(0, start - _HEADING_REACH), -1):
            text = outline.texts[node].strip()
            if not text or PERIOD_HEAD.match(text) or self._is_more(node, text):
                continue
            if outline.zones[node] in (NAV, FOOT) or self._in_menu(node):
                return -1
            return node
        return -1

    def _is_more(self, node: int, text: str) -> bool:
        """Whether words are a link to more of the same; unlinked ones can be a heading."""
        return (
            len(text) <= _LONGEST_MORE
            and pattern("list_marks", "more").search(text) is not None
            and self._link_of(node) >= 0
        )

    def _link_of(self, node: int) -> int:
        return next(
            (up for up in self.outline.ancestors(node, 4) if self.outline.tags[up] == "a"), -1
        )

    def is_foreign_heading(self, node: int) -> bool:
        """Whether a node is a heading, by its tag, that does not bear the page's name."""
        text = self.outline.texts[node].strip()
        if not text or len(text) > _LONGEST_HEADING or self.bears_name(text):
            return False
        return any(self.outline.tags[up] in _HEADINGS for up in self.outline.ancestors(node, 3))

    def bears_name(self, text: str) -> bool:
        """Whether words are the page's name, or one holds the other."""
        bare = text.strip(" []【】()（）:：·")
        return any(
            bare == one or (len(one) > 2 and (one in bare or bare in one)) for one in self.names
        )

    def _in_menu(self, node: int) -> bool:
        """Whether a text is a link among others, as in a menu."""
        outline = self.outline
        link = self._link_of(node)
        if link < 0:
            return False
        for up in outline.ancestors(link, 3):
            end = outline.ends[up]
            links = bisect_left(outline.links, end) - bisect_left(outline.links, up)
            if links > 1:
                return links > 2
        return False


def is_unseen(outline: Outline, node: int) -> bool:
    """Whether an element itself says that it is not shown."""
    attrs = outline.attrs[node]
    if not attrs:
        return False
    if "hidden" in attrs or _is_hidden_by_name(outline.mark(node)):
        return True
    style = attrs.get("style")
    return bool(style) and _UNSEEN.search(style or "") is not None


@lru_cache(maxsize=4096)
def _is_hidden_by_name(mark: str) -> bool:
    return any(lower_pattern("list_marks", "hidden").fullmatch(word) for word in mark.split())


@lru_cache(maxsize=4096)
def is_for_rows(mark: str) -> bool:
    """Whether a class or an id is a name for a box of rows."""
    return any(lower_pattern("loader_marks", "holder").search(word) for word in mark.split())


@lru_cache(maxsize=2048)
def is_note(text: str) -> bool:
    """Whether words say that a list has nothing in it."""
    return pattern("blank_marks", "note").search(text) is not None


def foot_of(outline: Outline) -> int:
    """The node a page's footer starts at: the first one after which no more content comes."""
    end = len(outline.tags)
    for line in reversed(outline.lines):
        if line.zone != FOOT and not line.is_foot:
            break
        end = line.first
    while 0 < end < len(outline.tags) and outline.zones[outline.parents[end]] == FOOT:
        end = outline.parents[end]
    return end
