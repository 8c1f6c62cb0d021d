"""The room ``registry``: bodies, sites, columns, accounts."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """台账"""

    name = "xuncha.office.registry"
    label = "registry"
    verbose_name = "台账"
