"""Merging sound register rows into the tables: create, update, or find unchanged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from xuncha.office.people.models import Office, User
from xuncha.office.people.transitions import move
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.proposals import keep_former
from xuncha.office.registry.register_rows import ACCOUNTS, BODIES, COLUMNS, SITES, Entry
from xuncha.office.registry.report import RowFault, Tally
from xuncha.office.registry.trees import find_circle, rebuild
from xuncha.office.registry.words import OPERATING, OPERATING_STATUS_LABELS, OperatingStatus

BATCH = 500
TREES = {"属地上级编码": "territory_parent_id", "条线上级编码": "system_parent_id"}


def merge_bodies(office: Office, entries: list[Entry], tally: Tally, actor: User) -> None:
    """Merge the sheet 单位: first the bodies, then who hangs under whom."""
    del actor
    stored = {body.code: body for body in Body.objects.filter(office=office)}
    entries = _with_sound_parents(entries, stored, tally)
    before = {code: tuple(getattr(b, f) for f in TREES.values()) for code, b in stored.items()}
    touched = _merge(Body, entries, stored, {"office": office})
    for entry in entries:
        for column, field in TREES.items():
            parent = entry.parents[column]
            setattr(stored[entry.key], field, stored[parent].pk if parent else None)
    Body.objects.bulk_update(
        [stored[entry.key] for entry in entries], list(TREES.values()), batch_size=BATCH
    )
    rebuild(office)
    for entry in entries:
        state = touched[entry.key]
        now = tuple(getattr(stored[entry.key], field) for field in TREES.values())
        if state == "unchanged" and before[entry.key] != now:
            touched[entry.key] = "updated"
    _count(touched, tally)


def merge_sites(office: Office, entries: list[Entry], tally: Tally, actor: User) -> None:
    """Merge the sheet 网站."""
    stored = {site.code: site for site in Site.objects.filter(office=office)}
    entries = _with_body(office, SITES, entries, tally)
    entries = _with_allowed_status(SITES, entries, stored, tally)
    changes = _status_changes(entries, stored)
    _count(_merge(Site, entries, stored, {"office": office}, skip="status"), tally)
    _move_all(changes, actor)


def merge_accounts(office: Office, entries: list[Entry], tally: Tally, actor: User) -> None:
    """Merge the sheet 账号."""
    stored = {account.code: account for account in Account.objects.filter(office=office)}
    entries = _with_body(office, ACCOUNTS, entries, tally)
    entries = _with_allowed_status(ACCOUNTS, entries, stored, tally)
    changes = _status_changes(entries, stored)
    _count(_merge(Account, entries, stored, {"office": office}, skip="status"), tally)
    _move_all(changes, actor)


def merge_columns(office: Office, entries: list[Entry], tally: Tally, actor: User) -> None:
    """Merge the sheet 栏目. A column whose URL is new is found again by its name, if that is
    one of a kind on its site and of the same kind: its identity survives the change, and the old
    address is kept with the day."""
    del actor
    sites = dict(Site.objects.filter(office=office).values_list("code", "pk"))
    by_site: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        code = entry.parents["网站标识码"]
        if code in sites:
            by_site[code].append(entry)
        else:
            message = f"网站“{code}”不在台账中；请先在“网站”表中登记，或改正标识码"
            tally.refuse([RowFault(COLUMNS, entry.row, "网站标识码", message)])
    stored: dict[int, list[Column]] = defaultdict(list)
    for column in Column.objects.filter(site__office=office).order_by("id"):
        stored[column.site_id].append(column)
    for code, rows in by_site.items():
        known = _known_columns(rows, stored[sites[code]])
        _keep_former(rows, known)
        _count(_merge(Column, rows, known, {"site_id": sites[code]}), tally)


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


def _keep_former(entries: list[Entry], known: Mapping[str, Column]) -> None:
    found = [(known[entry.key], entry.fields) for entry in entries if entry.key in known]
    wanted = {column.pk: (fields["name"], fields["url"]) for column, fields in found}
    keep_former([column for column, _ in found], wanted, timezone.localdate())


def _merge(
    model: type[models.Model],
    entries: Iterable[Entry],
    stored: dict[str, Any],
    parent: Mapping[str, Any],
    skip: str = "",
) -> dict[str, str]:
    """Create what is new, update what differs; what happened per key. ``stored`` gets the new."""
    created, changed, touched = [], [], {}
    fields: set[str] = set()
    for entry in entries:
        row = stored.get(entry.key)
        wanted = dict(entry.fields)
        if row is None:
            stored[entry.key] = model(**wanted, **parent)
            created.append(stored[entry.key])
            touched[entry.key] = "created"
            continue
        compared = {name: value for name, value in wanted.items() if name != skip}
        differing = {name for name, value in compared.items() if getattr(row, name) != value}
        for name in differing:
            setattr(row, name, wanted[name])
        if differing:
            changed.append(row)
            fields |= differing
        moved = bool(skip) and getattr(row, skip) != wanted[skip]
        touched[entry.key] = "updated" if differing or moved else "unchanged"
    model._default_manager.bulk_create(created, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=BATCH)
    return touched


def _count(touched: Mapping[str, str], tally: Tally) -> None:
    happened = list(touched.values())
    tally.created += happened.count("created")
    tally.updated += happened.count("updated")
    tally.unchanged += happened.count("unchanged")


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


def _with_body(office: Office, sheet: str, entries: list[Entry], tally: Tally) -> list[Entry]:
    bodies = dict(Body.objects.filter(office=office).values_list("code", "pk"))
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
