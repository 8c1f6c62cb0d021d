"""Deciding an incident: one decision of a named person for all its sites, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.casework.decisions import check_round_open
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.incident_tables import CAUSE_LABELS, Cause, Incident, IncidentDecision
from xuncha.office.casework.incident_weighing import decision_of
from xuncha.office.people import audit
from xuncha.office.people.models import User

ALWAYS = {Cause.SITE: True, Cause.OWN_NETWORK: False}
"""What is never a person's choice: a site's own fault counts, a look we could not make does not."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says of an incident: whose fault, whether the failed looks count, why."""

    cause: Cause
    counts: bool
    reason: str


def decide(
    incident: Incident,
    saying: Saying,
    user: User,
    *,
    replayed: bool = False,
    at: datetime | None = None,
) -> IncidentDecision:
    """The standing decision on an incident; the same said twice leaves one row.

    Raises DecisionError without a reason, for a choice that makes no sense, for a person without
    the right, in a closed round, and for an incident that no longer stands.
    """
    _check_reason(saying.reason)
    forced = ALWAYS.get(saying.cause)
    if forced is not None and saying.counts != forced:
        which = "不能不计入" if forced else "不能计入网站的失败"
        raise DecisionError(
            f"认定为{CAUSE_LABELS[saying.cause]}的，这些次数{which}；请改选后再提交"
        )
    with transaction.atomic():
        _check(incident, user)
        last = decision_of(incident)
        said = (saying.cause.value, saying.counts, saying.reason, user.pk)
        if last is not None and said == (last.cause, last.counts, last.reason, last.by_id):
            return last
        row = IncidentDecision(
            incident=incident,
            cause=saying.cause.value,
            counts=saying.counts,
            reason=saying.reason,
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
            replayed=replayed,
        )
        row.save(force_insert=True)
        detail = {
            "incident": incident.number,
            "cause": saying.cause.value,
            "counts": saying.counts,
            "targets": incident.parts.count(),
            "reason": saying.reason,
            "replayed": replayed,
        }
        audit.append(user, "incident.decided", row, detail, at=at)
        return row


def withdraw(
    incident: Incident, user: User, reason: str, *, at: datetime | None = None
) -> IncidentDecision:
    """Take the standing decision back: the incident waits again. DecisionError where none stands,
    and as for ``decide``."""
    _check_reason(reason)
    with transaction.atomic():
        _check(incident, user)
        if decision_of(incident) is None:
            raise DecisionError(f"{incident}还没有认定，不必撤回")
        row = IncidentDecision(
            incident=incident,
            is_withdrawn=True,
            reason=reason,
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"incident": incident.number, "reason": reason}
        audit.append(user, "incident.withdrawn", row, detail, at=at)
        return row


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise DecisionError("没有写理由；请写明依据，例如平台的故障说明或维护公告")


def _check(incident: Incident, user: User) -> None:
    check_round_open(incident.round, str(incident), user)
    standing = Incident.objects.select_for_update().values_list("is_current", flat=True)
    if not standing.get(pk=incident.pk):
        raise DecisionError(f"{incident}已随新的拨测记录变化；请刷新页面，按新的事件认定")
