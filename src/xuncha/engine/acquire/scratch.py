"""A folder for what a process of ours needs while it runs; killed, it leaves one to the next run.

A process id says nothing of a folder (containers hand the same ones out again), a lock does: it is
let go whenever its holder ends.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "xuncha-run-"
YOUNG_S = 60.0
"""A folder younger than this may be made and not locked yet."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A fresh folder, held while the block runs and removed after it. Folders whose holders are
    dead are removed before."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        handle = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Path(name)
        finally:
            os.close(handle)


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if _is_left_over(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left_over(folder: Path) -> bool:
    """Whether a folder is ours and nobody holds it."""
    found = folder.lstat()
    if found.st_uid != os.geteuid() or time.time() - found.st_mtime < YOUNG_S:
        return False
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
