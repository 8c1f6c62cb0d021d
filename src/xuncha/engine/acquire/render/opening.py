"""What rendering opens up: bundles rendered, the pages that showed visited, those rendered in turn.

Each step is a sealed part of the bundle, so the whole may be stopped anywhere and run again.
"""

from collections.abc import Callable
from dataclasses import replace

from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.shard import Brake, ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import CHAIN, RENDERS


def open_up(
    order: RenderOrder,
    on_finished: Callable[[str], None] | None = None,
    brake: Brake | None = None,
) -> None:
    """Render the bundles of one round and visit what they lead to, until nothing is left to do.

    ``on_finished`` is told the name of each bundle that has nothing left. AcquireError as for
    ``render_bundles`` and ``visit_shard``; parts that were complete by then stay.
    """
    for part in CHAIN:
        opened = [Bundle.open(path) for path in order.bundles]
        todo = [bundle for bundle in opened if bundle.next_part() is part]
        if not todo:
            continue
        told = _telling(on_finished, todo)
        if part in RENDERS:
            paths = tuple(bundle.folder for bundle in todo)
            render_bundles(replace(order, bundles=paths), told, brake)
        else:
            visit_shard(_going_on(todo, order), told, brake)


def _going_on(bundles: list[Bundle], order: RenderOrder) -> ShardOrder:
    """The order to go on with visits of one round: their settings, moment and folder are one."""
    first = bundles[0]
    return ShardOrder(
        plans=tuple(bundle.plan for bundle in bundles),
        settings=first.settings,
        host_map=order.host_map,
        as_of=first.as_of,
        out=first.folder.parent,
        goes_on=True,
    )


def _telling(
    on_finished: Callable[[str], None] | None, bundles: list[Bundle]
) -> Callable[[str], None]:
    by_name = {bundle.folder.name: bundle for bundle in bundles}

    def tell(name: str) -> None:
        if on_finished is not None and by_name[name].next_part() is None:
            on_finished(name)

    return tell
