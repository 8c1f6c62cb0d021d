"""The pages of the office."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """网页"""

    name = "xuncha.web"
    label = "web"
    verbose_name = "网页"
