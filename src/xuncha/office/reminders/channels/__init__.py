"""The channels messages go over, one file each; being in this folder is being known."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from xuncha.office.reminders.channels.channel import Channel


@cache
def all_channels() -> dict[str, Channel]:
    """Every channel by its name, whether this installation has it set up or not."""
    modules = (import_module(f"{__name__}.{entry.name}") for entry in iter_modules(__path__))
    found = [one for module in modules for one in getattr(module, "CHANNELS", ())]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
