"""The states of a form of one target, and which follow which."""

from enum import StrEnum

from xuncha.office.people.transitions import TransitionTable


class SheetState(StrEnum):
    """Where the form of a target stands."""

    OPEN = "open"
    AWAITED = "awaited"
    SECOND = "second"
    DISPUTED = "disputed"
    UNABLE = "unable"
    DONE = "done"


SHEET_LABELS = {
    SheetState.OPEN: "未填写",
    SheetState.AWAITED: "等待答复",
    SheetState.SECOND: "待第二人复核",
    SheetState.DISPUTED: "两人意见不一",
    SheetState.UNABLE: "无法查看",
    SheetState.DONE: "已完成",
}

_ANSWERED = frozenset({SheetState.AWAITED, SheetState.SECOND, SheetState.UNABLE, SheetState.DONE})
_TAKEN_BACK = _ANSWERED | {SheetState.OPEN}

SHEET = TransitionTable(
    act="form.state",
    field="state",
    moves={
        SheetState.OPEN: _ANSWERED,
        SheetState.AWAITED: _TAKEN_BACK,
        SheetState.SECOND: _TAKEN_BACK | {SheetState.DISPUTED},
        SheetState.DISPUTED: _TAKEN_BACK,
        SheetState.UNABLE: _TAKEN_BACK,
        SheetState.DONE: _TAKEN_BACK,
    },
    labels=SHEET_LABELS,
)

UNFINISHED = frozenset(SheetState) - {SheetState.DONE}
"""A form in one of these states still wants a person."""
