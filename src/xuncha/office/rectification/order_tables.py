"""Tables of what is asked of bodies: orders, their items, what happened to them."""

from typing import Any, ClassVar, Self

from django.db import models

from xuncha.engine.domain.words import LABELS, TextErrorKind
from xuncha.office.casework.models import FindingRecord, HandLook, OutcomeRecord, Round, RoundTarget
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import (
    AppendOnly,
    AppendOnlyQuerySet,
    TenantQuerySet,
    rows_through,
)
from xuncha.office.rectification.states import (
    EVENT_LABELS,
    ITEM_LABELS,
    ORDER_LABELS,
    ORIGIN_LABELS,
    OUT,
    PAPER_LABELS,
    EventKind,
    ItemState,
    OrderState,
    Origin,
    PaperKind,
)
from xuncha.office.registry.models import Body

SEES = Right.SEE_PAPERS


def sent_out(rows: TenantQuerySet, user: Any, order: str) -> Any:
    """The rows without those of orders another office, or the user's own without the right to its
    papers, has not sent out: nobody reads a draft that is addressed to them."""
    out = models.Q(**{f"{order}state__in": OUT})
    if user.is_authenticated and user.may(SEES):
        out |= models.Q(**{f"{order}office_id": user.office_id})
    return rows.filter(out)


class OrderRows(TenantQuerySet):
    """Orders and what hangs on them; ``order`` leads from the row to its order."""

    order: ClassVar[str] = ""

    def visible_to(self, user: Any) -> Self:
        """The user's own office's, and those sent out to the body the user answers for."""
        return sent_out(super().visible_to(user), user, self.order)


class ItemRows(OrderRows):
    """Rows of items."""

    order = "order__"


class ContestRows(OrderRows):
    """Rows of contests."""

    order = "item__order__"


class OrderHistory(AppendOnlyQuerySet):
    """History of orders; ``order`` leads from the row to its order."""

    order: ClassVar[str] = "order__"

    def visible_to(self, user: Any) -> Self:
        """The user's own office's, and that of orders sent out to the user's body."""
        return sent_out(super().visible_to(user), user, self.order)


class ItemHistory(OrderHistory):
    """History of items."""

    order = "item__order__"


class Order(models.Model):
    """An order 整改单: items of one round sent to one body.

    ``number``, ``year`` and ``serial`` are given when it is issued (empty and null before).
    ``due_on`` is the day that counts, ``first_due_on`` what it was before any extension.
    ``parent`` is the order this one was forwarded from; such an order is answered to the parent's
    addressee. ``replaces`` is the order to the wrong body this one was sent instead of.
    ``signatory`` is the name under the paper, ``text`` what a person wrote on it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="orders")
    round = models.ForeignKey(Round, models.PROTECT, related_name="orders")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="forwarded")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    addressee = models.ForeignKey(Body, models.PROTECT, related_name="orders")
    addressee_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=choices(PaperKind, PAPER_LABELS))
    number = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    signatory = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=20, choices=choices(OrderState, ORDER_LABELS), default=OrderState.DRAFTED.value
    )

    objects = rows_through("office", OrderRows, right=SEES, body_path="addressee")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["office", "kind", "year", "serial"],
                condition=models.Q(parent__isnull=True),
                name="order_number_once",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~models.Q(state="withdrawn"),
                name="order_replaced_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "state", "due_on"], name="order_state_due"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()}（未编号，{self.addressee_name}）"


class OrderItem(models.Model):
    """One item of an order: a finding, or what stands on an indicator of a target as a whole.

    Exactly one of ``finding``, ``outcome``, ``look`` says what. ``is_veto``: the target failed by
    its row when the item was drawn. ``streak`` counts the rounds in a
    row, this one included, that had the item (未整改) or one of its kind (同类反复). ``opened_at``
    is when the body was last asked: only a reply since then answers. ``parent`` is the item this
    one was forwarded from, ``replaces`` the one of the order to the wrong body.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="forwarded")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    finding = models.ForeignKey(FindingRecord, models.PROTECT, null=True, related_name="+")
    outcome = models.ForeignKey(OutcomeRecord, models.PROTECT, null=True, related_name="+")
    look = models.ForeignKey(HandLook, models.PROTECT, null=True, related_name="+")
    title = models.TextField()
    text_kind = models.CharField(max_length=20, blank=True, choices=choices(TextErrorKind, LABELS))
    is_veto = models.BooleanField(default=False)
    publisher = models.CharField(max_length=120, blank=True)
    origin = models.CharField(
        max_length=10, choices=choices(Origin, ORIGIN_LABELS), default=Origin.NEW.value
    )
    streak = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=choices(ItemState, ITEM_LABELS), default=ItemState.OPEN.value
    )

    objects = rows_through("order__office", ItemRows, right=SEES, body_path="order__addressee")

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(finding__isnull=False, outcome__isnull=True, look__isnull=True)
                | models.Q(finding__isnull=True, outcome__isnull=False, look__isnull=True)
                | models.Q(finding__isnull=True, outcome__isnull=True, look__isnull=False),
                name="item_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing],
                    condition=models.Q(parent__isnull=True, replaces__isnull=True)
                    & ~models.Q(state="withdrawn"),
                    name=f"item_{thing}_once",
                )
                for thing in ("finding", "outcome", "look")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "state"], name="item_order_state"),
        ]

    def __str__(self) -> str:
        return self.title


class OrderEvent(AppendOnly):
    """What happened to an order, and when. ``body`` is who acted or to whom it went; ``due_on``
    the day asked for or granted; ``on_behalf`` an act the office recorded for the body."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=choices(EventKind, EVENT_LABELS))
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    on_behalf = models.BooleanField(default=False)

    objects = rows_through("order__office", OrderHistory, right=SEES, body_path="order__addressee")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "kind"], name="event_order_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"


class SeenPublisher(models.Model):
    """Who the page of a finding says wrote it: ``name`` as it stands there (empty: it says
    nobody), ``body`` that one in the register, null where the register has none of that name.
    ``label`` is the meta label it was read from."""

    finding = models.OneToOneField(FindingRecord, models.PROTECT, related_name="seen_publisher")
    name = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=60, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")

    objects = rows_through("finding__target__round__office", right=SEES)

    def __str__(self) -> str:
        return self.name
