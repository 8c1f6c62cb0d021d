"""The forms sent a moment ago, so that a double click does its work once."""

from datetime import datetime, timedelta

from xuncha.office.people.models import SentForm, User

MOMENT = timedelta(seconds=60)
"""How long a form is remembered: two clicks, or a browser asking again that got no answer."""


def claim(digest: str, by: User, now: datetime) -> bool:
    """Whether this form was not sent a moment ago; from now on it was. Forgets older ones."""
    SentForm.objects.filter(at__lt=now - MOMENT).delete()
    return SentForm.objects.get_or_create(digest=digest, defaults={"by": by, "at": now})[1]


def release(digest: str) -> None:
    """Let a form be sent again: what it asked for was not done."""
    SentForm.objects.filter(digest=digest).delete()
