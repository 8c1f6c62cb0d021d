"""Second looks: what the newest look at a target says of its items, kept dated, never decided.

A look counts for an item only when it was made after the body answered (or was asked, where it has
not answered): an older one says nothing about the repair.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import ColumnKind, ColumnState, Result, UnableClass
from xuncha.engine.second_look import Newest, Pages, Seen, Shown
from xuncha.office.casework.models import FindingRecord, Round, RoundTarget
from xuncha.office.casework.standing import with_verb
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.casework.verdicts import finding_of
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.models import Order, OrderItem, Reply, SecondLook
from xuncha.office.rectification.rights import check_may
from xuncha.office.rectification.states import GONE, OUT, THERE, EventKind, ItemState

TO_LOOK = (ItemState.OPEN, ItemState.ANSWERED, ItemState.STILL)
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])


@dataclass(frozen=True, slots=True)
class Source:
    """Where a look comes from: the moment looked at, the later round or the bundle it was read
    from."""

    looked_at: datetime
    round: Round | None = None
    bundle: str = ""
    manifest_digest: str = ""


def orders_to_look_at(inspection: Round) -> QuerySet[Order]:
    """The orders of a round that went out and have items nothing ended yet."""
    waiting = OrderItem.objects.filter(order=OuterRef("pk"), state__in=TO_LOOK)
    rows = Order.objects.filter(round=inspection, parent__isnull=True, state__in=OUT)
    return rows.filter(Exists(waiting)).order_by("id")


def items_to_look_at(order: Order) -> list[OrderItem]:
    """The items of an order a second look may tell something of, with everything at hand."""
    rows = order.items.filter(state__in=TO_LOOK)
    return list(rows.select_related("target", "finding", "order").order_by("id"))


def later_targets(
    office_id: int, codes: Collection[str], since: datetime
) -> dict[str, RoundTarget]:
    """By code, the target of the newest round after a moment that took its results in."""
    rows = RoundTarget.objects.filter(
        round__office=office_id, round__imported=False, round__as_of__gt=since, code__in=codes
    ).exclude(intake_digest="")
    found: dict[str, RoundTarget] = {}
    for row in rows.select_related("round", "visit").order_by("round__as_of", "round__id"):
        found[row.code] = row
    return found


def newest_of(target: RoundTarget, indicators: Collection[str], page: Pages | None) -> Newest:
    """What a later round's records say of these indicators of a target."""
    visit = getattr(target, "visit", None)
    findings: dict[str, list[FindingRecord]] = defaultdict(list)
    rows = with_verb(target.findings.filter(indicator__in=indicators))
    for row in rows.exclude(verb=DecisionVerb.DISMISS.value):
        findings[row.indicator].append(row)
    outcomes = {
        row.indicator: Outcome(
            indicator=row.indicator,
            check=row.check_slug,
            result=Result(row.result),
            count=row.count,
            count_with_open=row.count_with_open,
            reason=row.reason,
            unable_class=UnableClass(row.unable_class) if row.unable_class else None,
            findings=tuple(whole_finding(one, target.code) for one in findings[row.indicator]),
            evidence=_EVIDENCE.validate_python(row.evidence),
        )
        for row in target.outcomes.filter(indicator__in=indicators)
    }
    blind = visit.unable_class if visit is not None else ""
    return Newest(
        outcomes=outcomes,
        columns=tuple(_column(row) for row in target.columns.all()),
        unable=UnableClass(blind) if blind else None,
        reason=visit.reason if visit is not None else "",
        page=page,
    )


def whole_finding(row: FindingRecord, code: str) -> Finding:
    """The engine's finding with every one of its places as evidence."""
    found = finding_of(row, code)
    places = _EVIDENCE.validate_python(row.places)
    fields = {name: getattr(found, name) for name in Finding.__slots__}
    return Finding(**{**fields, "evidence": found.evidence + places})


def asked_at(items: Iterable[OrderItem]) -> dict[int, datetime]:
    """From when on a look tells something of an item: its newest reply, else when it was asked."""
    rows = {item.pk: item.opened_at for item in items}
    for pk, at in (
        Reply.objects.filter(item__in=list(rows)).order_by("id").values_list("item_id", "at")
    ):
        rows[pk] = max(rows[pk], at)
    return rows


def store(
    item: OrderItem, shown: Shown, source: Source, user: User, *, at: datetime | None = None
) -> SecondLook | None:
    """Keep what the machine saw; None where it is kept already. An item that was gone at the look
    before, or was struck off, and is there again has reappeared."""
    before = item.looks.order_by("-id").first()
    seen = shown.seen
    if before is not None and before.is_machine and before.looked_at == source.looked_at:
        was = Seen.STILL if before.seen == Seen.REAPPEARED else Seen(before.seen)
        if was == seen and before.reason == shown.reason and before.bundle == source.bundle:
            return None
    was_gone = before is not None and Seen(before.seen) in GONE
    if seen in THERE and (was_gone or item.state == ItemState.STRUCK):
        seen = Seen.REAPPEARED
    row = SecondLook(
        item=item,
        seen=seen.value,
        unable_class=shown.unable or "",
        reason=shown.reason,
        evidence=_EVIDENCE.dump_python(shown.evidence, mode="json"),
        is_machine=True,
        looked_at=source.looked_at,
        round=source.round,
        finding=_again(source.round, item, shown.fingerprint),
        bundle=source.bundle,
        manifest_digest=source.manifest_digest,
        by=user,
        by_name=user.name,
        at=at or timezone.now(),
    )
    row.save(force_insert=True)
    return row


def note_looks(order: Order, looks: Sequence[SecondLook], user: User, moment: datetime) -> None:
    """The event and the audit row of a machine's second look at an order."""
    if looks:
        note_event(order, EventKind.LOOKED, user, moment, count=len(looks))
        detail = {"order": str(order), "count": len(looks)}
        audit.append(user, "order.looked", order, detail, at=moment)


def look_by_person(
    items: Sequence[OrderItem], seen: Seen, reason: str, user: User, *, at: datetime | None = None
) -> list[SecondLook]:
    """What a person saw with their own eyes of items of one order; the reason says where."""
    moment = at or timezone.now()
    if not items:
        raise OrderError("没有选择事项；请先勾选")
    if not reason.strip():
        raise OrderError("人工复查须写明看了哪个页面、看到什么")
    order = items[0].order
    with transaction.atomic():
        check_may(user, order, Right.DECIDE)
        made = []
        for item in items:
            row = SecondLook(
                item=item,
                seen=seen.value,
                unable_class=UnableClass.NEEDS_PERSON if seen is Seen.UNREACHABLE else "",
                reason=reason.strip(),
                is_machine=False,
                looked_at=moment,
                by=user,
                by_name=user.name,
                at=moment,
            )
            row.save(force_insert=True)
            made.append(row)
        note_looks(order, made, user, moment)
        return made


def newest_looks(items: Collection[OrderItem]) -> dict[int, SecondLook]:
    """The newest look at each item by its id; items nobody looked at since they were answered, or
    asked again, are missing."""
    since = asked_at(items)
    rows = SecondLook.objects.filter(item__in=list(since)).order_by("id")
    return {row.item_id: row for row in rows if row.looked_at >= since[row.item_id]}


def _again(later: Round | None, item: OrderItem, fingerprint: str) -> FindingRecord | None:
    if later is None or not fingerprint:
        return None
    rows = FindingRecord.objects.filter(
        target__round=later, target__code=item.target.code, indicator=item.indicator
    )
    return rows.filter(fingerprint=fingerprint).first()


def _column(row: Any) -> ColumnSeen:
    return ColumnSeen(
        name=row.name,
        url=row.url,
        kind=ColumnKind(row.kind) if row.kind else None,
        level=row.level,
        state=ColumnState(row.state),
        newest=row.newest,
        items=row.items,
        quote=row.quote,
        newest_url=row.newest_url,
        reason=row.reason,
        record=row.record,
        code=row.code,
    )
