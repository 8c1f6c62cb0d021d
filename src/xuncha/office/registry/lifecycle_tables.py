"""The table of a target's life cycle: dated events with their documents, appended only."""

from typing import ClassVar

from django.db import models

from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through
from xuncha.office.registry.words import LIFECYCLE_LABELS, LifecycleKind


class LifecycleEvent(AppendOnly):
    """What happens to a site or an account from a day on, and by which document.

    ``until`` is the last day, null where nothing ends. ``successor`` is the code a merged target
    goes on under. ``before`` and ``after`` are what a change changed, by the heads of the register
    file. A row that ``withdraws`` another one says that it never held, and nothing else.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="lifecycle_events")
    site = models.ForeignKey("registry.Site", models.PROTECT, null=True, related_name="events")
    account = models.ForeignKey(
        "registry.Account", models.PROTECT, null=True, related_name="events"
    )
    kind = models.CharField(max_length=20, choices=choices(LifecycleKind, LIFECYCLE_LABELS))
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    successor = models.CharField(max_length=60, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawal")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["-since", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(site__isnull=True, account__isnull=False)
                | models.Q(site__isnull=False, account__isnull=True),
                name="lifecycle_of_one_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"
