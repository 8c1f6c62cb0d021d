"""Faults of the room wordlists.

XunchaError
└── WordlistError       a list, an allowance or a rule that may not be changed so
"""

from xuncha.engine.domain.errors import XunchaError


class WordlistError(XunchaError):
    """校对词库不能这样变更"""
