"""Faults of the conductor.

XunchaError
└── FlowError      a step could not go on
"""

from xuncha.engine.domain.errors import XunchaError


class FlowError(XunchaError):
    """检查步骤无法继续"""
