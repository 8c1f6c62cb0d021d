"""``xuncha assess``: the yearly assessment of supervision, a report per region."""

import json
from pathlib import Path
from typing import Annotated

import typer

from xuncha.office.opening import open_office


def assess(
    year: Annotated[int, typer.Argument(help="考核年度，如 2025")],
    out: Annotated[Path, typer.Option("--out", help="报告存放目录")] = Path("考核报告"),
    office: Annotated[str, typer.Option("--office", help="单位代码；只有一个单位时可省略")] = "",
    user: Annotated[str, typer.Option("--user", help="操作人登录名；省略时记为系统")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """年度考核：按本单位一年的记录，给每个地区生成一份监管工作考核报告。"""
    open_office()
    from xuncha.office.assess import assessing, report
    from xuncha.office.people import staff

    tenant = staff.the_office(office)
    assessment = assessing.open_assessment(tenant, year, staff.the_user(tenant, user))
    files = report.write_reports(assessment, out)
    found = assessing.results(assessment)
    if as_json:
        regions = [report.content_of(assessment, one) for one in found]
        said = {"year": year, "regions": regions, "files": [str(path) for path in files]}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.region}：{report.conclusion(one)}")
    if not found:
        typer.echo("本年没有地区可考核；请先导入台账")
    typer.echo(f"报告存放在 {out}（{len(files)} 个文件）")
