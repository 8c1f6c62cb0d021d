"""What notices say of rectification (F19 to F26), counted from the records; nothing is typed.

Every figure is as it stood at the end of a day, so that a notice signed that day gives the same
again: what happened later is left out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import TargetKind
from xuncha.office.casework.models import Round
from xuncha.office.rectification.models import Contest, Order, OrderEvent, OrderItem, SecondLook
from xuncha.office.rectification.states import (
    GONE,
    PAPER_LABELS,
    THERE,
    ContestState,
    EventKind,
    ItemState,
    OrderState,
    Origin,
    PaperKind,
    Seen,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper sent out (F26): kind and number, to whom, when, by when, answered and done when.
    The days are None for what had not happened."""

    order: int
    number: str
    kind: str
    body: str
    issued_on: date
    due_on: date | None
    answered_on: date | None
    closed_on: date | None

    def is_late(self, on: date) -> bool:
        """Whether it was answered after its day, or not at all by then."""
        return self.due_on is not None and (self.answered_on or on) > self.due_on


@dataclass(frozen=True, slots=True)
class Rectified:
    """What became of a round's items: first result and the one after the second look (F19, F21).

    ``items`` were asked for; of these ``gone`` a second look found gone, ``there`` still there,
    ``unseen`` it could not see, ``unlooked`` had none; ``lifted`` were taken back on a contest.
    ``targets_there`` are the targets that still have an item, ``still`` and ``again`` the items an
    earlier round had too, and those of its kinds.
    """

    kind: TargetKind
    items: int
    targets: int
    gone: int
    there: int
    unseen: int
    unlooked: int
    lifted: int
    targets_there: tuple[str, ...]
    still: int
    again: int

    @property
    def base(self) -> int:
        """The items a rate is taken of: those that were not taken back."""
        return self.items - self.lifted


@dataclass(frozen=True, slots=True)
class Contested:
    """Contests of a round: how many, and what was ruled; ``in_time`` within their working days."""

    opened: int
    upheld: int
    in_part: int
    refused: int
    open: int
    in_time: int


def slips(office_id: int, since: date, until: date, on: date) -> tuple[Slip, ...]:
    """The papers issued in ``[since, until]`` as they stood at the end of ``on``, by number.
    Withdrawn ones and those bodies forwarded are left out."""
    end = _end_of(on)
    rows = Order.objects.filter(
        office=office_id,
        parent__isnull=True,
        issued_at__gte=_begin_of(since),
        issued_at__lt=min(_end_of(until), end),
    ).exclude(state=OrderState.WITHDRAWN)
    orders = {row.pk: row for row in rows.order_by("year", "kind", "serial")}
    answered = _first(orders, EventKind.ANSWERED, end)
    closed = _closed_at(orders, end)
    granted = _last_due(orders, end)
    complete = {
        pk
        for pk, row in orders.items()
        if row.answered_at is not None and row.answered_at < end and pk in answered
    }
    return tuple(
        Slip(
            order=pk,
            number=row.number,
            kind=PAPER_LABELS[PaperKind(row.kind)],
            body=row.addressee_name,
            issued_on=local_day(row.issued_at),
            due_on=granted.get(pk, row.first_due_on),
            answered_on=local_day(row.answered_at) if pk in complete else None,
            closed_on=local_day(closed[pk]) if pk in closed else None,
        )
        for pk, row in orders.items()
    )


def non_reporters(office_id: int, since: date, until: date, on: date) -> tuple[Slip, ...]:
    """The papers due in ``[since, until]`` that were answered late or not at all by the end of
    ``on`` (F25). A paper not due yet is neither."""
    rows = Order.objects.filter(
        office=office_id, due_on__gte=since, due_on__lte=min(until, on), parent__isnull=True
    ).values_list("issued_at", flat=True)
    issued = [local_day(at) for at in rows if at is not None]
    if not issued:
        return ()
    found = slips(office_id, min(issued), max(issued), on)
    return tuple(
        one
        for one in found
        if one.due_on is not None and since <= one.due_on <= min(until, on) and one.is_late(on)
    )


def rectified(inspection: Round, kind: TargetKind, on: date) -> Rectified:
    """What became of the items asked for in a round, at the end of ``on``."""
    end = _end_of(on)
    rows = OrderItem.objects.filter(
        order__round=inspection,
        order__parent__isnull=True,
        order__issued_at__lt=end,
        target__kind=kind.value,
    ).exclude(state=ItemState.WITHDRAWN)
    items = list(rows.values("pk", "target__name", "origin"))
    newest: dict[int, Seen] = {}
    looks = SecondLook.objects.filter(item__in=rows, at__lt=end).order_by("id")
    for pk, seen in looks.values_list("item_id", "seen"):
        newest[pk] = Seen(seen)
    lifted = set(
        Contest.objects.filter(
            item__in=rows, state=ContestState.UPHELD, ruled_at__lt=end
        ).values_list("item_id", flat=True)
    )
    standing = [row for row in items if row["pk"] not in lifted]
    there = [row for row in standing if newest.get(row["pk"]) in THERE]
    return Rectified(
        kind=kind,
        items=len(items),
        targets=len({row["target__name"] for row in items}),
        gone=sum(newest.get(row["pk"]) in GONE for row in standing),
        there=len(there),
        unseen=sum(newest.get(row["pk"]) is Seen.UNREACHABLE for row in standing),
        unlooked=sum(row["pk"] not in newest for row in standing),
        lifted=len(items) - len(standing),
        targets_there=tuple(sorted({row["target__name"] for row in there})),
        still=sum(row["origin"] == Origin.STILL for row in items),
        again=sum(row["origin"] == Origin.AGAIN for row in items),
    )


def contested(inspection: Round, on: date) -> Contested:
    """The contests of a round at the end of ``on``: the share of items overturned opens here."""
    end = _end_of(on)
    rows = Contest.objects.filter(item__order__round=inspection, opened_at__lt=end)
    told: dict[str, int] = defaultdict(int)
    in_time = opened = 0
    for state, ruled_at, due_on in rows.values_list("state", "ruled_at", "due_on"):
        opened += 1
        is_ruled = ruled_at is not None and ruled_at < end
        told[state if is_ruled else ContestState.OPEN.value] += 1
        in_time += bool(is_ruled and due_on is not None and local_day(ruled_at) <= due_on)
    return Contested(
        opened=opened,
        upheld=told[ContestState.UPHELD],
        in_part=told[ContestState.IN_PART],
        refused=told[ContestState.REFUSED],
        open=told[ContestState.OPEN],
        in_time=in_time,
    )


def _first(orders: Iterable[int], kind: EventKind, end: datetime) -> dict[int, datetime]:
    rows = OrderEvent.objects.filter(order__in=list(orders), kind=kind, at__lt=end).order_by("-id")
    return dict(rows.values_list("order_id", "at"))


def _closed_at(orders: Iterable[int], end: datetime) -> dict[int, datetime]:
    """When orders were closed and not opened again, both before ``end``."""
    kinds = (EventKind.CLOSED.value, EventKind.UNSTRUCK.value)
    rows = OrderEvent.objects.filter(order__in=list(orders), kind__in=kinds, at__lt=end)
    found: dict[int, datetime] = {}
    for pk, kind, at in rows.order_by("id").values_list("order_id", "kind", "at"):
        if kind == EventKind.CLOSED:
            found[pk] = at
        else:
            found.pop(pk, None)
    return found


def _last_due(orders: Iterable[int], end: datetime) -> dict[int, date]:
    rows = OrderEvent.objects.filter(order__in=list(orders), kind=EventKind.GRANTED, at__lt=end)
    told = rows.order_by("id").values_list("order_id", "due_on")
    return {pk: due_on for pk, due_on in told if due_on is not None}


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def _end_of(day: date) -> datetime:
    return _begin_of(day + timedelta(days=1))
