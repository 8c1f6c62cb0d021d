"""The trees of bodies with what hangs in them, counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from xuncha.office.people.models import Office
from xuncha.office.registry.models import Account, Body, Site
from xuncha.office.registry.trees import Tree

SHOWN = 80
"""Bodies listed below one body of a tree page; the rest is counted and opened on its own page."""


@dataclass(frozen=True, slots=True)
class Node:
    """A body in a tree: what it and everything below it runs, and the bodies right below it.

    ``more`` counts those of the bodies below that are left out.
    """

    code: str
    name: str
    level: str
    sites: int
    accounts: int
    bodies: int
    below: tuple["Node", ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Branches:
    """The bodies right below one, or at the top of a tree; ``alone`` counts those at the top that
    nothing hangs under, where others carry the tree."""

    nodes: tuple[Node, ...]
    more: int = 0
    alone: int = 0


def branches(office: Office, tree: Tree, top: Body | None = None, depth: int = 2) -> Branches:
    """The bodies right below ``top`` (None: those nothing stands above), each with ``depth`` - 1
    generations below it, one more where a single body stands at the top; by code."""
    parent_field = f"{tree.value}_parent_id"
    path_field = f"{tree.value}_path"
    rows = list(
        Body.objects.filter(office=office)
        .order_by("code")
        .values_list("pk", "code", "name", "level", parent_field, path_field)
    )
    below: dict[int | None, list[int]] = defaultdict(list)
    told = {}
    for pk, code, name, level, parent, path in rows:
        below[parent].append(pk)
        told[pk] = (code, name, level, path)
    paths = {pk: one[3] for pk, one in told.items()}
    sites = _summed(_counts(Site, office), paths)
    accounts = _summed(_counts(Account, office), paths)
    bodies = _summed(Counter(told.keys()), paths)

    def node(pk: int, left: int) -> Node:
        code, name, level, _ = told[pk]
        children = below[pk] if left > 1 else []
        return Node(
            code,
            name,
            level,
            sites[pk],
            accounts[pk],
            bodies[pk] - 1,
            tuple(node(child, left - 1) for child in children[:SHOWN]),
            max(0, len(children) - SHOWN),
        )

    found = below[top.pk if top else None]
    carrying = [pk for pk in found if below[pk]]
    alone = len(found) - len(carrying) if top is None and carrying else 0
    listed = carrying if alone else found
    if top is None and len(listed) == 1:
        depth += 1
    return Branches(
        tuple(node(pk, depth) for pk in listed[:SHOWN]), max(0, len(listed) - SHOWN), alone
    )


def _counts(model: type[Site] | type[Account], office: Office) -> Counter[int]:
    rows = model.objects.filter(office=office).order_by().values_list("body").annotate(Count("pk"))
    return Counter(dict(rows))


def _summed(counts: Counter[int], paths: dict[int, str]) -> Counter[int]:
    """Counts of bodies with those of everything below them, along their paths."""
    found: Counter[int] = Counter()
    for pk, count in counts.items():
        for above in _ids(paths.get(pk, "")):
            found[above] += count
    return found


def _ids(path: str) -> Iterable[int]:
    return (int(one) for one in path.split("/") if one)
