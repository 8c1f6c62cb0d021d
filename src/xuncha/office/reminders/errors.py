"""Faults of the room reminders.

XunchaError
└── ReminderError       an address that cannot be kept, or a channel that is not set up
"""

from xuncha.engine.domain.errors import XunchaError


class ReminderError(XunchaError):
    """提醒不能这样设置"""
