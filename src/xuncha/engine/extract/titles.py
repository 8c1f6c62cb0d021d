"""The title of a page: government label, heading and title tag held against each other."""

import re
from functools import lru_cache

from xuncha.engine.extract.dates import label_before
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.numerals import MAY_BE_DATED, fold, written_dates
from xuncha.engine.extract.outline import FOOT, MAIN, Outline
from xuncha.engine.extract.tags import HEADINGS

_BREAKS = re.compile(r"\s*(?:_{1,3}|--+|-|—+|–|\||｜|丨|»|>|·|::)\s*")
_BLANK = re.compile(r"[\s\u3000“”\"'‘’·…]+")
_MARKED_TAGS = frozenset(
    ["div", "p", "span", "td", "strong", "font", "section", "li", "dt", "em", "center"]
)
_LONGEST = 200
_MANY = 40
_HEADING_NODES = 30
_SOURCE_LINE = 120


def read_title(outline: Outline, labels: dict[str, str], site_name: str) -> tuple[str, int]:
    """(title, number of the line it stands in); the line is -1 when the page does not show it.

    ArticleTitle when the page has one; else the longest heading the title tag starts with; else
    the title tag without the site's name; a title tag that is only the site's name gives way to
    the heading above the source line.
    """
    tag = outline.title
    label = labels.get("articletitle", "")
    if len(label) > 1:
        return label, line_with(outline, label)
    squeezed = squeeze(tag)
    headings = _headings(outline)
    confirmed = [
        text for text in headings if len(squeeze(text)) > 1 and squeezed.startswith(squeeze(text))
    ]
    if confirmed:
        best = max(confirmed, key=len)
        if len(squeeze(best)) >= min(4, len(squeezed)):
            return best, line_with(outline, best)
    bare = without_site_name(tag, site_name)
    for text in headings:
        inside = squeeze(text)
        if len(inside) >= 6 and (
            inside in squeezed or (len(bare) >= 6 and inside.startswith(squeeze(bare)))
        ):
            return text, line_with(outline, text)
    shown = line_with(outline, bare)
    if shown >= 0 and not _is_site_name(bare):
        return bare, shown
    above = _above_source_line(outline, headings)
    if above is not None:
        return above
    return bare, shown


def squeeze(text: str) -> str:
    """A title without blanks and quotation marks, lower case, to compare with."""
    return _BLANK.sub("", text).lower()


def _is_site_name(text: str) -> bool:
    return bool(pattern("title_marks", "site").search(text))


@lru_cache(maxsize=4096)
def _is_title_mark(mark: str) -> bool:
    return any(pattern("title_marks", "box").fullmatch(word) for word in mark.split())


def _headings(outline: Outline) -> list[str]:
    """Texts of headings and of boxes named like titles, h1 first."""
    found: dict[str, list[str]] = {name: [] for name in (*HEADINGS, "box")}
    tags = outline.tags
    named = [(node, name) for name in HEADINGS for node in outline.places[name]]
    named += [
        (node, "box")
        for node, mark in outline.marks.items()
        if tags[node] in _MARKED_TAGS and _is_title_mark(mark)
    ]
    for node, name in named:
        if (
            outline.zones[node] == FOOT
            or len(found[name]) >= _MANY
            or outline.ends[node] - node > _HEADING_NODES
        ):
            continue
        text = _own_text(outline, node)
        if 1 < len(text) < _LONGEST:
            found[name].append(text)
    return [*found["h1"], *found["box"], *found["h2"], *found["h3"], *found["h4"]]


def _own_text(outline: Outline, node: int) -> str:
    """What a heading says itself: lines up to the first that belongs to a box inside it."""
    pieces: list[str] = []
    inner_end = node
    for inside in range(node + 1, outline.ends[node]):
        tag = outline.tags[inside]
        if inside < inner_end:
            continue
        if tag in {"p", "div", "ul", "table", "small", "dl", "h5", "h6"} and pieces:
            inner_end = outline.ends[inside]
        elif not tag:
            pieces.append(outline.texts[inside])
    return " ".join("".join(pieces).split())


def without_site_name(tag: str, site_name: str) -> str:
    """The title tag without what follows its last separator, when that reads like a site's name."""
    if site_name and tag.endswith(site_name) and len(tag) > len(site_name):
        return re.sub(_BREAKS.pattern + "$", "", tag[: -len(site_name)])
    breaks = list(_BREAKS.finditer(tag))
    if not breaks:
        return tag
    last = tag[breaks[-1].end() :]
    if _is_site_name(last):
        head = tag[: breaks[-1].start()]
        return without_site_name(head, "") if len(breaks) > 1 and len(head) > 12 else head
    first = tag[: breaks[0].start()]
    if len(first) >= 8 or (len(breaks) == 1 and len(first) * 2 >= len(tag)):
        return first
    return next((tag[: one.start()] for one in breaks if one.start() >= 8), tag)


def _above_source_line(outline: Outline, headings: list[str]) -> tuple[str, int] | None:
    """The heading that has a labelled date within three lines below it."""
    wanted = {squeeze(text): text for text in headings}
    if not wanted:
        return None
    for number, line in enumerate(outline.lines):
        if len(line.text) > _SOURCE_LINE or not MAY_BE_DATED.search(line.text):
            continue
        for above in range(number - 1, max(-1, number - 4), -1):
            found = wanted.get(squeeze(outline.lines[above].text))
            if found and _has_labelled_date(line.text):
                return found, above
    return None


def _has_labelled_date(text: str) -> bool:
    text = fold(text)
    return any(
        label_before(text[max(0, one.start - 20) : one.start]) for one in written_dates(text)
    )


def line_with(outline: Outline, title: str) -> int:
    """The line that shows a title, the page's own part before menus; -1 when none does."""
    wanted = squeeze(title)
    if len(wanted) < 2:
        return -1
    start, fallback = wanted[:2], -1
    for number, line in enumerate(outline.lines):
        text = line.text
        if wanted[0] not in text[:6].lower():
            continue
        text = squeeze(text[: len(title) + 60])
        if not text.startswith(start):
            continue
        whole = text == wanted or (text.startswith(wanted) and len(text) < len(wanted) + 40)
        if whole or (len(text) >= 8 and wanted.startswith(text)):
            if line.zone == MAIN and line.linked * 2 < len(line.text):
                return number
            fallback = number if fallback < 0 else fallback
    return fallback
