"""The title of a page: government label, heading and title tag held against each other."""

from functools import lru_cache

from xuncha.engine.extract.dates import is_dated_source
from xuncha.engine.extract.lexicon import lower_pattern, pattern
from xuncha.engine.extract.numerals import written_dates
from xuncha.engine.extract.outline import FOOT, MAIN, Line, Outline
from xuncha.engine.extract.tags import HEADINGS
from xuncha.engine.extract.titletag import TitleTag, squeeze

_MARKED_TAGS = frozenset(
    ["div", "p", "span", "td", "strong", "font", "section", "li", "dt", "em", "center"]
)
_LONGEST = 200
_MANY = 40
_HEADING_NODES = 30
_SOURCE_LINE = 120
_SHORTEST = 5
_RUNNING = 20
_COMMENTED = 2
_FEW = 3
_TEXT_REACH = 6


def read_title(outline: Outline, labels: dict[str, str], site_name: str) -> tuple[str, int]:
    """(title, number of the line it stands in); the line is -1 when the page does not show it.

    ArticleTitle when the page has one; else the longest heading the title tag starts with, then a
    heading or a line that a part of the title tag repeats. A title tag that is only the site's
    name gives way to the heading or the line above the source line. The site's name is never
    taken while anything else is shown.
    """
    label = labels.get("articletitle", "")
    if len(label) > 1:
        return label, line_with(outline, label)
    tag = TitleTag(outline.title, site_name, lambda text: text in outline.link_texts)
    headings = [text for text in _headings(outline) if not tag.is_site(text)]
    confirmed = _confirmed(tag, headings)
    if confirmed:
        return confirmed, line_with(outline, confirmed)
    bare = tag.bare
    shown = _shown_part(outline, tag)
    if shown is not None:
        return shown
    wanted = squeeze(bare)
    for text in headings:
        if len(wanted) >= 6 and squeeze(text).startswith(wanted):
            return text, line_with(outline, text)
    at = line_with(outline, bare)
    if at < 0 or tag.is_site(bare):
        nameless = not bare or tag.is_site(bare)
        above = _above_source_line(outline, headings, any_line=nameless)
        if above is not None:
            return above
    if tag.is_site(bare) or (tag.is_one and (at < 0 or not _is_own(outline.lines[at]))):
        for text in headings[:_FEW]:
            shown_at = line_with(outline, text)
            if shown_at >= 0 and not written_dates(text) and _opens_text(outline, shown_at):
                return text, shown_at
    return bare, at


def _confirmed(tag: TitleTag, headings: list[str]) -> str:
    """The heading the title tag repeats: one it starts with before one inside it.

    Of a heading that repeats only a piece of a part the title tag has the whole.
    """
    squeezed = squeeze(tag.text)
    starting = [text for text in headings if squeezed.startswith(squeeze(text))]
    if starting:
        best = max(starting, key=len)
        if len(squeeze(best)) >= min(4, len(squeezed)) or tag.has_part(best):
            return best
    for text in headings:
        inside = squeeze(text)
        if len(inside) >= 6 and inside in squeezed:
            return text if tag.has_run(text) else tag.bare
    return ""


def _shown_part(outline: Outline, tag: TitleTag) -> tuple[str, int] | None:
    """The longest part of the title tag that a line of the page's own shows, with that line."""
    for part in tag.parts():
        at = line_with(outline, part, whole=True)
        if at >= 0 and _is_own(outline.lines[at]):
            return part, at
    return None


def _is_own(line: Line) -> bool:
    """Whether a line is the page's own and no link: an article does not link to itself."""
    return line.zone == MAIN and line.linked * 2 < len(line.text)


def _opens_text(outline: Outline, at: int) -> bool:
    """Whether running text follows a line closely, as it follows an article's title."""
    below = outline.lines[at + 1 : at + 1 + _TEXT_REACH]
    return _is_own(outline.lines[at]) and any(line.written for line in below)


@lru_cache(maxsize=4096)
def _is_title_mark(mark: str) -> bool:
    if not lower_pattern("title_marks", "hint").search(mark):
        return False
    return any(lower_pattern("title_marks", "box").fullmatch(word) for word in mark.split())


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


def _above_source_line(
    outline: Outline, headings: list[str], *, any_line: bool
) -> tuple[str, int] | None:
    """The heading up to three lines above a source line; with ``any_line`` a plain line
    there, as long as no text ran yet: below it comments begin.

    A source line has a labelled date, or a date with a clock time or a source beside it.
    """
    wanted = {
        squeeze(text): text
        for text in headings
        if len(text) >= _SHORTEST and not written_dates(text)
    }
    running = 0
    for number, line in enumerate(outline.lines):
        is_short = len(line.text) <= _SOURCE_LINE and _is_own(line)
        if not (is_short and is_dated_source(line.text)):
            running += any_line and line.written > _RUNNING
            continue
        for above in range(number - 1, max(-1, number - 4), -1):
            found = wanted.get(squeeze(outline.lines[above].text))
            if found:
                return found, above
        at = _line_above(outline, number) if any_line and running < _COMMENTED else None
        if at is not None:
            text = outline.lines[at].text
            return pattern("title_marks", "label").sub("", text, count=1), at
    return None


def _line_above(outline: Outline, number: int) -> int | None:
    """The next line above that could be a title: the page's own, no sentence, not linked."""
    for at in range(number - 1, max(-1, number - 4), -1):
        line = outline.lines[at]
        if line.zone != MAIN or line.linked or not _SHORTEST <= len(line.text) <= _SOURCE_LINE:
            continue
        if "。" in line.text or line.text[-1] in "；，：:" or written_dates(line.text):
            continue
        return at
    return None


def line_with(outline: Outline, title: str, *, whole: bool = False) -> int:
    """The line that shows a title, the page's own part before menus; -1 when none does.

    ``whole`` leaves out a line that shows only the beginning of it.
    """
    wanted = squeeze(title)
    if len(wanted) < 2:
        return -1
    start, begun, linked = wanted[:2], -1, -1
    for number, line in enumerate(outline.lines):
        text = line.text
        if wanted[0] not in text[:6].lower():
            continue
        text = squeeze(text[: len(title) + 60])
        if not text.startswith(start):
            continue
        all_of_it = text == wanted or (text.startswith(wanted) and len(text) < len(wanted) + 40)
        if all_of_it and _is_own(line):
            return number
        if all_of_it:
            linked = number if linked < 0 else linked
        elif not whole and len(text) >= 8 and wanted.startswith(text) and _is_own(line):
            begun = number if begun < 0 else begun
    return begun if begun >= 0 else linked
