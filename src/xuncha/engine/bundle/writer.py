"""Writing a bundle: into ``<code>.partial``, flushed to disk, renamed when complete."""

import contextlib
import fcntl
import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol

import xuncha
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Exchange, Headers
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.manifest import (
    FORMAT,
    JOURNAL,
    MANIFEST,
    MANIFEST_JSON,
    MEMBERS,
    PARTIAL,
    PLAN,
    PLAN_JSON,
    WARC,
    Manifest,
    PlanFile,
    can_name_bundle,
    member_of,
    seal_of,
)
from xuncha.engine.bundle.records import RecordWriter
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import TargetPlan
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass


class Writes(Protocol):
    """Anything answers and decisions are written into: a bundle or a supplement of one."""

    def record(self, exchange: Exchange) -> str:
        """Keep an answer with its request; its reference."""

    def withhold(self, withheld: Withheld, reason: str) -> None:
        """Keep a tombstone instead of an answer."""

    def note(self, entry: LogEntry) -> None:
        """Add a line to the decision log."""


class BundleWriter:
    """One bundle being written. Nothing stands under the final name before ``finish``.

    A ``.partial`` folder left by a dead process is removed; one that a living process still
    writes is refused. Used as a context manager it leaves the ``.partial`` behind on an error.
    """

    def __init__(
        self,
        out: Path,
        plan: TargetPlan,
        settings: VisitSettings,
        as_of: datetime,
        *,
        started_at: datetime,
    ) -> None:
        """Open ``<out>/<code>.partial`` for one target."""
        if not can_name_bundle(plan.code):
            raise BundleError("对象编码不能用作文件夹名", repr(plan.code), "请在名录中改正编码")
        self.folder = out / plan.code
        self._partial = out / f"{plan.code}{PARTIAL}"
        self._as_of = as_of
        self._started_at = started_at
        self._code = plan.code
        self._lock = -1
        try:
            self._open(PlanFile(plan, settings, as_of, xuncha.__version__))
        except OSError as error:
            self.close()
            raise unwritable(self._partial, error) from error

    def _open(self, plan_file: PlanFile) -> None:
        self._partial.parent.mkdir(parents=True, exist_ok=True)
        remove_stale(self._partial)
        self._partial.mkdir()
        self._lock = os.open(self._partial, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (self._partial / PLAN).write_bytes(PLAN_JSON.dump_json(plan_file, indent=1) + b"\n")
        self._warc_file = (self._partial / WARC).open("wb")
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
        """Keep bytes that came from no request (an uploaded export); their reference."""
        return self._records.write_resource(url, headers, body, at)

    def note(self, entry: LogEntry) -> None:
        """Add a line to the decision log."""
        self._journal_file.write(entry.as_line())

    def finish(self, finished_at: datetime) -> Path:
        """Close, flush and rename: the folder under its final name. Never overwrites a bundle."""
        try:
            return self._finish(finished_at)
        except OSError as error:
            raise unwritable(self._partial, error) from error
        finally:
            self.close()

    def _finish(self, finished_at: datetime) -> Path:
        self._records.close()
        self._warc_file.close()
        self._journal_file.close()
        manifest = Manifest(
            format=FORMAT,
            target=self._code,
            as_of=self._as_of,
            started_at=self._started_at,
            finished_at=finished_at,
            members=tuple(member_of(self._partial / name) for name in MEMBERS),
            records=self._records.records,
        )
        manifest = replace(manifest, seal=seal_of(manifest))
        data = MANIFEST_JSON.dump_json(manifest, indent=1) + b"\n"
        (self._partial / MANIFEST).write_bytes(data)
        for name in (*MEMBERS, MANIFEST):
            flush(self._partial / name)
        os.fsync(self._lock)
        self._partial.rename(self.folder)
        flush(self.folder.parent)
        return self.folder

    def close(self) -> None:
        """Let go of the files; what is unfinished stays under ``.partial``."""
        for name in ("_warc_file", "_journal_file"):
            stream = getattr(self, name, None)
            if stream is not None:
                stream.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> "BundleWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def remove_stale(partial: Path) -> None:
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


def flush(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


def unwritable(path: Path, error: OSError) -> BundleError:
    """The error that says in one line why a bundle cannot be written."""
    why = error.strerror or str(error)
    return BundleError(
        f"取证包无法写入（{why}）", str(path), "请检查文件夹是否存在、是否有写权限、磁盘是否已满"
    )
