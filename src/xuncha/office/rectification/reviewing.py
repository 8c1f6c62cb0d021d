"""Reading answers: sent back to the body, or struck off after a second look that found it gone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.transitions import move
from xuncha.office.rectification.closing import close_if_ended, move_items
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.models import Order, OrderItem
from xuncha.office.rectification.rights import check_may, check_oversees
from xuncha.office.rectification.second_looks import newest_looks
from xuncha.office.rectification.states import (
    GONE,
    ITEM,
    ORDER,
    SEEN_LABELS,
    THERE,
    EventKind,
    ItemState,
    OrderState,
    Seen,
)


def send_back(
    order: Order,
    items: Collection[int],
    reason: str,
    user: User,
    *,
    at: datetime | None = None,
) -> int:
    """Ask the body again about these answered items; how many. A reason is required."""
    moment = at or timezone.now()
    if not reason.strip():
        raise OrderError("退回补正须写明要补什么")
    with transaction.atomic():
        check_oversees(user, order)
        asked = (ItemState.ANSWERED, ItemState.STILL)
        rows = list(order.items.filter(pk__in=items, state__in=asked))
        if not rows:
            raise OrderError("选中的事项都不在等待复查；请重新勾选")
        move_items(order, rows, ItemState.OPEN, user, moment)
        OrderItem.objects.filter(pk__in=[one.pk for one in rows]).update(opened_at=moment)
        order.refresh_from_db(fields=["state"])
        if ORDER.allows(order.state, OrderState.RETURNED):
            move(ORDER, order, OrderState.RETURNED, user, order=str(order))
        text = reason.strip()
        note_event(order, EventKind.RETURNED, user, moment, count=len(rows), note=text)
        return len(rows)


def strike_off(
    order: Order, items: Collection[int], user: User, note: str = "", *, at: datetime | None = None
) -> int:
    """Strike off items whose newest second look found them gone; how many.

    Raises OrderError where an item has no such look since it was answered or asked again: a reply,
    a sealed scan or a look that could not see closes nothing.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        check_may(user, order, Right.DECIDE)
        rows = list(order.items.filter(pk__in=items))
        able = [one for one in rows if ITEM.allows(one.state, ItemState.STRUCK)]
        if not able:
            raise OrderError("选中的事项都不能销号；请勾选待复查或未整改的事项")
        looks = newest_looks(able)
        for one in able:
            look = looks.get(one.pk)
            if look is None:
                raise OrderError(
                    f"“{one.title[:40]}”在答复或退回之后还没有复查结果，不能销号；请先复查"
                )
            if Seen(look.seen) not in GONE:
                said = SEEN_LABELS[Seen(look.seen)]
                raise OrderError(f"“{one.title[:40]}”复查结果是“{said}”，不能销号")
        move_items(order, able, ItemState.STRUCK, user, moment)
        note_event(order, EventKind.STRUCK, user, moment, count=len(able), note=note.strip())
        close_if_ended(order, user, moment)
        return len(able)


def put_back(
    order: Order, items: Collection[int], reason: str, user: User, *, at: datetime | None = None
) -> int:
    """Take a striking off back, or hold answered items to be 未整改 where a second look found them
    still there; how many. The body is asked again."""
    moment = at or timezone.now()
    if not reason.strip():
        raise OrderError("须写明理由")
    with transaction.atomic():
        check_may(user, order, Right.DECIDE)
        rows = list(order.items.filter(pk__in=items))
        looks = newest_looks(rows)
        chosen = [
            one
            for one in rows
            if one.state == ItemState.STRUCK
            or (
                ITEM.allows(one.state, ItemState.STILL)
                and one.pk in looks
                and Seen(looks[one.pk].seen) in THERE
            )
        ]
        if not chosen:
            raise OrderError("选中的事项没有已销号的，也没有复查发现仍在的；请重新勾选")
        struck = any(one.state == ItemState.STRUCK for one in chosen)
        move_items(order, chosen, ItemState.STILL, user, moment)
        OrderItem.objects.filter(pk__in=[one.pk for one in chosen]).update(opened_at=moment)
        order.refresh_from_db(fields=["state"])
        if ORDER.allows(order.state, OrderState.RETURNED):
            move(ORDER, order, OrderState.RETURNED, user, order=str(order))
        kind = EventKind.UNSTRUCK if struck else EventKind.RETURNED
        note_event(order, kind, user, moment, count=len(chosen), note=reason.strip())
        return len(chosen)
