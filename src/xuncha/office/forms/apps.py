"""The room forms as a Django app."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms, answers, samples drawn for them."""

    name = "xuncha.office.forms"
    label = "forms"
    verbose_name = "核查表"
