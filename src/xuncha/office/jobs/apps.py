"""The room ``jobs``: long work asked for in the browser."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """任务"""

    name = "xuncha.office.jobs"
    label = "jobs"
    verbose_name = "任务"
