"""One row of the register changed by hand, through the same door as a row of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.cells import MODELS, cells_of, heads_of
from xuncha.office.registry.errors import EditError
from xuncha.office.registry.imports import DOORS
from xuncha.office.registry.merging import Act, merge_known_columns
from xuncha.office.registry.models import Body, Column
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.register_rows import COLUMNS, Entry
from xuncha.office.registry.report import RowFault, Tally
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.sheets import Line

KEYS = {"单位": "单位编码", "网站": "网站标识码", "账号": "账号编码"}
SPONSORS = ("主办单位编码", "属地上级编码", "条线上级编码")


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person makes of a row: its sheet, its cells by head, on which day, by what."""

    sheet: str
    cells: Mapping[str, str]
    on: date
    document: str = ""
    reason: str = ""


def save(office: Office, edit: Edit, actor: User, row: Any = None) -> bool:
    """Write the row (None: a new one); False when nothing differed.

    A row keeps its code. EditError holds every fault by head, and nothing is changed.
    """
    edit = replace(edit, cells=_with_codes(office, edit.cells))
    with transaction.atomic():
        require_keeper(actor, office.pk)
        Office.objects.select_for_update().get(pk=office.pk)
        entry = _read(edit, row)
        tally = Tally()
        act = Act(actor, edit.on, edit.document, edit.reason)
        if row is None:
            _refuse_known(office, edit.sheet, entry)
        if edit.sheet == COLUMNS and row is not None:
            _refuse_taken(row, entry)
            merge_known_columns(row.site_id, [entry], {entry.key: row}, tally, act)
        else:
            merge = next(merge for name, _, merge in DOORS if name == edit.sheet)
            merge(office, [entry], tally, act)
        if tally.faults:
            raise EditError(tally.faults)
        if tally.created:
            detail = {"sheet": edit.sheet, "code": entry.key}
            audit.append(actor, "registry.added", _new_row(office, edit.sheet, entry), detail)
    return bool(tally.created or tally.updated)


def shown(sheet: str, row: Any) -> dict[str, str]:
    """The cells of a row as an edit starts from them."""
    codes: dict[int, str] = {}
    if sheet == COLUMNS:
        codes = {row.site_id: row.site.code}
    else:
        pointers = [
            key
            for key in (
                getattr(row, name, None)
                for name in ("body_id", "territory_parent_id", "system_parent_id")
            )
            if key
        ]
        codes = dict(Body.objects.filter(pk__in=pointers).values_list("pk", "code"))
    return cells_of(sheet, row, codes)


def _read(edit: Edit, row: Any) -> Entry:
    read = next(read for name, read, _ in DOORS if name == edit.sheet)
    known = {head: str(edit.cells.get(head, "")).strip() for head in heads_of(edit.sheet)}
    if row is not None:
        known |= _fixed(edit.sheet, row)
    cells = RowReader(edit.sheet, Line(0, known))
    entry = read(cells)
    if cells.faults:
        raise EditError(cells.faults)
    return entry


def _fixed(sheet: str, row: Any) -> dict[str, str]:
    """The cell that names a row; it is never changed by hand."""
    return {"网站标识码": row.site.code} if sheet == COLUMNS else {KEYS[sheet]: row.code}


def _refuse_known(office: Office, sheet: str, entry: Entry) -> None:
    if _new_row(office, sheet, entry) is not None:
        head = "栏目网址" if sheet == COLUMNS else KEYS[sheet]
        message = f"“{entry.key}”已在台账中；请打开那一行修改"
        raise EditError([RowFault(sheet, 0, head, message)])


def _refuse_taken(row: Column, entry: Entry) -> None:
    others = Column.objects.filter(site_id=row.site_id, url=entry.key).exclude(pk=row.pk)
    if others.exists():
        message = "这个网址已登记为本网站的另一个栏目；请核对是否同一栏目"
        raise EditError([RowFault(COLUMNS, 0, "栏目网址", message)])


def _new_row(office: Office, sheet: str, entry: Entry) -> Any:
    model = MODELS[sheet]
    if sheet == COLUMNS:
        code = entry.parents["网站标识码"]
        found = Column.objects.filter(site__office=office, site__code=code, url=entry.key)
        return found.first()
    return model._default_manager.filter(office=office, code=entry.key).first()


def _with_codes(office: Office, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with a body's code where a person wrote its whole name and only one has it."""
    found = dict(cells)
    for head in SPONSORS:
        said = found.get(head, "").strip()
        if said and not Body.objects.filter(office=office, code=said).exists():
            named = list(
                Body.objects.filter(office=office, name=said).values_list("code", flat=True)
            )
            if len(named) == 1:
                found[head] = named[0]
    return found
