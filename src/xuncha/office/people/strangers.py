"""Tries under names behind which no login stands: bounded, and locked, as those of a login are.

Without this the lock itself would tell which names have a login. The counts are kept beside the
logins, so that every process of the installation counts as one. The oldest give way to new ones,
but none while it is locked: a lock that can be washed away would tell which names have a login.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from xuncha.office.deployment import deployment
from xuncha.office.people.models import StrangerTries
from xuncha.office.people.outside.matching import folded

MOST = 10_000
"""Names counted at a time beside the locked ones: anybody who reaches the login page can invent
more. A lock takes several tries and ends by itself, which bounds those."""


def is_locked(name: str, now: datetime) -> bool:
    """Whether repeated failures keep this name out at ``now``."""
    return StrangerTries.objects.filter(digest=_digest(name), locked_until__gt=now).exists()


def note_failure(name: str, now: datetime) -> None:
    """Count a try; the limit of the installation locks the name for a while."""
    limits = deployment()
    with transaction.atomic():
        known = StrangerTries.objects.select_for_update()
        row, _ = known.get_or_create(digest=_digest(name), defaults={"at": now})
        row.count, row.at = row.count + 1, now
        if row.count >= limits.login_failures:
            row.count = 0
            row.locked_until = now + timedelta(minutes=limits.login_lock_minutes)
        row.save()
    _forget_the_oldest(now)


@transaction.atomic
def _forget_the_oldest(now: datetime) -> None:
    open_rows = StrangerTries.objects.exclude(locked_until__gt=now)
    over = open_rows.count() - MOST
    if over > 0:
        free = open_rows.select_for_update(skip_locked=True).order_by("at", "pk")
        oldest = list(free.values_list("pk", flat=True)[:over])
        StrangerTries.objects.filter(pk__in=oldest).delete()


def _digest(name: str) -> str:
    """Names are not kept: what a person typed there may be a password."""
    return hashlib.sha256(folded(name).encode()).hexdigest()
