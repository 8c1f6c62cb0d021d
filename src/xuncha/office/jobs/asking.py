"""Long work asked for by a person, and taken back."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from xuncha.office.casework import retrying
from xuncha.office.casework.models import Round
from xuncha.office.casework.retrying import Reopened
from xuncha.office.casework.states import CLOSED_STATES, RoundState
from xuncha.office.jobs.errors import JobError
from xuncha.office.jobs.models import Job
from xuncha.office.jobs.states import JOB, OF_ORDERS, OPEN_STATES, JobKind, JobState
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.transitions import move

VISITED_IN = frozenset({RoundState.DRAFT, RoundState.VISITING})
JUDGED_IN = frozenset({RoundState.JUDGING, RoundState.REVIEWING})
RECHECKED_IN = frozenset({RoundState.REVIEWING}) | CLOSED_STATES
"""Orders go out of a round under review, and their second look comes after it was frozen: it
changes nothing of the round."""


def ask(
    inspection: Round,
    kind: JobKind,
    actor: User,
    looks: Mapping[str, str] | None = None,
    drawing: Mapping[str, Any] | None = None,
) -> Job:
    """The job that waits or runs now, with an audit row; asking again for what is under way gives
    the same job. JobError where the round or the person does not allow it, or other work runs."""
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=inspection.pk)
        _require_actor(row, actor)
        _check_state(row, kind)
        standing = open_job(row)
        if standing is not None:
            if standing.kind == kind and not looks and not drawing:
                return standing
            raise _busy(row, standing)
        job = Job.objects.create(
            round=row,
            kind=kind.value,
            looks=looks or {},
            drawing=drawing or {},
            asked_by=actor,
            asked_at=timezone.now(),
        )
        audit.append(actor, "job.asked", job, {"title": row.title, "job": kind.value})
        return job


def ask_again(inspection: Round, codes: Collection[str], actor: User) -> Reopened:
    """Open unseen targets for another visit and ask for it, both or neither."""
    with transaction.atomic():
        require_free(inspection, JobKind.RETRY, actor)
        reopened = retrying.reopen(inspection, codes, actor)
        ask(inspection, JobKind.RETRY, actor, reopened.looks)
        return reopened


def ask_to_draw(inspection: Round, paper: str, bodies: Collection[int], actor: User) -> Job:
    """The job that draws up orders of this sort to many bodies. JobError as ``ask``."""
    drawing = {"paper": paper, "bodies": sorted(bodies)}
    return ask(inspection, JobKind.DRAW, actor, drawing=drawing)


def require_free(inspection: Round, kind: JobKind, actor: User) -> None:
    """Raise JobError unless this person may ask for such work and no other work is under way."""
    _require_actor(inspection, actor)
    _check_state(inspection, kind)
    standing = open_job(inspection)
    if standing is not None:
        raise _busy(inspection, standing)


def _busy(inspection: Round, standing: Job) -> JobError:
    return JobError(
        f"“{inspection}”正在{standing.get_kind_display()}（{standing.get_state_display()}）；"
        "请等它完成，或先取消"
    )


def require_conductor(inspection: Round, actor: User) -> None:
    """Raise JobError unless this person may run rounds of this office and the round is open."""
    _require_actor(inspection, actor)
    _require_open(inspection)


def _require_actor(inspection: Round, actor: User) -> None:
    if actor.office_id != inspection.office_id:
        raise JobError(f"“{inspection}”不属于您所在的单位")
    if not actor.may(Right.RUN_ROUNDS):
        raise JobError(f"{actor.name}没有组织检查的权限；请由检查员、审核人或签发人办理")
    if inspection.imported:
        raise JobError(f"“{inspection}”是导入的历史结果，不能访问或判定")


def _require_open(inspection: Round) -> None:
    if inspection.state in CLOSED_STATES:
        raise JobError(f"“{inspection}”已定稿，不能再访问或判定")


def cancel(job: Job, actor: User) -> None:
    """Take a job back that nobody has begun; TransitionError once it runs."""
    _require_actor(job.round, actor)
    move(JOB, job, JobState.CANCELLED, actor)


def open_job(inspection: Round) -> Job | None:
    """The job of a round that waits or runs."""
    return Job.objects.filter(round=inspection, state__in=OPEN_STATES).first()


def last_job(inspection: Round) -> Job | None:
    """The newest job of a round, whatever became of it."""
    return Job.objects.filter(round=inspection).select_related("asked_by").first()


def _check_state(inspection: Round, kind: JobKind) -> None:
    if kind is JobKind.RECHECK:
        if inspection.state not in RECHECKED_IN:
            raise JobError(f"“{inspection}”还没有判定完，没有可复查的整改单")
        return
    if kind in OF_ORDERS:
        if inspection.state not in RECHECKED_IN:
            raise JobError(f"“{inspection}”还没有判定完，不能拟制整改单")
        return
    _require_open(inspection)
    if kind is JobKind.VISIT and inspection.state not in VISITED_IN:
        raise JobError(f"“{inspection}”已访问完毕；没有看到的对象请在“无法查看”中重试")
    if kind is not JobKind.VISIT and inspection.state not in JUDGED_IN:
        raise JobError(f"“{inspection}”还没有访问完；请先完成访问")
