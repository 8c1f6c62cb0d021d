"""The room ``papers``: documents of rectification, kept as they were signed."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """文书"""

    name = "xuncha.office.papers"
    label = "papers"
    verbose_name = "文书"
