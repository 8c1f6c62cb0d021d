"""Reading what people upload: XLSX sheets, CSV and TSV files become numbered rows of text."""

import codecs
import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xuncha.engine.extract.merged_cells import Merged, filled, merged_ranges
from xuncha.office.registry.errors import UploadError
from xuncha.office.registry.limits import limits

FARTHEST = 1_048_576
"""Rows a workbook can have; a file that names one below it would be walked to row by row."""
WIDEST = 256
"""Columns read of a workbook: no sheet we take in has a tenth of them."""
ENCODINGS = ("utf-8-sig", "gb18030")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl raises on files that are damaged, encrypted or no workbook at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number as people count it, its cells by header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows; empty rows are left out."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was read: its name, its digest, its sheets."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, None when the file has none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_upload(path: Path, shapes: Mapping[str, Sequence[str]]) -> Upload:
    """The sheets of a file that ``shapes`` names (sheet → headers it must have).

    A CSV or TSV file is the sheet whose headers it has. Raises UploadError for a file that cannot
    be read at all, is too large, or has none of the sheets; formulas are never evaluated (their
    cells come back as ``=…`` and become faults of their row). A value merged over several rows
    stands in each; a cell merged over several columns is refused.
    """
    body = _bytes_of(path)
    digest = hashlib.sha256(body).hexdigest()
    if body.startswith(b"PK"):
        sheets = tuple(_xlsx_sheets(body, path.name, shapes))
    elif path.suffix.lower() in {".xls", ".xlsx", ".et"}:
        raise UploadError("不是 XLSX 文件", path.name, "在表格软件中另存为 XLSX 后再导入")
    else:
        sheets = (_csv_sheet(body, path.name, shapes),)
    if not sheets:
        wanted = "、".join(f"“{name}”" for name in shapes)
        raise UploadError("没有可以导入的工作表", path.name, f"工作表须命名为{wanted}")
    return Upload(path.name, digest, sheets)


def read_tables(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Every sheet of a file by name with its numbered rows of text, whatever their heads are. A
    value merged over several rows stands in each, one merged over columns in the first alone.

    A CSV or TSV file is one sheet of its own name. Raises UploadError as ``read_upload`` does.
    """
    body = _bytes_of(path)
    if body.startswith(b"PK"):
        book = _opened(body, path.name)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = filled(_xlsx_rows(sheet, path.name), _merged(sheet, path.name))
                yield sheet.title, _bounded(rows, path.name)
        finally:
            book.close()
    elif path.suffix.lower() in {".xls", ".xlsx", ".et"}:
        raise UploadError("不是 XLSX 文件", path.name, "在表格软件中另存为 XLSX 后再导入")
    else:
        yield path.name, iter(_csv_rows(_decode(body, path.name), path.name))


def _bounded(rows: Iterator[tuple[int, list[str]]], name: str) -> Iterator[tuple[int, list[str]]]:
    for number, row in rows:
        if number > limits().upload_max_rows:
            raise UploadError("行数过多", name, "拆分成几个文件分别导入")
        yield number, row


def _bytes_of(path: Path) -> bytes:
    most = limits().upload_max_bytes
    try:
        size = path.stat().st_size
        if size > most:
            raise UploadError(
                f"文件 {size // 1048576} MB，超过上限 {most // 1048576} MB",
                path.name,
                "拆分成几个文件分别导入",
            )
        return path.read_bytes()
    except OSError as fault:
        raise UploadError(
            f"文件打不开（{fault.strerror or fault}）", str(path), "核对路径和读取权限"
        ) from fault


def _xlsx_sheets(body: bytes, name: str, shapes: Mapping[str, Sequence[str]]) -> Iterator[Sheet]:
    book = _opened(body, name)
    try:
        for title, headers in shapes.items():
            if title in book.sheetnames:
                book[title].reset_dimensions()
                ranges = _merged(book[title], name)
                rows = filled(_xlsx_rows(book[title], name), ranges)
                yield _sheet(title, headers, rows, name, ranges)
    finally:
        book.close()


def _opened(body: bytes, name: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > limits().upload_max_unpacked_bytes:
            raise UploadError("展开后过大", name, "拆分成几个文件分别导入")
        return load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, *_BROKEN) as fault:
        raise UploadError("文件已损坏或不是 XLSX", name, "用表格软件打开并另存后再导入") from fault


def _xlsx_rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """The numbered rows of a sheet as texts. What is broken inside a sheet shows only now."""
    texts: dict[str, str] = {}
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > FARTHEST:
                raise UploadError("行数过多", name, "拆分成几个文件分别导入")
            yield number, [_once(_text(value), texts) for value in row[:WIDEST]]
    except _BROKEN as fault:
        raise UploadError("文件已损坏或不是 XLSX", name, "用表格软件打开并另存后再导入") from fault


def _merged(sheet: Any, name: str) -> tuple[Merged, ...]:
    """The merged ranges of a sheet: openpyxl tells none of a sheet it only reads."""
    try:
        with sheet._get_source() as source:
            return merged_ranges(source)
    except _BROKEN as fault:
        raise UploadError("文件已损坏或不是 XLSX", name, "用表格软件打开并另存后再导入") from fault


def _check_merged(ranges: Sequence[Merged], names: Sequence[str], place: str) -> None:
    """UploadError where a merged cell leaves open which column or row of heads it belongs to."""
    used = {number for number, head in enumerate(names, start=1) if head}
    for one in ranges:
        reached = used.intersection(range(one.first_column, min(one.last_column, WIDEST) + 1))
        if len(reached) > 1:
            raise UploadError(
                "有横跨几列的合并单元格，不能确定属于哪一列",
                f"{place}第 {one.first_row} 行",
                "取消合并，每列分别填写后再导入",
            )
        if reached and one.first_row == 1 and one.last_row > 1:
            raise UploadError("列名占了几行", f"{place}第 1 行", "列名只占一行，取消合并后再导入")


def _csv_sheet(body: bytes, name: str, shapes: Mapping[str, Sequence[str]]) -> Sheet:
    rows = _csv_rows(_decode(body, name), name)
    first = rows[0][1] if rows else []
    present = {cell.strip() for cell in first}
    for title, headers in shapes.items():
        if present.issuperset(headers):
            return _sheet(title, headers, iter(rows), name)
    title, headers = max(shapes.items(), key=lambda pair: len(present.intersection(pair[1])))
    return _sheet(title, headers, iter(rows), name)


def _decode(body: bytes, name: str) -> str:
    marked = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UploadError("文字编码无法识别", name, "另存为 UTF-8 编码的 CSV 后再导入")


def _csv_rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        start = 1
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
            if len(rows) > limits().upload_max_rows:
                raise UploadError("行数过多", name, f"每个文件不超过 {limits().upload_max_rows} 行")
    except csv.Error as fault:
        raise UploadError(
            "CSV 格式有误", f"{name} 第 {reader.line_num} 行", "检查引号是否成对"
        ) from fault
    return rows


def _sheet(
    title: str,
    headers: Sequence[str],
    rows: Iterator[tuple[int, list[str]]],
    name: str,
    ranges: Sequence[Merged] = (),
) -> Sheet:
    _, first = next(rows, (1, []))
    names = [cell.strip() for cell in first]
    missing = [header for header in headers if header not in names]
    if missing:
        raise UploadError(
            f"缺少列“{'”“'.join(missing)}”", f"{name} 的“{title}”第 1 行", "补上这些列名后再导入"
        )
    _check_merged(ranges, names, f"{name} 的“{title}”")
    lines = []
    for number, row in rows:
        cells = {
            header: row[place].strip() if place < len(row) else ""
            for place, header in enumerate(names)
            if header
        }
        if any(cells.values()):
            lines.append(Line(number, cells))
        if len(lines) > limits().upload_max_rows:
            raise UploadError("行数过多", f"{name} 的“{title}”", "拆分成几个文件分别导入")
    return Sheet(title, tuple(lines))


def _once(text: str, texts: dict[str, str]) -> str:
    """The text without space around it, no longer than it takes to be refused; the same text of
    many cells is one object."""
    known = texts.get(text)
    if known is None:
        known = texts[text] = text.strip()[: limits().cell_max_chars + 1]
    return known


def _text(value: Any) -> str:
    """A cell as text: whole numbers without ``.0``, dates as ISO, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
