"""The room ``wordlists``: lists in versions, allowances, bands of rules, frozen for a round."""

from django.apps import AppConfig


class WordlistsConfig(AppConfig):
    """校对词库"""

    name = "xuncha.office.wordlists"
    label = "wordlists"
    verbose_name = "校对词库"
