"""The lists of orders, contests and bodies that pages show, filtered as a page asks for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from xuncha.office.people.models import User
from xuncha.office.rectification.models import Contest, Order, OrderEvent, OrderItem
from xuncha.office.rectification.states import (
    ENDED,
    OUT,
    WITH_UNIT,
    ContestState,
    EventKind,
    ItemState,
    OrderState,
)
from xuncha.office.registry.models import Body

OVERDUE = "overdue"
ASKS_TIME = "asks_time"
OPEN_CONTEST = "contest"
TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What to list; empty fields do not filter. ``wants`` is one of the words above: what waits
    for somebody."""

    state: str = ""
    kind: str = ""
    round: str = ""
    wants: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Silent:
    """A body with orders past their day: how many, how many items, since when."""

    body: str
    orders: int
    items: int
    due_on: date


def office_orders(user: User) -> QuerySet[Order]:
    """The orders of the user's own office, those bodies forwarded left out."""
    rows = Order.objects.visible_to(user)
    return rows.filter(office=user.office_id, parent__isnull=True)


def unit_orders(user: User) -> QuerySet[Order]:
    """The orders sent to the body the user answers for or to one below it, drafts left out."""
    rows = Order.objects.visible_to(user).filter(state__in=OUT)
    return rows.filter(addressee__territory_path__startswith=user.body_subtree)


def matching(rows: QuerySet[Order], wanted: OrderFilter, today: date) -> QuerySet[Order]:
    """The orders a page asks for, with ``items_total``, ``items_open`` and ``contested``."""
    for name in ("state", "kind"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.round.isdecimal():
        rows = rows.filter(round=int(wanted.round[:9]))
    if wanted.wants == OVERDUE:
        rows = overdue(rows, today)
    elif wanted.wants == ASKS_TIME:
        rows = asking_time(rows)
    elif wanted.wants == OPEN_CONTEST:
        rows = rows.filter(Exists(_open_contests().filter(item__order=OuterRef("pk"))))
    elif wanted.wants == TO_CHECK:
        rows = rows.filter(Exists(_items(OuterRef("pk")).filter(state=ItemState.ANSWERED)))
    if wanted.words:
        rows = rows.filter(
            Q(addressee_name__icontains=wanted.words) | Q(number__icontains=wanted.words)
        )
    return rows.select_related("round", "addressee").order_by("-id")


def with_counts(orders: Collection[Order]) -> Collection[Order]:
    """The orders of one page with ``items_total``, ``items_open``, ``items_answered`` and
    ``contested``, in one query."""
    rows = (
        OrderItem.objects.filter(order__in=[one.pk for one in orders])
        .exclude(state=ItemState.WITHDRAWN)
        .values("order")
        .annotate(
            total=Count("pk"),
            open=Count("pk", filter=~Q(state__in=ENDED)),
            answered=Count("pk", filter=Q(state=ItemState.ANSWERED)),
            contested=Count("pk", filter=Q(state=ItemState.CONTESTED)),
        )
        .order_by()
    )
    by_order = {row["order"]: row for row in rows}
    for one in orders:
        counts = by_order.get(one.pk, {})
        one.items_total = counts.get("total", 0)
        one.items_open = counts.get("open", 0)
        one.items_answered = counts.get("answered", 0)
        one.contested = counts.get("contested", 0)
    return orders


def overdue(rows: QuerySet[Order], today: date) -> QuerySet[Order]:
    """The orders a body had to answer before today and has not."""
    return rows.filter(state__in=WITH_UNIT, due_on__lt=today)


def asking_time(rows: QuerySet[Order]) -> QuerySet[Order]:
    """The orders whose body asked for more time and has no answer."""
    talk = (EventKind.ASKED.value, EventKind.GRANTED.value, EventKind.REFUSED.value)
    asked = OrderEvent.objects.filter(order=OuterRef("pk"), kind=EventKind.ASKED)
    later = OrderEvent.objects.filter(order=OuterRef("order"), id__gt=OuterRef("id"), kind__in=talk)
    return rows.filter(state__in=WITH_UNIT).filter(Exists(asked.filter(~Exists(later))))


def open_contests(user: User) -> QuerySet[Contest]:
    """The contests of the user's own office nobody ruled on, the first due first."""
    rows = Contest.objects.visible_to(user).filter(item__order__office=user.office_id)
    rows = rows.filter(state=ContestState.OPEN, item__state=ItemState.CONTESTED)
    return rows.select_related(
        "item__order__round", "item__target", "item__finding", "item__look", "reply"
    ).order_by("due_on", "id")


def silent_bodies(rows: QuerySet[Order], today: date) -> list[Silent]:
    """The bodies with overdue orders, the longest silent first: 逾期未报."""
    late = overdue(rows, today).order_by()
    owed = OrderItem.objects.filter(order__in=late.values("pk")).exclude(state__in=ENDED)
    items = dict(
        owed.values("order__addressee").annotate(n=Count("pk")).values_list("order__addressee", "n")
    )
    bodies = late.values("addressee", "addressee_name").annotate(n=Count("pk"), due=Min("due_on"))
    return [
        Silent(row["addressee_name"], row["n"], items.get(row["addressee"], 0), row["due"])
        for row in bodies.order_by("due", "addressee_name")
    ]


def waiting_counts(rows: QuerySet[Order], today: date) -> dict[str, int]:
    """How many orders want somebody of the office, by the words of ``OrderFilter.wants``, and
    drafts under ``drafted``."""
    answered = OrderItem.objects.filter(order=OuterRef("pk"), state=ItemState.ANSWERED)
    return {
        OrderState.DRAFTED.value: rows.filter(state=OrderState.DRAFTED).count(),
        OVERDUE: overdue(rows, today).count(),
        ASKS_TIME: asking_time(rows).count(),
        TO_CHECK: rows.filter(Exists(answered)).count(),
        OrderState.HANDED_BACK.value: rows.filter(state=OrderState.HANDED_BACK).count(),
    }


def bodies_of(user: User) -> QuerySet[Body]:
    """The bodies of the user's own office in operation, by code, for a choice."""
    return Body.objects.filter(office=user.office_id, closed_on__isnull=True).order_by("code")


def _items(order: OuterRef) -> QuerySet[OrderItem]:
    return OrderItem.objects.filter(order=order)


def _open_contests() -> QuerySet[Contest]:
    return Contest.objects.filter(state=ContestState.OPEN, item__state=ItemState.CONTESTED)
