"""``xuncha remind``: raise what waits for people and send what is due; run by a timer."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from xuncha.office.opening import open_office


def remind(
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """提醒：更新各人的待办提醒，经邮件和开通的渠道发出件数和链接。由定时任务运行，可重复运行。

    勿扰时段只更新站内提醒。没有发出的以后再试；不能确定是否送达的不重发，列给系统管理员。
    过期的登录记录同时清除。"""
    open_office()
    from django.core.management import call_command
    from django.utils import timezone

    from xuncha.office.reminders.composing import compose
    from xuncha.office.reminders.installation import installation
    from xuncha.office.reminders.raising import raise_reminders
    from xuncha.office.reminders.sending import send_due

    now, known = timezone.now(), installation()
    raised, composed = raise_reminders(now), compose(now, known)
    outcome = send_due(now, known)
    call_command("clearsessions")
    if as_json:
        typer.echo(json.dumps({"raised": raised, "composed": composed, **asdict(outcome)}))
        return
    typer.echo(
        f"新提醒 {raised} 项；拟发消息 {composed} 条，已发出 {outcome.sent} 条，"
        f"稍后再试 {outcome.put_back} 条，没有发出 {outcome.failed} 条，"
        f"不能确定 {outcome.unsure} 条"
    )
