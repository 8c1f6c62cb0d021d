"""Account exports an operator uploaded: XLSX or CSV, one shape, read row by row."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xuncha.engine.acquire.keeping import WITHHELD_REASON
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.records import digest_of
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.targets import AccountPlan
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.export import HEADER
from xuncha.engine.extract.merged_cells import filled, merged_ranges
from xuncha.engine.extract.moments import parse_moment
from xuncha.engine.extract.secrecy import SecrecyMark, mark_in
from xuncha.engine.extract.secrecy_texts import mark_in_markup

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_ROWS = 1_000_000
REMEDY = "请上传平台后台导出的 XLSX 或 CSV 文件，表头依次含：" + "、".join(HEADER)
Row = tuple[str, ...]
WORDS_FROM, TEXT = HEADER.index("标题"), HEADER.index("正文")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used: its number in the file, the account it names, why."""

    row: int
    account: str
    reason: str


@dataclass(frozen=True, slots=True)
class Export:
    """An uploaded file: its name, its digest, its rows by account code, and what is wrong in it.

    Rows are kept verbatim in the order of the file, columns in the order of ``HEADER``.
    """

    name: str
    sha256: str
    rows: dict[str, tuple[Row, ...]]
    faults: tuple[Fault, ...]

    def csv_of(self, account: str) -> bytes:
        """The rows of one account as UTF-8 CSV; only the header when it has none."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(HEADER)
        writer.writerows(self.rows.get(account, ()))
        return text.getvalue().encode()


def read_export(path: Path) -> Export:
    """The rows of an export; InputError when the file as a whole cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"导出文件过大（{size} 字节）", str(path), "请分批导出后再上传")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"导出文件无法打开（{error.strerror}）", str(path), REMEDY) from error
    table = _xlsx_rows(data, path) if data.startswith(b"PK") else _csv_rows(data, path)
    try:
        return _sorted_out(path, data, table)
    except (csv.Error, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InputError("导出文件内容损坏", str(path), REMEDY) from error


class ExportShelf:
    """The uploaded files of a shard, each read once."""

    def __init__(self, folder: Path | None) -> None:
        """Look for files in ``folder``; None means nothing was uploaded."""
        self._folder = folder
        self._read: dict[str, Export | InputError] = {}

    def find(self, name: str) -> Export | InputError:
        """The export called ``name``, or the one line that says why it cannot be used."""
        if name not in self._read:
            self._read[name] = self._open(name)
        return self._read[name]

    def _open(self, name: str) -> Export | InputError:
        path = None if self._folder is None or Path(name).name != name else self._folder / name
        if path is None or not path.exists():
            return InputError("还没有上传这个账号的后台导出文件", name, REMEDY)
        try:
            return read_export(path)
        except InputError as error:
            return error


def visit_export(
    plan: AccountPlan, shelf: ExportShelf, writer: BundleWriter, now: datetime
) -> None:
    """Put the account's rows verbatim into its bundle, with the name and digest of the file they
    came from; a file that cannot be read becomes a failed look with its reason."""
    export = shelf.find(plan.export_name)
    if isinstance(export, InputError):
        entry = LogEntry("", Decision.FAILED, str(export), now, UnableClass.UNREADABLE)
        writer.note(entry)
        return
    url = f"urn:xuncha:export:{export.sha256}:{plan.code}"
    headers = (
        ("content-type", "text/csv; charset=utf-8"),
        ("export-name", quote(export.name)),
        ("export-sha256", export.sha256),
    )
    kept, marked = _without_marked(export, plan.code)
    for row, mark in marked:
        content = "\x1f".join(row).encode()
        withheld = Withheld(url, now, digest_of(content), len(content), mark.level)
        writer.withhold(withheld, WITHHELD_REASON)
    record = writer.resource(url, headers, kept.csv_of(plan.code), now)
    reason = f"采用上传的导出文件 {export.name}（sha256:{export.sha256}）"
    writer.note(LogEntry(url, Decision.NOTED, reason, now, record=record))
    for fault in export.faults:
        if fault.account in ("", plan.code):
            writer.note(LogEntry(url, Decision.NOTED, fault.reason, now, record=record))


def _without_marked(export: Export, code: str) -> tuple[Export, list[tuple[Row, SecrecyMark]]]:
    """The export with the words of marked rows left out, and those rows; that something was posted,
    and when, stays."""
    rows: list[Row] = []
    marked: list[tuple[Row, SecrecyMark]] = []
    for row in export.rows.get(code, ()):
        mark = mark_in_markup("\n".join(row[WORDS_FROM:])) or mark_in(row[TEXT], is_file=True)
        if mark is not None:
            marked.append((row, mark))
        blank = [""] * (len(row) - WORDS_FROM)
        rows.append(row if mark is None else (*row[:WORDS_FROM], *blank))
    return replace(export, rows={code: tuple(rows)}), marked


def _csv_rows(data: bytes, path: Path) -> Iterator[Row]:
    for charset in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        yield from (tuple(row) for row in csv.reader(io.StringIO(text, newline="")))
        return
    raise InputError("导出文件的编码无法识别", str(path), "请存为 UTF-8 或 GB18030 编码的 CSV")


def _xlsx_rows(data: bytes, path: Path) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise InputError("导出文件解开后过大", str(path), "请分批导出后再上传")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InputError("不是可读的 XLSX 文件", str(path), REMEDY) from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    with sheet._get_source() as source:
        ranges = merged_ranges(source)
    wide = next((one for one in ranges if one.is_wide), None)
    if wide is not None:
        where = f"{path} 第 {wide.first_row} 行"
        raise InputError("导出文件有横跨几列的合并单元格", where, "请取消合并后再上传")
    texts = ([_text(cell) for cell in cells] for cells in sheet.iter_rows(values_only=True))
    for _, row in filled(enumerate(texts, start=1), ranges):
        yield tuple(row)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _sorted_out(path: Path, data: bytes, table: Iterable[Row]) -> Export:
    rows: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    lines = iter(table)
    places = _places(next(lines, ()), path)
    for number, cells in enumerate(lines, start=2):
        if number > MAX_ROWS:
            raise InputError(f"导出文件超过 {MAX_ROWS} 行", str(path), "请分批导出后再上传")
        if not any(cell.strip() for cell in cells):
            continue
        row = tuple(cells[place] if place < len(cells) else "" for place in places)
        account = row[0].strip()
        reason = _fault_of(row)
        if reason:
            faults.append(Fault(number, account, f"第 {number} 行：{reason}"))
        if account:
            rows.setdefault(account, []).append(row)
    return Export(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        rows={account: tuple(found) for account, found in rows.items()},
        faults=tuple(faults),
    )


def _places(header: Row, path: Path) -> list[int]:
    names = [name.strip().lstrip("\ufeff") for name in header]
    missing = [name for name in HEADER if name not in names]
    if missing:
        raise InputError(f"导出文件缺少列：{'、'.join(missing)}", str(path), REMEDY)
    return [names.index(name) for name in HEADER]


def _fault_of(row: Row) -> str:
    if not row[0].strip():
        return "账号编码为空，该行未采用"
    if parse_moment(row[2]) is None:
        return f"发布时间“{row[2]}”无法识别，该行不能证明更新"
    return ""
