"""The office served on loopback, opened with a one-time password."""

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer
from gunicorn.app.base import BaseApplication

from xuncha.engine.domain.errors import InputError

if TYPE_CHECKING:
    from xuncha.office.people.models import Office, User
    from xuncha.office.people.roles import Role

LOOPBACK = "127.0.0.1"
THREADS = 4


class _Office(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, bind: str) -> None:
        self._bind = bind
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._bind)
        self.cfg.set("threads", THREADS)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("worker_tmp_dir", None)

    def load(self) -> Any:
        from xuncha.web.wsgi import application

        return application


def serve_office(office_code: str, port: int) -> None:
    """Serve until interrupted; prints address, login name and a fresh one-time password."""
    from xuncha.office.people import staff
    from xuncha.office.people.logins import issue_one_time_password
    from xuncha.office.people.outside.installation import installation
    from xuncha.office.people.roles import ADMIN_ROLES, ROLE_LABELS, Role

    installation()
    free = _free_port(port)
    office = staff.the_office(office_code)
    opened = (Role.APPROVER, Role.REVIEWER, Role.INSPECTOR, Role.READER, *sorted(ADMIN_ROLES))
    approver, *others = (
        staff.named(office, f"{office_code}.{role.value}", ROLE_LABELS[role], role)
        for role in opened
    )
    others += [_second(office, Role.REVIEWER), *_unit(office)]
    password = issue_one_time_password(approver)
    rest = "".join(
        f"\n  {one.name}：{one.username}　{issue_one_time_password(one)}" for one in others
    )
    typer.echo(
        f"\n办公页面：http://{LOOPBACK}:{free}/\n登录名：{approver.username}（{approver.name}）\n"
        f"一次性口令：{password}（只能登录一次；按 Ctrl+C 结束，再次运行会换发新口令）\n"
        f"其他人员的登录名和一次性口令：{rest}",
        err=True,
    )
    _Office(f"{LOOPBACK}:{free}").run()


def _second(office: "Office", role: "Role") -> "User":
    """Somebody else of the same role: what two persons must confirm needs two."""
    from xuncha.office.people import staff
    from xuncha.office.people.roles import ROLE_LABELS

    return staff.named(office, f"{office.code}.{role.value}2", f"{ROLE_LABELS[role]}（二）", role)


def _unit(office: "Office") -> Iterator["User"]:
    """Somebody who answers for the body that runs most; nobody where the register is empty."""
    from django.db.models import Count

    from xuncha.office.people import staff
    from xuncha.office.people.roles import ROLE_LABELS, Role
    from xuncha.office.registry.models import Body

    rows = Body.objects.filter(office=office).annotate(
        runs=Count("sites", distinct=True) + Count("accounts", distinct=True)
    )
    body = rows.order_by("-runs", "code").first()
    if body is not None:
        name = f"{ROLE_LABELS[Role.UNIT]}（{body.name}）"
        user = staff.named(office, f"{office.code}.unit", name, Role.UNIT)
        user.body = body
        user.save(update_fields=["body"])
        yield user


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(attempt.getsockname()[1])
    raise InputError("端口被占用", str(wanted), "用 --port 换一个端口")
