"""Merged cells of a sheet: a value written once and meant for several rows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from openpyxl.utils.cell import range_boundaries

_CELL = rb"[A-Z]{1,3}\d{1,7}"
_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"'](" + _CELL + rb":" + _CELL + rb")[\"']")
_CHUNK = 1 << 20
_OVERLAP = 256
"""Bytes kept of the chunk before: no element of a merged range is longer."""
MOST = 200_000
"""Ranges read of one sheet; a sheet of more is no table."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged range: rows and columns from 1, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def is_wide(self) -> bool:
        """Whether it reaches over several columns: nobody can tell which of them it is about."""
        return self.last_column > self.first_column


def merged_ranges(sheet: IO[bytes]) -> tuple[Merged, ...]:
    """The merged ranges of the XML of a sheet, in its order; none: an empty tuple. ValueError
    where there are more than any table has."""
    found: list[Merged] = []
    for ref in _refs(sheet):
        left, top, right, bottom = range_boundaries(ref.decode())
        found.append(Merged(top, bottom, left, right))
        if len(found) > MOST:
            raise ValueError("too many merged cells")
    return tuple(found)


def filled(
    rows: Iterator[tuple[int, list[str]]], ranges: Sequence[Merged]
) -> Iterator[tuple[int, list[str]]]:
    """The numbered rows with every value that is merged downwards written into each of its rows.
    Ranges over several columns stay as they are: the value stands in the first cell alone."""
    starts: dict[int, list[Merged]] = defaultdict(list)
    for one in ranges:
        if not one.is_wide and one.last_row > one.first_row:
            starts[one.first_row].append(one)
    held: dict[int, tuple[int, str]] = {}
    for number, row in rows:
        cells = list(row)
        for column, (last, text) in list(held.items()):
            if number > last:
                del held[column]
            else:
                cells += [""] * (column - len(cells))
                cells[column - 1] = text
        for one in starts.pop(number, ()):
            text = cells[one.first_column - 1] if one.first_column <= len(cells) else ""
            if text:
                held[one.first_column] = (one.last_row, text)
        yield number, cells


def _refs(sheet: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := sheet.read(_CHUNK):
        text = rest + chunk
        end = 0
        for match in _RANGE.finditer(text):
            end = match.end()
            yield match.group(1)
        rest = text[max(end, len(text) - _OVERLAP) :]
