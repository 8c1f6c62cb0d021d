"""Redirecting 改送: an order that went to the wrong body is replaced by one to the right body.

Who drafts orders proposes it; the new order is checked and signed like any other. When it goes out
the first one is withdrawn with the reason, and each names the other. Until then the first stands.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.models import Order, OrderItem
from xuncha.office.rectification.rights import check_may
from xuncha.office.rectification.states import (
    ENDED,
    EventKind,
    ItemState,
    OrderState,
)
from xuncha.office.registry.models import Body

REDIRECTABLE = frozenset({OrderState.ISSUED, OrderState.RECEIVED, OrderState.HANDED_BACK})
"""Went out, and nobody has answered anything."""


def propose(
    order: Order, to: Body, user: User, reason: str, *, at: datetime | None = None
) -> Order:
    """The draft of the order that shall replace this one, with everything still open of it.

    Raises OrderError without a reason, for an order that was answered, forwarded or is being
    redirected already, for a body of another office or one that is closed, and for the addressee
    itself unless it handed the order back: a new day of its own is an extension.
    """
    moment = at or timezone.now()
    if not reason.strip():
        raise OrderError("改送须写明理由")
    with transaction.atomic():
        check_may(user, order, Right.WRITE_PAPERS)
        Order.objects.select_for_update().get(pk=order.pk)
        order.refresh_from_db(fields=["state"])
        if to.office_id != order.office_id or to.closed_on is not None:
            raise OrderError("改送的单位不在本单位台账中，或已撤销")
        if to.pk == order.addressee_id and order.state != OrderState.HANDED_BACK:
            raise OrderError(f"“{order}”就是发给该单位的，不需要改送；要宽限时间，请办理延期")
        items = _check_redirectable(order)
        if order.replaced_by.filter(state=OrderState.DRAFTED).exists():
            raise OrderError(f"“{order}”已有改送草稿，等待核稿签发；请先撤销那一份")
        made = Order.objects.create(
            office_id=order.office_id,
            round_id=order.round_id,
            replaces=order,
            addressee=to,
            addressee_name=to.name,
            kind=order.kind,
            drawn_at=moment,
            drawn_by=user,
        )
        OrderItem.objects.bulk_create(
            (_item_again(made, one, moment) for one in items), batch_size=500
        )
        note = reason.strip()
        note_event(made, EventKind.DRAWN, user, moment, count=len(items), note=note)
        detail = {"order": order.number, "addressee": to.name, "reason": note, "count": len(items)}
        audit.append(user, "order.redirect_proposed", made, detail, at=moment)
        return made


def redirected(order: Order) -> tuple[Order, str] | None:
    """What a draft that is about to go out replaces, and why; None where it replaces nothing.

    Raises OrderError where the first order was acted on since this draft was proposed, and where
    the two do not ask for the same: the first is withdrawn whole, so nothing of it may get lost.
    """
    if order.replaces_id is None:
        return None
    first = Order.objects.select_for_update().get(pk=order.replaces_id)
    open_ones = {one.pk for one in _check_redirectable(first)}
    live = order.items.exclude(state__in=ENDED)
    if set(live.values_list("replaces", flat=True)) != open_ones:
        raise OrderError(f"“{first}”的事项在提出改送之后有变化；请撤销这份草稿，重新提出")
    return first, reason_of(order)


def reason_of(order: Order) -> str:
    """Why an order was redirected, as it was proposed; empty for one that replaces none."""
    if order.replaces_id is None:
        return ""
    drawn = order.events.filter(kind=EventKind.DRAWN).order_by("id").first()
    return drawn.note if drawn is not None else ""


def _check_redirectable(order: Order) -> list[OrderItem]:
    if order.state not in REDIRECTABLE:
        raise OrderError(
            f"“{order}”{order.get_state_display()}，不能改送；对个别事项有异议的，由单位申诉"
        )
    if order.forwarded.exclude(state=OrderState.WITHDRAWN).exists():
        raise OrderError(f"“{order}”的事项已经由单位转办，不能改送；请先请单位收回转办单")
    items = list(order.items.exclude(state__in=ENDED))
    if any(one.state != ItemState.OPEN for one in items):
        raise OrderError(f"“{order}”已有答复、申诉或复查结果，不能改送")
    if not items:
        raise OrderError(f"“{order}”没有未办结的事项，不需要改送")
    return items


def _item_again(order: Order, item: OrderItem, moment: datetime) -> OrderItem:
    return OrderItem(
        order=order,
        replaces=item,
        target_id=item.target_id,
        indicator=item.indicator,
        finding_id=item.finding_id,
        outcome_id=item.outcome_id,
        look_id=item.look_id,
        title=item.title,
        text_kind=item.text_kind,
        is_veto=item.is_veto,
        publisher=item.publisher,
        origin=item.origin,
        streak=item.streak,
        opened_at=moment,
    )
