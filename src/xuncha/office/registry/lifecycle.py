"""The life cycle of a target: what is recorded of it, and where it stands on a day."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, QuerySet, Value, When
from django.utils import timezone

from xuncha.engine.domain.windows import months_before
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.registry.errors import LifecycleError
from xuncha.office.registry.models import Account, LifecycleEvent, Site
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.words import (
    DAY_STATUS_LABELS,
    LIFECYCLE_LABELS,
    DayStatus,
    LifecycleKind,
    OperatingStatus,
)

Target = Site | Account
SPANS = frozenset({LifecycleKind.OFFLINE, LifecycleKind.MIGRATING})
"""Kinds that last from a day to a day; the others hold from their day on."""
ENDS = frozenset({LifecycleKind.CLOSED, LifecycleKind.MERGED})
RECORDED = (
    LifecycleKind.OPENED,
    LifecycleKind.OFFLINE,
    LifecycleKind.MIGRATING,
    LifecycleKind.CLOSED,
    LifecycleKind.MERGED,
)
"""What a person records; a change is recorded by making it."""


@dataclass(frozen=True, slots=True)
class EventOrder:
    """An event to be recorded; ``until`` is its last day, ``successor`` where a merger goes."""

    kind: LifecycleKind
    since: date
    until: date | None = None
    document: str = ""
    reason: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change changed of a target, by the heads of the register."""

    target: Target
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayStanding:
    """Where a target stands on a day, and in Chinese what says so."""

    status: DayStatus
    why: str


def record(
    target: Target, order: EventOrder, actor: User, *, at: datetime | None = None
) -> LifecycleEvent:
    """The event, with an audit row; the same order again gives the event that stands.

    LifecycleError, one line, where the order is not whole or contradicts what is recorded.
    """
    with transaction.atomic():
        require_keeper(actor, target.office_id)
        type(target).objects.select_for_update().get(pk=target.pk)
        standing = list(events_of(target))
        for event in standing:
            if _says(event, order):
                return event
        _check(target, order, standing)
        return _append(target, order, actor, at)


def withdraw(
    event: LifecycleEvent, reason: str, actor: User, *, at: datetime | None = None
) -> LifecycleEvent:
    """The row that says an event never held. A reason is required; a change is taken back by
    changing again, not here. LifecycleError when it was withdrawn before."""
    with transaction.atomic():
        require_keeper(actor, event.office_id)
        if not reason.strip():
            raise LifecycleError("撤回没有写理由；请写明为什么撤回这条记录")
        if event.kind == LifecycleKind.CHANGED:
            raise LifecycleError("变更记录不能撤回；请在台账中改回原来的内容，会另记一条变更")
        if event.withdraws_id or LifecycleEvent.objects.filter(withdraws=event).exists():
            raise LifecycleError("这条记录已经撤回")
        row = LifecycleEvent(
            office_id=event.office_id,
            site_id=event.site_id,
            account_id=event.account_id,
            kind=event.kind,
            since=event.since,
            until=event.until,
            reason=reason,
            withdraws=event,
            by=actor,
            by_name=actor.name,
            at=at or timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"event": event.kind, "since": event.since, "reason": reason}
        audit.append(actor, "registry.event_withdrawn", event.site or event.account, detail, at=at)
        return row


def note_changes(changes: Iterable[Change], actor: User, said: EventOrder) -> None:
    """Record that targets' names, addresses or sponsors were changed, each with an audit row."""
    rows, acts = [], []
    for change in changes:
        told = {"before": dict(change.before), "after": dict(change.after)}
        row = _row(change.target, said, actor, timezone.now(), told)
        rows.append(row)
        acts.append(("registry.event", change.target, _detail(row, change.target, told)))
    LifecycleEvent.objects.bulk_create(rows, batch_size=500)
    if acts:
        audit.append_all(actor, acts)


def events_of(target: Target) -> QuerySet[LifecycleEvent]:
    """The events of a target that hold, newest first."""
    return _holding().filter(**{_field(target): target})


def history_of(target: Target) -> QuerySet[LifecycleEvent]:
    """Every event of a target, with its withdrawal where it has one; newest first."""
    rows = LifecycleEvent.objects.filter(**{_field(target): target}, withdraws__isnull=True)
    return rows.select_related("withdrawal")


def warnings(order: EventOrder, standing: Iterable[LifecycleEvent]) -> tuple[str, ...]:
    """What an order goes beyond, in Chinese; it is recorded all the same, a person decides."""
    told = []
    table = _terms()
    if order.kind is LifecycleKind.OFFLINE and order.until is not None:
        days, most = (order.until - order.since).days + 1, table["offline"]["max_days"]
        if days > most:
            told.append(f"临时下线 {days} 天，超过一般不超过 {most} 天的要求（该天数未经原文核实）")
        year = [
            event
            for event in standing
            if event.kind == LifecycleKind.OFFLINE and event.since.year == order.since.year
        ]
        if len(year) >= table["offline"]["max_per_year"]:
            told.append(f"{order.since.year} 年已有 {len(year)} 次临时下线（次数要求未经原文核实）")
    if order.kind is LifecycleKind.MIGRATING and order.until is not None:
        months = table["migrating"]["max_months"]
        if months_before(order.until, months) > order.since:
            told.append(f"迁移期超过 {months} 个月（该期限未经原文核实）")
    return tuple(told)


def standing_on(target: Target, events: Iterable[LifecycleEvent], day: date) -> DayStanding:
    """Where a target stands on a day: what its events say of the day outranks its registered
    status. ``events`` are those that hold."""
    said = [event for event in events if _covers(event, day)]
    for kinds, status in (
        (ENDS, DayStatus.CLOSED),
        ({LifecycleKind.OPENED}, DayStatus.NOT_YET),
        ({LifecycleKind.MIGRATING}, DayStatus.MIGRATING),
        ({LifecycleKind.OFFLINE}, DayStatus.SUSPENDED),
    ):
        event = next((event for event in said if event.kind in kinds), None)
        if event is not None:
            return DayStanding(status, _told(event))
    registered = DayStatus(target.status)
    return DayStanding(registered, f"台账运行状态为“{DAY_STATUS_LABELS[registered]}”")


def with_standing(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Sites or accounts with ``day_status``, as ``standing_on`` tells it, in one query."""
    field = "site" if rows.model is Site else "account"
    events = _holding().filter(**{field: OuterRef("pk")})
    ended = events.filter(kind__in=ENDS, since__lte=day)
    unopened = events.filter(kind=LifecycleKind.OPENED, since__gt=day)
    covering = events.filter(since__lte=day, until__gte=day)
    return rows.annotate(
        day_status=Case(
            When(Exists(ended), then=Value(DayStatus.CLOSED.value)),
            When(Exists(unopened), then=Value(DayStatus.NOT_YET.value)),
            When(
                Exists(covering.filter(kind=LifecycleKind.MIGRATING)),
                then=Value(DayStatus.MIGRATING.value),
            ),
            When(
                Exists(covering.filter(kind=LifecycleKind.OFFLINE)),
                then=Value(DayStatus.SUSPENDED.value),
            ),
            default=F("status"),
            output_field=CharField(),
        )
    )


def with_events(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Sites or accounts with ``held``, the list of their events that hold."""
    return rows.prefetch_related(Prefetch("events", _holding(), to_attr="held"))


def _covers(event: LifecycleEvent, day: date) -> bool:
    if event.kind in ENDS:
        return event.since <= day
    if event.kind == LifecycleKind.OPENED:
        return event.since > day
    if event.kind in SPANS:
        return event.since <= day and (event.until is None or day <= event.until)
    return False


def _told(event: LifecycleEvent) -> str:
    span = f"{event.since} 至 {event.until}" if event.until else f"{event.since} 起"
    if event.kind == LifecycleKind.OPENED:
        span = f"{event.since} 才开通"
    document = f"，{event.document}" if event.document else ""
    into = f"，并入 {event.successor}" if event.successor else ""
    return f"{LIFECYCLE_LABELS[LifecycleKind(event.kind)]}（{span}{document}{into}）"


def _check(target: Target, order: EventOrder, standing: list[LifecycleEvent]) -> None:
    label = LIFECYCLE_LABELS[order.kind]
    if order.kind not in RECORDED:
        raise LifecycleError("变更请直接修改台账的名称、网址或主办单位，会自动记入变更")
    if order.kind in SPANS and order.until is None:
        raise LifecycleError(f"{label}没有填写止期；请填写最后一天")
    if order.kind not in SPANS and order.until is not None:
        raise LifecycleError(f"{label}没有止期；请把止期留空")
    if order.until is not None and order.until < order.since:
        raise LifecycleError(f"止期 {order.until} 早于起期 {order.since}；请更正")
    if order.kind.value in _terms()["document"]["required"] and not order.document.strip():
        raise LifecycleError(f"{label}没有填写批准文件；请填写文号或批准件名称")
    _check_successor(target, order)
    _check_order(order, standing)


def _check_order(order: EventOrder, standing: list[LifecycleEvent]) -> None:
    for event in standing:
        if event.kind in ENDS and (order.kind in ENDS or order.since >= event.since):
            raise LifecycleError(f"已登记{_told(event)}；之后不能再登记，确有错误请先撤回")
        if event.kind == order.kind and order.kind in SPANS and _overlap(event, order):
            raise LifecycleError(f"与已登记的{_told(event)}重叠；请核对日期，或先撤回那一条")
        if event.kind == order.kind == LifecycleKind.OPENED:
            raise LifecycleError(f"已登记{_told(event)}；确有错误请先撤回")


def _overlap(event: LifecycleEvent, order: EventOrder) -> bool:
    if order.until is None or event.until is None:
        return True
    return order.since <= event.until and event.since <= order.until


def _check_successor(target: Target, order: EventOrder) -> None:
    if order.kind is not LifecycleKind.MERGED:
        if order.successor:
            raise LifecycleError("只有“并入其他对象”才填写并入对象的编码；请把它留空")
        return
    others = type(target).objects.filter(office_id=target.office_id).exclude(pk=target.pk)
    if not others.filter(code=order.successor).exclude(status=OperatingStatus.CLOSED).exists():
        raise LifecycleError(
            f"并入对象“{order.successor}”不在台账中或已永久下线；请填写台账中另一个同类对象的编码"
        )


def _append(target: Target, order: EventOrder, actor: User, at: datetime | None) -> LifecycleEvent:
    row = _row(target, order, actor, at or timezone.now())
    row.save(force_insert=True)
    audit.append(actor, "registry.event", target, _detail(row, target), at=at)
    return row


def _row(
    target: Target,
    order: EventOrder,
    actor: User,
    at: datetime,
    told: Mapping[str, dict[str, str]] | None = None,
) -> LifecycleEvent:
    return LifecycleEvent(
        office_id=target.office_id,
        **{_field(target): target},
        kind=order.kind.value,
        since=order.since,
        until=order.until,
        document=order.document.strip(),
        reason=order.reason.strip(),
        successor=order.successor,
        by=actor,
        by_name=actor.name,
        at=at,
        **(told or {}),
    )


def _detail(
    row: LifecycleEvent, target: Target, told: Mapping[str, dict[str, str]] | None = None
) -> dict[str, Any]:
    return {
        "code": target.code,
        "event": row.kind,
        "since": row.since,
        "until": row.until,
        "document": row.document,
        **(told or {}),
    }


def _holding() -> QuerySet[LifecycleEvent]:
    return LifecycleEvent.objects.filter(withdraws__isnull=True, withdrawal__isnull=True)


def _says(event: LifecycleEvent, order: EventOrder) -> bool:
    told = (event.kind, event.since, event.until, event.document, event.successor)
    return told == (
        order.kind.value,
        order.since,
        order.until,
        order.document.strip(),
        order.successor,
    )


def _field(target: Target) -> str:
    return "site" if isinstance(target, Site) else "account"


@cache
def _terms() -> dict[str, Any]:
    text = files("xuncha.data").joinpath("register/lifecycle.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
