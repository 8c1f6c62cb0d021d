"""Faults of the room assess.

XunchaError
└── AssessError   an assessment that cannot be opened, or an entry that cannot be made
"""

from xuncha.engine.domain.errors import XunchaError


class AssessError(XunchaError):
    """年度考核无法这样办"""
