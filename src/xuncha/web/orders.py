"""What the pages of orders share: orders and items a user may open, items ready to be shown."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.windows import local_day
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.rectification.lists import office_orders, unit_orders
from xuncha.office.rectification.models import (
    Contest,
    EvidenceFile,
    Order,
    OrderItem,
    Reply,
    SecondLook,
)
from xuncha.office.rectification.states import ItemState, OrderState
from xuncha.web.pages import whole

VEILED = "这轮检查有抽中复核、等您独立认定的线索；先完成复核，再看整改单草稿和文书"
MOST_CHOSEN = 5000
"""Items one request may name; an order of more is worked page by page."""


def own_order(request: HttpRequest, pk: int) -> Order:
    """The order, if the user's office issued it; else 404."""
    rows = office_orders(request.user).select_related(
        "round", "addressee", "office", "drawn_by", "replaces"
    )
    return get_object_or_404(rows, pk=pk)


def unit_order(request: HttpRequest, pk: int) -> Order:
    """The order, if it was sent to the body the user answers for or to one below; else 404."""
    rows = unit_orders(request.user)
    return get_object_or_404(
        rows.select_related("round", "addressee", "office", "parent__addressee"), pk=pk
    )


def acted(
    request: HttpRequest,
    order: Order,
    acts: Mapping[str, Callable[[HttpRequest, Order], str]],
    page: Callable[[HttpRequest, Order, str], HttpResponse],
) -> HttpResponse | None:
    """Do what the pressed button names, one of ``acts``, and say so; 404 for none of them. The
    page with one line where it was refused, None where it was done."""
    act = next((act for name, act in acts.items() if name in request.POST), None)
    if act is None:
        raise Http404
    try:
        said = act(request, order)
    except XunchaError as fault:
        order.refresh_from_db()
        return page(request, order, str(fault))
    messages.success(request, said)
    return None


def is_veiled(request: HttpRequest, order: Order) -> bool:
    """Whether a draft is not shown to somebody who is yet to answer blind in its round: what it
    holds was confirmed."""
    is_draft = order.state == OrderState.DRAFTED
    return is_draft and order.round_id in veil_of(request.user).rounds


def items_of(order: Order) -> QuerySet[OrderItem]:
    """The items of an order, by target, vetoes first, withdrawn ones left out."""
    rows = order.items.exclude(state=ItemState.WITHDRAWN).select_related("target")
    return rows.order_by("-target__kind", "target__code", "-is_veto", "indicator", "id")


def with_history(items: QuerySet[OrderItem]) -> QuerySet[OrderItem]:
    """The items with what was found, replied, seen and contested, in a fixed number of queries."""
    files = Prefetch("files", EvidenceFile.objects.order_by("id"))
    replies = Reply.objects.order_by("-id").prefetch_related(files)
    looks = SecondLook.objects.order_by("-id").select_related("round")
    contests = Contest.objects.order_by("-id").select_related("ruled_by", "overrule")
    return items.select_related("finding", "outcome", "look").prefetch_related(
        Prefetch("replies", replies, to_attr="replied"),
        Prefetch("looks", looks, to_attr="looked"),
        Prefetch("contests", contests, to_attr="contested"),
    )


def prepared(items: Collection[OrderItem], order: Order) -> list[OrderItem]:
    """The items with ``order`` at hand, ``evidence`` of what they stand on, and ``fresh``: the
    reply given since they were last asked."""
    found = list(items)
    for item in found:
        item.order = order
        thing: Any = item.finding or item.outcome or item.look
        item.evidence = list(thing.evidence) if thing is not None else []
        newest = item.replied[0] if item.replied else None
        item.fresh = newest if newest is not None and newest.at >= item.opened_at else None
    return found


def chosen(request: HttpRequest) -> list[int]:
    """The items ticked on the page."""
    picked = request.POST.getlist("items")[:MOST_CHOSEN]
    return [whole(one) for one in picked if whole(one)]


def day_of(request: HttpRequest, name: str) -> date | None:
    """The day typed into a field; None for nothing and for what is no day."""
    try:
        return date.fromisoformat(request.POST.get(name, "").strip())
    except ValueError:
        return None


def today() -> date:
    """The day it is in the office."""
    return local_day(timezone.now())


def file_response(row: EvidenceFile, body: bytes) -> HttpResponse:
    """A file somebody put to an answer: pictures are shown, everything else is saved."""
    response = HttpResponse(body, content_type=row.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not row.content_type.startswith("image/"):
        name = f"{row.sha256[:12]}.{row.content_type.rpartition('/')[2]}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
