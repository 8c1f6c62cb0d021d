"""Who may change an office's lists, allowances and bands of rules."""

from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.wordlists.errors import WordlistError


def keeping_office(user: User) -> Office:
    """The office whose lists the user may change; WordlistError for everybody else."""
    if user.office is None or not user.may(Right.DECIDE):
        raise WordlistError(f"{user.name}没有维护校对词库的权限；请由审核人操作")
    return user.office
