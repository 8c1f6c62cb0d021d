"""Merging sound register rows into the tables: create, update, or find unchanged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Any

from django.db import models

from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.people.transitions import move
from xuncha.office.registry.cells import head_of, write_field
from xuncha.office.registry.lifecycle import Change, EventOrder, note_changes
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.proposals import keep_former
from xuncha.office.registry.register_rows import ACCOUNTS, BODIES, COLUMNS, SITES, Entry
from xuncha.office.registry.report import RowChange, RowFault, Tally
from xuncha.office.registry.trees import find_circle, rebuild
from xuncha.office.registry.words import (
    OPERATING,
    OPERATING_STATUS_LABELS,
    LifecycleKind,
    OperatingStatus,
)

BATCH = 500
TREES = {"属地上级编码": "territory_parent_id", "条线上级编码": "system_parent_id"}
NO_PARENTS: Mapping[str, int | None] = dict.fromkeys(TREES.values())
IDENTITY = {
    Site: frozenset({"name", "url", "body_id"}),
    Account: frozenset({"name", "platform", "body_id"}),
}
"""What a change of is an event in the life of a target, with a day and a document."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes the register on which day, and by what document or file."""

    actor: User
    on: date
    document: str = ""
    reason: str = ""


@dataclass(slots=True)
class _Touched:
    """One entry with its row; ``before`` are the values that differed, None for a new row."""

    entry: Entry
    row: Any
    before: dict[str, Any] | None = default(default_factory=dict)


def merge_bodies(office: Office, entries: list[Entry], tally: Tally, act: Act) -> None:
    """Merge the sheet 单位: first the bodies, then who hangs under whom."""
    stored = {body.code: body for body in Body.objects.filter(office=office)}
    entries = _with_sound_parents(entries, stored, tally)
    before = {
        code: {field: getattr(body, field) for field in TREES.values()}
        for code, body in stored.items()
    }
    touched = _merge(Body, entries, stored, {"office": office})
    for entry in entries:
        for column, pointer in TREES.items():
            parent = entry.parents[column]
            setattr(stored[entry.key], pointer, stored[parent].pk if parent else None)
    moved = [
        one.row
        for one in touched
        if any(getattr(one.row, f) != v for f, v in before.get(one.entry.key, NO_PARENTS).items())
    ]
    Body.objects.bulk_update(moved, list(TREES.values()), batch_size=BATCH)
    rebuild(office)
    for one in touched:
        if one.before is not None:
            known = before[one.entry.key]
            one.before |= {f: v for f, v in known.items() if getattr(one.row, f) != v}
    _note(BODIES, touched, {body.pk: body.code for body in stored.values()}, tally, act)


def merge_sites(office: Office, entries: list[Entry], tally: Tally, act: Act) -> None:
    """Merge the sheet 网站."""
    wanted = Site.objects.filter(office=office)
    _merge_targets(office, SITES, wanted, entries, tally, act)


def merge_accounts(office: Office, entries: list[Entry], tally: Tally, act: Act) -> None:
    """Merge the sheet 账号."""
    wanted = Account.objects.filter(office=office)
    _merge_targets(office, ACCOUNTS, wanted, entries, tally, act)


def merge_columns(office: Office, entries: list[Entry], tally: Tally, act: Act) -> None:
    """Merge the sheet 栏目. A column whose URL is new is found again by its name, if that is
    one of a kind on its site and of the same kind: its identity survives the change, and the old
    address is kept with the day."""
    codes = {entry.parents["网站标识码"] for entry in entries}
    rows = Site.objects.filter(office=office)
    sites = {code: pk for code, pk in rows.values_list("code", "pk") if code in codes}
    by_site: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        code = entry.parents["网站标识码"]
        if code in sites:
            by_site[code].append(entry)
        else:
            message = f"网站“{code}”不在台账中；请先在“网站”表中登记，或改正标识码"
            tally.refuse([RowFault(COLUMNS, entry.row, "网站标识码", message)])
    stored: dict[int, list[Column]] = defaultdict(list)
    columns = Column.objects.filter(site__office=office)
    if len(by_site) == 1:
        columns = columns.filter(site__code=next(iter(by_site)))
    for column in columns.order_by("id"):
        stored[column.site_id].append(column)
    for code, found in by_site.items():
        known = _known_columns(found, stored[sites[code]])
        merge_known_columns(sites[code], found, known, tally, act)


def merge_known_columns(
    site_id: int, entries: list[Entry], known: dict[str, Column], tally: Tally, act: Act
) -> None:
    """Merge columns of one site whose rows are found already: ``known`` by the key of the entry."""
    _keep_former(entries, known, act.on)
    touched = _merge(Column, entries, known, {"site_id": site_id})
    _note(COLUMNS, touched, {}, tally, act)


def _merge_targets(
    office: Office,
    sheet: str,
    wanted: models.QuerySet[Any],
    entries: list[Entry],
    tally: Tally,
    act: Act,
) -> None:
    if len(entries) == 1:
        wanted = wanted.filter(code=entries[0].key)
    stored = {row.code: row for row in wanted}
    bodies = dict(Body.objects.filter(office=office).values_list("code", "pk"))
    entries = _with_body(bodies, sheet, entries, tally)
    entries = _with_allowed_status(sheet, entries, stored, tally)
    changes = _status_changes(entries, stored)
    touched = _merge(wanted.model, entries, stored, {"office": office}, skip="status")
    moved = {row.code: row.status for row, _ in changes}
    for one in touched:
        if one.before is not None and one.entry.key in moved:
            one.before["status"] = moved[one.entry.key]
    _move_all(changes, act.actor)
    _note(sheet, touched, {pk: code for code, pk in bodies.items()}, tally, act)


def _known_columns(entries: list[Entry], columns: list[Column]) -> dict[str, Column]:
    """The stored columns by the key their row in the file has."""
    known = {column.url: column for column in columns}
    listed = {entry.key for entry in entries}
    names = [entry.fields["name"] for entry in entries]
    for entry in entries:
        name = entry.fields["name"]
        same = [
            c
            for c in columns
            if c.name == name and c.kind == entry.fields["kind"] and c.url not in listed
        ]
        if entry.key not in known and names.count(name) == 1 and len(same) == 1:
            known[entry.key] = same[0]
    return known


def _keep_former(entries: list[Entry], known: Mapping[str, Column], on: date) -> None:
    found = [(known[entry.key], entry.fields) for entry in entries if entry.key in known]
    wanted = {column.pk: (fields["name"], fields["url"]) for column, fields in found}
    keep_former([column for column, _ in found], wanted, on)


def _merge(
    model: type[models.Model],
    entries: Iterable[Entry],
    stored: dict[str, Any],
    parent: Mapping[str, Any],
    skip: str = "",
) -> list[_Touched]:
    """Create what is new, update what differs; what happened to each. ``stored`` gets the new."""
    created, changed, touched = [], [], []
    fields: set[str] = set()
    for entry in entries:
        row = stored.get(entry.key)
        wanted = dict(entry.fields)
        if row is None:
            stored[entry.key] = model(**wanted, **parent)
            created.append(stored[entry.key])
            touched.append(_Touched(entry, stored[entry.key], None))
            continue
        compared = {name: value for name, value in wanted.items() if name != skip}
        before = {n: getattr(row, n) for n, v in compared.items() if getattr(row, n) != v}
        for name in before:
            setattr(row, name, wanted[name])
        if before:
            changed.append(row)
            fields |= set(before)
        touched.append(_Touched(entry, row, before))
    model._default_manager.bulk_create(created, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=BATCH)
    return touched


def _note(
    sheet: str, touched: list[_Touched], codes: Mapping[int, str], tally: Tally, act: Act
) -> None:
    """Count what happened, and keep each change: for the report, for the history of the row."""
    kept: list[tuple[_Touched, RowChange]] = []
    for one in touched:
        if one.before is None:
            tally.created += 1
            tally.changes.append(_change(sheet, one))
        elif one.before:
            tally.updated += 1
            change = _change(sheet, one, _cells(sheet, one, codes))
            tally.changes.append(change)
            kept.append((one, change))
        else:
            tally.unchanged += 1
    _keep(kept, act)


def _change(sheet: str, one: _Touched, cells: tuple[tuple[str, str, str], ...] = ()) -> RowChange:
    entry = one.entry
    return RowChange(sheet, entry.row, entry.key, str(one.row), one.before is None, cells)


def _cells(sheet: str, one: _Touched, codes: Mapping[int, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            head_of(sheet, name),
            write_field(sheet, name, was, codes),
            write_field(sheet, name, getattr(one.row, name), codes),
        )
        for name, was in (one.before or {}).items()
    )


def _keep(kept: Iterable[tuple[_Touched, RowChange]], act: Act) -> None:
    """The changes in the history of their rows: an event where a target's identity changed, else an
    audit row. A change of status alone has its row already."""
    events: list[Change] = []
    acts: list[tuple[str, models.Model, dict[str, Any]]] = []
    for one, change in kept:
        changed = set(one.before or ()) - {"status"}
        cells = [cell for cell in change.cells if cell[0] != "运行状态"]
        if changed & IDENTITY.get(type(one.row), frozenset()):
            before = {head: was for head, was, _ in cells}
            events.append(Change(one.row, before, {head: now for head, _, now in cells}))
        elif changed:
            told = {head: [was, now] for head, was, now in cells}
            detail = {"code": change.key, "changes": told, "reason": act.reason}
            acts.append(("registry.changed", one.row, detail))
    said = EventOrder(LifecycleKind.CHANGED, act.on, document=act.document, reason=act.reason)
    note_changes(events, act.actor, said)
    if acts:
        audit.append_all(act.actor, acts)


def _with_sound_parents(
    entries: list[Entry], stored: Mapping[str, Body], tally: Tally
) -> list[Entry]:
    """The entries whose superiors exist and run in no circle; repeated until nothing falls out."""
    codes = {body.pk: body.code for body in stored.values()}
    while True:
        known = {entry.key for entry in entries} | set(stored)
        bad: dict[str, RowFault] = {}
        for column, field in TREES.items():
            parents = {
                body.code: codes.get(getattr(body, field), "") for body in stored.values()
            } | {entry.key: entry.parents[column] for entry in entries}
            circle = find_circle(parents)
            for entry in entries:
                parent = entry.parents[column]
                if parent and parent not in known:
                    message = f"上级单位“{parent}”不存在或该行有误；请先登记上级单位，或改正编码"
                    bad[entry.key] = RowFault(BODIES, entry.row, column, message)
                elif entry.key in circle:
                    message = f"上级关系绕成了圈（{'→'.join(circle)}）；请改正其中一个上级"
                    bad[entry.key] = RowFault(BODIES, entry.row, column, message)
        if not bad:
            return entries
        tally.refuse(bad.values())
        entries = [entry for entry in entries if entry.key not in bad]


def _with_body(
    bodies: Mapping[str, int], sheet: str, entries: list[Entry], tally: Tally
) -> list[Entry]:
    sound = []
    for entry in entries:
        code = entry.parents["主办单位编码"]
        if code in bodies:
            fields = {**entry.fields, "body_id": bodies[code]}
            sound.append(Entry(entry.row, entry.key, fields, entry.parents))
        else:
            message = f"单位“{code}”不在台账中；请先在“单位”表中登记，或改正编码"
            tally.refuse([RowFault(sheet, entry.row, "主办单位编码", message)])
    return sound


def _with_allowed_status(
    sheet: str, entries: list[Entry], stored: Mapping[str, Site | Account], tally: Tally
) -> list[Entry]:
    sound = []
    for entry in entries:
        row = stored.get(entry.key)
        new = entry.fields["status"]
        if row is None or row.status == new or OPERATING.allows(row.status, new):
            sound.append(entry)
            continue
        old = OPERATING_STATUS_LABELS[OperatingStatus(row.status)]
        message = f"台账中已是“{old}”，不能再改；重新开设的须登记新的编码"
        tally.refuse([RowFault(sheet, entry.row, "运行状态", message)])
    return sound


def _status_changes(
    entries: list[Entry], stored: Mapping[str, Site | Account]
) -> list[tuple[Site | Account, OperatingStatus]]:
    return [
        (stored[entry.key], OperatingStatus(entry.fields["status"]))
        for entry in entries
        if entry.key in stored and stored[entry.key].status != entry.fields["status"]
    ]


def _move_all(changes: list[tuple[Site | Account, OperatingStatus]], actor: User) -> None:
    for row, status in changes:
        move(OPERATING, row, status, actor, code=row.code)
