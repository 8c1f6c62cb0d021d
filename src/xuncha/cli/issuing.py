"""``xuncha notice issue``, ``list`` and ``repeat``: notices of this installation's own rounds."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xuncha.engine.domain.errors import InputError
from xuncha.office.opening import open_office

if TYPE_CHECKING:
    from xuncha.office.casework.models import Round
    from xuncha.office.notices.models import IssuedNotice
    from xuncha.office.people.models import Office

NOT_THE_SAME = 1
OfficeCode = Annotated[str, typer.Option("--office", help="单位代码；只有一个单位时可省略")]
RoundTitle = Annotated[str, typer.Option("--round", help="检查的名称；省略时为最近定稿的一轮")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def issue(
    user: Annotated[str, typer.Option("--user", help="签发人登录名")],
    signed_on: Annotated[str, typer.Option("--signed-on", help="印发日期，如 2026-10-26")],
    deadline: Annotated[str, typer.Option("--deadline", help="整改期限，如 2026-11-09")],
    template: Annotated[str, typer.Option("--template", help="模板名称")] = "province-quarter",
    document_number: Annotated[str, typer.Option("--document-number", help="发文字号")] = "",
    round_title: RoundTitle = "",
    recheck: Annotated[str, typer.Option("--recheck", help="复查那一轮检查的名称")] = "",
    corrects: Annotated[int, typer.Option("--corrects", help="更正第几号通报")] = 0,
    reason: Annotated[str, typer.Option("--reason", help="更正的原因")] = "",
    office: OfficeCode = "",
    as_json: AsJson = False,
) -> None:
    """印发通报：按模板生成内部版和公开版（DOCX、XLSX），编号、存档；更正另编一号，并附更正事项。

    检查定稿以后才能印发。同样的要求再运行一次，得到同一份通报。
    """
    open_office()
    from django.conf import settings

    from xuncha.flow.issuing import issue as issue_notice
    from xuncha.flow.workplace import Workplace
    from xuncha.office.notices.issuing import IssueOrder
    from xuncha.office.notices.previewing import own_templates
    from xuncha.office.notices.template import template_text
    from xuncha.office.people import staff

    tenant = staff.the_office(office)
    order = IssueOrder(
        template=template,
        template_text=template_text(template, own_templates(settings.XUNCHA_HOME, tenant.code)),
        document_number=document_number,
        signed_on=_day(signed_on, "--signed-on"),
        deadline=_day(deadline, "--deadline"),
        recheck=_round(tenant, recheck) if recheck else None,
        corrects=_issued(tenant, corrects) if corrects else None,
        reason=reason,
    )
    actor = staff.the_user(tenant, user)
    done = issue_notice(_round(tenant, round_title), order, Workplace(settings.XUNCHA_HOME), actor)
    if as_json:
        typer.echo(json.dumps(_described(done.notice), ensure_ascii=False))
        return
    typer.echo(f"已印发：{done.notice}")
    for gap in done.told:
        typer.echo(gap)
    for path in done.files:
        typer.echo(str(path))


def list_issued(office: OfficeCode = "", as_json: AsJson = False) -> None:
    """列出已印发的通报：编号、标题、签发人、更正的是哪一号、文件。"""
    open_office()
    from xuncha.office.notices.models import IssuedNotice
    from xuncha.office.people import staff

    rows = IssuedNotice.objects.filter(office=staff.the_office(office)).order_by("number")
    notices = [_described(row) for row in rows.select_related("corrects")]
    if as_json:
        typer.echo(json.dumps({"notices": notices}, ensure_ascii=False))
        return
    for one in notices:
        corrects = f"，更正第{one['corrects']}号" if one["corrects"] else ""
        typer.echo(f"第{one['number']}号 {one['title']}（{one['by']}签发{corrects}）")
    if not notices:
        typer.echo("还没有印发过通报")


def repeat(
    number: Annotated[int, typer.Argument(help="通报的编号")], office: OfficeCode = ""
) -> None:
    """由记录重新生成一份已印发的通报，逐个文件与存档的摘要比对；有不同时以 1 退出。"""
    open_office()
    from xuncha.office.notices.issuing import repeated
    from xuncha.office.people import staff

    same = repeated(_issued(staff.the_office(office), number))
    for name, is_same in same.items():
        typer.echo(f"{'相同' if is_same else '不同'}：{name}")
    if not all(same.values()):
        raise typer.Exit(NOT_THE_SAME)


def _round(office: "Office", title: str) -> "Round":
    """The round of that title, or the newest that is closed."""
    from xuncha.office.casework.models import Round
    from xuncha.office.casework.states import CLOSED_STATES

    rounds = Round.objects.filter(office=office, imported=False)
    rounds = rounds.filter(title=title) if title else rounds.filter(state__in=CLOSED_STATES)
    found = rounds.order_by("-as_of", "-id").first()
    if found is None:
        what = f"没有名为“{title}”的检查" if title else "没有已定稿的检查"
        raise InputError(what, office.name, "核对检查的名称，或先完成认定并定稿")
    return found


def _issued(office: "Office", number: int) -> "IssuedNotice":
    from xuncha.office.notices.models import IssuedNotice

    found = IssuedNotice.objects.filter(office=office, number=number).first()
    if found is None:
        raise InputError(f"没有第{number}号通报", office.name, "用 xuncha notice list 查看编号")
    return found


def _day(given: str, option: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InputError(f"“{given}”不是日期", option, "写成 2026-10-26 的样子") from None


def _described(notice: "IssuedNotice") -> dict[str, Any]:
    editions = {
        one.edition: {"files": one.files, "changes": one.changes} for one in notice.editions.all()
    }
    return {
        "number": notice.number,
        "title": notice.title,
        "document_number": notice.document_number,
        "template": notice.template,
        "round": notice.round.title,
        "by": notice.by_name,
        "at": notice.at.isoformat(),
        "corrects": notice.corrects.number if notice.corrects else None,
        "reason": notice.reason,
        "editions": editions,
    }
