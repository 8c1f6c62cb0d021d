"""The bell: how many reminders a person has not read, and what to call them."""

from typing import Any

from django import template

from xuncha.office.reminders.kinds import KIND_LABELS, ONE_THING, UNCOUNTED, Kind
from xuncha.office.reminders.models import Message, Reminder
from xuncha.office.reminders.reading import label_of, unread

register = template.Library()


@register.simple_tag
def unread_reminders(user: Any) -> int:
    """How many standing reminders the user has not read; 0 for strangers."""
    return unread(user) if user.is_authenticated else 0


@register.filter
def reminder_words(reminder: Reminder) -> str:
    """What waits, with its count where it may be counted."""
    if reminder.kind in UNCOUNTED:
        return f"您{ONE_THING}"
    return f"{reminder.count} {KIND_LABELS[Kind(reminder.kind)]}"


@register.filter
def channel_word(message: Message) -> str:
    """The Chinese name of a message's channel."""
    return label_of(message.channel)
