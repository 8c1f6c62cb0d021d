"""How items change their state together, how they end, and orders with them."""

from collections.abc import Sequence
from datetime import datetime

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.models import Order, OrderItem
from xuncha.office.rectification.states import (
    ENDED,
    ITEM,
    ORDER,
    EventKind,
    ItemState,
    OrderState,
)


def move_items(
    order: Order, items: Sequence[OrderItem], state: ItemState, user: User, moment: datetime
) -> int:
    """Bring items of an order into a state, with one audit row for all of them; how many moved.

    What was forwarded of them ends where they end. TransitionError when one may not move so.
    """
    locked = OrderItem.objects.select_for_update().filter(pk__in=[one.pk for one in items])
    states = dict(locked.values_list("pk", "state"))
    moving = [one for one in items if states[one.pk] != state]
    for one in moving:
        ITEM.check(states[one.pk], state)
        one.state = state.value
    if not moving:
        return 0
    OrderItem.objects.filter(pk__in=[one.pk for one in moving]).update(state=state.value)
    detail = {
        "order": str(order),
        "from": "、".join(sorted({states[one.pk] for one in moving})),
        "to": state.value,
        "count": len(moving),
        "items": [one.pk for one in moving],
    }
    audit.append(user, ITEM.act, order, detail, at=moment)
    if state in ENDED:
        _end_forwarded(moving, state, user, moment)
    return len(moving)


def close_if_ended(order: Order, user: User, moment: datetime) -> bool:
    """Close the order when nothing of it is owed any more; whether it was closed now."""
    if order.items.exclude(state__in=ENDED).exists():
        return False
    order.refresh_from_db(fields=["state"])
    if not ORDER.allows(order.state, OrderState.CLOSED):
        return False
    move(ORDER, order, OrderState.CLOSED, user, order=str(order))
    note_event(order, EventKind.CLOSED, user, moment)
    return True


def _end_forwarded(
    items: Sequence[OrderItem], state: ItemState, user: User, moment: datetime
) -> None:
    below = OrderItem.objects.filter(parent__in=[one.pk for one in items]).exclude(state__in=ENDED)
    by_order: dict[int, list[OrderItem]] = {}
    for one in below.select_related("order"):
        by_order.setdefault(one.order_id, []).append(one)
    for rows in by_order.values():
        able = [one for one in rows if ITEM.allows(one.state, state)]
        move_items(rows[0].order, able, state, user, moment)
        close_if_ended(rows[0].order, user, moment)
