"""Drawing up orders of a round: who is written to and about what, previewed before it is written.

An order goes to the publisher of an item where its page names one the register knows, else to the
sponsor of the target. Drawing twice makes nothing twice: what an order holds is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.office.casework.blind_veil import Veil, veil_of
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.casework.states import RoundState
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right, roles_with
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.kinship import FURTHEST, Kinship, kinships
from xuncha.office.rectification.material import Problem, problems_of
from xuncha.office.rectification.models import Order, OrderItem, SeenPublisher
from xuncha.office.rectification.states import (
    PAPER_LABELS,
    EventKind,
    OrderState,
    Origin,
    PaperKind,
)
from xuncha.office.registry.models import Body

ORDERABLE = (RoundState.REVIEWING, RoundState.FROZEN, RoundState.ISSUED)
"""Rounds whose problems may go out: before that nobody has judged them."""


@dataclass(frozen=True, slots=True)
class Share:
    """What would go to one body: how many items on how many targets, and how they stand to the
    round before. ``by_publisher`` counts those that go there because a page names it.
    ``drafted`` says that an order to it waits to be issued and would take them in."""

    body: int
    name: str
    items: int
    targets: int
    vetoes: int
    still: int
    again: int
    by_publisher: int
    drafted: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What drawing up would write. ``homeless`` are items of targets without a sponsor in the
    register: they go to nobody; ``homeless_targets`` names some of these. ``is_veiled``: what the
    person is yet to answer blind, whatever was said of it, is left out."""

    shares: tuple[Share, ...]
    homeless: int
    homeless_targets: tuple[str, ...]
    is_veiled: bool = False

    @property
    def items(self) -> int:
        """How many items would go out."""
        return sum(one.items for one in self.shares)


NAMED = 5


@dataclass(frozen=True, slots=True)
class _Sorted:
    problems: Mapping[int, list[Problem]]
    homeless: list[Problem]
    targets: Mapping[int, RoundTarget]
    published: Mapping[int, SeenPublisher]
    kin: Mapping[Problem, Kinship]


def preview(inspection: Round, user: User) -> Preview:
    """What ``draw`` would write now for this person; nothing is written."""
    veil = veil_of(user)
    material = _sort(inspection, veil, rounds_back=1)
    names = dict(Body.objects.filter(pk__in=material.problems).values_list("pk", "name"))
    drafted = set(_drafts(inspection).values_list("addressee_id", flat=True))
    shares = [
        _share(pk, names[pk], problems, material, is_drafted=pk in drafted)
        for pk, problems in material.problems.items()
    ]
    homeless = {material.targets[one.target].name for one in material.homeless}
    return Preview(
        tuple(sorted(shares, key=lambda one: (-one.items, one.name))),
        len(material.homeless),
        tuple(sorted(homeless)[:NAMED]),
        inspection.pk in veil.rounds,
    )


def draw(
    inspection: Round,
    kind: PaperKind,
    bodies: Collection[int],
    user: User,
    *,
    at: datetime | None = None,
) -> list[Order]:
    """Draft orders to these bodies with everything of theirs that no order holds yet; the drafts
    of that kind waiting for a body take in what is new. What this person is yet to answer blind
    stays out. Nothing left: none.

    Raises OrderError for a round nobody has judged yet, and for who may not draft orders.
    """
    _check(inspection, user)
    moment = at or timezone.now()
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=inspection.pk)
        material = _sort(inspection, veil_of(user))
        wanted = {pk: material.problems[pk] for pk in bodies if pk in material.problems}
        known = {row.pk: row for row in Body.objects.filter(pk__in=wanted)}
        return [
            _draft(inspection, kind, known[pk], problems, material, (user, moment))
            for pk, problems in wanted.items()
        ]


def _check(inspection: Round, user: User) -> None:
    if inspection.office_id != user.office_id or not user.may(Right.WRITE_PAPERS):
        raise OrderError(
            f"{user.name}没有拟制整改单的权限；请由{roles_with(Right.WRITE_PAPERS)}办理"
        )
    if inspection.state not in ORDERABLE or inspection.imported:
        raise OrderError(f"“{inspection}”还没有判定完，不能下发整改单；请先完成判定")


def _sort(inspection: Round, veil: Veil, *, rounds_back: int = FURTHEST) -> _Sorted:
    problems = problems_of(inspection, veil)
    rows = RoundTarget.objects.filter(pk__in={one.target for one in problems})
    targets = {row.pk: row for row in rows.only("pk", "name", "sponsor_id")}
    published = {
        row.finding_id: row
        for row in SeenPublisher.objects.filter(
            finding__target__round=inspection, body__isnull=False
        ).exclude(name="")
    }
    by_body: dict[int, list[Problem]] = defaultdict(list)
    homeless = []
    for one in problems:
        seen = published.get(one.finding) if one.finding is not None else None
        body = seen.body_id if seen is not None else targets[one.target].sponsor_id
        if body is None:
            homeless.append(one)
        else:
            by_body[body].append(one)
    return _Sorted(
        by_body, homeless, targets, published, kinships(inspection, problems, rounds_back)
    )


def _share(
    pk: int, name: str, problems: list[Problem], material: _Sorted, *, is_drafted: bool
) -> Share:
    origins = Counter(material.kin[one].origin for one in problems)
    return Share(
        body=pk,
        name=name,
        items=len(problems),
        targets=len({one.target for one in problems}),
        vetoes=sum(one.is_veto for one in problems),
        still=origins[Origin.STILL],
        again=origins[Origin.AGAIN],
        by_publisher=sum(one.finding in material.published for one in problems),
        drafted=is_drafted,
    )


def _drafts(inspection: Round) -> QuerySet[Order]:
    return Order.objects.filter(
        round=inspection,
        state=OrderState.DRAFTED.value,
        parent__isnull=True,
        replaces__isnull=True,
    )


def _draft(
    inspection: Round,
    kind: PaperKind,
    body: Body,
    problems: list[Problem],
    material: _Sorted,
    said: tuple[User, datetime],
) -> Order:
    user, moment = said
    order = _drafts(inspection).filter(addressee=body, kind=kind.value).first()
    if order is None:
        order = Order.objects.create(
            office_id=inspection.office_id,
            round=inspection,
            addressee=body,
            addressee_name=body.name,
            kind=kind.value,
            drawn_at=moment,
            drawn_by=user,
        )
    OrderItem.objects.bulk_create(
        (_item(order, one, material, moment) for one in problems), batch_size=500
    )
    note_event(order, EventKind.DRAWN, user, moment, count=len(problems))
    detail = {"addressee": body.name, "kind": PAPER_LABELS[kind], "count": len(problems)}
    audit.append(user, "order.drawn", order, detail, at=moment)
    return order


def _item(order: Order, one: Problem, material: _Sorted, moment: datetime) -> OrderItem:
    seen = material.published.get(one.finding) if one.finding is not None else None
    kin = material.kin[one]
    return OrderItem(
        order=order,
        target_id=one.target,
        indicator=one.indicator,
        finding_id=one.finding,
        outcome_id=one.outcome,
        look_id=one.look,
        title=one.title,
        text_kind=one.text_kind,
        is_veto=one.is_veto,
        publisher=seen.name if seen is not None else "",
        origin=kin.origin.value,
        streak=kin.streak,
        opened_at=moment,
    )
