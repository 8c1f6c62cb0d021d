"""Who may change the register: asked again by what acts, whatever page it was called from."""

from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.roles import Role
from xuncha.office.registry.errors import RegistryError


def require_keeper(actor: User, office_id: int) -> None:
    """Raise RegistryError unless this person keeps the register of this office. The office's own
    machine may: it takes in files at the command line of the server."""
    if actor.office_id != office_id:
        raise RegistryError("这份台账不属于您所在的单位，不能改动")
    if actor.role != Role.SYSTEM and not actor.may(Right.KEEP_REGISTER):
        raise RegistryError(f"{actor.name}没有维护台账的权限；请由检查员、审核人或签发人办理")
