"""Which login a name proved outside belongs to: one that stands here, or nobody's."""

from django.db.models import Q, QuerySet

from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


def login_of(outside_name: str) -> User | None:
    """The person known outside under this name, closed or locked as the login may be; None where
    no login stands here, or more than one could be meant. The machine is nobody outside."""
    found = list(_known_as(outside_name).select_related("office")[:2])
    return found[0] if len(found) == 1 else None


def outside_name_of(user: User) -> str:
    """What a person is called outside: the outside name, else the login name."""
    return user.outside_name or user.username


def _known_as(outside_name: str) -> QuerySet[User]:
    if not outside_name:
        return User.objects.none()
    named = Q(outside_name=outside_name) | Q(outside_name="", username=outside_name)
    people = User.objects.filter(named, office__isnull=False)
    return people.exclude(role=Role.SYSTEM)
