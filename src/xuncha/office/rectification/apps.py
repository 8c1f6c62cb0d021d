"""The room ``rectification``: orders and what becomes of them."""

from django.apps import AppConfig


class RectificationConfig(AppConfig):
    """整改"""

    name = "xuncha.office.rectification"
    label = "rectification"
    verbose_name = "整改"
