"""Bringing the standing reminders in line with what waits now."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.working_days import UnknownYearError, working_days_between
from xuncha.office.people.models import Office, User
from xuncha.office.reminders.kinds import Kind
from xuncha.office.reminders.models import Reminder
from xuncha.office.reminders.terms import terms
from xuncha.office.reminders.waiting import Waiting, waiting_in


def raise_reminders(now: datetime) -> int:
    """End what no longer waits and raise what is new, more, nearer, or due to be told again.

    How many were raised; a second run at the same moment raises none.
    """
    today = local_day(now)
    wanted: dict[int, dict[Kind, Waiting]] = defaultdict(dict)
    for office in Office.objects.select_related("keeper"):
        for one in waiting_in(office, today):
            wanted[one.user_id][one.kind] = _joined(wanted[one.user_id].get(one.kind), one)
    standing = Reminder.objects.filter(ended_at__isnull=True).values_list("user_id", flat=True)
    touched = {*wanted, *standing}
    return sum(_bring(user_id, wanted.get(user_id, {}), now) for user_id in sorted(touched))


def _joined(known: Waiting | None, one: Waiting) -> Waiting:
    """What waits for a person in two offices is one reminder."""
    if known is None:
        return one
    days = [day for day in (known.due_on, one.due_on) if day is not None]
    return Waiting(one.user_id, one.kind, known.count + one.count, min(days, default=None))


def _bring(user_id: int, wanted: Mapping[Kind, Waiting], now: datetime) -> int:
    raised = 0
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user_id)
        rows = Reminder.objects.filter(user_id=user_id, ended_at__isnull=True)
        standing = {Kind(row.kind): row for row in rows}
        for kind in {*wanted, *standing}:
            row, one = standing.get(kind), wanted.get(kind)
            is_new = one is not None and (row is None or _is_news(row, one, local_day(now)))
            if row is not None and (one is None or is_new):
                row.ended_at = now
                row.save(update_fields=["ended_at"])
            if one is not None and is_new:
                _raise(one, now)
                raised += 1
            elif row is not None and one is not None:
                _follow(row, one)
    return raised


def _raise(one: Waiting, now: datetime) -> None:
    Reminder.objects.create(
        user_id=one.user_id,
        kind=one.kind.value,
        told=one.count,
        count=one.count,
        due_on=one.due_on,
        raised_at=now,
    )


def _follow(row: Reminder, one: Waiting) -> None:
    """Fewer than before is no news: the figures follow."""
    if (row.count, row.due_on) != (one.count, one.due_on):
        row.count, row.due_on = one.count, one.due_on
        row.save(update_fields=["count", "due_on"])


def _is_news(row: Reminder, one: Waiting, today: date) -> bool:
    if one.count > row.told:
        return True
    if one.due_on is not None and row.due_on is not None and one.due_on < row.due_on:
        return True
    repeat = terms().repeat_days[one.kind]
    return bool(repeat) and _days_since(local_day(row.raised_at), today) >= repeat


def _days_since(first: date, today: date) -> int:
    """Working days, plain days where the calendar does not reach."""
    try:
        return working_days_between(first, today)
    except UnknownYearError:
        return (today - first).days
