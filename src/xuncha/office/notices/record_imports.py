"""The import door for side records: sheets named like their kinds become dated rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from xuncha.office.notices.models import SideRecord
from xuncha.office.notices.record_kinds import CellKind, CellSpec, RecordKind, record_kinds
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.report import ImportReport, Tally
from xuncha.office.registry.sheets import Upload, read_upload

TEXT_MAX = 2000
COUNT_MAX = 100_000_000
KEY_GLUE = "\x1f"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    on: date
    key: str
    cells: dict[str, str | int]
    number: int


def import_records(office: Office, path: Path, actor: User) -> ImportReport:
    """Take in side records; a row whose newest version is the same already is unchanged.

    A row that changes an earlier one of the same key is appended and counted as updated.
    """
    kinds = {kind.title: kind for kind in record_kinds().values()}
    shapes = {title: tuple(c.heading for c in k.columns) for title, k in kinds.items()}
    upload = read_upload(path, shapes)
    tally = Tally()
    rows = [row for sheet in upload.sheets for row in _rows(upload, kinds[sheet.name], tally)]
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        _store(office, rows, actor, upload, tally)
        if tally.created or tally.updated:
            detail = {"file": upload.name, "sha256": upload.digest, "rows": len(rows)}
            audit.append(actor, "records.imported", office, detail)
    return tally.report()


def _rows(upload: Upload, kind: RecordKind, tally: Tally) -> Iterable[_Row]:
    sheet = upload.sheet(kind.title)
    for line in sheet.lines if sheet else ():
        reader = RowReader(kind.title, line)
        cells = {c.heading: value for c in kind.columns if (value := _cell(reader, c)) != ""}
        tally.refuse(reader.faults)
        if reader.faults:
            continue
        on = date.fromisoformat(str(cells[kind.on]))
        key = KEY_GLUE.join(str(cells.get(heading, "")) for heading in kind.key)
        yield _Row(kind.name, on, key[:400], cells, line.number)


def _cell(reader: RowReader, column: CellSpec) -> str | int:
    """The value of a cell, empty where nothing stands."""
    given = reader.text(column.heading, most=TEXT_MAX, required=column.required)
    if not given:
        return ""
    match column.holds:
        case CellKind.DAY:
            day = reader.day(column.heading)
            return day.isoformat() if day else ""
        case CellKind.COUNT:
            number = reader.number(column.heading, least=0, most=COUNT_MAX)
            return "" if number is None else number
        case CellKind.POINTS:
            return _points(reader, column.heading, given)
        case CellKind.WORD:
            return reader.word(column.heading, {word: word for word in column.words})
        case _:
            return given


def _points(reader: RowReader, heading: str, given: str) -> str:
    """A number with at most two decimals, kept as it is written."""
    whole, _, rest = given.removeprefix("-").partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()) or len(rest) > 2 or len(whole) > 6:
        reader.fault(heading, f"“{given}”不是分数；请写成 12 或 12.5")
        return ""
    return given


def _store(office: Office, rows: list[_Row], actor: User, upload: Upload, tally: Tally) -> None:
    newest: dict[tuple[str, str], dict[str, str | int]] = {}
    for record in SideRecord.objects.filter(office=office, kind__in={row.kind for row in rows}):
        newest[record.kind, record.key] = record.cells
    fresh = []
    for row in rows:
        before = newest.get((row.kind, row.key))
        if before == row.cells:
            tally.unchanged += 1
            continue
        newest[row.kind, row.key] = row.cells
        tally.created += before is None
        tally.updated += before is not None
        fresh.append(
            SideRecord(
                office=office,
                kind=row.kind,
                on=row.on,
                key=row.key,
                cells=row.cells,
                source=upload.name[:200],
                source_digest=upload.digest,
                row=row.number,
                by=actor,
                by_name=actor.name,
                at=timezone.now(),
            )
        )
    SideRecord.objects.bulk_create(fresh, batch_size=500)
