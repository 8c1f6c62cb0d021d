"""A shard of whole hosts, visited in one spawned process; its only results are bundles.

``python -m xuncha.engine.acquire.shard ORDER.json`` is that process, ``visit_shard`` starts it.
A target whose bundle is complete is not visited again, so a shard may be run any number of times.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.orders import ORDER_JSON, ShardOrder, split_by_host
from xuncha.engine.acquire.spawned import UNUSABLE, Brake, Ended, run_order

__all__ = ["Brake", "ShardOrder", "split_by_host", "visit_shard"]

ERROR_LOG = "visit-errors.log"


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
    brake = brake or Brake()
    ended = run_order(__name__, ORDER_JSON.dump_json(order), on_finished, brake)
    if ended.code != 0 and brake.is_pulled:
        raise AcquireError("访问已按要求停止；处理办法：重新运行本步骤，已完成的对象不会重访")
    if ended.code != 0:
        raise _failure(order, ended)


def _check_writable(out: Path) -> None:
    remedy = "请检查文件夹是否存在、是否有写权限"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        line = f"取证包文件夹无法建立（{error.strerror}）；位置：{out}；处理办法：{remedy}"
        raise AcquireError(line) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise AcquireError(f"取证包文件夹不可写；位置：{out}；处理办法：{remedy}")


def _failure(order: ShardOrder, ended: Ended) -> AcquireError:
    if ended.code == UNUSABLE and ended.lines:
        return AcquireError(ended.lines[-1])
    log = order.out / ERROR_LOG
    with log.open("a", encoding="utf-8") as stream:
        stream.write(ended.errors)
    missing = [plan.code for plan in order.plans if not (order.out / plan.code).is_dir()]
    shown = "、".join(missing[:3]) + (" 等" if len(missing) > 3 else "")
    left = f"，{len(missing)} 个对象没有完成（{shown}）" if missing else ""
    return AcquireError(
        f"访问进程异常结束（代码 {ended.code}）{left}；"
        f"位置：{log}；处理办法：重新运行本步骤，已完成的对象不会重访"
    )


if __name__ == "__main__":
    from xuncha.engine.acquire.visiting import main

    sys.exit(main(sys.argv[1:]))
