"""The room ``casework``: rounds, outcomes, findings, decisions, verdicts."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """检查"""

    name = "xuncha.office.casework"
    label = "casework"
    verbose_name = "检查"
