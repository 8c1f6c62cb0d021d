"""The cells of a workbook (XLSX, XLS, ET, ODS), a block a row."""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.packed import vet_packed
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError


def read_sheets(data: bytes, into: Gathered) -> None:
    """Add every row that has a cell, cells parted by tabs; raises UnreadFileError as its kin do."""
    if data.startswith(b"PK"):
        vet_packed(data, into.limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        into.pages = len(names)
        cells = 0
        for name in names:
            cells = _read_sheet(book, name, cells, into)
    except PasswordError as fault:
        raise UnreadFileError(UnableClass.ENCRYPTED, "表格设有打开口令，没有读") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise UnreadFileError(UnableClass.UNREADABLE, "表格文件已损坏，无法打开") from fault


def _read_sheet(book: Any, name: str, cells: int, into: Gathered) -> int:
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:  # a chart sheet has no cells
        return cells
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += sum(1 for value in row if value != "")
        if cells > into.limits.cells:
            reason = f"单元格超过 {into.limits.cells} 个，只读了前面部分"
            raise UnreadFileError(UnableClass.TOO_LARGE, reason)
        text = "\t".join(_cell(value) for value in row).strip()
        into.add(text, f"表“{name}”第 {number} 行")
    return cells


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
