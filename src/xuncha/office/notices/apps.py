"""The room ``notices``: documents of a round, and the rows from outside they also print."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """通报"""

    name = "xuncha.office.notices"
    label = "notices"
    verbose_name = "通报"
