"""More time: asked for by the body, granted or refused by who oversees the order."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.rectification.errors import OrderError, ReplyError
from xuncha.office.rectification.events import note_act
from xuncha.office.rectification.models import Order, OrderEvent
from xuncha.office.rectification.rights import check_may, check_may_answer, check_oversees
from xuncha.office.rectification.states import WITH_UNIT, EventKind

_TALK = (EventKind.ASKED.value, EventKind.GRANTED.value, EventKind.REFUSED.value)


def open_ask(order: Order) -> OrderEvent | None:
    """The request for more time nobody has answered; None without one."""
    newest = order.events.filter(kind__in=_TALK).order_by("-id").first()
    return newest if newest is not None and newest.kind == EventKind.ASKED else None


def check_wanted(order: Order, wanted_on: date | None) -> list[str]:
    """What is wrong with the day a body asks for; empty where nothing is."""
    if wanted_on is None:
        return ["没有填写希望延期到哪一天"]
    if order.due_on is not None and wanted_on <= order.due_on:
        return [f"希望延期到 {wanted_on}，不晚于现在的期限 {order.due_on}；请核对日期"]
    return []


def ask(
    order: Order, until: date | None, reason: str, user: User, *, at: datetime | None = None
) -> OrderEvent:
    """Ask for more time for the whole order. ReplyError says what is missing."""
    faults = check_wanted(order, until)
    if not reason.strip():
        faults.append("申请延期须写明原因")
    if faults:
        raise ReplyError(*faults)
    with transaction.atomic():
        on_behalf = check_may_answer(user, order)
        if order.state not in WITH_UNIT:
            raise OrderError(f"“{order}”现在不需要延期")
        if open_ask(order) is not None:
            raise OrderError(f"“{order}”已经申请延期，正等待答复")
        detail = {"until": str(until), "reason": reason.strip()}
        return note_act(
            order,
            EventKind.ASKED,
            (user, at or timezone.now()),
            detail,
            due_on=until,
            note=reason.strip(),
            on_behalf=on_behalf,
        )


def grant(order: Order, until: date, user: User, *, at: datetime | None = None) -> None:
    """Move the deadline. A forwarded order gets no longer than the one it was forwarded from."""
    with transaction.atomic():
        _check_may_grant(user, order)
        if order.due_on is not None and until <= order.due_on:
            raise OrderError(f"延期到 {until}，不晚于现在的期限 {order.due_on}；请核对日期")
        above = order.parent.due_on if order.parent is not None else None
        if above is not None and until > above:
            raise OrderError(f"转办单的期限不能晚于原单的期限 {above}；请先为原单申请延期")
        Order.objects.filter(pk=order.pk).update(due_on=until)
        order.due_on = until
        said = (user, at or timezone.now())
        note_act(order, EventKind.GRANTED, said, {"until": until.isoformat()}, due_on=until)


def refuse(order: Order, reason: str, user: User, *, at: datetime | None = None) -> None:
    """Leave the deadline as it is, and say why."""
    if not reason.strip():
        raise OrderError("不同意延期须写明理由")
    with transaction.atomic():
        _check_may_grant(user, order)
        if open_ask(order) is None:
            raise OrderError(f"“{order}”没有待答复的延期申请")
        said = (user, at or timezone.now())
        detail = {"reason": reason.strip()}
        note_act(order, EventKind.REFUSED, said, detail, note=reason.strip())


def _check_may_grant(user: User, order: Order) -> None:
    if order.parent_id is None:
        check_may(user, order, Right.CHECK_PAPERS)
    else:
        check_oversees(user, order)
    if order.state not in WITH_UNIT:
        raise OrderError(f"“{order}”现在不需要延期")
