"""``xuncha demo``: a whole round on the sample web, and then the office on loopback."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.given import BROWSER_HELP
from xuncha.flow.progress import TerminalReporter


def demo(
    scenario: Annotated[
        str, typer.Option(help="场景：notice、hamlet、tamper 或 outage")
    ] = "notice",
    out: Annotated[Path, typer.Option(help="样例、取证包、数据库和文件存放的文件夹")] = Path(
        "out/demo"
    ),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="完成后打开办公页面")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="办公页面的端口")] = 8000,
    with_browser: Annotated[
        bool,
        typer.Option(
            "--render/--no-render", help=f"也用本机浏览器渲染、留图，用时更长；{BROWSER_HELP}"
        ),
    ] = False,
    by_hand: Annotated[
        bool,
        typer.Option("--by-hand", help="停在认定之前：线索留给人在办公页面认定，不重放、不出通报"),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出结果")] = False,
) -> None:
    """演示：生成样例网站，走完一轮检查（导入、访问、检测、确认、判定、通报），再打开办公页面。"""
    os.environ["XUNCHA_HOME"] = str(out)
    from xuncha.cli.sample_web import build_sample
    from xuncha.office.opening import open_office

    reporter = TerminalReporter()
    with reporter.step("生成样例网站", 1, "个") as meter:
        web = build_sample(scenario, out)
        meter.advance(1)
    open_office()
    from xuncha.cli.scenario_round import run_scenario, run_until_review
    from xuncha.cli.summary import as_text
    from xuncha.engine.acquire.render.settings import load_render_settings
    from xuncha.flow.rendering import browsing
    from xuncha.office.deployment import deployment

    use = browsing(deployment().browser, load_render_settings("sample")) if with_browser else None
    if by_hand:
        left = run_until_review(web, out, reporter, use=use)
        line = f"“{left['round']}”已访问和检测，{left['decisions']} 组线索等人认定。"
        typer.echo(json.dumps(left, ensure_ascii=False, indent=2) if as_json else line)
    else:
        result = run_scenario(web, out, reporter, use=use)
        text = json.dumps(result, ensure_ascii=False, indent=2) if as_json else as_text(result)
        typer.echo(text)
    if serve:
        from xuncha.cli.serving import serve_office

        serve_office(web.scenario.name, port)
