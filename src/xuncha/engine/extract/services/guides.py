"""Service guides: which of the eight key element classes a guide page shows, and in which words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from xuncha.engine.domain.services import ElementSeen, Guide, GuideElement, Presence
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import FOOT, NAV, Line, Outline
from xuncha.engine.extract.services.sheet import QUOTE, Sheet

_TABLE = "service_guide"
_LONGEST_LABEL = 20
_TABS = 3
_LEAST_TEXT = 40
_LEAST_LABELS = 2
_LONG_WORD = 4
_Label = tuple[tuple[GuideElement, ...], str]


def read_guide(sheet: Sheet) -> Guide | None:
    """The guide a page is; None for a page that names fewer than two element classes.

    An element is there when something stands under its label: words, a picture, an attachment. A
    label of a tab whose content was not loaded is unread, so is a class that the page mentions in
    its sentences alone, and everything missing on a page whose scripts bring more. A page that
    calls itself a guide is one without any label.
    """
    seen: dict[GuideElement, ElementSeen] = {}
    for element, presence, quote in _elements(sheet.outline):
        known = seen.get(element)
        if known is None or _rank(presence) > _rank(known.presence):
            seen[element] = ElementSeen(element, presence, quote[:QUOTE])
    title = sheet.facts.title
    if len(seen) < _LEAST_LABELS and not pattern(_TABLE, "guide_named").search(title):
        return None
    if GuideElement.NAME not in seen and pattern(_TABLE, "guide_title").search(title):
        seen[GuideElement.NAME] = ElementSeen(GuideElement.NAME, Presence.PRESENT, title)
    elements = tuple(seen.get(one) or _lacking(one, sheet) for one in GuideElement)
    return Guide(title, sheet.url, sheet.record, elements)


def _lacking(element: GuideElement, sheet: Sheet) -> ElementSeen:
    """A class without a label: missing, unless the page may tell it elsewhere."""
    shapes = [pattern(_TABLE, element.value)]
    if element is GuideElement.HOURS:
        shapes.append(pattern(_TABLE, "hours_like"))
    for line in sheet.outline.lines:
        found = (shape.search(line.text) for shape in shapes)
        match = next((one for one in found if one), None)
        if match and line.zone not in (NAV, FOOT) and len(match[0]) >= _LONG_WORD:
            start = max(0, match.start() - _LONGEST_LABEL)
            return ElementSeen(element, Presence.UNREAD, line.text[start : start + QUOTE])
    return ElementSeen(element, Presence.UNREAD if sheet.needs_rendering else Presence.ABSENT)


def _rank(presence: Presence) -> int:
    return {Presence.PRESENT: 2, Presence.ABSENT: 1, Presence.UNREAD: 0}[presence]


def _elements(outline: Outline) -> Iterator[tuple[GuideElement, Presence, str]]:
    """Every label of the page with what stands under it."""
    lines = [line for line in outline.lines if line.zone not in (NAV, FOOT)]
    labels = [_label_of(line.text) for line in lines]
    for at, found in enumerate(labels):
        if found is None:
            continue
        elements, value = found
        end = next((n for n in range(at + 1, len(lines)) if labels[n] is not None), len(lines))
        if lines[at].linked >= len(lines[at].text) - 1:
            yield from ((element, Presence.UNREAD, lines[at].text) for element in elements)
            continue
        under = _under(outline, lines, at, end)
        text = next((piece for piece in (value, *under) if _says(piece)), "")
        label = lines[at].text
        if text:
            presence, quote = Presence.PRESENT, label if value else f"{label}：{text}"
        elif _shows(outline, lines[at].last):
            presence, quote = Presence.PRESENT, f"{label}（图片或附件）"
        elif _is_head_or_tab(labels, at):
            presence, quote = _under_head(outline, lines[at].first), label
        else:
            presence, quote = Presence.ABSENT, f"{label}（没有内容）"
        for element in elements:
            yield element, presence, quote


def _says(text: str) -> bool:
    plain = text.strip(" :：\u3000")
    return bool(plain) and not pattern(_TABLE, "none").match(plain)


def _under(outline: Outline, lines: list[Line], at: int, end: int) -> list[str]:
    """The lines under a label, up to the next line that is written as the label is: the label of
    a class nobody asks for."""
    written = _style(outline, lines[at])
    found = []
    for line in lines[at + 1 : min(end, at + 4)]:
        if written and _style(outline, line) == written:
            break
        found.append(line.text)
    return found


def _style(outline: Outline, line: Line) -> str:
    """How a line that may be a label is written: its number, its bracket, or its box."""
    match = _MARKED.match(line.text)
    if match:
        return next(name for name, group in match.groupdict().items() if group)
    above = (outline.tags[up] for up in outline.ancestors(line.first))
    return next((tag for tag in above if tag in _BOXES), "") if len(line.text) <= _LONG_HEAD else ""


def _shows(outline: Outline, node: int) -> bool:
    """Whether a picture stands between a label and the next line of text."""
    after = bisect_right(outline.lines, node, key=lambda line: line.first)
    end = outline.lines[after].first if after < len(outline.lines) else len(outline.tags)
    return "img" in outline.tags[node + 1 : end]


def _is_head_or_tab(labels: list[_Label | None], at: int) -> bool:
    """Whether labels follow on labels, as in the head of a table or in a row of tabs."""
    run = 1
    for step in (-1, 1):
        near = at + step
        while run < _TABS and 0 <= near < len(labels) and _is_bare(labels[near]):
            run, near = run + 1, near + step
    return run >= _TABS


def _is_bare(label: _Label | None) -> bool:
    return label is not None and not label[1]


def _under_head(outline: Outline, node: int) -> Presence:
    """A cell of a table's head has its content in the rows below; a tab's was not loaded."""
    above = outline.ancestors(node)
    table = next((up for up in above if outline.tags[up] == "table"), None)
    row = next((up for up in above if outline.tags[up] == "tr"), None)
    if table is None or row is None:
        return Presence.UNREAD
    missing = _LEAST_TEXT
    for at in range(outline.ends[row], outline.ends[table]):
        missing -= len(outline.texts[at].strip())
        if missing <= 0:
            return Presence.PRESENT
    return Presence.ABSENT


@cache
def _shapes() -> tuple[tuple[GuideElement, re.Pattern[str]], ...]:
    return tuple(
        (one, re.compile(rf"^(?:{pattern(_TABLE, one.value).pattern})$")) for one in GuideElement
    )


_MARKED = re.compile(
    r"(?P<bracket>[【\[])|(?P<han>[一二三四五六七八九十]{1,3}[、.．])|(?P<inner>[(（][一二三四五六七八九十\d]{1,3}[)）])"
    r"|(?P<arabic>\d{1,2}[、.．])"
)
_BOXES = frozenset({"dt", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_LONG_HEAD = 24
_NUMBER = re.compile(
    r"^[\s　]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．:：\s]{1,2})?[\s　]*[【\[（(“]?"
)


def _label_of(line: str) -> _Label | None:
    """The element classes a line is the label of, and the value on the same line; None for any
    other line."""
    text = _NUMBER.sub("", line)
    head, mark, value = text, "", ""
    cut = re.search(r"[:：∶】\]]", text[: _LONGEST_LABEL + 1])
    if cut:
        head, mark, value = text[: cut.start()], cut[0], text[cut.end() :].lstrip("】]:： ")
    elif " " in text[: _LONGEST_LABEL + 1]:
        head, mark, value = text.partition(" ")
    head = "".join(head.split()).strip("）)”")
    if not head or len(head) > _LONGEST_LABEL or (not mark and len(text) > _LONGEST_LABEL):
        return None
    found = tuple(element for element, shape in _shapes() if shape.match(head))
    return (found, value.strip()) if found else None
