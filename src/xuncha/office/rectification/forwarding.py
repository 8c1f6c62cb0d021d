"""Forwarding: a body in between sends items on to the body they concern, gathers the answers, and
hands them in as one.

A forwarded item is an item of an order of its own, addressed to the body below and answered to the
body that forwarded it. What comes back becomes a reply of the body in between when it gathers it.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.rectification.answering import ANSWERABLE, open_items
from xuncha.office.rectification.closing import move_items
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_act, note_event
from xuncha.office.rectification.files import pass_on
from xuncha.office.rectification.models import Order, OrderItem, Reply
from xuncha.office.rectification.rights import check_may_answer, check_oversees
from xuncha.office.rectification.states import (
    ORDER,
    ORDER_LABELS,
    EventKind,
    ItemState,
    OrderState,
)
from xuncha.office.registry.models import Body
from xuncha.office.registry.trees import Tree, descendants


def reachable(order: Order) -> list[Body]:
    """The bodies an order may be forwarded to: those below its addressee, by code."""
    below = descendants(order.addressee, Tree.TERRITORY)
    return list(below.exclude(pk=order.addressee_id).filter(closed_on__isnull=True))


def forward(
    order: Order,
    items: Collection[int],
    to: Body,
    user: User,
    *,
    due_on: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Order:
    """The order to the body below with these items; one that it has not answered yet takes them
    in. ``due_on`` None: the day of the order itself. Raises OrderError."""
    moment = at or timezone.now()
    with transaction.atomic():
        on_behalf = check_may_answer(user, order)
        order.refresh_from_db(fields=["state", "due_on"])
        if order.state not in ANSWERABLE:
            raise OrderError(
                f"“{order}”{ORDER_LABELS[OrderState(order.state)]}，不能转办；请先签收"
            )
        if not any(body.pk == to.pk for body in reachable(order)):
            raise OrderError(f"“{to}”不是“{order.addressee_name}”的下级单位，不能转办")
        chosen = _forwardable(order, items)
        due = _due(order, due_on)
        below = _order_below(order, to, due, user, moment)
        OrderItem.objects.bulk_create(
            (_item_below(below, one, moment) for one in chosen), batch_size=500
        )
        text = note.strip()
        note_event(below, EventKind.ISSUED, user, moment, body=to, due_on=below.due_on, note=text)
        note_act(
            order,
            EventKind.FORWARDED,
            (user, moment),
            {"addressee": to.name, "count": len(chosen)},
            body=to,
            count=len(chosen),
            due_on=below.due_on,
            note=text,
            on_behalf=on_behalf,
        )
        return below


def gather(order: Order, user: User, *, at: datetime | None = None) -> int:
    """Take over what the bodies below answered, as replies of this body, files with them; how many
    items. What was taken over before and not answered anew is left as it is."""
    moment = at or timezone.now()
    with transaction.atomic():
        on_behalf = check_may_answer(user, order)
        if order.state not in ANSWERABLE:
            raise OrderError(f"“{order}”{ORDER_LABELS[OrderState(order.state)]}，不能汇总")
        by = {"by": user, "by_name": user.name, "at": moment}
        taken = 0
        for item in open_items(order):
            given = _answer_below(item)
            if given is None or (item.fresh and item.fresh.passed_from_id == given.pk):
                continue
            row = Reply(
                item=item,
                says=given.says,
                text=given.text,
                wanted_on=given.wanted_on,
                passed_from=given,
                on_behalf=on_behalf,
                **by,
            )
            row.save(force_insert=True)
            for one in given.files.all():
                pass_on(one, row, by)
            taken += 1
        if taken:
            said = (user, moment)
            note_act(order, EventKind.GATHERED, said, {"count": taken}, count=taken)
        return taken


def take_again(order: Order, user: User, reason: str, *, at: datetime | None = None) -> None:
    """Take a forwarded order back before it is answered: its items are this body's again."""
    moment = at or timezone.now()
    with transaction.atomic():
        check_oversees(user, order)
        if order.parent_id is None:
            raise OrderError("只有转办单可以收回；整改单由下发单位撤销")
        if not reason.strip():
            raise OrderError("收回须写明理由")
        move(ORDER, order, OrderState.WITHDRAWN, user, order=str(order), reason=reason.strip())
        rows = list(order.items.filter(state__in=(ItemState.OPEN, ItemState.ANSWERED)))
        move_items(order, rows, ItemState.WITHDRAWN, user, moment)
        note_event(order, EventKind.WITHDRAWN, user, moment, note=reason.strip())


def _forwardable(order: Order, items: Collection[int]) -> list[OrderItem]:
    chosen = [one for one in open_items(order) if one.pk in set(items)]
    if not chosen:
        raise OrderError("没有选择事项；请先勾选要转办的事项")
    held = OrderItem.objects.filter(parent__in=[one.pk for one in chosen])
    already = held.exclude(state=ItemState.WITHDRAWN).count()
    if already:
        raise OrderError(f"选中的事项有 {already} 项已经转办；请先收回，或只选没有转办的")
    return chosen


def _due(order: Order, due_on: date | None) -> date | None:
    if due_on is not None and order.due_on is not None and due_on > order.due_on:
        raise OrderError(f"转办期限 {due_on} 晚于本单期限 {order.due_on}；请改早一些")
    return due_on or order.due_on


def _order_below(
    order: Order, to: Body, due_on: date | None, user: User, moment: datetime
) -> Order:
    open_ones = order.forwarded.filter(
        addressee=to, state__in=(OrderState.ISSUED, OrderState.RECEIVED)
    )
    found = open_ones.first()
    if found is not None:
        return found
    made = Order.objects.create(
        office_id=order.office_id,
        round_id=order.round_id,
        parent=order,
        addressee=to,
        addressee_name=to.name,
        kind=order.kind,
        number=f"{order.number}转{order.forwarded.count() + 1}",
        signatory=user.name,
        drawn_at=moment,
        drawn_by=user,
        issued_at=moment,
        issued_by=user,
        first_due_on=due_on,
        due_on=due_on,
        state=OrderState.ISSUED.value,
    )
    detail = {"order": str(made), "addressee": to.name, "parent": order.number}
    audit.append(user, "order.issued", made, detail, at=moment)
    return made


def _item_below(below: Order, item: OrderItem, moment: datetime) -> OrderItem:
    return OrderItem(
        order=below,
        parent=item,
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


def _answer_below(item: OrderItem) -> Reply | None:
    """What the body below handed in on an item; None where it has not."""
    below = item.forwarded.filter(state=ItemState.ANSWERED).order_by("-id").first()
    return below.replies.order_by("-id").first() if below is not None else None
