"""Exports of letters from the back offices of sites: which letters came when, answered when."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.letters import Letter, LetterFile, Letters
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.extract.moments import parse_moment
from xuncha.office.casework.models import Round
from xuncha.office.registry.models import Site
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.sheets import Line, read_tables

REQUIRED = ("网站标识码", "编号", "收到日期", "答复日期", "导出起", "导出止")
VALID = "有效"
SHEET = "留言"
SUFFIXES = frozenset({".csv", ".xlsx"})
TELLING = 2
"""So many of the columns in one row make it a head of letters, whole or not."""


@dataclass(frozen=True, slots=True)
class LetterExport:
    """The letters of one file by site code, and one line for each row that cannot be used; of
    ``astray`` of them nobody knows the site."""

    sites: dict[str, Letters]
    faults: tuple[str, ...]
    astray: int = 0


def known_sites(inspection: Round) -> frozenset[str]:
    """The site codes an export may name: those of the round, and the office's others, for an export
    of a platform has all of its sites."""
    here = inspection.targets.filter(kind=TargetKind.SITE).values_list("code", flat=True)
    registered = Site.objects.filter(office_id=inspection.office_id).values_list("code", flat=True)
    return frozenset(here) | frozenset(registered)


def holds_letters(path: Path) -> bool:
    """Whether a file is an export of letters: one of its sheets has the columns. False as well for
    a file nobody can read."""
    try:
        return any(row.line is not None for row in _rows(path))
    except InputError:
        return False


def read_letters(path: Path, known: Collection[str]) -> LetterExport:
    """The letters of an export. A row without a number only says what days were exported.

    InputError for a file that cannot be read; a row with a fault makes its site's letters broken,
    one that names none of the ``known`` sites those of all sites.
    """
    file = LetterFile(path.name, _digest(path))
    rows: dict[str, list[Letter]] = {}
    spans: dict[str, tuple[date, date]] = {}
    broken: dict[str, int] = {}
    faults: list[str] = []
    for row in _rows(path):
        if row.line is None:
            faults.append(f"{path.name} {row.where}：像是留言的表头，列名不全或不在第一行，没有读")
            broken[""] = broken.get("", 0) + 1
            continue
        cells = RowReader(SHEET, row.line)
        code = cells.text("网站标识码", required=True)
        if code and code not in known:
            cells.fault("网站标识码", f"网站“{code}”不在台账中；请改正标识码")
            code = ""
        since, until = _day(cells, "导出起"), _day(cells, "导出止")
        letter = _letter(cells, row.where, file)
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
    astray = broken.pop("", 0)
    untold: tuple[date | None, date | None] = (None, None)
    days = dict.fromkeys(broken, untold) | spans
    sites = {
        code: Letters(
            since,
            until,
            tuple(rows.get(code, ())),
            (file,),
            broken.get(code, 0) + astray,
        )
        for code, (since, until) in days.items()
    }
    return LetterExport(sites, tuple(faults), astray)


def letters_in(folder: Path, known: Collection[str]) -> dict[str, Letters]:
    """What the exports of letters in a folder say together, by site code. A file nobody can read
    gives nothing: its sites are looked at without."""
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    wanted = (path for path in paths if path.suffix.lower() in SUFFIXES and holds_letters(path))
    return _joined([read_letters(path, known) for path in wanted])


def cited_letters(folders: Iterable[Path], record: str, code: str) -> str | None:
    """The rows a site has in the export with this digest, as text, nothing of other sites and no
    other columns; None where no folder has the file."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file() and _digest(path) == record:
                return "\n".join(_told(path, code))
    return None


def _joined(exports: Collection[LetterExport]) -> dict[str, Letters]:
    """Files of one site together say every row any of them has, and the days all of them have."""
    parts: dict[str, list[Letters]] = defaultdict(list)
    for export in exports:
        for code, letters in export.sites.items():
            parts[code].append(letters)
    astray = sum(export.astray for export in exports)
    return {code: _union(several, astray) for code, several in parts.items()}


def _union(several: Collection[Letters], astray: int) -> Letters:
    rows = {
        (one.number, one.received, one.answered, one.is_valid): one
        for letters in several
        for one in letters.rows
    }
    return Letters(
        max((one.since for one in several if one.since), default=None),
        min((one.until for one in several if one.until), default=None),
        tuple(rows.values()),
        tuple(file for letters in several for file in letters.files),
        sum(one.broken for one in several) + astray,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of letters and where it stands; ``line`` None: a head that is not whole."""

    line: Line | None
    where: str


def _rows(path: Path) -> Iterator[_Row]:
    """The rows of the sheets that have the columns in their first row, which is left out; of other
    sheets only what looks like such a head. An empty sheet gives none."""
    for title, table in read_tables(path):
        sheet = "" if title == path.name else f"工作表“{title}”"
        _, head = next(table, (0, []))
        names = [name.strip() for name in head]
        if set(REQUIRED) <= set(names):
            for number, row in table:
                cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
                if any(cells.values()):
                    yield _Row(Line(number, cells), f"{sheet}第 {number} 行")
            continue
        for number, row in _with_first(head, table):
            if len({cell.strip() for cell in row} & set(REQUIRED)) >= TELLING:
                yield _Row(None, f"{sheet}第 {number} 行")


def _with_first(
    head: list[str], table: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield 1, head
    yield from table


def _told(path: Path, code: str) -> Iterator[str]:
    yield f"后台导出 {path.name}，以下为网站 {code} 的行"
    columns = (*REQUIRED, VALID)
    yield "\t".join(("行", *columns))
    for row in _rows(path):
        if row.line is not None and row.line.cells.get("网站标识码") == code:
            yield "\t".join((row.where, *(row.line.cells.get(name, "") for name in columns)))


def _letter(cells: RowReader, where: str, file: LetterFile) -> Letter | None:
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
    return Letter(number or f"{file.name} {where}", received, answered, is_valid, where, file)


def _day(cells: RowReader, column: str) -> date | None:
    text = cells.text(column, most=40)
    moment = parse_moment(text) if text else None
    if text and moment is None:
        cells.fault(column, f"“{text}”不是日期；请写成 2024-09-30")
    return local_day(moment) if moment else None


def _digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
