"""Which body of the register a page means when it names who wrote it."""

from xuncha.office.casework.models import RoundTarget
from xuncha.office.registry.models import Body
from xuncha.office.registry.words import BodyCategory


class BodyNames:
    """The bodies of an office by full and short name; a name two bodies have means neither."""

    def __init__(self, office_id: int) -> None:
        """Read them once."""
        self._by_name: dict[str, Body | None] = {}
        rows = Body.objects.filter(office=office_id, closed_on__isnull=True)
        self._rows = {row.pk: row for row in rows}
        for row in self._rows.values():
            for name in {row.name, row.short_name} - {""}:
                self._by_name[name] = None if name in self._by_name else row

    def publisher(self, name: str, target: RoundTarget) -> Body | None:
        """The body of that name, where it may be the publisher on this target: the sponsor, a body
        below it, or on a portal one below the government the sponsor belongs to. None otherwise:
        a reprint names its source, too."""
        body = self._by_name.get("".join(name.split()))
        sponsor = target.sponsor
        if body is None or sponsor is None:
            return None
        root = self._root(sponsor, is_portal=target.is_portal)
        return body if body.territory_path.startswith(root.territory_path) else None

    def _root(self, sponsor: Body, *, is_portal: bool) -> Body:
        above = self._rows.get(sponsor.territory_parent_id or 0)
        is_department = sponsor.category != BodyCategory.GOVERNMENT
        if is_portal and is_department and above is not None:
            return above
        return sponsor
