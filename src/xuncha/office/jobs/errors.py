"""Faults of the room jobs.

XunchaError
└── JobError      work that may not be asked for now
"""

from xuncha.engine.domain.errors import XunchaError


class JobError(XunchaError):
    """现在不能安排这项工作"""
