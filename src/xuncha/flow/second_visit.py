"""Going out again for a second look: the targets of a round's open orders, visited anew.

The round itself stays as it is: the bundles lie apart, under the moment of the visit, and only the
items of orders are held against them.
"""

from django.utils import timezone

from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.flow.conducting import Conduct
from xuncha.flow.second_look import look_again
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.models import Round
from xuncha.office.rectification import second_looks


def visit_again(inspection: Round, conduct: Conduct) -> int:
    """Visit every target with an open item and look at the items; how many were looked at.

    Nothing to look at: nothing is visited.
    """
    rows = second_looks.orders_to_look_at(inspection)
    orders = list(rows.select_related("round__words", "office"))
    items = [item for order in orders for item in second_looks.items_to_look_at(order)]
    targets = {item.target_id for item in items}
    plans = tuple(
        plan_of(row) for row in inspection.targets.filter(pk__in=targets).order_by("code")
    )
    if not plans:
        return 0
    at = timezone.now()
    folder = conduct.workplace.second_looks(inspection, f"{at.astimezone(SHANGHAI):%Y%m%dT%H%M%S}")
    with (
        conduct.reporter.step("访问要复查的对象", len(plans), "个") as meter,
        conduct.going() as host_map,
    ):
        order = ShardOrder(
            plans=plans,
            settings=settings_of(inspection),
            host_map=host_map,
            as_of=at,
            out=folder,
            exports=conduct.exports,
        )
        visit_shard(order, lambda _: meter.advance(1))
    looked = 0
    with conduct.reporter.step("逐项复查", len(orders), "份") as meter:
        for one in orders:
            looked += look_again(one, bundles=folder).looked
            meter.advance(1)
    return looked
