"""Uploaded account exports: which file holds the rows of which account."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xuncha.engine.acquire.channels.export import read_export
from xuncha.engine.domain.errors import InputError

SUFFIXES = frozenset({".csv", ".xlsx"})
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
    """Read every XLSX and CSV file of the folder once; without a folder nothing is uploaded.

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
            export = read_export(path)
        except InputError as fault:
            faults.append(str(fault))
            continue
        file_of |= dict.fromkeys(export.rows, path.name)
        faults += [f"{path.name} {fault.reason}" for fault in export.faults]
    return Uploads(folder, file_of, tuple(faults))


def exports_of(folder: Path) -> dict[str, frozenset[str]]:
    """The account codes of every usable export in a folder, by file name; a file is read again only
    when it changed."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() in SUFFIXES:
            stat = path.stat()
            found[path.name] = _codes_of(path, stat.st_mtime_ns, stat.st_size)
    return found


@lru_cache(maxsize=256)
def _codes_of(path: Path, _changed_at: int, _size: int) -> frozenset[str]:
    try:
        return frozenset(read_export(path).rows)
    except InputError:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Export:
    """An uploaded account export that was kept: its file name, how many accounts it has rows of."""

    name: str
    accounts: int


def keep_export(folder: Path, name: str, body: bytes) -> Export:
    """Keep an account export for a round; one of the same name takes the place of the one before.

    InputError, and nothing kept, for a file that cannot be used.
    """
    plain = Path(name.replace("\\", "/")).name[-NAME_CHARACTERS:].lstrip(".") or "上传文件"
    if not body:
        raise InputError("文件是空的", plain, "核对文件后重新选择")
    if len(body) > MOST_BYTES:
        raise InputError(f"文件超过 {MOST_BYTES // 1048576} MiB", plain, "拆分成几个文件分别上传")
    if Path(plain).suffix.lower() not in SUFFIXES:
        raise InputError("不是 XLSX 或 CSV 文件", plain, "从账号后台导出 XLSX 或 CSV 后再上传")
    with TemporaryDirectory(dir=folder.parent) as aside:
        path = Path(aside) / plain
        path.write_bytes(body)
        read = read_export(path)
        if not read.rows:
            raise InputError("文件中没有账号的记录", plain, "核对账号编码一列后再上传")
        path.replace(folder / plain)
    return Export(plain, len(read.rows))
