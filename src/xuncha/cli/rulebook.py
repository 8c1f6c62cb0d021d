"""``xuncha rulebook``: list, show, check, compare and confirm sets of indicators."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from xuncha.cli.confirming import confirm_command
from xuncha.cli.errors import complain
from xuncha.engine.domain.words import LABELS
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.difference import compare, summary
from xuncha.engine.rulebook.freeze import is_frozen
from xuncha.engine.rulebook.load import check_file, list_names, load_rulebook

NOT_IN_ORDER = 1

app = typer.Typer(
    name="rulebook", help="指标集：列出、查看、检查、比较、核对。", no_args_is_help=True
)
app.command("confirm")(confirm_command)
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """列出随程序发布的指标集。"""
    books = [load_rulebook(name) for name in list_names()]
    if as_json:
        _print([_head(book) for book in books])
        return
    for book in books:
        base = f"，继承 {book.extends}" if book.extends else ""
        typer.echo(f"{book.name}  {book.title}（{len(book.rows)} 行{base}）  {book.digest[:16]}")


@app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(help="指标集名称，或 .toml 文件路径")],
    as_json: AsJson = False,
) -> None:
    """查看一册指标集的每一行：编号、条件、参数、出处、核实程度。"""
    book = load_rulebook(name)
    if as_json:
        content = {**asdict(book), "national": book.national.name if book.national else None}
        _print({**_head(book), **content, "rows": content["rows"], "frozen": is_frozen(book)})
        return
    typer.echo(f"{book.title}\n文件：{book.document}\n发布：{book.issuer}\n摘要：{book.digest}")
    for row in book.rows:
        typer.echo(_row_text(row))


@app.command("check")
def check_command(
    file: Annotated[Path, typer.Argument(help="指标集 .toml 文件")],
    as_json: AsJson = False,
) -> None:
    """检查一个指标集文件；有错时逐条指出文件、键和行号。"""
    faults = check_file(file)
    if as_json:
        _print({"file": str(file), "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            complain(fault.line_of_text())
    if faults:
        raise typer.Exit(NOT_IN_ORDER)
    if not as_json:
        typer.echo(f"{file} 没有发现错误")


@app.command("diff")
def diff_command(
    first: Annotated[str, typer.Argument(help="指标集名称，或 .toml 文件路径")],
    second: Annotated[str, typer.Argument(help="指标集名称，或 .toml 文件路径")],
    as_json: AsJson = False,
) -> None:
    """比较两册指标集，列出每一处不同。"""
    books = load_rulebook(first), load_rulebook(second)
    changes = compare(*books)
    if as_json:
        _print({"a": first, "b": second, "changes": [asdict(change) for change in changes]})
        return
    for line in summary(*books):
        typer.echo(line)
    if not changes:
        typer.echo(f"{first} 与 {second} 没有不同")


def _head(book: Rulebook) -> dict[str, Any]:
    return {
        "name": book.name,
        "title": book.title,
        "document": book.document,
        "issuer": book.issuer,
        "extends": book.extends or None,
        "valid_from": book.valid_from,
        "valid_to": book.valid_to,
        "digest": book.digest,
        "frozen": is_frozen(book),
        "rows": len(book.rows),
    }


def _row_text(row: Row) -> str:
    condition = f"  条件：{row.condition.text()}" if row.condition else ""
    points = f"  分值：{row.cap:g}（{LABELS[row.cap_confidence]}）" if row.cap is not None else ""
    return (
        f"\n{row.id}  {row.name}  [{LABELS[row.kind]}·{LABELS[row.judge]}·"
        f"{LABELS[row.confidence]}]\n  {row.rule}{condition}{points}\n  出处：{row.source}"
    )


def _print(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=lambda day: day.isoformat()))
