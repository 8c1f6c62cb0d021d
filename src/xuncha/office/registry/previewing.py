"""What a register file would change, told before anything is changed, and then done."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from xuncha.office.people.models import Office, User
from xuncha.office.registry.errors import StaleError
from xuncha.office.registry.imports import take_in
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.register_rows import ACCOUNTS, BODIES, COLUMNS, SHAPES, SITES
from xuncha.office.registry.report import ImportReport, RowChange, Tally
from xuncha.office.registry.sheets import Upload, read_upload

CODES = {
    BODIES: (Body, "单位编码"),
    SITES: (Site, "网站标识码"),
    ACCOUNTS: (Account, "账号编码"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A registered row that a sheet of the file does not list; it stays as it is."""

    sheet: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a file in would do. ``seal`` changes with anything it says, so that what is
    confirmed is what was looked at."""

    report: ImportReport
    created: tuple[RowChange, ...]
    updated: tuple[RowChange, ...]
    missing: tuple[Missing, ...]
    seal: str

    @property
    def changes_anything(self) -> bool:
        """Whether confirming would change a row."""
        return bool(self.created or self.updated)


class _Undone(Exception):  # noqa: N818 - not a fault: it rolls a rehearsal back
    """Raised to leave the tables as they were."""


def preview(office: Office, path: Path, actor: User) -> Preview:
    """What the file would do to the register; nothing is changed.

    The file goes through the import door itself and everything is rolled back, so the preview
    cannot differ from the import. UploadError for a file that cannot be read at all.
    """
    upload = read_upload(path, SHAPES)
    found: list[Preview] = []
    try:
        with transaction.atomic():
            report, tally = take_in(office, upload, actor)
            found.append(_preview(office, upload, report, tally))
            raise _Undone
    except _Undone:
        return found[0]


def confirm(office: Office, path: Path, actor: User, seal: str) -> ImportReport:
    """Take the file in as it was previewed. StaleError, and nothing changed, when it would now do
    something else than the preview with that seal said."""
    upload = read_upload(path, SHAPES)
    with transaction.atomic():
        report, tally = take_in(office, upload, actor)
        if _preview(office, upload, report, tally).seal != seal:
            raise StaleError
    return report


def _preview(office: Office, upload: Upload, report: ImportReport, tally: Tally) -> Preview:
    created = tuple(change for change in tally.changes if change.is_new)
    updated = tuple(change for change in tally.changes if not change.is_new)
    missing = tuple(_missing(office, upload))
    told = {
        "file": upload.digest,
        "changes": [asdict(change) for change in tally.changes],
        "faults": [asdict(fault) for fault in report.faults],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    seal = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Preview(report, created, updated, missing, seal)


def _missing(office: Office, upload: Upload) -> list[Missing]:
    found = []
    for name, (model, head) in CODES.items():
        sheet = upload.sheet(name)
        if sheet is not None:
            listed = {line.cells.get(head, "") for line in sheet.lines}
            rows = model.objects.filter(office=office).values_list("code", "name")
            found += [Missing(name, code, title) for code, title in rows if code not in listed]
    columns = upload.sheet(COLUMNS)
    if columns is not None:
        found += _missing_columns(office, [line.cells for line in columns.lines])
    return found


def _missing_columns(office: Office, lines: list[Mapping[str, str]]) -> list[Missing]:
    """Columns a file does not list, of the sites it lists columns of."""
    listed: dict[str, set[str]] = defaultdict(set)
    for cells in lines:
        listed[cells.get("网站标识码", "")].add(cells.get("栏目网址", ""))
    rows = Column.objects.filter(site__office=office, site__code__in=list(listed))
    return [
        Missing(COLUMNS, f"{code} {url}", name)
        for code, name, url in rows.values_list("site__code", "name", "url")
        if url not in listed[code]
    ]
