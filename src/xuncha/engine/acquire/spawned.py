"""A process of ours that carries out one order: started, told to stop, followed by its parent."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from xuncha.engine.acquire.scratch import scratch_folder

CRASHED = 1
UNUSABLE = 2
"""The exit code of a process that cannot carry its order out; its last line says why."""
FOLLOW_PARENT = "--follow-parent"

Order = TypeVar("Order")


class Brake:
    """Stops a running process from another thread: it is ended, what was complete stays."""

    def __init__(self) -> None:
        """Not pulled."""
        self.is_pulled = False
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def pull(self) -> None:
        """Stop the process now, or as soon as it would start."""
        with self._lock:
            self.is_pulled = True
            if self._process is not None:
                self._process.kill()

    def hold(self, process: "subprocess.Popen[str] | None") -> None:
        """The process to stop; None when there is none any more."""
        with self._lock:
            self._process = process
            if process is not None and self.is_pulled:
                process.kill()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code and what it wrote to stderr."""

    code: int
    errors: str

    @property
    def lines(self) -> list[str]:
        """The lines of ``errors`` that say something."""
        return [line for line in self.errors.splitlines() if line.strip()]


def run_order(
    module: str, order: bytes, on_finished: Callable[[str], None] | None, brake: Brake
) -> Ended:
    """Run a module of ours on an order to its end. ``on_finished`` gets each line it prints.

    What it and its browser leave for the time being lies beside the order, and is removed.
    """
    with scratch_folder() as folder:
        order_file = folder / "order.json"
        order_file.write_bytes(order)
        errors_file = folder / "errors.log"
        with errors_file.open("wb") as errors:
            code = _run(module, order_file, errors, on_finished, brake)
        return Ended(code, errors_file.read_text("utf-8", "replace"))


def _run(
    module: str,
    order_file: Path,
    errors: object,
    on_finished: Callable[[str], None] | None,
    brake: Brake,
) -> int:
    """The exit code. The process follows us: its standard input closes when we die."""
    command = [sys.executable, "-m", module, str(order_file), FOLLOW_PARENT]
    with subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,  # type: ignore[call-overload]
        env=os.environ | {"TMPDIR": str(order_file.parent)},
    ) as process:
        brake.hold(process)
        try:
            for line in process.stdout:
                if on_finished is not None:
                    on_finished(line.strip())
            return int(process.wait())
        finally:
            brake.hold(None)
            process.kill()


def take_order(arguments: Sequence[str], orders: TypeAdapter[Order], work: str) -> Order | None:
    """The order this process was started on; from now on it ends with the process that started it.

    None, and one Chinese line on stderr that names the ``work``, where the order cannot be read.
    """
    if FOLLOW_PARENT in arguments:
        threading.Thread(target=_follow_parent, daemon=True).start()
    files = [argument for argument in arguments if argument != FOLLOW_PARENT]
    try:
        return orders.validate_json(Path(files[0]).read_bytes())
    except (IndexError, OSError, ValueError):
        where = files[0] if files else "（未给出）"
        complain(f"{work}任务文件无法读取；位置：{where}；处理办法：请由巡查程序重新生成")
        return None


def complain(line: str) -> None:
    """Say what is wrong, in one line on stderr."""
    sys.stderr.write(f"{line}\n")


def _follow_parent() -> None:
    """End at once when the process that started us is gone, so that nobody writes behind it."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(CRASHED)
