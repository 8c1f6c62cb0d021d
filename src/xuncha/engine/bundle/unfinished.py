"""Evidence being written: a folder that is locked, filled, flushed and renamed when complete."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import xuncha
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Exchange, Headers
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.manifest import JOURNAL, MANIFEST, PLAN, Member, member_of
from xuncha.engine.bundle.records import RecordWriter
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass


class UnfinishedEvidence:
    """A bundle or a supplement of one while it is written: plan, WARC and journal.

    A ``.partial`` folder left by a dead process is removed; one that a living process still
    writes is refused. Used as a context manager it leaves the ``.partial`` behind on an error.
    """

    def __init__(self, partial: Path, plan: bytes, warc: str, *, started_at: datetime) -> None:
        """Open the folder and its files; BundleError when that cannot be done."""
        self._partial = partial
        self._members = (PLAN, warc, JOURNAL)
        self._started_at = started_at
        self._lock = -1
        try:
            self._open(plan, warc)
        except OSError as error:
            self.close()
            raise _unwritable(partial, error) from error

    def _open(self, plan: bytes, warc: str) -> None:
        self._partial.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(self._partial)
        self._partial.mkdir()
        self._lock = os.open(self._partial, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (self._partial / PLAN).write_bytes(plan + b"\n")
        self._warc_file = (self._partial / warc).open("wb")
        self._journal_file = (self._partial / JOURNAL).open("wb")
        self._records = RecordWriter(self._warc_file)
        self._records.write_info(f"xuncha/{xuncha.__version__}", self._started_at)

    def record(self, exchange: Exchange) -> str:
        """Keep an answer with its request; the ``sha256:`` reference of its payload."""
        return self._records.write_exchange(exchange)

    def withhold(self, withheld: Withheld, reason: str) -> None:
        """Keep a tombstone instead of an answer, and say in the log that it was not kept."""
        self._records.write_tombstone(withheld)
        unable = UnableClass.WITHHELD
        self.note(LogEntry(withheld.url, Decision.WITHHELD, reason, withheld.at, unable))

    def resource(self, url: str, headers: Headers, body: bytes, at: datetime) -> str:
        """Keep bytes that came from no request (an uploaded export, a picture); their reference."""
        return self._records.write_resource(url, headers, body, at)

    def note(self, entry: LogEntry) -> None:
        """Add a line to the decision log."""
        self._journal_file.write(entry.as_line())

    def _seal_into(self, folder: Path, manifest: Callable[[Sequence[Member], int], bytes]) -> Path:
        """Close, flush and rename; ``manifest`` is given the members and the number of records."""
        try:
            self._records.close()
            self._warc_file.close()
            self._journal_file.close()
            members = [member_of(self._partial / name) for name in self._members]
            data = manifest(members, self._records.records)
            (self._partial / MANIFEST).write_bytes(data + b"\n")
            for name in (*self._members, MANIFEST):
                _flush(self._partial / name)
            os.fsync(self._lock)
            self._rename(folder)
            _flush(folder.parent)
        except OSError as error:
            raise _unwritable(self._partial, error) from error
        finally:
            self.close()
        return folder

    def _rename(self, folder: Path) -> None:
        self._partial.rename(folder)

    def close(self) -> None:
        """Let go of the files; what is unfinished stays under ``.partial``."""
        for name in ("_warc_file", "_journal_file"):
            stream = getattr(self, name, None)
            if stream is not None:
                stream.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _remove_stale(partial: Path) -> None:
    """Remove what a dead process left; BundleError while a living one holds it."""
    if not partial.exists():
        return
    handle = os.open(partial, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        remedy = "请等它结束，或先结束那个进程再重试"
        raise BundleError("另一个进程正在写这个取证包", str(partial), remedy) from error
    finally:
        os.close(handle)
    shutil.rmtree(partial)


def _flush(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> BundleError:
    """The error that says in one line why a bundle cannot be written."""
    why = error.strerror or str(error)
    return BundleError(
        f"取证包无法写入（{why}）", str(path), "请检查文件夹是否存在、是否有写权限、磁盘是否已满"
    )
