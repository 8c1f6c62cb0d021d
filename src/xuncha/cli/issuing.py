"""``xuncha notice issue``, ``list`` and ``repeat``: notices of this installation's own rounds."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xuncha.engine.domain.errors import InputError
from xuncha.office.opening import open_office

if TYPE_CHECKING:
    from xuncha.office.notices.models import IssuedNotice
    from xuncha.office.people.models import Office

NOT_THE_SAME = 1
OfficeCode = Annotated[str, typer.Option("--office", help="单位代码；只有一个单位时可省略")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def issue(
    draft: Annotated[int, typer.Argument(help="拟稿的编号，见“文件”页")],
    user: Annotated[str, typer.Option("--user", help="签发人登录名")],
    office: OfficeCode = "",
    as_json: AsJson = False,
) -> None:
    """印发已审签的通报：生成内部版和公开版（DOCX、XLSX），编号、存档；更正另编一号，并附更正事项。

    拟稿、核稿、审签在页面上由不同的人办理；记录有了变化的退回拟稿。
    再运行一次，补回丢失的文件。
    """
    open_office()
    from django.conf import settings

    from xuncha.flow.issuing import issue_draft, put_back
    from xuncha.flow.workplace import Workplace
    from xuncha.office.notices.models import NoticeDraft
    from xuncha.office.people import staff

    tenant = staff.the_office(office)
    rows = NoticeDraft.objects.filter(office=tenant).select_related("copy", "issued")
    found = rows.filter(pk=draft).first()
    if found is None:
        raise InputError(f"没有第{draft}号拟稿", tenant.name, "在“文件”页查看拟稿的编号")
    actor, workplace = staff.the_user(tenant, user), Workplace(settings.XUNCHA_HOME)
    if found.issued is not None:
        done = put_back(found.issued, workplace)
    else:
        done = issue_draft(found, found.copy.digest, workplace, actor)
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


def _issued(office: "Office", number: int) -> "IssuedNotice":
    from xuncha.office.notices.models import IssuedNotice

    found = IssuedNotice.objects.filter(office=office, number=number).first()
    if found is None:
        raise InputError(f"没有第{number}号通报", office.name, "用 xuncha notice list 查看编号")
    return found


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
