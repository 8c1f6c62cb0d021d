"""Who may do what to a draft: the one place where it is decided.

Whoever wrote in a draft neither checks nor approves it, and who checked it does not approve it.
"""

from xuncha.office.notices.draft_states import WROTE, Step
from xuncha.office.notices.errors import DraftError
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.people.models import User
from xuncha.office.people.rights import RIGHT_LABELS, Right, roles_with

_NEEDS = {
    Step.BEGUN: Right.WRITE_PAPERS,
    Step.CHANGED: Right.WRITE_PAPERS,
    Step.SENT: Right.WRITE_PAPERS,
    Step.CHECKED: Right.CHECK_PAPERS,
    Step.APPROVED: Right.APPROVE,
    Step.ISSUED: Right.APPROVE,
    Step.WITHDRAWN: Right.WRITE_PAPERS,
}


def check_may(user: User, step: Step, draft: NoticeDraft | None = None) -> None:
    """Raise DraftError unless this person may take this step, saying who may."""
    if draft is not None and draft.office_id != user.office_id:
        raise DraftError("这份拟稿不是本单位的")
    if step is Step.SENT_BACK:
        _check_right(user, Right.CHECK_PAPERS)
        return
    _check_right(user, _NEEDS[step])
    if draft is None or step not in (Step.CHECKED, Step.APPROVED):
        return
    did = _people(draft)
    if user.pk in did[Step.CHANGED]:
        raise DraftError(f"{user.name}写过这份稿，不能自己{_word(step)}；请由其他人{_word(step)}")
    if step is Step.APPROVED and user.pk in did[Step.CHECKED]:
        raise DraftError(f"{user.name}核过这份稿，不能再审签；请由其他签发人审签")
    if step is Step.CHECKED and user.pk in did[Step.APPROVED]:
        raise DraftError(f"{user.name}审签过这份稿，不能再核稿；请由其他审核人核稿")


def why_not(user: User, step: Step, draft: NoticeDraft) -> str:
    """Why this person may not take this step; empty where nothing stands in the way."""
    try:
        check_may(user, step, draft)
    except DraftError as fault:
        return str(fault)
    return ""


def may(user: User, step: Step, draft: NoticeDraft | None = None) -> bool:
    """Whether this person may take this step."""
    try:
        check_may(user, step, draft)
    except DraftError:
        return False
    return True


def _check_right(user: User, right: Right) -> None:
    if not user.may(right):
        raise DraftError(f"您没有“{RIGHT_LABELS[right]}”的权限；请由{roles_with(right)}办理")


def _people(draft: NoticeDraft) -> dict[Step, set[int]]:
    """Who wrote in it (under ``CHANGED``), who checked it, who approved it."""
    did: dict[Step, set[int]] = {step: set() for step in Step}
    for one in draft.steps.all():
        did[Step.CHANGED if one.step in WROTE else Step(one.step)].add(one.by_id)
    return did


def _word(step: Step) -> str:
    return "核稿" if step is Step.CHECKED else "审签"
