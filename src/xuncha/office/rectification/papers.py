"""What the papers of an order say, as plain data: the room that sets them prints nothing else.

Wrong words, personal data and names are in it as they were found: these papers go to the body
concerned and are not for publication.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import LABELS, TargetKind, TextErrorKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.rectification.models import Order, OrderItem, Reply, SecondLook
from xuncha.office.rectification.states import (
    CONTEST_LABELS,
    ENDED,
    ITEM_LABELS,
    ORDER_LABELS,
    ORIGIN_LABELS,
    PAPER_LABELS,
    SAYS_LABELS,
    SEEN_LABELS,
    ContestState,
    ItemState,
    OrderState,
    Origin,
    PaperKind,
    Says,
    Seen,
)
from xuncha.office.registry.models import Body


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One line of a paper.

    ``place`` is the address it was found at, ``quote`` the words there, ``record`` the digest of
    the record that shows them, ``found`` what was wrong and ``limit`` what it was held against.
    ``reply`` to ``result`` are empty while there is none.
    ``ended_on`` is None while something is owed.
    """

    number: int
    target_kind: str
    target: str
    target_code: str
    indicator: str
    indicator_name: str
    kind: str
    title: str
    found: str
    suggestion: str
    limit: str
    place: str
    quote: str
    record: str
    places: int
    is_veto: bool
    origin: str
    streak: int
    publisher: str
    state: str
    says: str
    reply: str
    replied_on: date | None
    files: tuple[str, ...]
    contest: str
    contest_reason: str
    seen: str
    seen_reason: str
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a paper of an order says: 提醒单, 整改通知单, 督办函, 约谈通知, 回执, 整改报告.

    ``office`` issues it, ``addressee`` receives it; ``through`` is the body that forwarded it,
    empty where it came straight. ``basis`` is the rulebook's title. Days are None before they came.
    ``items`` stand by target, the vetoes of each first.
    """

    kind: PaperKind
    title: str
    number: str
    office: str
    addressee: str
    through: str
    round_title: str
    period: str
    looked_on: date
    basis: str
    issued_on: date | None
    due_on: date | None
    first_due_on: date | None
    signatory: str
    text: str
    state: str
    received_on: date | None
    received_by: str
    answered_on: date | None
    answered_by: str
    closed_on: date | None
    targets: int
    items: tuple[PaperItem, ...]

    @property
    def open_items(self) -> int:
        """How many items something is owed on."""
        ended = {ITEM_LABELS[state] for state in ENDED}
        return sum(one.state not in ended for one in self.items)

    def count(self, state: ItemState) -> int:
        """How many items stand so."""
        return sum(one.state == ITEM_LABELS[state] for one in self.items)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A 自查报告 of a body on a round: what it was asked for and what became of it.

    ``by_state`` and ``by_kind`` count items in Chinese words; a body without orders has no lines.
    """

    body: str
    office: str
    round_title: str
    period: str
    looked_on: date
    targets: int
    by_state: Mapping[str, int]
    by_kind: Mapping[str, int]
    papers: tuple[Paper, ...]


def paper_of(order: Order) -> Paper:
    """Everything the papers of this order say, from its records."""
    items = list(_items_of(order))
    book = book_of(order.round) if order.round.rulebook else None
    received = order.events.filter(kind="received").order_by("-id").first()
    answered = order.events.filter(kind="answered").order_by("-id").first()
    closed = order.events.filter(kind="closed").order_by("-id").first()
    return Paper(
        kind=PaperKind(order.kind),
        title=PAPER_LABELS[PaperKind(order.kind)],
        number=order.number,
        office=order.office.name,
        addressee=order.addressee_name,
        through=order.parent.addressee_name if order.parent is not None else "",
        round_title=order.round.title,
        period=order.round.period_label,
        looked_on=local_day(order.round.as_of),
        basis=book.title if book else "",
        issued_on=local_day(order.issued_at) if order.issued_at else None,
        due_on=order.due_on,
        first_due_on=order.first_due_on,
        signatory=order.signatory,
        text=order.text,
        state=ORDER_LABELS[OrderState(order.state)],
        received_on=local_day(received.at) if received else None,
        received_by=received.by_name if received else "",
        answered_on=local_day(answered.at) if answered else None,
        answered_by=answered.by_name if answered else "",
        closed_on=local_day(closed.at) if closed and order.state == OrderState.CLOSED else None,
        targets=len({one.target_id for one in items}),
        items=tuple(_line(number, one, book) for number, one in enumerate(items, start=1)),
    )


def self_check_of(body: Body, inspection: Round) -> SelfCheck:
    """What a body was asked for in a round and what became of it."""
    rows = Order.objects.filter(round=inspection, addressee=body, parent__isnull=True)
    orders = rows.exclude(state__in=(OrderState.DRAFTED, OrderState.WITHDRAWN))
    papers = tuple(paper_of(one) for one in orders.select_related("office", "round", "parent"))
    lines = [one for paper in papers for one in paper.items]
    return SelfCheck(
        body=body.name,
        office=inspection.office.name,
        round_title=inspection.title,
        period=inspection.period_label,
        looked_on=local_day(inspection.as_of),
        targets=len({one.target_code for one in lines}),
        by_state=_counted(one.state for one in lines),
        by_kind=_counted(one.kind or one.indicator_name for one in lines),
        papers=papers,
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _items_of(order: Order) -> QuerySet[OrderItem]:
    rows = order.items.exclude(state=ItemState.WITHDRAWN)
    return (
        rows.select_related("target", "finding", "outcome", "look")
        .prefetch_related(
            Prefetch("replies", Reply.objects.order_by("-id").prefetch_related("files")),
            "contests",
            Prefetch("looks", SecondLook.objects.order_by("-id")),
        )
        .order_by("-target__kind", "target__code", "-is_veto", "indicator", "id")
    )


def _line(number: int, item: OrderItem, book: Rulebook | None) -> PaperItem:
    finding = item.finding
    row = book.row(item.indicator) if book else None
    piece = next(iter(_evidence(item)), {})
    reply = next(iter(item.replies.all()), None)
    look = next(iter(item.looks.all()), None)
    contest = max(item.contests.all(), key=lambda one: one.pk, default=None)
    is_text = finding is not None and bool(finding.kind)
    return PaperItem(
        number=number,
        target_kind=LABELS[TargetKind(item.target.kind)],
        target=item.target.name,
        target_code=item.target.code,
        indicator=item.indicator,
        indicator_name=row.name if row else item.indicator,
        kind=LABELS[TextErrorKind(item.text_kind)] if item.text_kind else "",
        title=item.title,
        found=finding.observed if finding else item.title,
        suggestion=finding.suggestion if finding else "",
        limit="" if finding is None or is_text else finding.limit_text,
        place=str(piece.get("url", "")),
        quote=str(piece.get("quote", "")),
        record=str(piece.get("record", "")),
        places=finding.place_count if finding else 1,
        is_veto=item.is_veto,
        origin=ORIGIN_LABELS[Origin(item.origin)],
        streak=item.streak,
        publisher=item.publisher,
        state=ITEM_LABELS[ItemState(item.state)],
        says=SAYS_LABELS[Says(reply.says)] if reply else "",
        reply=reply.text if reply else "",
        replied_on=local_day(reply.at) if reply else None,
        files=tuple(one.name for one in reply.files.all()) if reply else (),
        contest=CONTEST_LABELS[ContestState(contest.state)] if contest else "",
        contest_reason=contest.reason if contest else "",
        seen=SEEN_LABELS[Seen(look.seen)] if look else "",
        seen_reason=look.reason if look else "",
        seen_on=local_day(look.looked_at) if look else None,
    )


def _evidence(item: OrderItem) -> list[dict[str, object]]:
    thing = item.finding or item.outcome or item.look
    return list(thing.evidence) if thing is not None else []
