"""Logging in: one-time passwords, the doors, and a lock after repeated failures."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from xuncha.office.deployment import deployment
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.outside.installation import Door, has_doors
from xuncha.office.people.roles import Role


def issue_one_time_password(user: User, by: User | None = None) -> str:
    """A fresh password that opens one login. Any password before it stops working. ``by`` is who
    issued it, None for the command line of the installation."""
    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        user.set_password(password)
        user.password_once = True
        user.failed_logins = 0
        user.locked_until = None
        user.save()
        audit.append(by or user, "login.one_time_password_issued", user, {"name": user.name})
    return password


def has_own_password(user: User) -> bool:
    """Whether a password kept here lets this person in. Where an installation has outside doors
    only the system administrator keeps one, for the day the outside service fails."""
    return not has_doors() or user.role == Role.SYSTEM_ADMIN


def is_locked(user: User, now: datetime) -> bool:
    """Whether repeated failures keep this user out at ``now``."""
    return user.locked_until is not None and now < user.locked_until


def note_failure(user: User, now: datetime) -> None:
    """Count a wrong password; the limit of the installation locks the user for a while."""
    limits = deployment()
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.failed_logins += 1
        if row.failed_logins >= limits.login_failures:
            row.failed_logins = 0
            row.locked_until = now + timedelta(minutes=limits.login_lock_minutes)
            audit.append(row, "login.locked", row, at=now)
        row.save(update_fields=["failed_logins", "locked_until"])


def claim(user: User, now: datetime) -> bool:
    """Record a login whose password was right; a one-time password is used up by it.

    False when another login used the same one-time password first.
    """
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.password != user.password:
            return False
        was_once = row.password_once
        row.failed_logins = 0
        row.locked_until = None
        if was_once:
            row.password_once = False
            row.set_unusable_password()
        row.save()
        emergency = {"emergency": True} if has_doors() else {}
        audit.append(row, "login", row, {"one_time_password": was_once, **emergency}, at=now)
    user.refresh_from_db()
    return True


def enter(user: User, door: Door, now: datetime) -> bool:
    """Record a login of a person an outside door vouched for. False when the login was closed or
    locked meanwhile."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if not row.is_active or is_locked(row, now):
            return False
        row.failed_logins = 0
        row.locked_until = None
        row.save(update_fields=["failed_logins", "locked_until"])
        audit.append(row, "login", row, {"door": door.value}, at=now)
    user.refresh_from_db()
    return True
