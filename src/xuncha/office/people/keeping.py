"""Opening and closing logins: the security administrator's acts, each with its audit row."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction

from xuncha.office.people import audit, logins
from xuncha.office.people.errors import KeepingError
from xuncha.office.people.models import OUTSIDE_NAME_MAX, User
from xuncha.office.people.outside.matching import is_taken
from xuncha.office.people.rights import BODY_ROLES, Right
from xuncha.office.people.roles import ADMIN_ROLES, ROLE_LABELS, Role

LOGIN_NAME = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._@-]{1,59}$")


@dataclass(frozen=True, slots=True)
class Post:
    """What a person is in the office: a role, and the id of the body he answers for, if any."""

    role: Role
    body_id: int | None = None


def open_login(actor: User, username: str, name: str, post: Post) -> tuple[User, str]:
    """A new person of the actor's office, with a one-time password to hand over; an empty one
    where an outside door lets the person in.

    KeepingError for a name that is taken or cannot be, and for a post nobody can hold.
    """
    _check_keeper(actor)
    try:
        LOGIN_NAME(username)
    except ValidationError as fault:
        raise KeepingError(
            "登录名由字母、数字和 . _ @ - 组成，以字母或数字开头，2 到 60 个字符"
        ) from fault
    if not name.strip():
        raise KeepingError("没有填写姓名；请填写真实姓名，认定和签发都记在这个名下")
    _check_post(actor, post)
    with transaction.atomic():
        if is_taken(username):
            raise KeepingError(f"登录名“{username}”已被使用；请换一个")
        user = User.objects.create_user(username, actor.office, name=name.strip(), role=post.role)
        user.body_id = post.body_id
        user.save(update_fields=["body"])
        password = _let_in_again(actor, user)
        _note(actor, "people.opened", user, role=ROLE_LABELS[post.role])
    return user, password


def change_post(actor: User, user: User, post: Post) -> bool:
    """Give a person another role or body; all their sessions end. False when nothing changes.

    KeepingError where an administrator's login would become another one: the three administrators
    have logins of their own.
    """
    _check_keeper(actor)
    _check_post(actor, post)
    with transaction.atomic():
        row = _locked(actor, user)
        if (row.role, row.body_id) == (post.role.value, post.body_id):
            return False
        if row.role != post.role and {Role(row.role), post.role} & ADMIN_ROLES:
            raise KeepingError("三员的登录名不能改任其他职责，其他人员也不能改任三员；请另开登录名")
        before = ROLE_LABELS[Role(row.role)]
        row.role, row.body_id = post.role, post.body_id
        row.session_round += 1
        row.save(update_fields=["role", "body", "session_round"])
        after = ROLE_LABELS[post.role]
        _note(actor, "people.post_changed", row, **{"from": before, "to": after})
    return True


def close_login(actor: User, user: User) -> bool:
    """Let a person in no more; what they did stays. False when they were out already."""
    with transaction.atomic():
        _check_keeper(actor)
        row = _locked(actor, user)
        if not row.is_active:
            return False
        if row.pk == actor.pk:
            raise KeepingError("不能停用自己的登录名；请由另一名安全管理员停用")
        row.is_active = False
        row.session_round += 1
        row.save(update_fields=["is_active", "session_round"])
        _note(actor, "people.closed", row)
    return True


def reopen_login(actor: User, user: User) -> str:
    """Let a person in again or unlock them; the new one-time password, empty where an outside
    door lets the person in. All sessions end."""
    with transaction.atomic():
        _check_keeper(actor)
        row = _locked(actor, user)
        row.is_active = True
        row.session_round += 1
        row.save(update_fields=["is_active", "session_round"])
        password = _let_in_again(actor, row)
        _note(actor, "people.reopened", row)
    return password


def name_outside(actor: User, user: User, outside_name: str) -> bool:
    """Say what a person is called at the outside doors, empty for the login name; all their
    sessions end. False when nothing changes.

    KeepingError for a name that leads to another login.
    """
    _check_keeper(actor)
    wanted = outside_name.strip()
    if len(wanted) > OUTSIDE_NAME_MAX or not wanted.isprintable():
        raise KeepingError(f"外部账号不超过 {OUTSIDE_NAME_MAX} 个字符，不含换行等控制字符")
    with transaction.atomic():
        row = _locked(actor, user)
        if row.outside_name == wanted:
            return False
        known = wanted or row.username
        if is_taken(known, but=row):
            raise KeepingError(f"外部账号“{known}”已对应其他登录名；请核对")
        before, row.outside_name = row.outside_name, wanted
        row.session_round += 1
        row.save(update_fields=["outside_name", "session_round"])
        _note(actor, "people.named_outside", row, **{"from": before, "to": wanted})
    return True


def end_sessions(actor: User, user: User) -> None:
    """End every session of a person; by themselves or by who keeps the users."""
    with transaction.atomic():
        if actor.pk != user.pk:
            _check_keeper(actor)
        row = _locked(actor, user)
        row.session_round += 1
        row.save(update_fields=["session_round"])
        _note(actor, "people.sessions_ended", row)


def seat(actor: User, username: str, body_id: int) -> User:
    """Let a clerk of another office answer this one for a body of this one's register: the city's
    own inspectors answer the province for their city.

    KeepingError where nobody of that login name can: no such clerk, or one who answers for a body
    of a third office.
    """
    _check_keeper(actor)
    _check_body(actor, body_id)
    with transaction.atomic():
        row = User.objects.select_for_update().filter(username=username, is_active=True).first()
        foreign = row is not None and row.office_id not in (None, actor.office_id)
        if row is None or not foreign or Role(row.role) not in BODY_ROLES - {Role.UNIT}:
            raise KeepingError(f"没有其他单位的工作人员“{username}”；本单位的人员请在名单中改任")
        if row.body is not None and row.body.office_id != actor.office_id:
            raise KeepingError(f"“{username}”已代表其他单位台账中的单位；请先由该单位收回")
        row.body_id = body_id
        row.save(update_fields=["body"])
        _note(actor, "people.seated", row)
    return row


def unseat(actor: User, user_id: int) -> None:
    """Take back that a clerk of another office answers for a body of this one's register."""
    _check_keeper(actor)
    with transaction.atomic():
        row = seated(actor).select_for_update(of=("self",)).filter(pk=user_id).first()
        if row is None:
            raise KeepingError("没有这名代表；可能已经收回")
        row.body_id = None
        row.save(update_fields=["body"])
        _note(actor, "people.unseated", row)


def seated(actor: User) -> models.QuerySet[User]:
    """The clerks of other offices who answer for bodies of the actor's office."""
    rows = User.objects.filter(body__office_id=actor.office_id)
    return rows.exclude(office_id=actor.office_id).order_by("username")


def _let_in_again(actor: User, user: User) -> str:
    if logins.has_own_password(user):
        return logins.issue_one_time_password(user, actor)
    user.set_unusable_password()
    user.password_once, user.failed_logins, user.locked_until = False, 0, None
    user.save()
    return ""


def _check_keeper(actor: User) -> None:
    if not actor.may(Right.KEEP_USERS):
        raise KeepingError(f"{actor.name}没有管理人员的权限；请由安全管理员办理")


def _check_post(actor: User, post: Post) -> None:
    if post.role is Role.SYSTEM:
        raise KeepingError("“系统”是机器自己的身份，不能由人担任")
    if post.role is Role.UNIT and post.body_id is None:
        raise KeepingError("单位人员须选定所在单位；请先在台账中登记该单位")
    if post.body_id is not None and post.role not in BODY_ROLES:
        raise KeepingError(f"{ROLE_LABELS[post.role]}不代表单位答复，请不要选单位")
    if post.body_id is not None:
        _check_body(actor, post.body_id)


def _check_body(actor: User, body_id: int) -> None:
    """Only an office itself lets somebody answer for a body of its register."""
    if not _bodies().filter(pk=body_id, office_id=actor.office_id).exists():
        raise KeepingError("没有这个单位；请从名单中选择")


def _bodies() -> models.QuerySet[Any]:
    return User._meta.get_field("body").related_model._default_manager.all()


def _locked(actor: User, user: User) -> User:
    row = User.objects.select_for_update().filter(pk=user.pk, office_id=actor.office_id).first()
    if row is None or row.role == Role.SYSTEM:
        raise KeepingError("本单位没有这名人员")
    return row


def _note(actor: User, act: str, user: User, **detail: str) -> None:
    audit.append(actor, act, user, {"name": user.name, **detail})
