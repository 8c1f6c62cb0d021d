"""The header row of a table speaks for its columns: what stands above a number says whose it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.engine.extract.lexicon import pattern

_TABLE = "privacy_words"
_MARKS = (("\t", 2), ("|", 2), (",", 3))
"""What parts the cells of a row, and the fewest cells that make one: commas part prose too."""
_GAPS = re.compile(r"(?<=\S) {2,}(?=\S)")
_LONG_NUMBER = re.compile(r"\d{7}")
_WIDEST_HEADER, _WIDEST_ROW = 400, 4000
_WIDEST_CELL = 24
"""Characters: what is longer is no header, or no row of a table."""
_LEAST_NAMED = 2
"""A header has at least so many cells that name a column, and no more cells that name none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header row calls a number's ``column`` (empty: nobody can tell), the whole header
    ``row``, and the ``record`` that it makes of the row below: name of column, cell, and so on."""

    column: str
    row: str
    record: str


class Tables:
    """The tables of a narrowed text of many lines, a line a row."""

    def __init__(self, narrow: str) -> None:
        """Look at every line once."""
        self._narrow = narrow
        self._starts: list[int] = []
        self._rows: list[_Row] = []
        if any(mark in narrow for mark, _ in (*_MARKS, ("  ", 0))):
            for start, row in _rows_of(narrow):
                self._starts.append(start)
                self._rows.append(row)

    def heading(self, at: int) -> Heading | None:
        """The heading of the cell at that place; None where no header row stands above it."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return None
        row, start = self._rows[number], self._starts[number]
        if row.header is None or at > start + row.length or row.length > _WIDEST_ROW:
            return None
        before = _cells(self._narrow[start:at] + ".", row.mark)
        shift = max(0, len(row.header) - row.cells)
        column = len(before) - 1 + shift
        named = row.header[column].strip() if column < len(row.header) else ""
        cells = _cells(self._narrow[start : start + row.length], row.mark)
        pairs = zip(row.header[shift:], cells, strict=False)
        record = ",".join(f"{name.strip()}:{cell.strip()}" for name, cell in pairs)
        return Heading(named, " | ".join(cell.strip() for cell in row.header), record)


@dataclass(frozen=True, slots=True)
class _Row:
    mark: str
    cells: int
    length: int
    header: tuple[str, ...] | None


def _rows_of(narrow: str) -> Iterator[tuple[int, _Row]]:
    """Every row with the header above it. Cells merged on the left are missing in the rows below
    the first, so tabs and bars need not agree in number; what also parts prose must."""
    start, header, mark = 0, None, ""
    for line in narrow.split("\n"):
        own = _mark_of(line)
        if own:
            cells = _cells(line, own)
            if _is_header(line, cells):
                header = tuple(cells)
            elif own != mark or (own not in "\t|" and header and len(cells) != len(header)):
                header = None
            yield start, _Row(own, len(cells), len(line), header)
        elif line.strip():
            header = None
        mark = own or mark
        start += len(line) + 1


def _mark_of(line: str) -> str:
    for mark, least in _MARKS:
        if line.count(mark) >= least - 1:
            return mark
    return "  " if _GAPS.search(line) else ""


def _cells(line: str, mark: str) -> list[str]:
    return _GAPS.split(line.lstrip(" ")) if mark == "  " else line.split(mark)


def _is_header(line: str, cells: list[str]) -> bool:
    if len(line) > _WIDEST_HEADER or _LONG_NUMBER.search(line):
        return False
    named = pattern(_TABLE, "column")
    filled = [cell.strip() for cell in cells if cell.strip()]
    known = sum(len(cell) <= _WIDEST_CELL and bool(named.search(cell)) for cell in filled)
    return known >= _LEAST_NAMED and known * 2 >= len(filled)
