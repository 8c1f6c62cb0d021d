"""The states of a draft of a notice, and which follow which."""

from enum import StrEnum

from xuncha.office.people.transitions import TransitionTable


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "drafting"
    SENT = "sent"
    CHECKED = "checked"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


DRAFT_LABELS = {
    DraftState.DRAFT: "拟稿中",
    DraftState.SENT: "待核稿",
    DraftState.CHECKED: "已核稿，待审签",
    DraftState.APPROVED: "已审签，待印发",
    DraftState.ISSUED: "已印发",
    DraftState.WITHDRAWN: "已撤销",
}

_BACK = frozenset({DraftState.DRAFT, DraftState.WITHDRAWN})

DRAFT = TransitionTable(
    act="notice.draft_state",
    field="state",
    moves={
        DraftState.DRAFT: frozenset({DraftState.SENT, DraftState.WITHDRAWN}),
        DraftState.SENT: _BACK | {DraftState.CHECKED},
        DraftState.CHECKED: _BACK | {DraftState.APPROVED},
        DraftState.APPROVED: _BACK | {DraftState.ISSUED},
        DraftState.ISSUED: frozenset(),
        DraftState.WITHDRAWN: frozenset(),
    },
    labels=DRAFT_LABELS,
)

ENDED = frozenset({DraftState.ISSUED, DraftState.WITHDRAWN})
"""Nothing of such a draft changes any more."""


class Step(StrEnum):
    """What somebody did to a draft."""

    BEGUN = "begun"
    CHANGED = "changed"
    SENT = "sent"
    CHECKED = "checked"
    APPROVED = "approved"
    ISSUED = "issued"
    SENT_BACK = "sent_back"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"


STEP_LABELS = {
    Step.BEGUN: "拟稿",
    Step.CHANGED: "修改",
    Step.SENT: "送核",
    Step.CHECKED: "核稿",
    Step.APPROVED: "审签",
    Step.ISSUED: "印发",
    Step.SENT_BACK: "退回修改",
    Step.OUTDATED: "因记录变化退回",
    Step.WITHDRAWN: "撤销",
}

WROTE = frozenset({Step.BEGUN, Step.CHANGED})
"""Who did one of these is an author of the draft."""
