"""Words and marks of drafts."""

from django import template

from xuncha.office.notices.draft_states import DRAFT_LABELS, STEP_LABELS, DraftState, Step

register = template.Library()

TONES = {
    DraftState.DRAFT: "open",
    DraftState.SENT: "open",
    DraftState.CHECKED: "open",
    DraftState.APPROVED: "open",
    DraftState.ISSUED: "clear",
    DraftState.WITHDRAWN: "exempt",
}
ACTS = {
    Step.SENT: "送核稿",
    Step.CHECKED: "核稿通过",
    Step.APPROVED: "审签同意",
    Step.ISSUED: "印发两种版本",
}
HINTS = {
    Step.SENT: "送出以后由其他人核稿；改动会退回拟稿。",
    Step.CHECKED: "核对无误再点；写过这份稿的人不能核。",
    Step.APPROVED: "签发人审签；写过、核过这份稿的人不能审签。",
    Step.ISSUED: "内部版和公开版同时生成、编号、存档；印发以后只能以更正通报修改。",
}
WAY = tuple(state for state in DraftState if state is not DraftState.WITHDRAWN)


@register.filter
def draft_tone(state: str) -> str:
    """The colour of a state, by the name of the result it looks like."""
    return TONES[DraftState(state)]


@register.filter
def stages(state: str) -> list[tuple[str, str, str]]:
    """The states of a draft on its way, each with its words and whether it is done, now or ahead;
    of a withdrawn one only that."""
    now = DraftState(state)
    if now not in WAY:
        return [(now, DRAFT_LABELS[now], "now")]
    at = WAY.index(now)
    places = ["done" if n < at else "now" if n == at else "ahead" for n in range(len(WAY))]
    return [(one, DRAFT_LABELS[one], place) for one, place in zip(WAY, places, strict=True)]


@register.filter
def step_word(step: str) -> str:
    """What a step is called."""
    return STEP_LABELS[Step(step)]


@register.filter
def step_act(step: str) -> str:
    """What the button of a step says."""
    return ACTS[Step(step)]


@register.filter
def step_hint(step: str) -> str:
    """What follows from a step."""
    return HINTS[Step(step)]
