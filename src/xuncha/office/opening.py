"""Opening the office from a command line: Django set up, home folder there, tables up to date."""

import os

from xuncha.office.deployment import deployment, prepare_home


def set_up() -> None:
    """Make Django usable in this process. Raises InputError where the home cannot be written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.office.settings")
    prepare_home(deployment().home)
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def open_office() -> None:
    """Set up, and bring the tables to the newest migration; twice does nothing twice."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
