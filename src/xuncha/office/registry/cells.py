"""The register written out cell by cell, under the heads its file has: exports, changes, forms."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import models

from xuncha.engine.domain.words import LABELS, AccountFunction, ColumnKind, Level
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.register_rows import ACCOUNTS, BODIES, COLUMNS, SITES
from xuncha.office.registry.words import (
    BODY_CATEGORY_LABELS,
    CHANNEL_LABELS,
    OPERATING_STATUS_LABELS,
    SITE_TYPE_LABELS,
)

Write = Callable[[Any], str]
MODELS: Mapping[str, type[models.Model]] = {
    BODIES: Body,
    SITES: Site,
    COLUMNS: Column,
    ACCOUNTS: Account,
}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _of(labels: Mapping[Any, str]) -> Write:
    return lambda value: labels.get(value, str(value or ""))


_LEVEL = _of({word: LABELS[word] for word in Level})
_KIND = _of({word: LABELS[word] for word in ColumnKind})
_FUNCTION = _of({word: LABELS[word] for word in AccountFunction})
_Cell = tuple[str, str, Write]
"""A head, the field it is read from, and how that is written."""
CELLS: Mapping[str, tuple[_Cell, ...]] = {
    BODIES: (
        ("单位编码", "code", _plain),
        ("单位名称", "name", _plain),
        ("简称", "short_name", _plain),
        ("属地上级编码", "territory_parent_id", _plain),
        ("条线上级编码", "system_parent_id", _plain),
        ("层级", "level", _LEVEL),
        ("类别", "category", _of(BODY_CATEGORY_LABELS)),
    ),
    SITES: (
        ("网站标识码", "code", _plain),
        ("网站名称", "name", _plain),
        ("网址", "url", _plain),
        ("主办单位编码", "body_id", _plain),
        ("类型", "site_type", _of(SITE_TYPE_LABELS)),
        ("层级", "level", _LEVEL),
        ("对外服务", "has_services", _plain),
        ("运行状态", "status", _of(OPERATING_STATUS_LABELS)),
        ("平台", "platform", _plain),
        ("语言", "languages", _plain),
    ),
    COLUMNS: (
        ("网站标识码", "site_id", _plain),
        ("栏目名称", "name", _plain),
        ("栏目网址", "url", _plain),
        ("类别", "kind", _KIND),
        ("级别", "level", _plain),
        ("更新义务", "has_duty", _plain),
        ("义务确认人", "duty_confirmed_by", _plain),
        ("更新周期天", "period_days", _plain),
        ("语言", "language", _plain),
        ("计入考核", "counts", _plain),
        ("豁免理由", "exempt_reason", _plain),
        ("豁免批准人", "exempt_by", _plain),
        ("豁免起", "exempt_from", _plain),
        ("豁免止", "exempt_until", _plain),
    ),
    ACCOUNTS: (
        ("账号编码", "code", _plain),
        ("账号名称", "name", _plain),
        ("平台", "platform", _plain),
        ("功能", "function", _FUNCTION),
        ("主办单位编码", "body_id", _plain),
        ("层级", "level", _LEVEL),
        ("采集方式", "channel", _of(CHANNEL_LABELS)),
        ("订阅地址", "feed_url", _plain),
        ("运行状态", "status", _of(OPERATING_STATUS_LABELS)),
    ),
}
POINTERS = frozenset({"territory_parent_id", "system_parent_id", "body_id", "site_id"})
"""Fields that hold the key of another row; its code is written instead."""


def heads_of(sheet: str) -> tuple[str, ...]:
    """The heads of a sheet in the order of its file."""
    return tuple(head for head, _, _ in CELLS[sheet])


def cells_of(sheet: str, row: Any, codes: Mapping[int, str]) -> dict[str, str]:
    """A row by the heads of its sheet. ``codes`` are those of the rows it may point to, by key."""
    found = {}
    for head, field, write in CELLS[sheet]:
        value = getattr(row, field)
        found[head] = codes.get(value, "") if field in POINTERS else write(value)
    return found


def head_of(sheet: str, field: str) -> str:
    """The head a field is written under; the field itself where it is never written."""
    return next((head for head, known, _ in CELLS[sheet] if known == field), field)


def write_field(sheet: str, field: str, value: Any, codes: Mapping[int, str]) -> str:
    """One value as its cell reads."""
    if field in POINTERS:
        return codes.get(value, "")
    return next((write(value) for _, known, write in CELLS[sheet] if known == field), str(value))
