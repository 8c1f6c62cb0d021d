"""The room ``reminders``: what waits for whom, and who was told of it."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """提醒"""

    name = "xuncha.office.reminders"
    label = "reminders"
    verbose_name = "提醒"
