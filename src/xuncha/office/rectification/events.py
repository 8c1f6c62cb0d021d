"""What happened to orders, written down as dated facts beside the audit row of the act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.rectification.models import Order, OrderEvent
from xuncha.office.rectification.states import EventKind


def note_event(
    order: Order, kind: EventKind, user: User, moment: datetime, **more: object
) -> OrderEvent:
    """The event, appended."""
    row = OrderEvent(order=order, kind=kind.value, at=moment, by=user, by_name=user.name, **more)
    row.save(force_insert=True)
    return row


def note_act(
    order: Order,
    kind: EventKind,
    said: tuple[User, datetime],
    detail: Mapping[str, Any],
    **more: Any,
) -> OrderEvent:
    """The event together with its audit row, for acts that are no change of state."""
    user, moment = said
    row = note_event(order, kind, user, moment, **more)
    audit.append(user, f"order.{kind.value}", order, {"order": str(order), **detail}, at=moment)
    return row
