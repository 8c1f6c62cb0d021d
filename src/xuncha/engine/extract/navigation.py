"""The navigation of a page: menu entries with the groups above them, the trail, the site map link.

An entry's names are read from the nesting of the markup: ``政务公开`` is above ``通知公告`` where
one box holds the first as its opening label and the second in the part that follows.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import Link
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.labels import read_labels
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import FOOT, NAV, Outline, build
from xuncha.engine.extract.unwrap import unwrap

MAX_ENTRIES = 600
LONGEST_NAME = 14
_SHORTEST_NAME = 2
_CLIMB = 7
_WIDEST_GROUP = 80
_DEEPEST_PATH = 3
_LONGEST_TRAIL = 160
_MARKS = " \u3000·•>»＞›《》[]【】|-—:：+*▪■◆"
_SEPARATORS = re.compile(r"\s*(?:[>＞»›→／/|]|--+|—+|::|：：)+\s*|\s+-\s+")
_MOST_BEGINNINGS = 50
"""Places tried as the beginning of a trail: a page has one or two."""
_ARROW = re.compile(r"[>＞»›→]+")
_NO_GROUPS = ("skip", "home", "place", "language")
_WORD = re.compile(r"[^\W\d_]{2}")
_LABEL_TAGS = frozenset(
    {"a", "b", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "th"}
)


class Place(StrEnum):
    """Where on its page an entry stands. ``BLOCK``: the "more" link of a block with a heading."""

    MENU = "menu"
    BLOCK = "block"
    CONTENT = "content"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Entry:
    """A short link: ``names`` from the outermost group down to its own name, never empty.

    ``group_url`` is where the nearest group leads itself, empty where it leads nowhere.
    """

    names: tuple[str, ...]
    url: str
    place: Place
    group_url: str = ""

    @property
    def name(self) -> str:
        """The entry's own name."""
        return self.names[-1]


@dataclass(frozen=True, slots=True)
class Navigation:
    """What a page says of the way through its site.

    ``trail`` runs from below the home page to this page or the column it belongs to, links with an
    empty address where the trail does not link; empty when the page shows none. ``map_url`` is the
    site map page, empty when none is linked. ``labels`` are the page's meta labels by lower name.
    """

    url: str
    entries: tuple[Entry, ...]
    trail: tuple[Link, ...]
    map_url: str
    labels: dict[str, str]


def read_navigation(body: bytes, url: str, content_type: str) -> Navigation:
    """The navigation of one page; without entries and trail where it has none. Never raises."""
    text, _ = decode(body, content_type)
    outline = build(unwrap(text))
    base = absolute(url, outline.base) or url
    labels = {name.lower(): value for name, value in read_labels(outline.metas)}
    entries, map_url = _Entries(outline, base, labels.get("sitename", "")).read()
    return Navigation(url, entries, read_trail(outline, base), map_url, labels)


def clean_name(text: str) -> str:
    """A column's name as printed, without blanks and ornaments."""
    return "".join(text.split()).strip(_MARKS)


def is_home(url: str, home: str) -> bool:
    """Whether an address is the root of its site or the home page."""
    path = urlsplit(url).path.strip("/")
    return url == home or (
        not urlsplit(url).query and (not path or bool(pattern("column_links", "root").match(path)))
    )


class _Entries:
    """The entries of one page, read from its boxes."""

    def __init__(self, outline: Outline, base: str, site_name: str) -> None:
        self._outline = outline
        self._base = base
        self._site = clean_name(site_name)
        self._links = [0]
        for tag in outline.tags:
            self._links.append(self._links[-1] + (tag == "a"))
        self._labels: dict[tuple[int, int], tuple[str, str] | None] = {}

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """The entries in page order, each address and name once, and the site map's address."""
        found: dict[tuple[str, tuple[str, ...]], Entry] = {}
        map_url = ""
        outline = self._outline
        for index, tag in enumerate(outline.tags):
            if tag != "a" or len(found) >= MAX_ENTRIES:
                continue
            text = outline.text_in(index) or (outline.attrs[index].get("title") or "")
            if len(text) > 3 * LONGEST_NAME:
                continue
            url = absolute(self._base, outline.attrs[index].get("href") or "").partition("#")[0]
            name = clean_name(text)
            if not url or not name:
                continue
            if pattern("column_links", "map").match(name):
                map_url = map_url or ("" if is_home(url, self._base) else url)
                continue
            above, group_url = self._above(index)
            place = self._place(index)
            if pattern("list_marks", "more").search(text.strip()):
                if not above:
                    continue
                name, place = above[-1], Place.BLOCK
                above, group_url = (), ""
            if not _SHORTEST_NAME <= len(name) <= LONGEST_NAME:
                continue
            entry = Entry((*above, name), url, place, group_url)
            found.setdefault((url, entry.names), entry)
        return tuple(found.values()), map_url

    def _place(self, index: int) -> Place:
        zone = self._outline.zones[index]
        return Place.MENU if zone == NAV else Place.FOOT if zone == FOOT else Place.CONTENT

    def _above(self, index: int) -> tuple[tuple[str, ...], str]:
        """The names of the groups above a link, outermost first, and where the nearest leads."""
        names: list[str] = []
        nearest = ""
        branch = index
        for above in self._outline.ancestors(index)[:_CLIMB]:
            if self._links[self._outline.ends[above]] - self._links[above] > _WIDEST_GROUP:
                break
            label = self._label(above, branch)
            if label is not None and label[0] not in names:
                nearest = nearest if names else label[1]
                names.append(label[0])
            branch = above
        return tuple(reversed(names[:_DEEPEST_PATH])), nearest

    def _label(self, box: int, branch: int) -> tuple[str, str] | None:
        key = (box, branch)
        if key not in self._labels:
            self._labels[key] = self._read_label(box, branch)
        return self._labels[key]

    def _read_label(self, box: int, branch: int) -> tuple[str, str] | None:
        """The name that opens a box above one of its parts, with its address; None without one."""
        outline = self._outline
        first = next(iter(self._parts(box)), None)
        if first is None or first >= branch or outline.ends[first] > branch:
            return None
        if not self._opens(box, first, branch):
            return None
        links = self._links[outline.ends[first]] - self._links[first]
        name = clean_name(self._text_of(first))
        if links > 2 or not _SHORTEST_NAME <= len(name) <= LONGEST_NAME:
            return None
        if name == self._site or not _WORD.search(name):
            return None
        if any(pattern("column_links", group).match(name) for group in _NO_GROUPS):
            return None
        url = self._address_in(first)
        return None if url and is_home(url, self._base) else (name, url)

    def _opens(self, box: int, first: int, branch: int) -> bool:
        """Whether the first part of a box is the label of the part ``branch``, not its equal."""
        tags = self._outline.tags
        if tags[branch] == "a" and tags[first] == "a":
            return False
        if tags[first] != tags[branch]:
            return tags[first] in _LABEL_TAGS or not tags[first] or tags[branch] in {"ul", "dl"}
        return len(self._parts(box)) == 2 and self._many_links(branch)

    def _many_links(self, branch: int) -> bool:
        return self._links[self._outline.ends[branch]] - self._links[branch] > 1

    def _parts(self, box: int) -> list[int]:
        """The children of a box that show text."""
        outline, parts = self._outline, []
        child, end = box + 1, outline.ends[box]
        while child < end:
            if not outline.tags[child]:
                shows = bool(clean_name(outline.texts[child]))
            else:
                shows = bool(clean_name(outline.text_in(child)))
            if shows:
                parts.append(child)
            child = max(outline.ends[child], child + 1)
        return parts

    def _text_of(self, part: int) -> str:
        """The text of a box's first part without a link that only says "more"."""
        outline = self._outline
        if not outline.tags[part]:
            return outline.texts[part]
        pieces, inside = [], part
        while inside < outline.ends[part]:
            if outline.tags[inside] == "a" and pattern("list_marks", "more").search(
                outline.text_in(inside)
            ):
                inside = outline.ends[inside]
                continue
            pieces.append(outline.texts[inside])
            inside += 1
        return "".join(pieces)

    def _address_in(self, first: int) -> str:
        outline = self._outline
        for index in range(first, outline.ends[first]):
            if outline.tags[index] == "a":
                return absolute(self._base, outline.attrs[index].get("href") or "")
        return ""


def read_trail(outline: Outline, base: str) -> tuple[Link, ...]:
    """The trail of a page without the home page and without ``正文`` at its end."""
    starts = (
        at for at, text in enumerate(outline.texts) if text and _starts_trail(outline, at, text)
    )
    for index in islice(starts, _MOST_BEGINNINGS):
        trail = _trail_around(outline, index, base)
        if trail:
            return trail
    return ()


def _starts_trail(outline: Outline, index: int, text: str) -> bool:
    shown = "".join(text.split())
    if pattern("column_links", "trail").match(shown):
        return True
    first, arrow, _ = _ARROW.sub(">", shown).partition(">")
    if not pattern("column_links", "home").match(first):
        return False
    if arrow:
        return True
    after = next((later for later in outline.texts[index + 1 : index + 6] if later.strip()), "")
    return bool(_ARROW.match(after.strip()))


def _trail_around(outline: Outline, index: int, base: str) -> tuple[Link, ...]:
    """The steps of the smallest box around a trail's beginning that holds any."""
    for above in outline.ancestors(index)[:_CLIMB]:
        if len(outline.text_in(above)) > _LONGEST_TRAIL:
            break
        steps = _steps_in(outline, above, base)
        if steps:
            return steps
    return ()


def _steps_in(outline: Outline, box: int, base: str) -> tuple[Link, ...]:
    steps: list[Link] = []
    inside, end = box, outline.ends[box]
    while inside < end:
        if outline.tags[inside] == "a":
            url = absolute(base, outline.attrs[inside].get("href") or "")
            steps.append(Link(url, clean_name(outline.text_in(inside))))
            inside = outline.ends[inside]
            continue
        if not outline.tags[inside]:
            text = pattern("column_links", "trail").sub("", outline.texts[inside])
            steps += [Link("", clean_name(piece)) for piece in _SEPARATORS.split(text)]
        inside += 1
    home = pattern("column_links", "home")
    first = next((n for n, step in enumerate(steps) if home.match(step.text)), -1)
    kept = [step for step in steps[first + 1 :] if len(step.text) >= _SHORTEST_NAME]
    tail = pattern("column_links", "tail")
    end_of_trail = (n for n, step in enumerate(kept) if tail.match(step.text))
    kept = kept[: next(end_of_trail, len(kept))]
    while kept and len(kept[-1].text) > LONGEST_NAME:
        kept.pop()
    return tuple(kept) if all(len(step.text) <= LONGEST_NAME for step in kept) else ()
