"""Rendering runs in one spawned process; its only results are supplements of bundles.

``python -m xuncha.engine.acquire.render.process ORDER.json`` is that process, ``render_bundles``
starts it. A bundle that has its supplement is passed over, so it may be run any number of times.
"""

import asyncio
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from xuncha.engine.acquire.errors import AcquireError, BrowserStartError
from xuncha.engine.acquire.render.orders import RENDER_ORDER_JSON, RenderOrder
from xuncha.engine.acquire.spawned import (
    CRASHED,
    UNUSABLE,
    Brake,
    complain,
    run_order,
    take_order,
)
from xuncha.engine.bundle.errors import BundleError

MODULE = "xuncha.engine.acquire.render.process"
NO_START = 3
"""The exit code of a rendering process whose browser does not start."""


def render_bundles(
    order: RenderOrder,
    on_finished: Callable[[str], None] | None = None,
    brake: Brake | None = None,
) -> None:
    """Render what the bundles of an order need, in a process of its own, and wait for it.

    ``on_finished`` is told the name of each bundle as its supplement is complete. AcquireError
    when the process could not do its work, also when ``brake`` stopped it; supplements that were
    complete by then stay.
    """
    brake = brake or Brake()
    ended = run_order(MODULE, RENDER_ORDER_JSON.dump_json(order), on_finished, brake)
    if ended.code == 0:
        return
    if brake.is_pulled:
        raise AcquireError("渲染已按要求停止；处理办法：重新运行本步骤，已完成的对象不会重做")
    last = ended.lines[-1] if ended.lines else ""
    if ended.code == NO_START and last:
        raise BrowserStartError(last)
    if ended.code == UNUSABLE and last:
        raise AcquireError(last)
    raise AcquireError(
        f"渲染进程异常结束（代码 {ended.code}）：{last or '没有留下说明'}；"
        "处理办法：重新运行本步骤，已完成的对象不会重做；反复出现时用 --no-render 跳过渲染"
    )


async def _render_all(order: RenderOrder) -> list[BaseException]:
    from playwright.async_api import async_playwright

    from xuncha.engine.acquire.render.browser import BrowserBox
    from xuncha.engine.acquire.render.pictures import fill_album
    from xuncha.engine.acquire.render.sitting import Sitting

    faults: list[BaseException] = []
    async with async_playwright() as playwright:
        box = BrowserBox(playwright, order.browser, order.settings)
        sitting = Sitting(box, order.host_map, order.settings, _now)
        albums = [(one.bundle, fill_album(one, box, order.settings, _now)) for one in order.albums]
        work = [*((one, sitting.render(one)) for one in order.bundles), *albums]
        try:
            for bundle, task in work:
                try:
                    has_written = await task
                except BrowserStartError as fault:
                    return [fault]
                except Exception as fault:  # noqa: BLE001 - one bundle costs the others nothing
                    faults.append(fault)
                else:
                    if has_written:
                        sys.stdout.write(f"{bundle.name}\n")
                        sys.stdout.flush()
        finally:
            for _, task in work:
                task.close()
            await box.close()
    return faults


def _now() -> datetime:
    return datetime.now(UTC)


def main(arguments: Sequence[str]) -> int:
    """Render the bundles in an order file; 0 done, 1 a crash of ours, 2 an unusable order."""
    order = take_order(arguments, RENDER_ORDER_JSON, "渲染")
    if order is None:
        return UNUSABLE
    faults = asyncio.run(_render_all(order))
    spoken = [one for one in faults if isinstance(one, BundleError | BrowserStartError)]
    for fault in faults:
        if fault not in spoken:
            traceback.print_exception(fault)
    if len(spoken) < len(faults):
        return CRASHED
    if spoken:
        complain(str(spoken[0]))
        return NO_START if isinstance(spoken[0], BrowserStartError) else UNUSABLE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
