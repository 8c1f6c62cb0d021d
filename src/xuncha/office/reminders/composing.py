"""One message a person from the reminders nobody told them yet: counts, a day and the link."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from xuncha.engine.domain.windows import local_day
from xuncha.office.people.models import User
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.kinds import KIND_LABELS, ONE_THING, UNCOUNTED, Kind, MessageState
from xuncha.office.reminders.models import Contact, Message, Reminder
from xuncha.office.reminders.terms import terms

LINK = "reminders/"
NO_LINK = "请登录巡查系统办理"
_ORDER = list(Kind)


def compose(now: datetime, known: Installation) -> int:
    """Write the messages that may go out today; how many. In the quiet hours none.

    What was read in the office is not told again. What does not fit into the day's allowance waits
    for the next day, in one message with what came in between.
    """
    if terms().is_quiet(now):
        return 0
    untold = Reminder.objects.filter(
        ended_at__isnull=True, told_at__isnull=True, read_at__isnull=True, user__is_active=True
    )
    has_contact = Contact.objects.filter(ended_at__isnull=True).values("user_id")
    people = untold.filter(user_id__in=has_contact).values_list("user_id", flat=True).distinct()
    return sum(_compose_for(user_id, now, known) for user_id in people.order_by("user_id"))


def _compose_for(user_id: int, now: datetime, known: Installation) -> int:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user_id)
        rows = Reminder.objects.filter(
            user_id=user_id, ended_at__isnull=True, told_at__isnull=True, read_at__isnull=True
        )
        reminders = sorted(rows, key=lambda row: _ORDER.index(Kind(row.kind)))
        contacts = list(_contacts(user_id, now))
        if not reminders or not contacts:
            return 0
        text = text_of(reminders, known.site)
        for contact in contacts:
            write_to(contact, text, now)
        Reminder.objects.filter(pk__in=[row.pk for row in reminders]).update(told_at=now)
    return len(contacts)


def write_to(contact: Contact, text: str, now: datetime) -> Message:
    """The message, waiting to be sent."""
    row: Message = Message.objects.create(
        contact=contact,
        user_id=contact.user_id,
        channel=contact.channel,
        text=text,
        day=local_day(now),
        made_at=now,
        next_try_at=now,
    )
    return row


def allowance(user_id: int, now: datetime) -> int:
    """How many more messages a person may get today; one that did not go out counts for none."""
    today = Message.objects.filter(user_id=user_id, day=local_day(now))
    return max(0, terms().most_a_day - today.exclude(state=MessageState.FAILED).count())


def _contacts(user_id: int, now: datetime) -> Sequence[Contact]:
    """The person's contacts in their order, as many as the day still allows."""
    rows = Contact.objects.filter(user_id=user_id, ended_at__isnull=True)
    return list(rows[: allowance(user_id, now)])


def text_of(reminders: Sequence[Reminder], site: str) -> str:
    """What a message says: never more than counts, the nearest day and where to log in."""
    counted = [row for row in reminders if row.kind not in UNCOUNTED]
    parts = [_part(row) for row in counted]
    if len(counted) < len(reminders):
        parts.append(f"另{ONE_THING}" if parts else f"您{ONE_THING}")
    link = f"登录查看：{site.rstrip('/')}/{LINK}" if site else NO_LINK
    said = "；".join(parts)
    return f"【巡查】{f'您有{said}' if counted else said}。{link}"


def _part(row: Reminder) -> str:
    nearest = f"，最近的期限是{_day(row.due_on)}" if row.due_on and row.kind in _DATED else ""
    return f"{row.count}{KIND_LABELS[Kind(row.kind)]}{nearest}"


_DATED = frozenset({Kind.ORDER, Kind.ORDER_NEAR, Kind.CONTEST})


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
