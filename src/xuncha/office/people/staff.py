"""Offices and their people, found or made by name: what command lines and demos start from."""

from django.db import transaction

from xuncha.engine.domain.errors import InputError
from xuncha.office.people.models import Office, User
from xuncha.office.people.outside.matching import is_taken
from xuncha.office.people.roles import Role


def open_tenant(code: str, name: str) -> Office:
    """The office of that code, made on the first call together with its machine user."""
    with transaction.atomic():
        office, _ = Office.objects.get_or_create(code=code, defaults={"name": name})
        machine_of(office)
    return office


def machine_of(office: Office) -> User:
    """The user in whose name the office's own machine acts; it may never decide."""
    username = f"{office.code}.machine"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create_user(username, office, name="系统", role=Role.SYSTEM)


def named(office: Office, username: str, name: str, role: Role) -> User:
    """The user of that login name, made on the first call. InputError where the name would lead to
    another login."""
    found = User.objects.filter(username=username).first()
    if found is None:
        if is_taken(username):
            what = f"登录名“{username}”与已有的登录名或外部账号只差大小写、全半角，或与外部账号相同"
            raise InputError(what, office.name, "换一个登录名")
        return User.objects.create_user(username, office, name=name, role=role)
    if found.office_id != office.pk:
        raise InputError(f"登录名“{username}”已被其他单位使用", office.name, "换一个登录名")
    return found


def the_office(code: str = "") -> Office:
    """The office of that code, or the only one there is. InputError says what to do otherwise."""
    offices = list(Office.objects.order_by("code"))
    if code:
        offices = [office for office in offices if office.code == code]
    if len(offices) == 1:
        return offices[0]
    if not offices:
        remedy = "先运行 xuncha register office 代码 名称"
        raise InputError(f"没有单位“{code}”" if code else "还没有开设单位", "数据库", remedy)
    names = "、".join(office.code for office in offices)
    raise InputError("有多个单位，不知道用哪一个", "数据库", f"用 --office 指定：{names}")


def the_user(office: Office, username: str = "") -> User:
    """The user of that login name, or the office's machine."""
    if not username:
        return machine_of(office)
    found = User.objects.filter(username=username, office=office).first()
    if found is None:
        raise InputError(f"没有用户“{username}”", office.name, "核对登录名")
    return found
