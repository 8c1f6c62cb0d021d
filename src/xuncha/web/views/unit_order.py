"""One order as the body it was sent to works on it: received, answered, forwarded, handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow import rectifying
from xuncha.office.people.rights import Right
from xuncha.office.rectification import answering, extending, files, forwarding, lists, reviewing
from xuncha.office.rectification.answering import ANSWERABLE, ASKED, Said
from xuncha.office.rectification.errors import OrderError, ReplyError
from xuncha.office.rectification.models import Order, OrderItem
from xuncha.office.rectification.rights import oversees
from xuncha.office.rectification.states import SAYS_LABELS, WITH_UNIT, OrderState, Says
from xuncha.office.registry.models import Body
from xuncha.web import files as pictures
from xuncha.web.doors import needs
from xuncha.web.orders import (
    acted,
    chosen,
    day_of,
    items_of,
    prepared,
    today,
    unit_order,
    with_history,
)
from xuncha.web.pages import listing, whole


@needs(Right.ANSWER)
def show(request: HttpRequest, order: int) -> HttpResponse:
    """An order with its items; the button says what is to be done."""
    row = unit_order(request, order)
    if request.method != "POST":
        return _page(request, row)
    refused = acted(request, row, _ACTS, _page)
    if refused is not None:
        return refused
    row.refresh_from_db()
    if row.state == OrderState.WITHDRAWN or row.state == OrderState.HANDED_BACK:
        return redirect("unit")
    return redirect("unit-order", order=order)


@needs(Right.ANSWER)
def item(request: HttpRequest, order: int, item: int) -> HttpResponse:
    """One item with its evidence, and the reply to it."""
    row = unit_order(request, order)
    found = get_object_or_404(items_of(row), pk=item)
    if request.method != "POST":
        return _item_page(request, row, found)
    try:
        answering.reply(_asked(row, [item]), _said(request), request.user)
    except XunchaError as fault:
        return _item_page(request, row, found, str(fault))
    after = _next_open(row, found)
    messages.success(request, "已保存；全部填好后请在整改单页面提交。")
    if after is None or "stay" in request.POST:
        return redirect("unit-order", order=order)
    return redirect("unit-item", order=order, item=after)


def _page(request: HttpRequest, order: Order, fault: str = "") -> HttpResponse:
    page = listing(request, with_history(items_of(order)))
    page.page.object_list = prepared(page.page.object_list, order)
    lists.with_counts([order])
    is_answerable = order.state in ANSWERABLE
    asked = answering.open_items(order) if is_answerable else []
    filled = sum(one.fresh is not None for one in asked)
    context = {
        "order": order,
        "listing": page,
        "events": order.events.select_related("body"),
        "forwarded": lists.with_counts(list(order.forwarded.select_related("addressee"))),
        "sealed": order.files.filter(reply__isnull=True),
        "ask": extending.open_ask(order) if order.state in WITH_UNIT else None,
        "is_new": order.state == OrderState.ISSUED,
        "is_answerable": is_answerable,
        "asks_states": [one.value for one in ASKED],
        "wants_time": order.state in WITH_UNIT,
        "is_overdue": order.state in WITH_UNIT and order.due_on and order.due_on < today(),
        "oversees": order.parent_id is not None and oversees(request.user, order),
        "below": forwarding.reachable(order) if is_answerable else [],
        "asked": len(asked),
        "filled": filled,
        "says": [(one.value, text) for one, text in SAYS_LABELS.items()],
        "fault": fault,
        "posted": request.POST,
        "picked": chosen(request) if fault else [],
        "today": today(),
        "lost_files": bool(fault) and bool(request.FILES),
    }
    return render(request, "web/unit_order.html", context, status=422 if fault else 200)


def _item_page(
    request: HttpRequest, order: Order, found: OrderItem, fault: str = ""
) -> HttpResponse:
    rows = with_history(items_of(order).filter(pk=found.pk)).select_related("target__visit")
    [row] = prepared(rows, order)
    visit = getattr(row.target, "visit", None)
    has_picture = (
        visit is not None
        and row.finding is not None
        and row.finding.fingerprint in pictures.pictured(visit)
    )
    context = {
        "order": order,
        "item": row,
        "has_picture": has_picture,
        "is_answerable": order.state in ANSWERABLE and row.state in ASKED,
        "says": [(one.value, text) for one, text in SAYS_LABELS.items()],
        "after": _next_open(order, row),
        "fault": fault,
        "posted": request.POST,
        "lost_files": bool(fault) and bool(request.FILES),
    }
    return render(request, "web/unit_item.html", context, status=422 if fault else 200)


def _next_open(order: Order, item: OrderItem) -> int | None:
    """The next item without a reply, round about; None when every other one has one."""
    lacking = [one.pk for one in answering.open_items(order) if one.fresh is None]
    others = [pk for pk in lacking if pk != item.pk]
    return next((pk for pk in others if pk > item.pk), others[0] if others else None)


def _asked(order: Order, picked: list[int]) -> list[OrderItem]:
    return [one for one in answering.open_items(order) if one.pk in set(picked)]


def _said(request: HttpRequest) -> Said:
    said = request.POST.get("says", "")
    if said not in list(Says):
        raise ReplyError("没有选择办理情况；请选择已改正、已删除、申诉或需延期")
    text = request.POST.get("text", "")
    uploads = files.read_files(request.FILES.getlist("files"))
    return Said(Says(said), text, day_of(request, "wanted_on"), uploads)


def _receive(request: HttpRequest, order: Order) -> str:
    answering.receive(order, request.user)
    return "已签收；请逐项填报，填好后提交。"


def _hand_back(request: HttpRequest, order: Order) -> str:
    answering.hand_back(order, request.user, request.POST.get("reason", ""))
    return "已退件，等待下发单位改送。"


def _reply(request: HttpRequest, order: Order) -> str:
    rows = _asked(order, chosen(request))
    made = answering.reply(rows, _said(request), request.user)
    return f"已填报 {len(made)} 项；全部填好后请提交。"


def _forward(request: HttpRequest, order: Order) -> str:
    said = request.POST.get("body", "")
    body = Body.objects.filter(office=order.office_id, pk=whole(said)).first()
    if body is None:
        raise OrderError("没有选择转办的单位；请选择")
    below = forwarding.forward(
        order,
        chosen(request),
        body,
        request.user,
        due_on=day_of(request, "due_on"),
        note=request.POST.get("note", "")[:1000],
    )
    return f"已转办给{body.name}（{below.number}）。"


def _gather(request: HttpRequest, order: Order) -> str:
    taken = forwarding.gather(order, request.user)
    if not taken:
        raise OrderError("下级单位还没有新提交的答复；请催办，或直接填报")
    return f"已汇总下级答复 {taken} 项；核对后请提交。"


def _ask(request: HttpRequest, order: Order) -> str:
    extending.ask(order, day_of(request, "until"), request.POST.get("reason", ""), request.user)
    return "已申请延期，等待答复；答复之前仍按原期限。"


def _submit(request: HttpRequest, order: Order) -> str:
    sealed = files.read_files(request.FILES.getlist("sealed"))
    note = request.POST.get("note", "")[:1000]
    done = rectifying.submit(order, request.user, sealed=sealed, note=note)
    said = f"已提交 {done.answered} 项"
    said += f"，其中申诉 {len(done.contests)} 项，将由另一人裁定" if done.contests else ""
    said += f"；还有 {done.lacking} 项没有填报" if done.lacking else ""
    return f"{said}。整改是否到位以复查为准。"


def _send_back(request: HttpRequest, order: Order) -> str:
    reason = request.POST.get("reason", "")
    count = reviewing.send_back(order, chosen(request), reason, request.user)
    return f"已退回 {count} 项，请{order.addressee_name}补正。"


def _take_again(request: HttpRequest, order: Order) -> str:
    forwarding.take_again(order, request.user, request.POST.get("reason", ""))
    return "已收回；这些事项由本单位办理。"


def _grant(request: HttpRequest, order: Order) -> str:
    until = day_of(request, "until")
    if until is None:
        raise OrderError("没有填写延期到哪一天；请填写日期")
    extending.grant(order, until, request.user)
    return f"已同意延期到 {until}。"


def _refuse(request: HttpRequest, order: Order) -> str:
    extending.refuse(order, request.POST.get("reason", ""), request.user)
    return "已答复不同意延期。"


_ACTS: dict[str, Callable[[HttpRequest, Order], str]] = {
    "receive": _receive,
    "hand_back": _hand_back,
    "reply": _reply,
    "forward": _forward,
    "gather": _gather,
    "ask": _ask,
    "submit": _submit,
    "send_back": _send_back,
    "take_again": _take_again,
    "grant": _grant,
    "refuse": _refuse,
}
