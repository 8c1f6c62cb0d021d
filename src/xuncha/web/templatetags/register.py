"""Words of the register its pages need."""

from typing import Any

from django import template

from xuncha.engine.domain.words import LABELS, TargetKind
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


@register.filter
def chosen(rows: list[Any]) -> int:
    """How many of a list of checkboxes are ticked."""
    return sum(row.chosen for row in rows)


@register.filter
def kind_word(kind: str) -> str:
    """网站 or 账号."""
    return LABELS[TargetKind(kind)]


@register.filter
def looked(counts: dict[str, int]) -> int:
    """How many targets have a result."""
    return counts["total"] - counts["waiting"]
