"""Exports of letters from the back offices of sites: which letters came when, answered when."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.letters import Letter, Letters
from xuncha.engine.domain.windows import local_day
from xuncha.engine.extract.moments import parse_moment
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.sheets import Line, read_tables

REQUIRED = ("网站标识码", "编号", "收到日期", "答复日期", "导出起", "导出止")
VALID = "有效"
SHEET = "留言"
SUFFIXES = frozenset({".csv", ".xlsx"})


@dataclass(frozen=True, slots=True)
class LetterExport:
    """The letters of one file by site code, and one line for each row that cannot be used."""

    sites: dict[str, Letters]
    faults: tuple[str, ...]


def holds_letters(path: Path) -> bool:
    """Whether a file is an export of letters: one of its sheets has the columns. False as well for
    a file nobody can read."""
    try:
        return next(_lines(path), None) is not None
    except InputError:
        return False


def read_letters(path: Path) -> LetterExport:
    """The letters of an export. A row without a number only says what days were exported.

    InputError for a file that cannot be read; a row with a fault makes its site's letters broken,
    one that names no site those of all sites.
    """
    rows: dict[str, list[Letter]] = {}
    spans: dict[str, tuple[date, date]] = {}
    broken: dict[str, int] = {}
    faults: list[str] = []
    for line in _lines(path):
        cells = RowReader(SHEET, line)
        code = cells.text("网站标识码", required=True)
        since, until = _day(cells, "导出起"), _day(cells, "导出止")
        letter = _letter(cells, line.number)
        if code and since and until:
            begin, end = spans.get(code, (since, until))
            spans[code] = max(begin, since), min(end, until)
        elif code and code not in spans:
            cells.fault("导出起", "没有填写这批留言导出的起止日期；请在该网站的第一行填写")
        if cells.faults:
            faults += [f"{path.name} {fault.text()}" for fault in cells.faults]
            broken[code] = broken.get(code, 0) + 1
        elif letter is not None:
            rows.setdefault(code, []).append(letter)
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    of_no_site = broken.get("", 0)
    sites = {
        code: Letters(
            since,
            until,
            tuple(rows.get(code, ())),
            path.name,
            digest,
            broken.get(code, 0) + of_no_site,
        )
        for code, (since, until) in spans.items()
    }
    return LetterExport(sites, tuple(faults))


def letters_in(folder: Path) -> dict[str, Letters]:
    """What the exports of letters in a folder say, by site code; a site in two files belongs to the
    last in order of name. A file nobody can read gives nothing: its sites are looked at without."""
    found: dict[str, Letters] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in SUFFIXES and holds_letters(path):
            found |= read_letters(path).sites
    return found


def _lines(path: Path) -> Iterator[Line]:
    """The rows of the sheets that have the columns, the head of each as a first row of its own
    left out; an empty sheet gives none."""
    for _, table in read_tables(path):
        _, head = next(table, (0, []))
        names = [name.strip() for name in head]
        if not set(REQUIRED) <= set(names):
            continue
        for number, row in table:
            cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
            if any(cells.values()):
                yield Line(number, cells)


def _letter(cells: RowReader, row: int) -> Letter | None:
    number = cells.text("编号", most=60)
    received, answered = _day(cells, "收到日期"), _day(cells, "答复日期")
    is_valid = cells.yes_no(VALID)
    if not number and received is None and answered is None:
        return None
    if received is None:
        if not cells.line.cells.get("收到日期"):
            cells.fault("收到日期", "没有填写；请补填")
        return None
    if answered is not None and answered < received:
        cells.fault("答复日期", f"{answered} 早于收到日期 {received}；请核对")
    return Letter(number or f"第 {row} 行", received, answered, is_valid, f"第 {row} 行")


def _day(cells: RowReader, column: str) -> date | None:
    text = cells.text(column, most=40)
    moment = parse_moment(text) if text else None
    if text and moment is None:
        cells.fault(column, f"“{text}”不是日期；请写成 2024-09-30")
    return local_day(moment) if moment else None
