"""Refused sign-ins: the line a person reads, and the row of the audit chain."""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from xuncha.office.people import audit, staff
from xuncha.office.people.models import AuditRecord, Office, User

LOG = logging.getLogger(__name__)
ACT = "login.refused"
NAME_MAX = 60
MOST, WITHIN = 30, timedelta(minutes=1)
"""Anybody who reaches the login page can be refused: more refusals in a row than a minute of an
honest crowd are not written, so that nobody fills the chain from outside."""


class Refusal(StrEnum):
    """Why somebody was not let in."""

    PASSWORD = "wrong_password"  # noqa: S105  # the name of a reason
    CODE = "wrong_code"
    LOCKED = "locked"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    JOURNEY = "journey"
    PROOF = "proof"


REFUSAL_LABELS = {
    Refusal.PASSWORD: "口令不对",
    Refusal.CODE: "验证码不对",
    Refusal.LOCKED: "已暂时锁定",
    Refusal.CLOSED: "登录名已停用",
    Refusal.UNKNOWN: "没有对应的登录名",
    Refusal.AMBIGUOUS: "名称对应不止一个登录名",
    Refusal.JOURNEY: "登录过程过时、已用过或不是从本系统开始",
    Refusal.PROOF: "身份凭证不能采信",
}
REFUSAL_LINES = {
    Refusal.PASSWORD: "登录名或口令不对；一次性口令只能使用一次，用过后请重新领取",
    Refusal.CODE: "验证码不对或已用过；请等手机上换出下一组再输入",
    Refusal.LOCKED: "连续输错次数过多，已暂时锁定；请稍后再试，或请安全管理员解除锁定",
    Refusal.CLOSED: "您的登录名已停用；需要时请安全管理员恢复",
    Refusal.UNKNOWN: "身份已核实，但本系统没有对应的登录名；请安全管理员开设",
    Refusal.AMBIGUOUS: "您的名称在本系统对应不止一个登录名，没有登录；请安全管理员改正外部账号",
    Refusal.JOURNEY: "这次登录已过时或已用过；请在本页重新开始登录",
    Refusal.PROOF: "身份服务给出的凭证不能采信，没有登录；请重新登录，仍然不行时请告知系统管理员",
}


def note(
    refusal: Refusal, door: str, now: datetime, *, user: User | None = None, name: str = ""
) -> None:
    """Write that somebody was refused: into the chain of his office, or, where no login is known,
    of the office that was opened first. Without any office nothing is written. The outside name of
    who has no login is kept only where one office is all there is: among several it may be
    somebody of another."""
    offices = list(Office.objects.order_by("pk")[:2])
    office = user.office if user is not None else next(iter(offices), None)
    if office is None or _is_flooded(office, now):
        return
    detail = {"door": door, "refusal": refusal.value}
    if user is not None:
        audit.append(user, ACT, user, detail, at=now)
    else:
        named = {"outside_name": name[:NAME_MAX]} if name and len(offices) == 1 else {}
        audit.append(staff.machine_of(office), ACT, office, {**detail, **named}, at=now)


def log_cause(door: str, fault: BaseException) -> None:
    """Leave a line for who runs the installation: the kinds of the faults that led here, outermost
    first, and the claim that was wrong. No words of the fault: addresses hold tickets and names."""
    kinds, one = [], fault.__cause__
    while one is not None:
        claim = getattr(one, "claim", "")
        kinds.append(f"{type(one).__name__}({claim})" if claim else type(one).__name__)
        one = one.__cause__ or one.__context__
    LOG.warning("sign_in.failed door=%s why=%s", door, " < ".join(kinds) or type(fault).__name__)


def _is_flooded(office: Office, now: datetime) -> bool:
    newest = AuditRecord.objects.filter(office=office).order_by("-seq")[:MOST]
    told = list(newest.values_list("act", "at"))
    return len(told) == MOST and all(act == ACT and at > now - WITHIN for act, at in told)
