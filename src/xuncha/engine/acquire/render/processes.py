"""The processes a browser is made of: found below our own, measured, ended by their ids.

The direct child of ours is Playwright's driver; everything below it is browser. Linux only: where
there is no /proc nothing is found, and the other limits hold alone.
"""

import contextlib
import os
import signal
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")


def browser_processes() -> list[int]:
    """The ids of the processes below our direct children."""
    parents = {}
    for entry in PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            after_name = entry.read_text("ascii", "replace").rpartition(")")[2].split()
            parents[int(entry.parent.name)] = int(after_name[1])
    level = {pid for pid, parent in parents.items() if parent == os.getpid()}
    found: list[int] = []
    while level:
        level = {pid for pid, parent in parents.items() if parent in level}
        found += level
    return found


def end_browser_processes() -> None:
    """Kill whatever is left of a browser."""
    for pid in browser_processes():
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def end_fat_process(limit: int) -> bool:
    """Kill the browser processes that hold more than ``limit`` bytes; whether there was one."""
    fat = [pid for pid in browser_processes() if _resident(pid) > limit]
    for pid in fat:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return bool(fat)


def resident_bytes() -> int:
    """What all browser processes hold together, pages they share counted for each."""
    return sum(map(_resident, browser_processes()))


def _resident(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "statm").read_text("ascii").split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0
