"""Answering an order: received, each item replied to, handed in, more time asked for.

A reply counts once the order is handed in; until then the body may replace it. What an order gets
handed in for waits for a second look: no answer closes anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.rectification import contests
from xuncha.office.rectification.closing import move_items
from xuncha.office.rectification.errors import OrderError, ReplyError
from xuncha.office.rectification.events import note_act, note_event
from xuncha.office.rectification.extending import check_wanted, open_ask
from xuncha.office.rectification.files import Upload, keep
from xuncha.office.rectification.models import Contest, Order, OrderItem, Reply
from xuncha.office.rectification.rights import check_may_answer
from xuncha.office.rectification.states import (
    ORDER,
    ORDER_LABELS,
    EventKind,
    ItemState,
    OrderState,
    Says,
)

TEXT_CHARACTERS = 2000
ASKED = (ItemState.OPEN, ItemState.STILL)
"""Items a body still has to answer."""
ANSWERABLE = (OrderState.RECEIVED, OrderState.RETURNED)


@dataclass(frozen=True, slots=True)
class Said:
    """What a body says of an item. ``wanted_on`` is the day it asks for where it needs time."""

    says: Says
    text: str = ""
    wanted_on: date | None = None
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """What handing in did: items answered, contests opened, items still without a reply."""

    answered: int
    contests: tuple[Contest, ...]
    lacking: int


def receive(order: Order, user: User, *, at: datetime | None = None) -> bool:
    """Sign for an order; False when somebody did before."""
    moment = at or timezone.now()
    with transaction.atomic():
        on_behalf = check_may_answer(user, order)
        if not move(ORDER, order, OrderState.RECEIVED, user, order=str(order)):
            return False
        note_event(order, EventKind.RECEIVED, user, moment, on_behalf=on_behalf)
    return True


def hand_back(order: Order, user: User, reason: str, *, at: datetime | None = None) -> None:
    """Say that the order is not for this body; it waits to be sent to the right one."""
    moment = at or timezone.now()
    if not reason.strip():
        raise ReplyError("退件须写明理由，并请写出应由哪个单位办理")
    with transaction.atomic():
        on_behalf = check_may_answer(user, order)
        if order.forwarded.exclude(state=OrderState.WITHDRAWN).exists():
            raise OrderError(f"“{order}”的事项已经转办，不能退件；请先收回转办单")
        if Reply.objects.filter(item__order=order, at__gte=order.issued_at).exists():
            raise OrderError(f"“{order}”已经填报，不能退件；对个别事项有异议请申诉")
        move(ORDER, order, OrderState.HANDED_BACK, user, order=str(order), reason=reason.strip())
        note_event(
            order,
            EventKind.HANDED_BACK,
            user,
            moment,
            note=reason.strip(),
            body=order.addressee,
            on_behalf=on_behalf,
        )


def reply(
    items: OrderItem | Sequence[OrderItem], said: Said, user: User, *, at: datetime | None = None
) -> list[Reply]:
    """Say the same of these items of one order; each gets the reply and the files. ReplyError
    says everything that is missing."""
    chosen = [items] if isinstance(items, OrderItem) else list(items)
    moment = at or timezone.now()
    if not chosen:
        raise ReplyError("没有选择事项；请先勾选要填报的事项")
    order = chosen[0].order
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        on_behalf = check_may_answer(user, order)
        _check_answerable(order)
        _check_said(order, said)
        asked = {one.pk for one in open_items(order)}
        if any(one.pk not in asked for one in chosen):
            raise ReplyError("选中的事项有的已经答复或已办结，请刷新页面后重试")
        by = {"by": user, "by_name": user.name, "at": moment}
        made = []
        for item in chosen:
            row = Reply(
                item=item,
                says=said.says.value,
                text=said.text.strip(),
                wanted_on=said.wanted_on,
                on_behalf=on_behalf,
                **by,
            )
            row.save(force_insert=True)
            for upload in said.uploads:
                keep(order, row, upload, by)
            made.append(row)
        detail = {"order": str(order), "says": said.says.value, "count": len(made)}
        audit.append(user, "order.reply", order, detail, at=moment)
        return made


def open_items(order: Order) -> list[OrderItem]:
    """The items that want an answer, each with ``fresh``: the reply given since it was last
    asked, None without one."""
    newest = Prefetch("replies", Reply.objects.order_by("-id").prefetch_related("files"))
    rows = order.items.filter(state__in=ASKED).prefetch_related(newest).order_by("id")
    found = list(rows)
    for item in found:
        item.order = order
        item.fresh = fresh_reply(item)
    return found


def fresh_reply(item: OrderItem) -> Reply | None:
    """The newest reply (``replies`` newest first at hand) given since the item was asked."""
    newest = next(iter(item.replies.all()), None)
    return newest if newest is not None and newest.at >= item.opened_at else None


def submit(
    order: Order,
    user: User,
    *,
    sealed: Iterable[Upload] = (),
    note: str = "",
    at: datetime | None = None,
) -> Submitted:
    """Hand in what was replied. Items without a reply stay asked; once none is left, and none
    needs time, the order is answered. ``sealed`` are scans of the signed report.

    Raises ReplyError where there is nothing to hand in.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        on_behalf = check_may_answer(user, order)
        _check_answerable(order)
        asked = open_items(order)
        by_says = _by_says(asked)
        given = sum(len(items) for items in by_says.values())
        lacking = len(asked) - given
        if asked and not given:
            raise ReplyError(f"还有 {lacking} 项没有填报，没有可提交的内容；请先逐项填报")
        by = {"by": user, "by_name": user.name, "at": moment}
        for upload in sealed:
            keep(order, None, upload, by, is_sealed=True)
        done = by_says.get(Says.FIXED, []) + by_says.get(Says.DELETED, [])
        opened = _settle(order, done, by_says.get(Says.CONTEST, []), user, moment)
        _ask_for(order, by_says.get(Says.NEEDS_TIME, []), user, moment)
        answered = given - len(by_says.get(Says.NEEDS_TIME, []))
        detail = {"count": answered, "lacking": lacking}
        note_act(
            order,
            EventKind.ANSWERED,
            (user, moment),
            detail,
            count=answered,
            note=note.strip(),
            on_behalf=on_behalf,
        )
        if not order.items.filter(state__in=ASKED).exists():
            move(ORDER, order, OrderState.ANSWERED, user, order=str(order))
            if order.answered_at is None:
                order.answered_at = moment
                order.save(update_fields=["answered_at"])
        return Submitted(answered, opened, lacking)


def _by_says(items: Iterable[OrderItem]) -> dict[Says, list[OrderItem]]:
    found: dict[Says, list[OrderItem]] = {}
    for item in items:
        if item.fresh is not None:
            found.setdefault(Says(item.fresh.says), []).append(item)
    return found


def _settle(
    order: Order,
    done: list[OrderItem],
    contested: list[OrderItem],
    user: User,
    moment: datetime,
) -> tuple[Contest, ...]:
    if order.parent_id is not None:
        # The body that forwarded it decides whether to contest; below, the answer just waits.
        move_items(order, done + contested, ItemState.ANSWERED, user, moment)
        return ()
    move_items(order, done, ItemState.ANSWERED, user, moment)
    return contests.open_all(order, [(item, item.fresh) for item in contested], user, moment)


def _ask_for(order: Order, items: list[OrderItem], user: User, moment: datetime) -> None:
    days = [one.fresh.wanted_on for one in items if one.fresh and one.fresh.wanted_on]
    if not days or open_ask(order) is not None:
        return
    reason = "；".join(dict.fromkeys(one.fresh.text for one in items if one.fresh))[
        :TEXT_CHARACTERS
    ]
    detail = {"until": max(days).isoformat(), "reason": reason}
    note_act(
        order,
        EventKind.ASKED,
        (user, moment),
        detail,
        due_on=max(days),
        note=reason,
        count=len(items),
    )


def _check_answerable(order: Order) -> None:
    order.refresh_from_db(fields=["state"])
    if order.state == OrderState.ISSUED:
        raise OrderError(f"“{order}”还没有签收；请先签收")
    if order.state not in ANSWERABLE:
        raise OrderError(f"“{order}”{ORDER_LABELS[OrderState(order.state)]}，现在不需要填报")


def _check_said(order: Order, said: Said) -> None:
    faults = []
    text = said.text.strip()
    if len(text) > TEXT_CHARACTERS:
        faults.append(f"说明超过 {TEXT_CHARACTERS} 字；请缩短，或放在附件里")
    if said.says is Says.CONTEST and not text:
        faults.append("申诉须写明理由，例如原文出处、规范用法或页面的实际情况")
    if said.says is Says.NEEDS_TIME:
        if not text:
            faults.append("需延期的须写明原因")
        faults += check_wanted(order, said.wanted_on)
    if faults:
        raise ReplyError(*faults)
