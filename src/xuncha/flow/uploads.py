"""Uploaded account exports: which file holds the rows of which account."""

from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.acquire.channels.export import read_export
from xuncha.engine.domain.errors import InputError


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
        if path.suffix.lower() not in (".csv", ".xlsx"):
            continue
        try:
            export = read_export(path)
        except InputError as fault:
            faults.append(str(fault))
            continue
        file_of |= dict.fromkeys(export.rows, path.name)
        faults += [f"{path.name} {fault.reason}" for fault in export.faults]
    return Uploads(folder, file_of, tuple(faults))
