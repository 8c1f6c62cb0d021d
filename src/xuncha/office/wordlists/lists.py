"""The lists of an office: current rows, what an upload would change, versions, undo."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.own_words import Leader, OwnName, OwnTerm, OwnWord, Repost
from xuncha.engine.domain.words import LABELS, OwnList
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.errors import UploadError
from xuncha.office.registry.limits import limits
from xuncha.office.registry.report import RowFault
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.files import read_lists
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.office.wordlists.models import WordListDraft, WordListVersion
from xuncha.office.wordlists.rights import keeping_office
from xuncha.office.wordlists.rows import Row, identity

_ROWS: dict[OwnList, TypeAdapter[Any]] = {
    OwnList.WORDS: TypeAdapter(tuple[OwnWord, ...]),
    OwnList.TERMS: TypeAdapter(tuple[OwnTerm, ...]),
    OwnList.NAMES: TypeAdapter(tuple[OwnName, ...]),
    OwnList.LEADERS: TypeAdapter(tuple[Leader, ...]),
    OwnList.REPOSTS: TypeAdapter(tuple[Repost, ...]),
}
_FAULTS = TypeAdapter(tuple[RowFault, ...])


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs: ``before`` None for a new one, ``after`` None for one that goes."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would make of a list, and what of the file is left out."""

    draft: WordListDraft
    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    removed: tuple[Change, ...]
    unchanged: int
    faults: tuple[RowFault, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether the list would differ at all."""
        return bool(self.added or self.changed or self.removed)


def current(office: Office, kind: OwnList) -> WordListVersion | None:
    """The version of a list that holds; None where the office has none yet."""
    return WordListVersion.objects.filter(office=office, kind=kind).order_by("-number").first()


def rows_of(version: WordListVersion | WordListDraft | None, kind: OwnList) -> tuple[Row, ...]:
    """The rows of a version or draft, as the engine takes them."""
    return () if version is None else tuple(_ROWS[kind].validate_python(version.rows))


def draft(user: User, kind: OwnList, path: Path, *, replaces: bool) -> WordListDraft:
    """Keep what an uploaded file would make of a list, until the same person uploads another.

    Rows with faults are left out and kept as faults. ``replaces``: rows that are not in the file
    go; otherwise they stay. UploadError for a file that cannot be read or has no such list.
    """
    office = keeping_office(user)
    read = read_lists(path, [kind])
    found = read.list_of(kind)
    if found is None:
        raise UploadError(f"没有“{LABELS[kind]}”工作表", read.name, "按本页下载的空表填写")
    base = current(office, kind)
    rows = found.rows if replaces else _merged(rows_of(base, kind), found.rows)
    if len(rows) > feedback_limits().list_rows:
        what = f"“{LABELS[kind]}”将有 {len(rows)} 条，超过上限 {feedback_limits().list_rows} 条"
        raise UploadError(what, read.name, "删去不用的行后再上传")
    most = limits().report_max_faults
    with transaction.atomic():
        WordListDraft.objects.filter(office=office, kind=kind, by=user).delete()
        return WordListDraft.objects.create(
            office=office,
            kind=kind,
            base_number=base.number if base else 0,
            rows=_ROWS[kind].dump_python(rows, mode="json"),
            faults=_FAULTS.dump_python(found.faults[:most], mode="json"),
            more_faults=max(0, len(found.faults) - most),
            source=read.name,
            source_digest=read.digest,
            by=user,
            at=timezone.now(),
        )


def draft_of(user: User, kind: OwnList) -> WordListDraft | None:
    """The draft of this person; None where there is none."""
    return WordListDraft.objects.visible_to(user).filter(kind=kind, by=user).first()


def preview(waiting: WordListDraft) -> Preview:
    """What a draft would change now."""
    kind = OwnList(waiting.kind)
    before = {identity(row): row for row in rows_of(current(waiting.office, kind), kind)}
    after = {identity(row): row for row in rows_of(waiting, kind)}
    shared = before.keys() & after.keys()
    changed = [key for key in after if key in shared and before[key] != after[key]]
    return Preview(
        waiting,
        tuple(Change(None, row) for key, row in after.items() if key not in before),
        tuple(Change(before[key], after[key]) for key in changed),
        tuple(Change(row, None) for key, row in before.items() if key not in after),
        len(shared) - len(changed),
        tuple(_FAULTS.validate_python(waiting.faults)),
    )


def confirm(user: User, kind: OwnList) -> WordListVersion:
    """Make this person's draft the list that holds from now on.

    WordlistError where there is no draft, somebody changed the list since, or nothing differs.
    """
    office = keeping_office(user)
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        waiting = draft_of(user, kind)
        if waiting is None:
            raise WordlistError("没有待生效的修改；请重新上传文件")
        base = current(office, kind)
        if waiting.base_number != (base.number if base else 0):
            raise WordlistError("上传以后词库已被他人改动；请重新上传，再看一次改动")
        if not preview(waiting).changes_anything:
            raise WordlistError("文件内容与现有词库相同，没有改动")
        source = waiting.source, waiting.source_digest
        version = _append(user, kind, rows_of(waiting, kind), source)
        waiting.delete()
        return version


def discard(user: User, kind: OwnList) -> None:
    """Drop this person's draft; without one nothing happens."""
    WordListDraft.objects.visible_to(user).filter(kind=kind, by=user).delete()


def restore(user: User, kind: OwnList, number: int) -> WordListVersion:
    """Bring an earlier version back as a new one; WordlistError where there is nothing to do.

    Number 0 empties the list: what was before the first version.
    """
    office = keeping_office(user)
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        newest = current(office, kind)
        if newest is None or newest.number == number:
            raise WordlistError("词库就是这一版，没有可以恢复的改动")
        earlier = WordListVersion.objects.filter(office=office, kind=kind, number=number).first()
        if number and earlier is None:
            raise WordlistError(f"“{LABELS[kind]}”没有第 {number} 版；请核对版本号")
        label = f"恢复第 {number} 版" if number else "清空（第 1 版之前）"
        return _append(user, kind, rows_of(earlier, kind), (label, ""), restores=earlier)


def add_row(user: User, kind: OwnList, row: Row, source: str) -> WordListVersion:
    """A new version with one more row; WordlistError where the list has such a row already."""
    office = keeping_office(user)
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        rows = rows_of(current(office, kind), kind)
        if identity(row) in {identity(one) for one in rows}:
            raise WordlistError(f"“{identity(row)[0]}”已在“{LABELS[kind]}”中，没有重复添加")
        return _append(user, kind, (*rows, row), (source, ""))


def _append(
    user: User,
    kind: OwnList,
    rows: Sequence[Row],
    source: tuple[str, str],
    restores: WordListVersion | None = None,
) -> WordListVersion:
    newest = current(user.office, kind)
    name, digest = source
    version = WordListVersion(
        office=user.office,
        kind=kind,
        number=newest.number + 1 if newest else 1,
        rows=_ROWS[kind].dump_python(tuple(rows), mode="json"),
        row_count=len(rows),
        source=name[:200],
        source_digest=digest,
        restores=restores,
        by=user,
        by_name=user.name,
        at=timezone.now(),
    )
    version.save(force_insert=True)
    detail = {
        "list": LABELS[kind],
        "version": version.number,
        "rows": len(rows),
        "file": name,
        "sha256": digest,
        "content": rows_digest(version),
    }
    audit.append(user, "wordlist.changed", version, detail)
    return version


def rows_digest(version: WordListVersion) -> str:
    """The sha256 of the rows of a version."""
    kind = OwnList(version.kind)
    return hashlib.sha256(_ROWS[kind].dump_json(rows_of(version, kind))).hexdigest()


def _merged(before: Sequence[Row], more: Sequence[Row]) -> tuple[Row, ...]:
    rows = {identity(row): row for row in before}
    rows.update((identity(row), row) for row in more)
    return tuple(rows.values())
