"""One order of the office: signed and sent, answers read, items looked at again and struck off."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.second_look import Seen
from xuncha.flow.second_look import look_again
from xuncha.office.papers import checking, signing
from xuncha.office.people.rights import Right
from xuncha.office.rectification import (
    extending,
    files,
    issuing,
    lists,
    redirecting,
    reviewing,
    second_looks,
)
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import EvidenceFile, Order
from xuncha.office.rectification.rights import may_do
from xuncha.office.rectification.states import (
    GONE,
    ITEM_LABELS,
    SEEN_LABELS,
    WITH_UNIT,
    ItemState,
    OrderState,
)
from xuncha.office.registry.models import Body
from xuncha.web.doors import needs
from xuncha.web.orders import (
    VEILED,
    acted,
    chosen,
    day_of,
    file_response,
    is_veiled,
    items_of,
    own_order,
    prepared,
    today,
    with_history,
)
from xuncha.web.pages import listing, whole

BY_HAND = (Seen.FIXED, Seen.DELETED, Seen.CONTEXT, Seen.STILL, Seen.UNREACHABLE)


@needs(Right.SEE_PAPERS, post=Right.WRITE_PAPERS)
def show(request: HttpRequest, order: int) -> HttpResponse:
    """An order with its items and what happened to it; the button says what is to be done."""
    row = own_order(request, order)
    if request.method != "POST":
        return _page(request, row)
    if is_veiled(request, row):
        return _page(request, row, VEILED)
    refused = acted(request, row, _ACTS, _page)
    if refused is not None:
        return refused
    return redirect("order", order=order)


@needs(Right.SEE_PAPERS)
def file(request: HttpRequest, order: int, file: int) -> HttpResponse:
    """A file a body put to its answer."""
    rows = EvidenceFile.objects.visible_to(request.user).select_related("order")
    row = get_object_or_404(rows, pk=file, order=own_order(request, order))
    body = files.opened(row, request.user)
    if body is None:
        raise Http404
    return file_response(row, body)


def _page(request: HttpRequest, order: Order, fault: str = "") -> HttpResponse:
    rows = with_history(items_of(order))
    state = request.GET.get("state", "")
    if state in list(ItemState):
        rows = rows.filter(state=state)
    veiled = is_veiled(request, order)
    if veiled:
        rows = rows.none()
    page = listing(request, rows)
    page.page.object_list = prepared(page.page.object_list, order)
    lists.with_counts([order])
    is_draft = order.state == OrderState.DRAFTED
    context = {
        "order": order,
        "round": order.round,
        "listing": page,
        "wanted_state": state,
        "item_states": [(one.value, text) for one, text in ITEM_LABELS.items()],
        "events": order.events.select_related("body"),
        "forwarded": lists.with_counts(list(order.forwarded.select_related("addressee"))),
        "sealed": order.files.filter(reply__isnull=True),
        "ask": extending.open_ask(order) if order.state in WITH_UNIT else None,
        "is_draft": is_draft,
        "veiled": VEILED if veiled else "",
        "is_out": order.state in (*WITH_UNIT, OrderState.ANSWERED, OrderState.CLOSED),
        "is_overdue": order.state in WITH_UNIT and order.due_on and order.due_on < today(),
        "due_default": issuing.default_due(order, today()) if is_draft else None,
        "check": checking.check_of(order) if is_draft else None,
        "mark_default": issuing.default_mark(order) if is_draft else "",
        "bodies": _others(request, order),
        "replaced_by": order.replaced_by.exclude(state=OrderState.WITHDRAWN).first(),
        "redirect_reason": redirecting.reason_of(order),
        "by_hand": [(one.value, SEEN_LABELS[one]) for one in BY_HAND],
        "may_write": may_do(request.user, order, Right.WRITE_PAPERS),
        "may_check": may_do(request.user, order, Right.CHECK_PAPERS),
        "may_decide": may_do(request.user, order, Right.DECIDE),
        "may_approve": may_do(request.user, order, Right.APPROVE),
        "fault": fault,
        "posted": request.POST,
        "picked": chosen(request) if fault else [],
    }
    return render(request, "web/order.html", context, status=422 if fault else 200)


def _others(request: HttpRequest, order: Order) -> QuerySet[Body] | tuple[()]:
    """The bodies an order may be sent to instead; its own addressee only where that handed it
    back."""
    if order.state not in redirecting.REDIRECTABLE:
        return ()
    found = lists.bodies_of(request.user)
    handed_back = order.state == OrderState.HANDED_BACK
    return found if handed_back else found.exclude(pk=order.addressee_id)


def _issue(request: HttpRequest, order: Order) -> str:
    said = request.POST
    if said.get("due_on", "").strip() and day_of(request, "due_on") is None:
        raise OrderError("整改期限不是日期；请按 2026-01-31 的样子填写")
    signature = issuing.Signature(
        said.get("signatory", "")[:60],
        day_of(request, "due_on"),
        said.get("text", ""),
        said.get("mark", ""),
    )
    signing.sign(order, signature, request.user)
    return f"已签发 {order.number}，送达{order.addressee_name}。"


def _withdraw(request: HttpRequest, order: Order) -> str:
    issuing.withdraw(order, request.user, request.POST.get("reason", ""))
    return "已撤销；其中的事项可以重新拟制。"


def _remove(request: HttpRequest, order: Order) -> str:
    count = issuing.remove_items(order, chosen(request), request.user, "拟制时删减")
    if not count:
        raise OrderError("没有选择事项；请先勾选")
    return f"已从本单移出 {count} 项；需要时可重新拟制。"


def _readdress(request: HttpRequest, order: Order) -> str:
    said = request.POST.get("body", "")
    body = lists.bodies_of(request.user).filter(pk=whole(said)).first()
    if body is None:
        raise OrderError("没有选择改送的单位；请选择")
    made = redirecting.propose(order, body, request.user, request.POST.get("reason", ""))
    return f"已拟制改送{made.addressee_name}的草稿；核稿、签发之后本单撤销，在此之前本单仍然有效。"


def _grant(request: HttpRequest, order: Order) -> str:
    until = day_of(request, "until")
    if until is None:
        raise OrderError("没有填写延期到哪一天；请填写日期")
    extending.grant(order, until, request.user)
    return f"已同意延期到 {until}。"


def _refuse(request: HttpRequest, order: Order) -> str:
    extending.refuse(order, request.POST.get("reason", ""), request.user)
    return "已答复不同意延期。"


def _send_back(request: HttpRequest, order: Order) -> str:
    reason = request.POST.get("reason", "")
    count = reviewing.send_back(order, chosen(request), reason, request.user)
    return f"已退回 {count} 项，请单位补正。"


def _look(request: HttpRequest, order: Order) -> str:
    if not may_do(request.user, order, Right.DECIDE):
        raise OrderError(f"{request.user.name}没有复查的权限；请由审核人办理")
    report = look_again(order)
    told = "，".join(f"{SEEN_LABELS[seen]} {count} 项" for seen, count in report.seen.items())
    none = f"{report.unlooked} 项在答复之后还没有新的访问，没有结果" if report.unlooked else ""
    return f"复查完成：{'；'.join(filter(None, (told, none))) or '没有需要复查的事项'}。"


def _look_by_hand(request: HttpRequest, order: Order) -> str:
    seen = request.POST.get("seen", "")
    if seen not in [one.value for one in BY_HAND]:
        raise OrderError("没有选择看到的结果；请选择")
    rows = list(order.items.filter(pk__in=chosen(request)).select_related("order"))
    made = second_looks.look_by_person(
        rows, Seen(seen), request.POST.get("reason", ""), request.user
    )
    more = "，可以销号" if Seen(seen) in GONE else ""
    return f"已记下 {len(made)} 项的人工复查结果{more}。"


def _strike_off(request: HttpRequest, order: Order) -> str:
    note = request.POST.get("reason", "")
    count = reviewing.strike_off(order, chosen(request), request.user, note)
    return f"已销号 {count} 项。"


def _put_back(request: HttpRequest, order: Order) -> str:
    reason = request.POST.get("reason", "")
    count = reviewing.put_back(order, chosen(request), reason, request.user)
    return f"已将 {count} 项记为未整改，请单位继续整改。"


_ACTS: dict[str, Callable[[HttpRequest, Order], str]] = {
    "issue": _issue,
    "withdraw": _withdraw,
    "remove": _remove,
    "readdress": _readdress,
    "grant": _grant,
    "refuse": _refuse,
    "send_back": _send_back,
    "look": _look,
    "look_by_hand": _look_by_hand,
    "strike_off": _strike_off,
    "put_back": _put_back,
}
