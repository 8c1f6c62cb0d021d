"""Tries under names behind which no login stands: bounded, and locked, as those of a login are.

Without this the lock itself would tell which names have a login. The counts are kept in the
process alone and the oldest give way to new ones: nobody is asked about such a name, so a lost
count opens nothing.
"""

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache

from xuncha.office.deployment import deployment
from xuncha.office.people.outside.matching import folded


def is_locked(name: str, now: datetime) -> bool:
    """Whether repeated failures keep this name out at ``now``."""
    _, until = _kept(name)
    return until is not None and now < until


def note_failure(name: str, now: datetime) -> None:
    """Count a try; the limit of the installation locks the name for a while."""
    limits = deployment()
    count, until = _kept(name)
    count += 1
    if count >= limits.login_failures:
        count, until = 0, now + timedelta(minutes=limits.login_lock_minutes)
    cache.set(_key(name), (count, until), timeout=None)


def _kept(name: str) -> tuple[int, datetime | None]:
    found: tuple[int, datetime | None] = cache.get(_key(name), (0, None))
    return found


def _key(name: str) -> str:
    """Names are not kept: what a person typed there may be a password."""
    return f"stranger-{hashlib.sha256(folded(name).encode()).hexdigest()}"
