"""Faults of the room casework.

XunchaError
└── CaseworkError
    ├── RoundError          a round that cannot be opened, frozen or changed
    ├── IntakeError         results that may not replace what people decided on already
    └── DecisionError       a decision that may not be taken
"""

from xuncha.engine.domain.errors import XunchaError


class CaseworkError(XunchaError):
    """检查模块出错"""


class RoundError(CaseworkError):
    """检查轮次无法这样变更"""


class IntakeError(CaseworkError):
    """结果无法入库"""


class DecisionError(CaseworkError):
    """不能作出这项认定"""
