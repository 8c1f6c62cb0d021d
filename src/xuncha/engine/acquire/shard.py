"""A shard of whole hosts, visited in one spawned process; its only results are bundles.

``python -m xuncha.engine.acquire.shard ORDER.json`` is that process, ``visit_shard`` starts it.
A target whose bundle is complete is not visited again, so a shard may be run any number of times.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.orders import ORDER_JSON, ShardOrder, split_by_host
from xuncha.engine.acquire.scratch import scratch_folder

__all__ = ["Brake", "ShardOrder", "split_by_host", "visit_shard"]

CRASHED = 1
UNUSABLE = 2
ERROR_LOG = "visit-errors.log"
FOLLOW_PARENT = "--follow-parent"


class Brake:
    """Stops a running visit from another thread: its process is ended, complete bundles stay."""

    def __init__(self) -> None:
        """Not pulled."""
        self.is_pulled = False
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def pull(self) -> None:
        """Stop the visit now, or as soon as it would start."""
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


def visit_shard(
    order: ShardOrder,
    on_finished: Callable[[str], None] | None = None,
    brake: Brake | None = None,
) -> None:
    """Visit every target of a shard in a process of its own and wait for it.

    ``on_finished`` is told the code of each target as its bundle is complete. AcquireError when
    the process could not do its work, also when ``brake`` stopped it; bundles that were complete by
    then stay.
    """
    _check_writable(order.out)
    with scratch_folder() as folder:
        order_file = folder / "order.json"
        order_file.write_bytes(ORDER_JSON.dump_json(order))
        errors_file = folder / "errors.log"
        with errors_file.open("wb") as errors:
            code = run_process(__name__, order_file, errors, on_finished, brake or Brake())
        if code != 0 and brake is not None and brake.is_pulled:
            raise AcquireError("访问已按要求停止；处理办法：重新运行本步骤，已完成的对象不会重访")
        if code != 0:
            raise _failure(order, code, errors_file.read_text("utf-8", "replace"))


def run_process(
    module: str,
    order_file: Path,
    errors: object,
    on_finished: Callable[[str], None] | None,
    brake: Brake,
) -> int:
    """Run a module of ours on an order to its end; its exit code. ``on_finished`` gets each line it
    prints. It follows us: its standard input closes when we die. What it and its browser leave for
    the time being lies beside the order."""
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


def follow_parent() -> None:
    """End at once when the process that started us is gone, so that nobody writes behind it."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(CRASHED)


def _check_writable(out: Path) -> None:
    remedy = "请检查文件夹是否存在、是否有写权限"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        line = f"取证包文件夹无法建立（{error.strerror}）；位置：{out}；处理办法：{remedy}"
        raise AcquireError(line) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise AcquireError(f"取证包文件夹不可写；位置：{out}；处理办法：{remedy}")


def _failure(order: ShardOrder, code: int, errors: str) -> AcquireError:
    lines = [line for line in errors.splitlines() if line.strip()]
    if code == UNUSABLE and lines:
        return AcquireError(lines[-1])
    log = order.out / ERROR_LOG
    with log.open("a", encoding="utf-8") as stream:
        stream.write(errors)
    missing = [plan.code for plan in order.plans if not (order.out / plan.code).is_dir()]
    shown = "、".join(missing[:3]) + (" 等" if len(missing) > 3 else "")
    left = f"，{len(missing)} 个对象没有完成（{shown}）" if missing else ""
    return AcquireError(
        f"访问进程异常结束（代码 {code}）{left}；"
        f"位置：{log}；处理办法：重新运行本步骤，已完成的对象不会重访"
    )


if __name__ == "__main__":
    from xuncha.engine.acquire.visiting import main

    sys.exit(main(sys.argv[1:]))
