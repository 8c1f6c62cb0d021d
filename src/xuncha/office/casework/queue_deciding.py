"""Deciding a cluster at once, and taking such a decision back at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xuncha.office.casework import blind_review
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.casework.decisions import check_round_open
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import Cluster, Decision, DecisionBatch, FindingRecord
from xuncha.office.casework.queue_dealing import check_free
from xuncha.office.casework.standing import restand
from xuncha.office.casework.states import DECISION_LABELS, DecisionVerb, Standing
from xuncha.office.people import audit
from xuncha.office.people.models import User


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person says of a cluster.

    ``upto`` is the newest finding they were shown: what came in later still waits. ``only`` are
    the findings meant when a cluster is decided apart, decided ones among them; empty: all that
    wait. ``is_last``: nobody sees it a second time.
    """

    verb: DecisionVerb
    reason: str = ""
    upto: int | None = None
    only: tuple[int, ...] = ()
    is_last: bool = False


def decide(
    cluster: Cluster, saying: Saying, user: User, *, at: datetime | None = None
) -> DecisionBatch:
    """One decision on the findings of a cluster: a row for each, one batch, one audit row.

    Raises DecisionError without a reason to dismiss, where nothing of it waits for this person,
    while somebody else has the cluster open, and as ``check_round_open`` does.
    """
    if saying.verb is DecisionVerb.DISMISS and not saying.reason.strip():
        raise DecisionError("排除没有写理由；请选择或写明为什么不是问题")
    now = at or timezone.now()
    with transaction.atomic():
        check_round_open(cluster.round, cluster.title, user)
        held = Cluster.objects.select_for_update().get(pk=cluster.pk)
        check_free(held, user, now)
        if saying.only and veil_of(user).hides(held):
            raise DecisionError("这一组抽中复核，由您独立认定一次；请先在复核页认定")
        meant = _meant(cluster, saying, user)
        batch = _batch(cluster, saying.verb, saying.reason.strip(), len(meant), user, now)
        _say(batch, meant)
        restand(FindingRecord.objects.filter(pk__in=[one.pk for one in meant]))
        Cluster.objects.filter(pk=cluster.pk).update(
            claimed_by=None, claimed_until=None, put_off_until=None
        )
        detail = {
            "cluster": cluster.key,
            "title": cluster.title,
            "findings": len(meant),
            "reason": batch.reason,
            "apart": bool(saying.only),
        }
        audit.append(user, f"queue.{saying.verb.value}", batch, detail, at=at)
        if not saying.is_last:
            blind_review.draw(batch)
        return batch


def undo(batch: DecisionBatch, user: User, *, at: datetime | None = None) -> DecisionBatch:
    """Take an own decision on a cluster back: what stood before stands again.

    The decision stays as history. DecisionError for somebody else's and for one taken back before.
    """
    with transaction.atomic():
        cluster = batch.cluster
        check_round_open(cluster.round, cluster.title, user)
        Cluster.objects.select_for_update().get(pk=cluster.pk)
        if batch.by_id != user.pk:
            raise DecisionError(f"这是{batch.by_name}的认定，只能由本人撤回；不同意可以改作认定")
        if batch.verb == DecisionVerb.WITHDRAW or hasattr(batch, "undone_by"):
            raise DecisionError("这一次认定已经撤回，不必再撤回")
        if blind_review.is_disputed(batch):
            raise DecisionError("复核人的看法不同，正等第三人认定，现在不能撤回")
        said = list(batch.decisions.all())
        back = _batch(
            cluster, DecisionVerb.WITHDRAW, "", len(said), user, at or timezone.now(), batch
        )
        Decision.objects.bulk_create(
            [
                Decision(
                    target_id=one.target_id,
                    finding_id=one.finding_id,
                    verb=DecisionVerb.WITHDRAW,
                    by=user,
                    by_name=user.name,
                    at=back.at,
                    batch=back,
                    withdraws=one,
                )
                for one in said
            ],
            batch_size=500,
        )
        restand(FindingRecord.objects.filter(pk__in=[one.finding_id for one in said]))
        detail = {"cluster": cluster.key, "title": cluster.title, "findings": len(said)}
        audit.append(user, "queue.withdraw", back, detail, at=at)
        blind_review.void(batch, user)
        return back


def undoable(cluster: Cluster, user: User) -> DecisionBatch | None:
    """The newest decision on a cluster this person may take back; None without one."""
    own = cluster.batches.filter(by=user, undone_by=None).exclude(verb=DecisionVerb.WITHDRAW)
    return own.order_by("-pk").first()


def _meant(cluster: Cluster, saying: Saying, user: User) -> Sequence[FindingRecord]:
    rows = FindingRecord.objects.filter(cluster=cluster)
    if saying.only:
        meant = _apart(rows, saying)
    else:
        meant = rows.filter(standing=Standing.WAITING.value)
        if saying.upto is not None:
            meant = meant.filter(pk__lte=saying.upto)
    if saying.verb is DecisionVerb.CONFIRM:
        meant = meant.exclude(first_by=user)
    found = list(meant.only("target_id").order_by("pk"))
    if found:
        return found
    if rows.filter(standing=Standing.WAITING.value, first_by=user).exists():
        raise DecisionError("这一组您已经确认过，须由另一人确认；请交其他审核人")
    raise DecisionError("这一组没有等待您认定的线索；可能刚由别人认定，请看认定经过")


def _apart(rows: QuerySet[FindingRecord], saying: Saying) -> QuerySet[FindingRecord]:
    same = {DecisionVerb.CONFIRM: Standing.CONFIRMED, DecisionVerb.DISMISS: Standing.DISMISSED}
    return rows.filter(pk__in=saying.only).exclude(Q(standing=same[saying.verb].value))


def _batch(
    cluster: Cluster,
    verb: DecisionVerb,
    reason: str,
    findings: int,
    user: User,
    at: datetime,
    undoes: DecisionBatch | None = None,
) -> DecisionBatch:
    row = DecisionBatch(
        round_id=cluster.round_id,
        cluster=cluster,
        verb=verb,
        reason=reason,
        findings=findings,
        undoes=undoes,
        by=user,
        by_name=user.name,
        at=at,
    )
    row.save(force_insert=True)
    return row


def _say(batch: DecisionBatch, findings: Sequence[FindingRecord]) -> None:
    Decision.objects.bulk_create(
        [
            Decision(
                target_id=one.target_id,
                finding=one,
                verb=batch.verb,
                reason=batch.reason,
                by=batch.by,
                by_name=batch.by_name,
                at=batch.at,
                batch=batch,
            )
            for one in findings
        ],
        batch_size=500,
    )


def said_of(cluster: Cluster) -> list[str]:
    """What was said of a cluster so far, in order, as lines a person reads."""
    lines = []
    for row in cluster.batches.select_related("undoes").order_by("pk"):
        moment = timezone.localtime(row.at)
        what = DECISION_LABELS[DecisionVerb(row.verb)]
        if row.undoes is not None:
            what = f"撤回{timezone.localtime(row.undoes.at):%H:%M}的认定"
        reason = f"：{row.reason}" if row.reason else ""
        lines.append(f"{moment:%Y-%m-%d %H:%M} {row.by_name} {what} {row.findings} 条{reason}")
    return lines
