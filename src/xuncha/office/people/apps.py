"""The room ``people``: offices, users, who sees what, the audit chain."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员"""

    name = "xuncha.office.people"
    label = "people"
    verbose_name = "人员"
