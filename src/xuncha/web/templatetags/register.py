"""Words of the register its pages need."""

from typing import Any

from django import template

from xuncha.office.registry.words import DAY_STATUS_LABELS, DayStatus

register = template.Library()


@register.filter
def day_word(status: str) -> str:
    """The Chinese term of where a target stands on a day."""
    return DAY_STATUS_LABELS[DayStatus(status)]


@register.filter
def at(values: dict[str, Any], key: str) -> Any:
    """What stands under a key; empty where nothing does."""
    return values.get(key, "")
