"""Tables of what bodies answer and what becomes of it: replies, files, contests, second looks."""

from typing import ClassVar

from django.db import models

from xuncha.engine.domain.words import LABELS, UnableClass
from xuncha.office.casework.models import FindingRecord, Round
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through
from xuncha.office.rectification.order_tables import (
    SEES,
    ContestRows,
    ItemHistory,
    Order,
    OrderHistory,
    OrderItem,
)
from xuncha.office.rectification.states import (
    CONTEST_LABELS,
    SAYS_LABELS,
    SEEN_LABELS,
    ContestState,
    Says,
    Seen,
)


class Reply(AppendOnly):
    """What a body says of one item. The newest counts, once the order is submitted.

    ``wanted_on`` is the day asked for where it needs time. ``passed_from`` is the reply of the
    body below that was passed on unchanged; its files count as this one's.
    """

    item = models.ForeignKey(OrderItem, models.PROTECT, related_name="replies")
    says = models.CharField(max_length=20, choices=choices(Says, SAYS_LABELS))
    text = models.TextField(blank=True)
    wanted_on = models.DateField(null=True)
    passed_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)

    objects = rows_through(
        "item__order__office", ItemHistory, right=SEES, body_path="item__order__addressee"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.says}"


class EvidenceFile(AppendOnly):
    """A file a body put to an order, or to one reply. Its bytes lie in the working folder under
    their digest. ``is_sealed`` marks a scan with a seal: it closes nothing by itself."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="files")
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="files")
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    is_sealed = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("order__office", OrderHistory, right=SEES, body_path="order__addressee")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name


class Contest(models.Model):
    """A body contests an item. ``due_on`` is the last working day to rule on it; None where the
    calendar does not reach."""

    item = models.ForeignKey(OrderItem, models.PROTECT, related_name="contests")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    state = models.CharField(
        max_length=20,
        choices=choices(ContestState, CONTEST_LABELS),
        default=ContestState.OPEN.value,
    )
    reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_verdict = models.BooleanField(default=False)

    objects = rows_through(
        "item__order__office", ContestRows, right=SEES, body_path="item__order__addressee"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="open"), name="contest_open_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_on"], name="contest_state_due"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"


class Overrule(AppendOnly):
    """An approver lets a veto count at freezing although its contest is open, and says why."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="overrule")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("contest__item__order__office", AppendOnlyQuerySet, right=SEES)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.contest_id}"


class SecondLook(AppendOnly):
    """What a second look showed of an item. ``is_machine`` tells the machine's from a person's.

    ``looked_at`` is the moment looked at; ``round`` the later round it comes from, ``bundle`` the
    bundle, ``finding`` the finding that shows the item again. ``evidence`` is JSON of Evidence.
    """

    item = models.ForeignKey(OrderItem, models.PROTECT, related_name="looks")
    seen = models.CharField(max_length=20, choices=choices(Seen, SEEN_LABELS))
    unable_class = models.CharField(max_length=20, blank=True, choices=choices(UnableClass, LABELS))
    reason = models.TextField()
    evidence = models.JSONField(default=list)
    is_machine = models.BooleanField()
    looked_at = models.DateTimeField()
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    finding = models.ForeignKey(FindingRecord, models.PROTECT, null=True, related_name="+")
    bundle = models.TextField(blank=True)
    manifest_digest = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through(
        "item__order__office", ItemHistory, right=SEES, body_path="item__order__addressee"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.seen}"
