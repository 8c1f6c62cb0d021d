"""Rows of a list with what they say in words: labelled dates, units, states.

Where the head of a table names its columns, the head decides; else labels in the row itself do. A
date without either is nobody's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from selectolax.lexbor import LexborNode

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.numerals import written_dates
from xuncha.engine.extract.services.sheet import Sheet, squeezed

_TABLE = "service_rows"
DATES = ("received", "answered", "opened", "closed", "shown")
_HEADS = (*DATES, "unit", "period", "status", "title_head")
_LONGEST_ROW = 600
_LONGEST_HEAD = 12
_MAX_ROWS = 200
_SHORTEST_TITLE = 4
_ROW_TAGS = "tr, li, div, dl, ul, p, section, article"
_NEAR = 16
_LARGEST_ROW = 200
"""Nodes of a row: a box with more holds a list and is none of its rows."""
_FIRST_BOXES = 40
"""Boxes of what stands before a list that may be its head."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: title, address, what it names, the texts of its leaves, its links."""

    title: str
    url: str
    days: tuple[tuple[str, date], ...]
    unit: str
    pieces: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    def day(self, name: str) -> date | None:
        """The day a label names; None when none does."""
        return next((value for key, value in self.days if key == name), None)

    def says(self, group: str) -> str:
        """The piece that says one of a group's words; empty when none does."""
        shape = pattern(_TABLE, group)
        plain = (piece.strip(" []【】()（）<>·") for piece in self.pieces)
        return next((piece for piece in plain if piece and shape.search(piece)), "")

    @property
    def is_telling(self) -> bool:
        """Whether the row says more than a title and a date."""
        states = ("is_answered", "is_open", "running", "over")
        return bool(self.days or self.unit or any(self.says(name) for name in states))


def read_rows(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of the list that tells most; empty when no list tells anything but titles."""
    best: tuple[Row, ...] = ()
    most = 0
    heads = _Heads()
    for group in _groups(sheet):
        rows = tuple(row for row in _read_group(sheet, group, heads) if row.title)
        telling = sum(len(row.days) + bool(row.unit) + 1 for row in rows if row.is_telling)
        if telling > most:
            best, most = rows, telling
    return best[:_MAX_ROWS]


def _groups(sheet: Sheet) -> Iterator[list[LexborNode]]:
    """Siblings of one tag and class, in page order."""
    parents: dict[int, tuple[LexborNode, dict[tuple[str, str], list[LexborNode]]]] = {}
    for node in sheet.tree.css(_ROW_TAGS):
        parent = node.parent
        if parent is None:
            continue
        _, alike = parents.setdefault(parent.mem_id, (parent, {}))
        mark = (node.attributes.get("class") or "").split()
        key = (node.tag or "", mark[0] if mark and node.tag not in ("tr", "li") else "")
        alike.setdefault(key, []).append(node)
    for _, alike in parents.values():
        yield from (group for group in alike.values() if len(group) <= _MAX_ROWS * 2)


def _read_group(sheet: Sheet, group: list[LexborNode], known: "_Heads") -> Iterator[Row]:
    heads = known.before(group[0])
    for node in group:
        cells = _cells(node)
        if cells is None:
            continue
        named = _heads(cells)
        if named:
            heads = named
            continue
        yield _read_row(sheet, node, cells, heads if heads and len(heads) == len(cells) else ())


def _cells(node: LexborNode) -> tuple[str, ...] | None:
    """The texts of a table row's cells, or of a row's leaves; None for a box too large to be one.

    Boxes lie in boxes, so what is no row is left as soon as that is known.
    """
    pieces: list[str] = []
    room = _LONGEST_ROW
    for steps, child in enumerate(node.traverse(include_text=True)):
        above = child.parent.tag if child.parent is not None else ""
        if child.tag == "-text" and above not in ("script", "style"):
            pieces.append(squeezed(child.text_content))
            room -= len(pieces[-1])
        if room < 0 or steps > _LARGEST_ROW:
            return None
    if node.tag == "tr":
        return tuple(squeezed(cell.text()) for cell in node.iter() if cell.tag in ("td", "th"))
    return tuple(piece for piece in pieces if piece)


def _heads(cells: tuple[str, ...]) -> tuple[str, ...]:
    """What the cells of a head name, one word each; empty when these cells are no head."""
    if len(cells) < 2 or any(len(cell) > _LONGEST_HEAD for cell in cells):
        return ()
    named = tuple(_head_of(cell) for cell in cells)
    return named if sum(bool(name) for name in named) >= 2 else ()


@lru_cache(maxsize=4096)
def _head_of(cell: str) -> str:
    text = "".join(cell.split())
    return next((name for name in _HEADS if pattern(_TABLE, name).fullmatch(text)), "")


class _Heads:
    """The heads that stand in boxes of their own before lists; each box is read once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, ...]] = {}

    def before(self, first: LexborNode) -> tuple[str, ...]:
        """The head in the box before a list or before what holds it; empty without one."""
        node: LexborNode | None = first.parent
        for _ in range(2):
            if node is None:
                return ()
            before = node.prev
            while before is not None and (before.tag or "-").startswith("-"):
                before = before.prev
            if before is not None:
                if before.mem_id not in self._known:
                    self._known[before.mem_id] = self._in_box(before)
                if self._known[before.mem_id]:
                    return self._known[before.mem_id]
            node = node.parent
        return ()

    def _in_box(self, box: LexborNode) -> tuple[str, ...]:
        rows = (box, *box.css("tr, ul, li, div, dl")[:_FIRST_BOXES])
        named = (_heads(_cells(row) or ()) for row in rows)
        return next((heads for heads in named if heads), ())


def _read_row(
    sheet: Sheet, node: LexborNode, cells: tuple[str, ...], heads: tuple[str, ...]
) -> Row:
    links = tuple(
        (
            squeezed(link.attributes.get("title") or link.text()),
            sheet.absolute(link.attributes.get("href")),
        )
        for link in node.css("a")
    )
    title, url = _title(links, cells, heads)
    days: dict[str, date] = {}
    unit = ""
    for name, cell in zip(heads, cells, strict=False):
        value = first_day(cell)
        if name in DATES and value:
            days[name] = value
        if name == "period":
            days |= period_of(cell)
        unit = cell if name == "unit" and not unit else unit
    text = "\n".join(cells)
    days = labelled_days(text) | days
    unit = unit or labelled_unit(text)
    if not heads:
        days = answered_below(text) | days
        unit = unit or _bare_unit(cells, title) if days else unit
    return Row(title, url, tuple(days.items()), unit, cells, links)


def _bare_unit(cells: tuple[str, ...], title: str) -> str:
    """The one piece of a row of letters that is nothing but the name of a unit."""
    shape = pattern(_TABLE, "unit_shape")
    found = {cell for cell in cells if cell != title and shape.match(cell)}
    return found.pop() if len(found) == 1 else ""


def answered_below(text: str) -> dict[str, date]:
    """The days of a letter printed with its answer: the one before 答复： is the letter's, the last
    one after it is the answer's. Empty unless each part has exactly one."""
    match = pattern(_TABLE, "reply").search(text)
    if match is None:
        return {}
    before, after = written_dates(text[: match.start()]), written_dates(text[match.end() :])
    if len(before) != 1 or len(after) != 1:
        return {}
    return {"received": before[0].value, "answered": after[0].value}


def _title(
    links: tuple[tuple[str, str], ...], cells: tuple[str, ...], heads: tuple[str, ...]
) -> tuple[str, str]:
    for text, url in sorted(links, key=lambda link: -len(link[0])):
        if len(text) >= _SHORTEST_TITLE:
            return text, url
    for name, cell in zip(heads, cells, strict=False):
        if name == "title_head" and len(cell) >= _SHORTEST_TITLE:
            return cell, next((url for _, url in links), "")
    return "", ""


def first_day(text: str) -> date | None:
    """The first day written out in a text; None without one."""
    found = written_dates(text)
    return found[0].value if found else None


def labelled_days(text: str) -> dict[str, date]:
    """The days that labels in a text name (``received``, ``answered``, ``opened``, ``closed``,
    ``shown``)."""
    days: dict[str, date] = {}
    for name in DATES:
        for match in pattern(_TABLE, name).finditer(text):
            value = _day_after(text, match.end())
            if value:
                days.setdefault(name, value)
    for match in pattern(_TABLE, "period").finditer(text):
        days = period_of(text[match.end() : match.end() + 60]) | days
    if "opened" not in days:
        days = _span(text) | days
    return days


def _day_after(text: str, at: int) -> date | None:
    """A day that stands right after a label, with nothing but marks between."""
    after = re.sub(r"^[\s:：∶为]+", "", text[at : at + 40])
    found = written_dates(after)
    return found[0].value if found and found[0].start <= 1 else None


def period_of(text: str) -> dict[str, date]:
    """The days of a period, first and last; the last alone where only an end is named."""
    found = written_dates(text)
    if len(found) >= 2 and found[1].start - found[0].end <= _NEAR:
        return {"opened": found[0].value, "closed": found[1].value}
    return {}


def _span(text: str) -> dict[str, date]:
    match = _spans().search(text)
    return period_of(match[0]) if match else {}


@cache
def _spans() -> re.Pattern[str]:
    day = r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?"
    return re.compile(rf"{day}\s*(?:至|到|—+|–|－|~|～|-)\s*{day}")


def labelled_unit(text: str) -> str:
    """The unit a label names; empty without one."""
    shape = re.compile(rf"{pattern(_TABLE, 'unit').pattern}[\s:：∶]+([^\s|｜，,；;]{{2,30}})")
    match = shape.search(text)
    if match is None:
        match = pattern(_TABLE, "reply").search(text)
    return match[1] if match and match[1] and not _head_of(match[1]) else ""
