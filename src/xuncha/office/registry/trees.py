"""The two trees of bodies: materialised paths, descendants, regions."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from xuncha.engine.domain.words import Level
from xuncha.office.people.models import Office
from xuncha.office.people.tenancy import TenantQuerySet
from xuncha.office.registry.models import Body
from xuncha.office.registry.words import BodyCategory

LOCAL_WORDS: Mapping[str, str] = {
    Level.STATE_DEPARTMENT: "部门本级",
    Level.PROVINCE: "省直",
    Level.CITY: "市直",
    Level.COUNTY: "县直",
    Level.TOWN: "乡镇本级",
}


class Tree(StrEnum):
    """Which tree: 块 (province, city, county) or 条 (police, education …)."""

    TERRITORY = "territory"
    SYSTEM = "system"


def find_circle(parents: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of one circle in a child → parent map, empty when there is none."""
    cleared: set[str] = set()
    for start in parents:
        walked: dict[str, None] = {}
        code = start
        while code and code not in cleared:
            if code in walked:
                names = list(walked)
                return tuple(names[names.index(code) :])
            walked[code] = None
            code = parents.get(code, "")
        cleared.update(walked)
    return ()


def rebuild(office: Office) -> int:
    """Write the paths of both trees anew from the parents; how many bodies changed."""
    bodies = {body.pk: body for body in Body.objects.filter(office=office)}
    changed = []
    for body in bodies.values():
        territory = _path(body, bodies, lambda row: row.territory_parent_id)
        system = _path(body, bodies, lambda row: row.system_parent_id)
        if (territory, system) != (body.territory_path, body.system_path):
            body.territory_path, body.system_path = territory, system
            changed.append(body)
    Body.objects.bulk_update(changed, ["territory_path", "system_path"], batch_size=500)
    return len(changed)


def _path(body: Body, bodies: Mapping[int, Body], parent_of: Callable[[Body], int | None]) -> str:
    ids: list[int] = []
    step: Body | None = body
    while step is not None and step.pk not in ids:
        ids.append(step.pk)
        parent = parent_of(step)
        step = bodies.get(parent) if parent is not None else None
    return "/" + "/".join(str(pk) for pk in reversed(ids)) + "/"


def descendants(body: Body, tree: Tree) -> TenantQuerySet:
    """The body and everything below it in one tree."""
    path = getattr(body, f"{tree.value}_path")
    return Body.objects.filter(office_id=body.office_id, **{f"{tree.value}_path__startswith": path})


def regions(office: Office) -> dict[int, str]:
    """The region each body is listed under, per body id.

    That is the government one step below the top one on the way down the territory tree (a
    province's cities); bodies that hang on the top government itself are 省直 (市直, 县直).
    """
    bodies = {body.pk: body for body in Body.objects.filter(office=office)}
    found: dict[int, str] = {}
    for body in bodies.values():
        chain = [bodies[int(pk)] for pk in body.territory_path.strip("/").split("/") if pk]
        governments = [row for row in chain if row.category == BodyCategory.GOVERNMENT]
        if len(governments) > 1:
            found[body.pk] = governments[1].short_name or governments[1].name
        else:
            top = chain[0] if chain else body
            found[body.pk] = LOCAL_WORDS.get(top.level, "本级")
    return found
