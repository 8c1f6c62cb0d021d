"""The one person of an office who opens its sealed alarms."""

from django.db import models, transaction

from xuncha.office.people import audit
from xuncha.office.people.errors import KeeperError
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.roles import Role


def candidates(office: Office) -> models.QuerySet[User]:
    """Who may be named: the active people of the office, its machine left out."""
    people = User.objects.filter(office=office, is_active=True)
    return people.exclude(role__in=[Role.SYSTEM, Role.UNIT, Role.CHECKER]).order_by("name", "pk")


def name_keeper(keeper: User, actor: User) -> None:
    """Name the person who opens the office's sealed alarms, with an audit row.

    KeeperError when the actor does not keep the office's users or the person may not be named.
    """
    with transaction.atomic():
        office = Office.objects.select_for_update().get(pk=actor.office_id)
        if not actor.may(Right.KEEP_USERS):
            raise KeeperError("只有本单位安全管理员可以指定密封提醒的处理人")
        if not candidates(office).filter(pk=keeper.pk).exists():
            raise KeeperError("处理人须是本单位在用的人员；请先为其开设登录名")
        office.keeper = keeper
        office.save(update_fields=["keeper"])
        audit.append(actor, "alarm.keeper_named", keeper, {"keeper": keeper.name})
