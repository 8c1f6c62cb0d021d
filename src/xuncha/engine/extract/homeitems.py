"""What a home page shows beside its dated lists: lists without dates, headlines, pictures."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.extract.anchors import Anchor, absolute, clean_title
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import day_in_address
from xuncha.engine.extract.outline import FOOT, MAIN, SIDE, Outline
from xuncha.engine.extract.standing import Standing

_SHORTEST_TITLE = 9
_SHORTEST_CAPTION = 6
SHORTEST_LISTED = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A linked picture without text: where it stands, its address, its caption or nothing."""

    index: int
    url: str
    caption: str


def pictures_of(outline: Outline, base: str) -> list[Picture]:
    """The links outside footers that show a picture and no text, in page order."""
    found = []
    for index in outline.links:
        if outline.zones[index] in (FOOT, SIDE):
            continue
        inside = range(index + 1, outline.ends[index])
        pictures = [node for node in inside if outline.tags[node] == "img"]
        if not pictures or outline.text_in(index):
            continue
        attrs = outline.attrs[index]
        url = absolute(base, attrs.get("href") or "")
        caption = next(
            (alt for node in pictures if (alt := outline.attrs[node].get("alt"))),
            attrs.get("title"),
        )
        if url:
            found.append(Picture(index, url, clean_title(caption or "")))
    return found


def listed_pictures(standing: Standing, pictures: list[Picture]) -> tuple[ListItem, ...]:
    """The captioned pictures of a page's content as items: a list that shows pictures alone."""
    return tuple(
        _dated_by_address(one.caption, one.url)
        for one in pictures
        if standing.outline.zones[one.index] == MAIN
        and one.index < standing.foot
        and len(one.caption) >= _SHORTEST_CAPTION
        and is_page(one.url)
        and not (standing.is_proved_empty and standing.marked_aside(one.index) >= 0)
    )


def loose_items(
    outline: Outline, anchors: list[Anchor], pictures: list[Picture]
) -> tuple[ListItem, ...]:
    """Headlines and pictures of a home page as items; a picture without a caption is one too."""
    headlines = [
        _dated_by_address(one.title, one.url)
        for one in anchors
        if outline.zones[one.index] != SIDE and is_headline(one.title) and is_page(one.url)
    ]
    shown = [
        _dated_by_address(one.caption or "（无文字的图片链接）", one.url)
        for one in pictures
        if is_page(one.url)
    ]
    return tuple(dict.fromkeys(headlines + shown))


def is_headline(title: str) -> bool:
    """Whether a link's text is long enough for an item's title and no registration number."""
    return (
        len(title) >= _SHORTEST_TITLE
        and not pattern("column_links", "skip").match(title)
        and not pattern("noise_lines", "foot").search(title)
    )


def is_page(url: str) -> bool:
    """Whether an address is a single page: no site's root, no folder, no index of one."""
    parts = urlsplit(url)
    if not url or (not parts.path.strip("/") and not parts.query):
        return False
    return bool(parts.query) or not pattern("column_links", "folder").search(parts.path)


def _dated_by_address(title: str, url: str) -> ListItem:
    day = day_in_address(url)
    return ListItem(title, url, day, url if day else "")
