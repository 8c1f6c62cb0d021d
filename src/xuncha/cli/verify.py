"""``xuncha verify``: is a bundle still what was written?"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.errors import complain
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.verify import verify

NOT_IN_ORDER = 1
UNREADABLE = 2


def verify_command(
    bundle: Annotated[Path, typer.Argument(help="取证包文件夹")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """核对取证包：重新计算每个文件和每条记录的摘要，查出缺失、截断、改动和多余的文件。"""
    try:
        result = verify(bundle)
    except BundleError as error:
        complain(str(error))
        raise typer.Exit(UNREADABLE) from error
    if as_json:
        typer.echo(json.dumps(asdict(result), ensure_ascii=False))
    if result.broken:
        faults = "，".join(f"{item.name}（{item.reason}）" for item in result.broken)
        remedy = "请用备份恢复或重新访问"
        complain(f"取证包已损坏：{faults}；位置：{bundle}；处理办法：{remedy}")
        raise typer.Exit(NOT_IN_ORDER)
    if not as_json:
        typer.echo(f"取证包完好：{result.members} 个文件，摘要全部一致")
