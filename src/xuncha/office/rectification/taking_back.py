"""Taking a problem back in its round: what an upheld contest means for findings and verdicts."""

from datetime import datetime

from xuncha.engine.domain.words import Judge, Result
from xuncha.office.casework import decisions
from xuncha.office.casework.decisions import Look
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import FindingRecord, OutcomeRecord
from xuncha.office.casework.standing import of_standing
from xuncha.office.casework.states import CLOSED_STATES, Standing
from xuncha.office.people.models import User
from xuncha.office.rectification.models import OrderItem


def take_back(item: OrderItem, user: User, reason: str, moment: datetime) -> bool:
    """Dismiss what the item stands on, by name and reason; whether the round took it. A closed
    round takes nothing: its verdicts stay as they were frozen."""
    inspection = item.order.round
    inspection.refresh_from_db(fields=["state"])
    if inspection.state in CLOSED_STATES:
        return False
    if item.finding is not None:
        decisions.dismiss(item.finding, user, reason, at=moment)
        _count_anew(item, item.finding, user, reason, moment)
    elif item.outcome is not None:
        decisions.dismiss(item.outcome, user, reason, at=moment)
    else:
        look = Look(item.indicator, Result.CLEAR, reason)
        decisions.look_by_hand(item.target, look, user, at=moment)
    return True


def _count_anew(
    item: OrderItem, finding: FindingRecord, user: User, reason: str, moment: datetime
) -> None:
    """Where the machine decides a row alone, dismissing one finding changes nothing by itself: a
    look by hand says how many are left, and whether that still is a hit."""
    row = book_of(item.order.round).row(item.indicator)
    if row is None or row.judge is not Judge.AUTO:
        return
    outcome = OutcomeRecord.objects.filter(target=item.target, indicator=item.indicator).first()
    if outcome is None or outcome.result != Result.HIT:
        return
    left = outcome.count - sum(one.place_count for one in _dismissed(item))
    holds = row.condition.holds(left) if row.condition is not None else left > 0
    result = Result.HIT if holds else Result.CLEAR
    look = Look(item.indicator, result, reason, count=max(left, 0))
    decisions.look_by_hand(item.target, look, user, at=moment)


def _dismissed(item: OrderItem) -> list[FindingRecord]:
    rows = FindingRecord.objects.filter(target=item.target, indicator=item.indicator)
    return list(of_standing(rows, Standing.DISMISSED))
