"""``xuncha judge``: outcomes in a file and a rulebook become a verdict."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from xuncha.engine.domain.words import LABELS
from xuncha.engine.judge import verdict as judging
from xuncha.engine.judge.beside import judge_nationally
from xuncha.engine.judge.filing import read_filing, refuse_contradictions
from xuncha.engine.judge.standings import band_of, lists_of
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.rulebook.load import load_rulebook


def judge(
    file: Annotated[Path, typer.Argument(help="JSON 文件：对象、检测结果、分组得分")],
    rulebook: Annotated[str, typer.Option(help="指标集名称，或 .toml 文件路径")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """按指标集判定一个对象：合格、不合格或待定，附逐步算式。"""
    filing = read_filing(file)
    book = load_rulebook(rulebook)
    refuse_contradictions(filing, book)
    given = (filing.target, filing.outcomes, book, None, filing.groups, filing.as_of)
    verdict, national = judging.judge(*given), judge_nationally(*given)
    band = band_of(book, verdict, filing.outcomes)
    lists = lists_of(book, filing.target, filing.outcomes)
    if as_json:
        beside = asdict(national) if national is not None else None
        more = {"band": band.name if band else None, "lists": lists, "national": beside}
        typer.echo(json.dumps({**asdict(verdict), **more}, ensure_ascii=False))
        return
    typer.echo(_text(verdict))
    if band is not None:
        typer.echo(f"等次：{band.name}")
    for tier in book.tiers:
        if tier.id in lists:
            typer.echo(f"列入：{tier.name}")
    if national is not None and book.national is not None:
        typer.echo(f"\n国办口径（{book.national.name}）\n{_text(national)}")


def _text(verdict: Verdict) -> str:
    lines = [f"结论：{LABELS[verdict.state]}"]
    if verdict.proposed is not verdict.state:
        lines.append(f"待定问题全部确认后：{LABELS[verdict.proposed]}")
    if verdict.score is not None:
        lines.append(f"得分：{verdict.score:g}")
    elif verdict.interval is not None:
        low, high = verdict.interval
        lines.append(f"得分区间：{low:g} 至 {high:g}（原因见算式）")
    lines.append("算式：")
    lines += [f"  {at}. {step.text}" for at, step in enumerate(verdict.arithmetic, 1)]
    if verdict.not_examined:
        lines.append(f"未检查：{'、'.join(verdict.not_examined)}")
    return "\n".join(lines)
