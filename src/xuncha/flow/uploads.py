"""Uploaded exports of back offices: which file holds the posts of which account, or the letters of
which site."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xuncha.engine.acquire.channels.export import read_export
from xuncha.engine.domain.errors import InputError
from xuncha.flow.letters import SUFFIXES, holds_letters, read_letters

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
        if path.suffix.lower() not in SUFFIXES or holds_letters(path):
            continue
        try:
            export = read_export(path)
        except InputError as fault:
            faults.append(str(fault))
            continue
        file_of |= dict.fromkeys(export.rows, path.name)
        faults += [f"{path.name} {fault.reason}" for fault in export.faults]
    return Uploads(folder, file_of, tuple(faults))


def exports_of(folder: Path) -> dict[str, "Export"]:
    """Every usable export in a folder, by file name; a file is read again only when it changed."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in SUFFIXES:
            stat = path.stat()
            found[path.name] = _known(path, stat.st_mtime_ns, stat.st_size)
    return found


@dataclass(frozen=True, slots=True)
class Export:
    """An uploaded export that was kept: its file name, the accounts it has posts of, the sites it
    has letters of, one line for each row of letters that cannot be used."""

    name: str
    accounts: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What it holds, in Chinese: ``3 个账号的记录``."""
        if self.sites:
            return f"{len(self.sites)} 个网站的留言"
        return f"{len(self.accounts)} 个账号的记录"


@lru_cache(maxsize=256)
def _known(path: Path, _changed_at: int, _size: int) -> Export:
    try:
        return _read(path)
    except InputError:
        return Export(path.name)


def _read(path: Path) -> Export:
    if holds_letters(path):
        letters = read_letters(path)
        return Export(path.name, sites=frozenset(letters.sites), faults=letters.faults)
    return Export(path.name, accounts=frozenset(read_export(path).rows))


def keep_export(folder: Path, name: str, body: bytes) -> Export:
    """Keep an export for a round; one of the same name takes the place of the one before.

    InputError, and nothing kept, for a file that cannot be used.
    """
    plain = Path(name.replace("\\", "/")).name[-NAME_CHARACTERS:].lstrip(".") or "上传文件"
    if not body:
        raise InputError("文件是空的", plain, "核对文件后重新选择")
    if len(body) > MOST_BYTES:
        raise InputError(f"文件超过 {MOST_BYTES // 1048576} MiB", plain, "拆分成几个文件分别上传")
    if Path(plain).suffix.lower() not in SUFFIXES:
        raise InputError("不是 XLSX 或 CSV 文件", plain, "从后台导出 XLSX 或 CSV 后再上传")
    with TemporaryDirectory(dir=folder.parent) as aside:
        path = Path(aside) / plain
        path.write_bytes(body)
        read = _read(path)
        if not read.accounts and not read.sites:
            what = "核对账号编码（留言为网站标识码）一列后再上传"
            raise InputError("文件中没有账号或网站的记录", plain, what)
        path.replace(folder / plain)
    return read
