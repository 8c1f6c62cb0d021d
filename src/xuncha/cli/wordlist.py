"""``xuncha wordlist``: check a list of an office's own words before it is uploaded."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.errors import complain
from xuncha.engine.domain.words import LABELS

NOT_IN_ORDER = 1

app = typer.Typer(name="wordlist", help="校对词库：检查词库文件。", no_args_is_help=True)


@app.callback()
def wordlist() -> None:
    """校对词库：检查词库文件。"""


@app.command("check")
def check_command(
    file: Annotated[Path, typer.Argument(help="词库文件，XLSX、CSV 或 TSV")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """检查一个词库文件：易错词、允许词语、机构和职务名称、领导人；有错时逐条指出行号和列。"""
    from xuncha.office.wordlists.files import read_lists

    read = read_lists(file)
    faults = [fault for one in read.lists for fault in one.faults]
    if as_json:
        answer = {
            "file": str(file),
            "lists": [{"list": LABELS[one.kind], "rows": len(one.rows)} for one in read.lists],
            "faults": [asdict(fault) for fault in faults],
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for fault in faults:
            complain(fault.text())
        for one in read.lists:
            typer.echo(f"“{LABELS[one.kind]}”可用 {len(one.rows)} 条，有误 {len(one.faults)} 处")
    if faults:
        raise typer.Exit(NOT_IN_ORDER)
