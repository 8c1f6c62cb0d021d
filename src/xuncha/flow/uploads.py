"""Uploaded exports of back offices: which file holds the posts of which account, or the letters of
which site."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from xuncha.engine.acquire.channels.export import read_export
from xuncha.engine.domain.errors import InputError
from xuncha.engine.extract.export import HEADER
from xuncha.flow.letters import SUFFIXES, holds_letters, known_sites, read_letters
from xuncha.flow.workplace import Workplace
from xuncha.office import kept_files
from xuncha.office.casework.models import Round
from xuncha.office.people import audit, file_acts
from xuncha.office.people.models import User
from xuncha.office.registry.sheets import read_tables

NAME_CHARACTERS = 60
"""A file system takes 255 bytes of a name; a Chinese character has up to four."""
MOST_BYTES = 40 * 1024 * 1024
"""What a request may carry (``web.uploads``) leaves room for this."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """File name by account code, and one line for each file that cannot be used."""

    folder: Path | None
    file_of: dict[str, str]
    faults: tuple[str, ...]


def index_uploads(folder: Path | None) -> Uploads:
    """Read every account export of the folder once; without a folder nothing is uploaded.

    An account in two files belongs to the last in order of name. An unusable file costs its own
    accounts their look, nothing else.
    """
    file_of: dict[str, str] = {}
    faults: list[str] = []
    files = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    for path in files:
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            if holds_letters(path):
                _refuse_accounts(path)
                continue
            export = read_export(path)
        except InputError as fault:
            faults.append(str(fault))
            continue
        file_of |= dict.fromkeys(export.rows, path.name)
        faults += [f"{path.name} {fault.reason}" for fault in export.faults]
    return Uploads(folder, file_of, tuple(faults))


def exports_of(folder: Path, known: frozenset[str]) -> dict[str, "Export"]:
    """Every usable export in a folder, by file name; a file is read again only when it changed."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in SUFFIXES:
            stat = path.stat()
            found[path.name] = _known(path, stat.st_mtime_ns, stat.st_size, known)
    return found


@dataclass(frozen=True, slots=True)
class Export:
    """An uploaded export that was kept: its file name, the accounts it has posts of, the sites it
    has letters of and their days, one line for each row of letters that cannot be used, whether it
    took the place of another of its name."""

    name: str
    accounts: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    replaces: bool = False

    @property
    def what(self) -> str:
        """What it holds, in Chinese: ``3 个账号的记录``."""
        if self.sites:
            return f"{len(self.sites)} 个网站的留言"
        return f"{len(self.accounts)} 个账号的记录"


@lru_cache(maxsize=256)
def _known(path: Path, _changed_at: int, _size: int, known: frozenset[str]) -> Export:
    try:
        return _read(path, known)
    except InputError:
        return Export(path.name)


def _read(path: Path, known: Collection[str]) -> Export:
    if holds_letters(path):
        _refuse_accounts(path)
        letters = read_letters(path, known)
        told = frozenset(code for code, one in letters.sites.items() if one.since is not None)
        return Export(path.name, sites=told, faults=letters.faults)
    return Export(path.name, accounts=frozenset(read_export(path).rows))


def _refuse_accounts(path: Path) -> None:
    """InputError for a file of letters that has a sheet of accounts as well: one would be lost."""
    for _, table in read_tables(path):
        _, head = next(table, (0, []))
        if set(HEADER) <= {name.strip() for name in head}:
            what = "账号的记录和网站的留言分成两个文件后再上传"
            raise InputError("一个文件中既有账号的记录又有网站的留言", path.name, what)


def keep_export(
    inspection: Round, workplace: Workplace, name: str, body: bytes, actor: User
) -> Export:
    """Keep an export for a round, with a row in the audit. One of the same name with other bytes
    takes the place of the one before, which is put aside and stays to be opened.

    InputError, and nothing kept, for a file that cannot be used.
    """
    folder = workplace.exports(inspection)
    plain = Path(name.replace("\\", "/")).name[-NAME_CHARACTERS:].lstrip(".") or "上传文件"
    if not body:
        raise InputError("文件是空的", plain, "核对文件后重新选择")
    if len(body) > MOST_BYTES:
        raise InputError(f"文件超过 {MOST_BYTES // 1048576} MB", plain, "拆分成几个文件分别上传")
    if Path(plain).suffix.lower() not in SUFFIXES:
        raise InputError("不是 XLSX 或 CSV 文件", plain, "从后台导出 XLSX 或 CSV 后再上传")
    with TemporaryDirectory(dir=folder.parent) as aside:
        path = Path(aside) / plain
        path.write_bytes(body)
        read = _read(path, known_sites(inspection))
        if not read.accounts and not read.sites:
            what = "核对账号编码（留言为网站标识码）一列后再上传"
            raise InputError("文件中没有账号或网站的记录", plain, what)
    digest = kept_files.digest_of(body)
    place = folder / plain
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=inspection.pk)
        before = place.read_bytes() if place.is_file() else body
        former = kept_files.digest_of(before)
        told = {"file": plain, "sha256": digest, "size": len(body)}
        if former != digest:
            told["replaces"] = former
            kept_files.write(workplace.former_exports(inspection) / former / plain, before)
        audit.append(actor, file_acts.KEPT, inspection, told)
        kept_files.write(place, body)
    return replace(read, replaces=former != digest)
