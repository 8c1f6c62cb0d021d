"""Issuing an order: numbered and signed for by an approver; withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.working_days import UnknownYearError
from xuncha.office.casework.models import CarryOver
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.transitions import move
from xuncha.office.rectification.closing import close_if_ended, move_items
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_act, note_event
from xuncha.office.rectification.models import Order, OrderItem
from xuncha.office.rectification.redirecting import redirected
from xuncha.office.rectification.rights import check_may
from xuncha.office.rectification.states import (
    ENDED,
    ORDER,
    EventKind,
    ItemState,
    OrderState,
    Origin,
    PaperKind,
)
from xuncha.office.rectification.terms import due_day, terms

TEXT_CHARACTERS, MARK_CHARACTERS = 2000, 40


@dataclass(frozen=True, slots=True)
class Signature:
    """What an approver adds. ``due_on`` None: the default term of the kind of paper; ``mark``
    empty: what the office's last paper of the kind was numbered with."""

    signatory: str
    due_on: date | None = None
    text: str = ""
    mark: str = ""


def default_due(order: Order, today: date) -> date | None:
    """The day the default term ends on; None where the calendar does not reach it."""
    try:
        return due_day(PaperKind(order.kind), today)
    except UnknownYearError:
        return None


def default_mark(order: Order) -> str:
    """What stands before the year in the number of the office's last paper of this kind."""
    issued = Order.objects.filter(office=order.office_id, kind=order.kind, parent__isnull=True)
    last = issued.exclude(number="").order_by("-year", "-serial").first()
    if last is not None:
        return str(last.number.partition("〔")[0])
    return terms().papers[PaperKind(order.kind)].mark.format(office=order.office.name)


def issue(order: Order, signature: Signature, user: User, *, at: datetime | None = None) -> bool:
    """Number the order and send it to its addressee; False when it was sent before.

    What an earlier round asked of the same item ends there: it is carried over into this order. An
    order it replaces is withdrawn.
    Raises OrderError without a signatory, for a day that is past, and where no day can be reckoned.
    """
    moment = at or timezone.now()
    today = local_day(moment)
    with transaction.atomic():
        check_may(user, order, Right.APPROVE)
        Office.objects.select_for_update().get(pk=order.office_id)
        order.refresh_from_db()
        if order.state == OrderState.ISSUED:
            return False
        if order.state == OrderState.HANDED_BACK:
            raise OrderError(f"“{order}”已签发过，被退件；请提出改送")
        ORDER.check(order.state, OrderState.ISSUED)
        due_on = signature.due_on or default_due(order, today)
        before = redirected(order)
        _check(order, signature, due_on, today)
        _number(order, signature, today)
        order.signatory = signature.signatory.strip()
        order.text = signature.text.strip()
        order.first_due_on = order.due_on = due_on
        order.issued_at, order.issued_by = moment, user
        order.save()
        order.items.update(opened_at=moment)
        move(
            ORDER,
            order,
            OrderState.ISSUED,
            user,
            order=order.number,
            addressee=order.addressee_name,
        )
        note_event(order, EventKind.ISSUED, user, moment, body=order.addressee, due_on=due_on)
        if before is not None:
            _replace(*before, order, user, moment)
        _carry_over(order, user, moment)
    return True


def withdraw(order: Order, user: User, reason: str, *, at: datetime | None = None) -> None:
    """Take an order back: a draft by who drafts, one sent out by an approver. Its items are free
    to be ordered again."""
    moment = at or timezone.now()
    if not reason.strip():
        raise OrderError("撤销须写明理由")
    with transaction.atomic():
        state = Order.objects.select_for_update().get(pk=order.pk).state
        is_draft = state == OrderState.DRAFTED
        check_may(user, order, Right.WRITE_PAPERS if is_draft else Right.APPROVE)
        move(ORDER, order, OrderState.WITHDRAWN, user, order=str(order), reason=reason.strip())
        for one in (order, *_forwarded(order)):
            one.items.exclude(state__in=ENDED).update(state=ItemState.WITHDRAWN)
            if ORDER.allows(one.state, OrderState.WITHDRAWN):
                move(ORDER, one, OrderState.WITHDRAWN, user, order=str(one))
            note_event(one, EventKind.WITHDRAWN, user, moment, note=reason.strip())


def _forwarded(order: Order) -> Iterator[Order]:
    """What was forwarded of an order, however far down."""
    for one in order.forwarded.all():
        yield one
        yield from _forwarded(one)


def remove_items(
    order: Order, items: list[int], user: User, reason: str, *, at: datetime | None = None
) -> int:
    """Take items out of a draft, for instance those a notice shall not ask for; how many.

    Raises OrderError for a draft that replaces an order: what it left out nobody would be asked.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        check_may(user, order, Right.WRITE_PAPERS)
        if order.state != OrderState.DRAFTED:
            raise OrderError(f"“{order}”已送达，不能再删减；需要时请撤销后另发")
        if order.replaces_id is not None:
            raise OrderError("改送草稿不能删减事项：原单签发后整份撤销；请整份改送，或撤销这份草稿")
        rows = order.items.filter(pk__in=items, state=ItemState.OPEN)
        removed: int = rows.update(state=ItemState.WITHDRAWN)
        if removed:
            detail = {"items": removed, "reason": reason.strip()}
            note_act(order, EventKind.WITHDRAWN, (user, moment), detail, count=removed, note=reason)
        return removed


def _replace(first: Order, reason: str, order: Order, user: User, moment: datetime) -> None:
    withdraw(first, user, reason, at=moment)
    note = f"另发{order.number}"
    note_event(first, EventKind.READDRESSED, user, moment, body=order.addressee, note=note)


def _check(order: Order, signature: Signature, due_on: date | None, today: date) -> None:
    if not order.items.exclude(state=ItemState.WITHDRAWN).exists():
        raise OrderError("这份整改单没有事项，不能签发；请撤销")
    if not signature.signatory.strip():
        raise OrderError("没有填写签发人；请填写文书落款的签发人姓名")
    if len(signature.mark) > MARK_CHARACTERS or set(signature.mark) & set("〔〕"):
        raise OrderError(f"机关代字不超过 {MARK_CHARACTERS} 字，不含括号；例如“呼政办整改”")
    if len(signature.text) > TEXT_CHARACTERS:
        raise OrderError(f"附言超过 {TEXT_CHARACTERS} 字；请缩短")
    if due_on is None:
        raise OrderError("放假安排未收录到期限所在的年份，算不出工作日；请自行选定整改期限")
    if due_on < today:
        raise OrderError(f"整改期限 {due_on} 早于今天；请另选")


def _number(order: Order, signature: Signature, today: date) -> None:
    series = Order.objects.filter(office=order.office_id, kind=order.kind, year=today.year)
    last = series.filter(parent__isnull=True).aggregate(last=Max("serial"))["last"] or 0
    mark = signature.mark.strip() or default_mark(order)
    order.year, order.serial = today.year, last + 1
    order.number = f"{mark}〔{order.year}〕{order.serial}号"


def _carry_over(order: Order, user: User, moment: datetime) -> None:
    """End the items of earlier orders this one asks for again."""
    again = order.items.filter(origin=Origin.STILL, finding__isnull=False)
    before = CarryOver.objects.filter(finding__in=again.values("finding"))
    rows = OrderItem.objects.filter(
        finding__in=before.values("previous_finding"), parent__isnull=True
    ).exclude(state__in=(*ENDED, ItemState.CONTESTED))
    carried: dict[int, list[OrderItem]] = {}
    for item in rows.select_related("order"):
        carried.setdefault(item.order_id, []).append(item)
    for items in carried.values():
        earlier = items[0].order
        move_items(earlier, items, ItemState.CARRIED, user, moment)
        note = f"转入{order.number}"
        note_event(earlier, EventKind.CARRIED, user, moment, count=len(items), note=note)
        close_if_ended(earlier, user, moment)
