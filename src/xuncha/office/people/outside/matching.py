"""Which login a name known outside belongs to: one that stands here, or nobody's."""

import unicodedata

from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


def folded(name: str) -> str:
    """A name in the one form in which names are compared: directories heed neither case nor width
    (caseIgnoreMatch of RFC 4517), and people type neither the same way twice."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def outside_name_of(user: User) -> str:
    """What a person is called outside: the outside name, else the login name."""
    return user.outside_name or user.username


def logins_meant(name: str) -> list[User]:
    """The logins a name may mean, closed or locked as they may be. None where no login stands
    here; a name that means more than one is nobody's. The machine is nobody outside."""
    people = User.objects.filter(office__isnull=False).exclude(role=Role.SYSTEM)
    wanted = folded(name)
    rows = people.values_list("pk", "username", "outside_name")
    meant = [pk for pk, login, outside in rows if folded(outside or login) == wanted]
    return list(people.filter(pk__in=meant).select_related("office"))


def logins_proved(name: str) -> list[User]:
    """The logins a name may mean that an identity service vouched for: as ``logins_meant``, but a
    lone one must be spelt as the service spells it. To a service another spelling may be another
    person (OpenID Connect Core section 2: a subject is case sensitive)."""
    meant = logins_meant(name)
    is_other = len(meant) == 1 and outside_name_of(meant[0]) != name
    return [] if is_other else meant


def is_taken(name: str, but: User | None = None) -> bool:
    """Whether a login other than ``but`` has this login name or outside name, in one form."""
    rows = User.objects.values_list("pk", "username", "outside_name")
    wanted, own = folded(name), but.pk if but is not None else None
    return any(pk != own and wanted in (folded(login), folded(out)) for pk, login, out in rows)
