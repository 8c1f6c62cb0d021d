"""The import door of the register: good rows are kept, every bad one gets one clear line."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.merging import (
    Act,
    merge_accounts,
    merge_bodies,
    merge_columns,
    merge_sites,
)
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.register_rows import (
    ACCOUNTS,
    BODIES,
    COLUMNS,
    SHAPES,
    SITES,
    Entry,
    read_account,
    read_body,
    read_column,
    read_site,
)
from xuncha.office.registry.report import ImportReport, RowFault, Tally
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.sheets import Sheet, Upload, read_upload

_ORDER = {name: place for place, name in enumerate((BODIES, SITES, COLUMNS, ACCOUNTS))}
DOORS = (
    (BODIES, read_body, merge_bodies),
    (SITES, read_site, merge_sites),
    (COLUMNS, read_column, merge_columns),
    (ACCOUNTS, read_account, merge_accounts),
)
"""Each sheet with how its rows are read and merged, in the order they depend on each other."""


def import_register(office: Office, path: Path, actor: User) -> ImportReport:
    """Take in a register: an XLSX with the sheets 单位 网站 栏目 账号, or one of them as CSV.

    Importing the same file twice changes nothing the second time. Rows that are not in the file
    stay as they are. Raises UploadError only for a file that cannot be read at all.
    """
    return take_in(office, read_upload(path, SHAPES), actor)[0]


def take_in(office: Office, upload: Upload, actor: User) -> tuple[ImportReport, Tally]:
    """Merge the sheets of a register file; the report, and the tally with every change."""
    tally = Tally()
    with transaction.atomic():
        require_keeper(actor, office.pk)
        Office.objects.select_for_update().get(pk=office.pk)
        act = Act(actor, timezone.localdate(), reason=f"导入文件“{upload.name}”")
        for name, read, merge in DOORS:
            sheet = upload.sheet(name)
            if sheet is not None:
                merge(office, _sound_rows(sheet, read, tally), tally, act)
        report = tally.report(lambda fault: _ORDER[fault.sheet])
        if report.created or report.updated:
            detail = {
                "file": upload.name,
                "sha256": upload.digest,
                "created": report.created,
                "updated": report.updated,
                "faults": len(report.faults) + report.more_faults,
            }
            audit.append(actor, "registry.imported", office, detail)
    return report, tally


def _sound_rows(sheet: Sheet, read: Callable[[RowReader], Entry], tally: Tally) -> list[Entry]:
    """The entries of a sheet without faults; of two rows with one key the first stays."""
    entries: list[Entry] = []
    first_seen: dict[tuple[str, ...], int] = {}
    for line in sheet.lines:
        cells = RowReader(sheet.name, line)
        entry = read(cells)
        if cells.faults:
            tally.refuse(cells.faults)
            continue
        key = _identity(sheet.name, entry)
        if key in first_seen:
            column = SHAPES[sheet.name][2 if sheet.name == COLUMNS else 0]
            message = f"“{entry.key}”与第 {first_seen[key]} 行重复；请只留一行"
            tally.refuse([RowFault(sheet.name, line.number, column, message)])
            continue
        first_seen[key] = line.number
        entries.append(entry)
    return entries


def _identity(sheet: str, entry: Entry) -> tuple[str, ...]:
    if sheet == COLUMNS:
        return (entry.parents["网站标识码"], entry.key)
    return (entry.key,)
