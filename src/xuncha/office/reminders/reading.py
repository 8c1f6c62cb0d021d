"""What a person sees of their reminders, and what the system's administrator of what was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from xuncha.office.people.models import User
from xuncha.office.reminders.channels import all_channels
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.kinds import MessageState
from xuncha.office.reminders.models import Contact, Message, Reminder
from xuncha.office.reminders.terms import terms

NOT_ARRIVED = (MessageState.FAILED, MessageState.UNSURE)


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """How a channel fared in the days listed: messages sent, failed, unsure, waiting."""

    label: str
    host: str
    is_set_up: bool
    sent: int
    failed: int
    unsure: int
    waiting: int
    last_sent_at: datetime | None


def unread(user: User) -> int:
    """How many standing reminders a person has not read."""
    return int(_standing(user).filter(read_at__isnull=True).count())


def standing(user: User) -> QuerySet[Reminder]:
    """What waits for a person now, the unread first."""
    return _standing(user).order_by("read_at", "-raised_at", "-id")


def past(user: User, now: datetime) -> QuerySet[Reminder]:
    """What no longer waits, of the days that are listed."""
    since = now - timedelta(days=terms().kept_days)
    return Reminder.objects.visible_to(user).filter(ended_at__isnull=False, raised_at__gte=since)


def mark_read(rows: QuerySet[Reminder], now: datetime) -> int:
    """Mark the unread of these rows read; how many."""
    return int(rows.filter(read_at__isnull=True).update(read_at=now))


def contacts_of(user: User) -> Iterable[Contact]:
    """Where a person is told, in order, each with its newest message as ``newest`` or None."""
    rows = list(Contact.objects.visible_to(user).filter(ended_at__isnull=True))
    newest = Message.objects.filter(contact__in=rows).values("contact").annotate(pk=Max("pk"))
    found = Message.objects.filter(pk__in=[one["pk"] for one in newest])
    by_contact = {message.contact_id: message for message in found}
    for row in rows:
        row.newest = by_contact.get(row.pk)
        row.label = label_of(row.channel)
    return rows


def label_of(channel: str) -> str:
    """The Chinese name of a channel; its own where it is no longer known."""
    known = all_channels().get(channel)
    return known.label if known else channel


def not_arrived(user: User, now: datetime) -> QuerySet[Message]:
    """Messages of the days listed that did not arrive for sure, to who runs the system."""
    since = now - timedelta(days=terms().kept_days)
    rows = Message.objects.visible_to(user).filter(state__in=NOT_ARRIVED, made_at__gte=since)
    return rows.select_related("user", "contact")


def channel_reports(user: User, known: Installation, now: datetime) -> list[ChannelReport]:
    """Every channel with its messages of the days listed; only who runs the system sees any."""
    since = now - timedelta(days=terms().kept_days)
    rows = Message.objects.visible_to(user).filter(made_at__gte=since).order_by()
    counts: Mapping[str, dict[str, object]] = {
        row["channel"]: row
        for row in rows.values("channel").annotate(
            sent=Count("pk", filter=Q(state=MessageState.SENT)),
            failed=Count("pk", filter=Q(state=MessageState.FAILED)),
            unsure=Count("pk", filter=Q(state=MessageState.UNSURE)),
            waiting=Count("pk", filter=Q(state__in=(MessageState.PENDING, MessageState.SENDING))),
            last_sent_at=Max("done_at", filter=Q(state=MessageState.SENT)),
        )
    }
    none = {"sent": 0, "failed": 0, "unsure": 0, "waiting": 0, "last_sent_at": None}
    return [
        ChannelReport(
            label=channel.label,
            host=channel.host(known) if channel.is_set_up(known) else "",
            is_set_up=channel.is_set_up(known),
            **{name: counts.get(channel.name, none)[name] for name in none},  # type: ignore[arg-type]
        )
        for channel in all_channels().values()
    ]


def _standing(user: User) -> QuerySet[Reminder]:
    return Reminder.objects.visible_to(user).filter(ended_at__isnull=True)
