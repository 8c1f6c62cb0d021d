"""``xuncha work``: the process that does what people ask for in the browser."""

import signal
import threading
from typing import Annotated

import typer

from xuncha.cli.given import BROWSER_HELP, host_map_of
from xuncha.office.opening import open_office


def work(
    pins: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="主机名=地址:端口；可写多次。写了之后只访问写明的主机，用于样例和测试",
        ),
    ] = None,
    with_browser: Annotated[
        bool, typer.Option("--render/--no-render", help=f"用本机浏览器渲染、留图；{BROWSER_HELP}")
    ] = True,
    once: Annotated[bool, typer.Option("--once", help="做完等待中的任务就结束")] = False,
) -> None:
    """执行在办公页面上开始的检查：访问、渲染、判定；按 Ctrl+C 结束，未做完的下次接着做。"""
    host_map = host_map_of(pins or [])
    open_office()
    from contextlib import nullcontext

    from xuncha.engine.acquire.render.settings import load_render_settings
    from xuncha.flow import working
    from xuncha.flow.rendering import Browsing, browsing
    from xuncha.flow.workplace import Workplace
    from xuncha.office.deployment import deployment

    settings = load_render_settings("default")
    use = (
        browsing(deployment().browser, settings)
        if with_browser
        else Browsing(None, settings, "没有使用浏览器（--no-render）")
    )
    worker = working.Worker.named(
        Workplace(deployment().home.absolute()), use, lambda: nullcontext(host_map)
    )
    if once:
        working.work_all(worker)
        return
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    typer.echo("正在等待任务；按 Ctrl+C 结束", err=True)
    try:
        working.work(worker, stop)
    except KeyboardInterrupt:
        typer.echo("已结束；没做完的任务下次接着做", err=True)
