"""Who works on what in the queue: having a cluster open, putting it off, handing it to somebody,
and proposing what one may not decide."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xuncha.office.casework.decisions import check_round_open
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import Cluster, ProposedDecision
from xuncha.office.casework.review_limits import review_limits
from xuncha.office.casework.states import CLOSED_STATES, DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right, roles_with


def claim(cluster: Cluster, user: User, now: datetime) -> bool:
    """Keep a cluster for a person who has it open; False while somebody else has it.

    Nobody is locked out for longer than the minutes of the limits. Of two callers one gets it. A
    claim is no audited act.
    """
    free = Q(claimed_by=None) | Q(claimed_by=user) | Q(claimed_until__lte=now)
    until = now + timedelta(minutes=review_limits().claim_minutes)
    won = Cluster.objects.filter(free, pk=cluster.pk).update(claimed_by=user, claimed_until=until)
    if won:
        cluster.claimed_by, cluster.claimed_until = user, until
    return bool(won)


def release(user: User, keep: int | None = None) -> None:
    """Give back what a person had open, except the cluster ``keep``."""
    Cluster.objects.filter(claimed_by=user).exclude(pk=keep).update(
        claimed_by=None, claimed_until=None
    )


def check_free(cluster: Cluster, user: User, now: datetime) -> None:
    """Raise DecisionError while somebody else has the cluster open."""
    if cluster.claimed_by_id in (None, user.pk) or cluster.claimed_until is None:
        return
    if cluster.claimed_until > now:
        until = f"{timezone.localtime(cluster.claimed_until):%H:%M}"
        raise DecisionError(
            f"{cluster.claimed_by}正在认定这一组，最迟 {until} 放开；请先处理下一组"
        )


def put_off(cluster: Cluster, user: User, until: date, today: date) -> None:
    """Put a cluster aside until a day; ``until`` not after today brings it back."""
    with transaction.atomic():
        check_round_open(cluster.round, cluster.title, user)
        day = until if until > today else None
        Cluster.objects.filter(pk=cluster.pk).update(
            put_off_until=day, claimed_by=None, claimed_until=None
        )
        detail = {"cluster": cluster.key, "put_off": day.isoformat() if day else ""}
        audit.append(user, "queue.put_off", cluster, detail)


def assign(cluster: Cluster, user: User, to: User | None) -> None:
    """Hand a cluster to a person who may decide; None hands it to nobody."""
    with transaction.atomic():
        check_round_open(cluster.round, cluster.title, user)
        if to is not None and (to.office_id != user.office_id or not to.may(Right.DECIDE)):
            raise DecisionError(f"只能分派给本单位的{roles_with(Right.DECIDE)}")
        Cluster.objects.filter(pk=cluster.pk).update(
            assigned_to=to, claimed_by=None, claimed_until=None
        )
        detail = {"cluster": cluster.key, "assigned": to.name if to else ""}
        audit.append(user, "queue.assigned", cluster, detail)


def assignees(user: User) -> list[User]:
    """Whom a cluster may be handed to: those of the office who may decide, by name."""
    people = User.objects.filter(office_id=user.office_id, is_active=True).order_by("name", "pk")
    return [one for one in people if one.may(Right.DECIDE)]


def propose(cluster: Cluster, user: User, verb: DecisionVerb, reason: str) -> ProposedDecision:
    """What a person who may not decide thinks of a cluster. It never counts. DecisionError without
    the right, without a reason, and in a closed round."""
    if cluster.round.office_id != user.office_id or not user.may(Right.PROPOSE):
        raise DecisionError(f"提出建议须是本单位的{roles_with(Right.PROPOSE)}")
    if verb not in (DecisionVerb.CONFIRM, DecisionVerb.DISMISS) or not reason.strip():
        raise DecisionError("请选择建议确认或排除，并写明理由")
    if cluster.round.state in CLOSED_STATES or cluster.round.imported:
        raise DecisionError(f"“{cluster.round}”已定稿，不再接受建议")
    with transaction.atomic():
        row = ProposedDecision(
            cluster=cluster,
            verb=verb,
            reason=reason.strip(),
            by=user,
            by_name=user.name,
            at=timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"cluster": cluster.key, "verb": verb.value, "reason": row.reason}
        audit.append(user, "queue.proposed", row, detail)
        return row
