"""What keeps a round from being frozen, what is left open by it, and the freezing itself."""

from dataclasses import dataclass

from django.db import transaction

from xuncha.engine.domain.words import VerdictState
from xuncha.office.casework import incidents, overview, rounds
from xuncha.office.casework.errors import RoundError
from xuncha.office.casework.models import FindingRecord, Round, VerdictRecord
from xuncha.office.casework.standing import Standing, of_standing
from xuncha.office.casework.states import RoundState
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right


@dataclass(frozen=True, slots=True)
class Open:
    """Something not done yet: how many, of what, the page that shows them by its name.

    ``blocks``: the round cannot be frozen while it stands; otherwise it stays as it is for good.
    """

    count: int
    what: str
    page: str
    blocks: bool


def left_open(inspection: Round) -> tuple[Open, ...]:
    """Everything that is not done yet, what blocks first; empty when nothing is."""
    findings = FindingRecord.objects.filter(target__round=inspection)
    undecided = VerdictRecord.objects.filter(
        target__round=inspection, is_current=True, state=VerdictState.UNDECIDED.value
    )
    waiting = [one for one in incidents.of_round(inspection) if one.needs_decision]
    waiting_findings = of_standing(findings, Standing.WAITING).count()
    unseen = overview.unseen(inspection).filter(settled=False).count()
    blocking = [Open(count, what, page, blocks=True) for count, what, page in _blocking(inspection)]
    left = [
        Open(undecided.count(), "个对象的结论待定，将按待定列出", "targets", blocks=False),
        Open(len(waiting), "个事件待认定", "incidents", blocks=False),
        Open(waiting_findings, "条线索待认定，不计入结论", "findings", blocks=False),
        Open(unseen, "项无法查看，没有人工登记", "unseen", blocks=False),
    ]
    return tuple(one for one in (*blocking, *left) if one.count)


def _blocking(inspection: Round) -> list[tuple[int, str, str]]:
    targets = inspection.targets
    return [
        (targets.filter(intake_digest="").count(), "个对象还没有访问结果", "round-run"),
        (rounds.without_verdict(inspection).count(), "个对象没有判定", "round-run"),
        (
            targets.filter(needs_judging=True).count(),
            "个对象的认定有变化，判定还没有更新",
            "round-run",
        ),
    ]


def freeze(inspection: Round, actor: User) -> bool:
    """Close the round for decisions; False when it was frozen before.

    RoundError where this person may not, or something blocks it.
    """
    with transaction.atomic():
        if actor.office_id != inspection.office_id or not actor.may(Right.APPROVE):
            raise RoundError(f"{actor.name}没有定稿的权限；请由本单位签发人办理")
        if inspection.state in (RoundState.DRAFT, RoundState.VISITING, RoundState.JUDGING):
            raise RoundError(f"“{inspection}”还没有访问和判定完，不能定稿")
        for count, what, _ in _blocking(inspection):
            if count and inspection.state == RoundState.REVIEWING:
                raise RoundError(f"还有 {count} {what}，“{inspection}”不能定稿")
        return rounds.freeze(inspection, actor)
