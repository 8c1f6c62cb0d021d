"""The room ``assess``: the yearly assessment of supervision."""

from django.apps import AppConfig


class AssessConfig(AppConfig):
    """年度考核"""

    name = "xuncha.office.assess"
    label = "assess"
    verbose_name = "年度考核"
