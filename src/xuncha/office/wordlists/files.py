"""Reading a list file: its rows, and every fault with its line; writing one for download."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from xuncha.engine.domain.own_words import OwnWord, OwnWords
from xuncha.engine.domain.words import LABELS, OwnList
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.report import RowFault
from xuncha.office.registry.sheets import Sheet, read_upload
from xuncha.office.wordlists.rows import SHAPES, Row, identity

COLUMN_WIDTH = 18


@dataclass(frozen=True, slots=True)
class ReadList:
    """The sound rows of one list in the order of the file, and what is wrong with the others."""

    kind: OwnList
    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A list file as it was read: its name, its digest, the lists it holds."""

    name: str
    digest: str
    lists: tuple[ReadList, ...]

    def list_of(self, kind: OwnList) -> ReadList | None:
        """The list of that kind; None where the file has none."""
        return next((one for one in self.lists if one.kind is kind), None)


def read_lists(path: Path, kinds: Iterable[OwnList] = tuple(OwnList)) -> ReadFile:
    """The lists of an XLSX (a sheet a list), CSV or TSV file.

    A row with a fault is left out, the others stay. Raises UploadError only for a file that cannot
    be read at all or has none of the lists.
    """
    wanted = {LABELS[kind]: kind for kind in kinds}
    upload = read_upload(path, {name: SHAPES[kind].required for name, kind in wanted.items()})
    lists = tuple(_read(wanted[sheet.name], sheet) for sheet in upload.sheets)
    return ReadFile(upload.name, upload.digest, lists)


def own_words_in(files: Iterable[ReadFile]) -> OwnWords:
    """The sound rows of several files as the engine takes them."""
    read = tuple(files)
    rows: dict[OwnList, list[Any]] = {kind: [] for kind in OwnList}
    for one in (part for file in read for part in file.lists):
        rows[one.kind] += one.rows
    return OwnWords(
        words=tuple(rows[OwnList.WORDS]),
        terms=tuple(rows[OwnList.TERMS]),
        names=tuple(rows[OwnList.NAMES]),
        leaders=tuple(rows[OwnList.LEADERS]),
        reposts=tuple(rows[OwnList.REPOSTS]),
        digest="".join(file.digest for file in read),
    )


def written(lists: Mapping[OwnList, Iterable[Row]]) -> bytes:
    """An XLSX with a sheet a list, every cell a text: nothing in it can become a formula."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True})
        for kind, rows in lists.items():
            shape = SHAPES[kind]
            sheet = book.add_worksheet(LABELS[kind])
            sheet.set_column(0, len(shape.columns) - 1, COLUMN_WIDTH, text)
            sheet.freeze_panes(1, 0)
            for line, cells in enumerate((shape.columns, *map(shape.write, rows))):
                for place, cell in enumerate(cells):
                    sheet.write_string(line, place, cell, head if line == 0 else text)
    return buffer.getvalue()


def _read(kind: OwnList, sheet: Sheet) -> ReadList:
    sound: dict[tuple[str, ...], tuple[int, Row]] = {}
    faults: list[RowFault] = []
    known = SHAPES[kind].columns
    strange = [name for name in (sheet.lines[0].cells if sheet.lines else {}) if name not in known]
    for name in strange:
        message = f"不认识这一列，没有读取；可用的列：{'、'.join(known)}"
        faults.append(RowFault(sheet.name, 1, name, message))
    for line in sheet.lines:
        cells = RowReader(sheet.name, line)
        row = SHAPES[kind].read(cells)
        if cells.faults:
            faults += cells.faults
            continue
        key = identity(row)
        if key in sound:
            message = f"“{' '.join(filter(None, key))}”与第 {sound[key][0]} 行重复；请只留一行"
            faults.append(RowFault(sheet.name, line.number, known[0], message))
            continue
        sound[key] = line.number, row
    circular = _circular(sheet.name, sound)
    faults += circular.values()
    rows = tuple(row for key, (_, row) in sound.items() if key not in circular)
    return ReadList(kind, rows, tuple(sorted(faults, key=lambda fault: fault.row)))


def _circular(
    sheet: str, sound: Mapping[tuple[str, ...], tuple[int, Row]]
) -> dict[tuple[str, ...], RowFault]:
    """Rows whose right words another row calls wrong."""
    found = {}
    for key, (number, row) in sound.items():
        other = sound.get((row.right,)) if isinstance(row, OwnWord) else None
        if other is not None and isinstance(row, OwnWord):
            message = f"正确写法“{row.right}”在第 {other[0]} 行又列为错误写法；请改正其中一行"
            found[key] = RowFault(sheet, number, "正确写法", message)
    return found
