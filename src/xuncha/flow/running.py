"""Who runs a round from this home: one process at a time, held by a lock the kernel gives back.

A process id says nothing (containers hand the same ones out again), a locked file does: it is let
go whenever its process ends. Whoever gets it knows that no other process of this home works on the
round, and takes back whatever leases are left under the home's name.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xuncha.flow.errors import FlowError
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import shards
from xuncha.office.casework.models import Round

LOCK = "running.lock"
NAME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Runner:
    """The one process of a home that runs a round. ``home`` stays the same from run to run."""

    home: str
    run: str

    def holder(self, number: int) -> str:
        """What a lease of the worker ``number`` is held under; no other run uses it again."""
        return f"{self.home}:{self.run}:{number}"


@contextmanager
def running(inspection: Round, workplace: Workplace) -> Iterator[Runner]:
    """Hold the round while the block runs; leases of runs of this home that died are free again.

    Raises FlowError, one line, while another process of this home runs the round.
    """
    path = workplace.round(inspection) / LOCK
    handle = _locked(path)
    try:
        runner = Runner(_home_name(handle), secrets.token_hex(NAME_BYTES))
        shards.give_back_all(inspection, f"{runner.home}:")
        yield runner
    finally:
        os.close(handle)


def _locked(path: Path) -> int:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        raise _unlockable(path, fault) from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        os.close(handle)
        if isinstance(fault, BlockingIOError):
            raise FlowError(
                f"另一个进程正在执行这轮检查；位置：{path.parent}；"
                "处理办法：等它结束后再运行，或用 --out 换一个文件夹"
            ) from None
        raise _unlockable(path, fault) from fault
    return handle


def _home_name(handle: int) -> str:
    """The name of this home in the lock file; given on the first run."""
    known = os.pread(handle, 2 * NAME_BYTES, 0).decode("ascii", "replace")
    if len(known) == 2 * NAME_BYTES and known.isalnum():
        return known
    fresh = secrets.token_hex(NAME_BYTES)
    os.ftruncate(handle, 0)
    os.pwrite(handle, fresh.encode(), 0)
    return fresh


def _unlockable(path: Path, fault: OSError) -> FlowError:
    return FlowError(
        f"文件无法锁定（{fault.strerror}）；位置：{path}；处理办法：检查权限，或用 --out 另选位置"
    )
