"""``xuncha register``: open an office; take in its register, last quarter, probe records."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xuncha.cli.errors import complain
from xuncha.office.opening import open_office

if TYPE_CHECKING:
    from xuncha.office.people.models import Office, User
    from xuncha.office.registry.report import ImportReport

NOT_IN_ORDER = 1

app = typer.Typer(
    name="register", help="台账：开设单位，导入台账、上期问题和拨测记录。", no_args_is_help=True
)
File = Annotated[Path, typer.Argument(help="XLSX 或 CSV 文件")]
OfficeCode = Annotated[str, typer.Option("--office", help="单位代码；只有一个单位时可省略")]
Username = Annotated[str, typer.Option("--user", help="操作人登录名；省略时记为系统")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


@app.command("office")
def office_command(
    code: Annotated[str, typer.Argument(help="单位代码，字母、数字和连字符")],
    name: Annotated[str, typer.Argument(help="单位名称")],
    admin: Annotated[str, typer.Option("--admin", help="安全管理员登录名")] = "admin",
) -> None:
    """开设单位和安全管理员，打印其一次性口令；其他人员由安全管理员在网页“人员”中开设。

    再次运行只换发口令。"""
    open_office()
    from xuncha.office.people import staff
    from xuncha.office.people.logins import issue_one_time_password
    from xuncha.office.people.outside.installation import has_doors
    from xuncha.office.people.roles import ROLE_LABELS, Role

    office = staff.open_tenant(code, name)
    password = issue_one_time_password(
        staff.named(office, admin, ROLE_LABELS[Role.SECURITY_ADMIN], Role.SECURITY_ADMIN)
    )
    way = "用同名的外部账号登录" if has_doors() else f"一次性口令：{password}"
    typer.echo(f"单位：{office.name}（{office.code}）\n登录名：{admin}\n{way}")


@app.command("import")
def import_command(
    file: File, office: OfficeCode = "", user: Username = "", as_json: AsJson = False
) -> None:
    """导入台账：工作表 单位、网站、栏目、账号，或其中一张的 CSV。"""
    open_office()
    from xuncha.office.registry.imports import import_register

    _take_in(import_register, file, (office, user), as_json=as_json)


@app.command("previous")
def previous_command(
    file: File,
    office: OfficeCode = "",
    user: Username = "",
    period: Annotated[str, typer.Option("--period", help="期次，如 2024年第二季度")] = "",
    as_json: AsJson = False,
) -> None:
    """导入上期检查已确认的问题，供本期核对是否整改。"""
    open_office()
    from xuncha.office.casework.previous import Period, import_previous

    chosen = Period(f"{period}检查（导入）", period) if period else Period()

    def take(tenant: "Office", path: Path, actor: "User") -> "ImportReport":
        return import_previous(tenant, path, actor, chosen)

    _take_in(take, file, (office, user), as_json=as_json)


@app.command("probes")
def probes_command(
    file: File, office: OfficeCode = "", user: Username = "", as_json: AsJson = False
) -> None:
    """导入拨测记录；每个网站每天的记录导入后即封存。"""
    open_office()
    from xuncha.office.registry.probes import import_probes

    _take_in(import_probes, file, (office, user), as_json=as_json)


@app.command("records")
def records_command(
    file: File, office: OfficeCode = "", user: Username = "", as_json: AsJson = False
) -> None:
    """导入通报要用的其他记录：找错留言、整改通知单、模拟咨询等，工作表与记录种类同名。"""
    open_office()
    from xuncha.office.notices.record_imports import import_records

    _take_in(import_records, file, (office, user), as_json=as_json)


def _take_in(door: Callable[..., Any], file: Path, who: tuple[str, str], *, as_json: bool) -> None:
    from xuncha.office.people import staff

    office = staff.the_office(who[0])
    report = door(office, file, staff.the_user(office, who[1]))
    if as_json:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        typer.echo(report.text())
    for fault in report.faults:
        complain(fault.text())
    if report.more_faults:
        typer.echo(f"另有 {report.more_faults} 处错误未列出；改正以上各处后再导入", err=True)
    if report.faults:
        raise typer.Exit(NOT_IN_ORDER)
