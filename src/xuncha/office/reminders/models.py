"""Tables of the room reminders: what a person was told, where they are told, what was sent."""

from typing import Any, ClassVar, Self

from django.db import models

from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import TenantQuerySet, rows_through
from xuncha.office.reminders.kinds import KIND_LABELS, MESSAGE_LABELS, Kind, MessageState


class OwnRows(TenantQuerySet):
    """Rows of one person, which nobody else sees whatever the role."""

    def visible_to(self, user: Any) -> Self:
        """The user's own rows; none for strangers and inactive users."""
        return super().visible_to(user).filter(user_id=user.pk)


class Reminder(models.Model):
    """Something that waits for a person. One of a kind stands at a time, until ``ended_at``.

    ``told`` is the count when it was raised, ``count`` what waits now, ``due_on`` the nearest day.
    ``told_at`` is when it went into messages.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=20, choices=choices(Kind, KIND_LABELS))
    told = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    due_on = models.DateField(null=True)
    raised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = rows_through("user__office", OwnRows, right=None)

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="reminder_stands_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["user"],
                condition=models.Q(ended_at__isnull=True, read_at__isnull=True),
                name="reminder_unread",
            ),
            models.Index(fields=["user", "raised_at"], name="reminder_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.get_kind_display()}"


class Contact(models.Model):
    """Where a person wants to be told: a channel and a sealed address. ``shown`` is what may be
    read of it again; ``ended_at`` when it was taken back."""

    user = models.ForeignKey(User, models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=20)
    sealed = models.TextField()
    shown = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = rows_through("user__office", OwnRows, right=None)

    class Meta:
        ordering: ClassVar[list[str]] = ["user", "place", "id"]

    def __str__(self) -> str:
        return f"{self.channel} {self.shown}"


class Message(models.Model):
    """One message to one contact. ``day`` is the day it counts for, ``next_try_at`` not before when
    it is tried; ``failure`` says in Chinese why it did not go out."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="messages")
    user = models.ForeignKey(User, models.PROTECT, related_name="messages")
    channel = models.CharField(max_length=20)
    text = models.TextField()
    day = models.DateField()
    state = models.CharField(
        max_length=20,
        choices=choices(MessageState, MESSAGE_LABELS),
        default=MessageState.PENDING.value,
    )
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = rows_through("user__office", right=Right.RUN_SYSTEM)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_try_at"], name="message_due"),
            models.Index(fields=["user", "day"], name="message_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
