"""Contests: a body says that an item is no problem; somebody else than who confirmed it rules.

While a contest on a veto is open, the target stays undecided, at freezing too, unless an approver
overrules it with a reason (``holding`` in casework asks ``held``).
"""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import RowKind
from xuncha.engine.domain.working_days import UnknownYearError
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.holding import Hold
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.transitions import move
from xuncha.office.rectification.closing import close_if_ended, move_items
from xuncha.office.rectification.errors import ContestError
from xuncha.office.rectification.events import note_event
from xuncha.office.rectification.models import Contest, Order, OrderItem, Overrule, Reply
from xuncha.office.rectification.rights import check_may, check_may_rule
from xuncha.office.rectification.states import (
    CONTEST,
    CONTEST_LABELS,
    ORDER,
    ContestState,
    EventKind,
    ItemState,
    OrderState,
)
from xuncha.office.rectification.taking_back import take_back
from xuncha.office.rectification.terms import ruling_day


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody rules on a contest, with the reason the body reads."""

    state: ContestState
    reason: str


def open_all(
    order: Order, contested: Sequence[tuple[OrderItem, Reply]], user: User, moment: datetime
) -> tuple[Contest, ...]:
    """The contests of these items, opened; they wait for a second person from now on."""
    move_items(order, [item for item, _ in contested], ItemState.CONTESTED, user, moment)
    due_on = _due(local_day(moment))
    made = []
    for item, reply in contested:
        row = Contest.objects.create(item=item, reply=reply, opened_at=moment, due_on=due_on)
        detail = {"order": str(order), "target": item.target.code, "item": item.title[:100]}
        audit.append(user, "contest.opened", row, detail, at=moment)
        made.append(row)
    vetoes = _vetoes(order.round)
    _judge_anew({item.target_id for item, _ in contested if item.indicator in vetoes})
    return tuple(made)


def rule(contest: Contest, said: Verdict, user: User, *, at: datetime | None = None) -> None:
    """Rule on a contest. Upheld, the item ends and the finding is dismissed, in a closed round the
    verdict stays; else the body is asked again. Judging the target anew is the caller's.

    Raises ContestError for who confirmed the item, without a reason, and where it was ruled on.
    """
    moment = at or timezone.now()
    reason = said.reason.strip()
    if said.state not in CONTEST.moves[ContestState.OPEN]:
        raise ContestError("没有选择裁定结果；请选择成立、部分成立或不成立")
    if not reason:
        raise ContestError("裁定须写明理由，单位会看到")
    with transaction.atomic():
        Contest.objects.select_for_update().get(pk=contest.pk)
        contest.refresh_from_db()
        check_may_rule(user, contest)
        item, order = contest.item, contest.item.order
        if contest.state != ContestState.OPEN or item.state != ItemState.CONTESTED:
            raise ContestError("这件申诉已经裁定或已撤销；请刷新页面")
        move(CONTEST, contest, said.state, user, order=str(order), reason=reason)
        contest.reason, contest.ruled_at, contest.ruled_by = reason, moment, user
        if said.state is ContestState.UPHELD:
            contest.changed_verdict = take_back(item, user, f"申诉成立：{reason}", moment)
            move_items(order, [item], ItemState.LIFTED, user, moment)
        else:
            _ask_again(order, item, user, moment)
        contest.save()
        if on_veto(contest):
            _judge_anew({item.target_id})
        note = f"{CONTEST_LABELS[said.state]}：{item.title[:60]}。{reason}"
        note_event(order, EventKind.RULED, user, moment, note=note, count=1)
        close_if_ended(order, user, moment)


def overrule(contest: Contest, reason: str, user: User, *, at: datetime | None = None) -> Overrule:
    """Let the veto count although its contest is open: signed by an approver, with a reason. The
    contest stays open and is ruled on later. Judging the target anew is the caller's."""
    moment = at or timezone.now()
    if not reason.strip():
        raise ContestError("定稿时仍按否决计，须写明理由")
    with transaction.atomic():
        check_may(user, contest.item.order, Right.APPROVE)
        if contest.state != ContestState.OPEN or not on_veto(contest):
            raise ContestError("只有还没有裁定、并且涉及单项否决的申诉需要这样处理")
        if hasattr(contest, "overrule"):
            return contest.overrule
        row = Overrule(
            contest=contest, reason=reason.strip(), by=user, by_name=user.name, at=moment
        )
        row.save(force_insert=True)
        item = contest.item
        detail = {
            "order": str(item.order),
            "target": item.target.code,
            "indicator": item.indicator,
            "reason": reason.strip(),
        }
        audit.append(user, "contest.overruled", row, detail, at=moment)
        _judge_anew({item.target_id})
        return row


def holding(inspection: Round) -> QuerySet[Contest]:
    """The open contests on vetoes of a round no approver overruled: they keep targets undecided."""
    return Contest.objects.filter(
        item__order__round=inspection,
        item__indicator__in=_vetoes(inspection),
        item__state=ItemState.CONTESTED,
        state=ContestState.OPEN,
        overrule__isnull=True,
    )


def held(inspection: Round, targets: Collection[int] | None = None) -> dict[int, dict[str, Hold]]:
    """What contests keep open, by target and indicator; ``targets`` None: of the whole round."""
    rows = holding(inspection).select_related("item__finding")
    if targets is not None:
        rows = rows.filter(item__target__in=targets)
    counts: dict[tuple[int, str], float] = defaultdict(float)
    for one in rows:
        item = one.item
        whole = item.finding is None
        counts[item.target_id, item.indicator] += math.inf if whole else item.finding.place_count
    found: dict[int, dict[str, Hold]] = defaultdict(dict)
    for (target, indicator), count in counts.items():
        found[target][indicator] = Hold("主办单位申诉，等待裁定", count)
    return dict(found)


def on_veto(contest: Contest) -> bool:
    """Whether the contested row fails a target where it counts."""
    return contest.item.indicator in _vetoes(contest.item.order.round)


def _vetoes(inspection: Round) -> list[str]:
    if not inspection.rulebook:
        return []
    return [row.id for row in book_of(inspection).rows if row.kind is RowKind.VETO]


def _judge_anew(targets: Collection[int]) -> None:
    """Mark targets whose verdict a contest may turn; a closed round keeps its verdicts."""
    rows = RoundTarget.objects.filter(pk__in=targets).exclude(round__state__in=CLOSED_STATES)
    rows.update(needs_judging=True)


def _ask_again(order: Order, item: OrderItem, user: User, moment: datetime) -> None:
    move_items(order, [item], ItemState.OPEN, user, moment)
    OrderItem.objects.filter(pk=item.pk).update(opened_at=moment)
    order.refresh_from_db(fields=["state"])
    if ORDER.allows(order.state, OrderState.RETURNED):
        move(ORDER, order, OrderState.RETURNED, user, order=str(order))


def _due(opened_on: date) -> date | None:
    try:
        return ruling_day(opened_on)
    except UnknownYearError:
        return None


def is_closed(contest: Contest) -> bool:
    """Whether the round is frozen: its verdicts stay whatever is ruled."""
    return contest.item.order.round.state in CLOSED_STATES
