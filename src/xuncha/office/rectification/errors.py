"""Faults of the room rectification.

XunchaError
└── RectificationError
    ├── OrderError          an order that cannot be drawn, issued, moved or answered like this
    ├── ReplyError          a reply or a file that cannot be taken; ``faults`` says every one
    └── ContestError        a contest that cannot be ruled on, or not by this person
"""

from xuncha.engine.domain.errors import XunchaError


class RectificationError(XunchaError):
    """整改模块出错"""


class OrderError(RectificationError):
    """整改单不能这样办理"""


class ReplyError(RectificationError):
    """答复不能这样填报"""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__("；".join(faults))


class ContestError(RectificationError):
    """申诉不能这样处理"""
