"""The rows of a register file: what each sheet says, checked cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.engine.bundle.manifest import PARTIAL, can_name_bundle
from xuncha.engine.domain.words import LABELS, AccountFunction, ColumnKind, Level
from xuncha.office.registry.errors import ExemptionError
from xuncha.office.registry.exemptions import check_exemption
from xuncha.office.registry.models import SITE_CODE
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.words import (
    BODY_CATEGORY_LABELS,
    CHANNEL_LABELS,
    OPERATING_STATUS_LABELS,
    SITE_TYPE_LABELS,
    Channel,
    OperatingStatus,
)

BODIES, SITES, COLUMNS, ACCOUNTS = "单位", "网站", "栏目", "账号"

SHAPES: Mapping[str, tuple[str, ...]] = {
    BODIES: ("单位编码", "单位名称", "属地上级编码", "条线上级编码", "层级", "类别"),
    SITES: ("网站标识码", "网站名称", "网址", "主办单位编码", "类型", "层级", "运行状态"),
    COLUMNS: ("网站标识码", "栏目名称", "栏目网址", "类别", "级别", "更新义务"),
    ACCOUNTS: ("账号编码", "账号名称", "平台", "功能", "主办单位编码", "层级", "采集方式"),
}

LEVELS = {LABELS[word]: word for word in Level}
KINDS = {LABELS[word]: word for word in ColumnKind}
FUNCTIONS = {LABELS[word]: word for word in AccountFunction}
CATEGORIES = {label: word for word, label in BODY_CATEGORY_LABELS.items()}
SITE_TYPES = {label: word for word, label in SITE_TYPE_LABELS.items()}
STATUSES = {label: word for word, label in OPERATING_STATUS_LABELS.items()} | {
    "已注销": OperatingStatus.CLOSED,
    "已关停": OperatingStatus.CLOSED,
}
CHANNELS = {label: word for word, label in CHANNEL_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One sound row: the key that finds it again, its fields, the codes it points to."""

    row: int
    key: str
    fields: Mapping[str, Any]
    parents: Mapping[str, str]


def read_body(cells: RowReader) -> Entry:
    """A row of the sheet 单位; ``parents`` are its two superior bodies, empty where none."""
    code = cells.text("单位编码", most=40, required=True)
    parents = {
        "属地上级编码": cells.text("属地上级编码", most=40),
        "条线上级编码": cells.text("条线上级编码", most=40),
    }
    for column, parent in parents.items():
        if code and parent == code:
            cells.fault(column, "上级是单位自己；请填写上级单位的编码，没有上级则留空")
    fields = {
        "code": code,
        "name": cells.text("单位名称", required=True),
        "short_name": cells.text("简称", most=60),
        "level": cells.word("层级", LEVELS).value,
        "category": cells.word("类别", CATEGORIES).value,
    }
    return Entry(cells.line.number, code, fields, parents)


def site_code(cells: RowReader) -> str:
    """The site code of a row, checked against the national pattern."""
    code = cells.text("网站标识码", most=40, required=True)
    if code and not re.fullmatch(SITE_CODE, code):
        cells.fault("网站标识码", f"“{code}”不合规则；应为 10 位数字，或 bm 加 8 位数字")
    return code


def read_site(cells: RowReader) -> Entry:
    """A row of the sheet 网站."""
    code = site_code(cells)
    languages = cells.text("语言", most=60) or "zh"
    if not re.fullmatch(r"[a-z]{2,3}(;[a-z]{2,3})*", languages):
        cells.fault("语言", f"“{languages}”不能识别；请写成 zh 或 zh;bo")
        languages = "zh"
    has_services = cells.yes_no("对外服务")
    fields = {
        "code": code,
        "name": cells.text("网站名称", required=True),
        "url": cells.url("网址"),
        "site_type": cells.word("类型", SITE_TYPES).value,
        "level": cells.word("层级", LEVELS).value,
        "has_services": True if has_services is None else has_services,
        "status": cells.word("运行状态", STATUSES).value,
        "platform": cells.text("平台", most=60),
        "languages": languages,
    }
    body = cells.text("主办单位编码", most=40, required=True)
    return Entry(cells.line.number, code, fields, {"主办单位编码": body})


def read_column(cells: RowReader) -> Entry:
    """A row of the sheet 栏目; the key is its URL within the site ``parents`` names."""
    code = site_code(cells)
    kind_text = cells.text("类别", most=40)
    duty = cells.yes_no("更新义务")
    confirmed_by = cells.text("义务确认人", most=60)
    if duty and not confirmed_by:
        cells.fault("义务确认人", "更新义务为“是”而没有确认人；请填写确认人，未确认则更新义务留空")
    counts = cells.yes_no("计入考核")
    fields = {
        "name": cells.text("栏目名称", required=True),
        "url": cells.url("栏目网址"),
        "kind": cells.word("类别", KINDS).value if kind_text else "",
        "level": cells.number("级别", least=1, most=9) or 1,
        "has_duty": duty,
        "duty_confirmed_by": confirmed_by,
        "period_days": cells.number("更新周期天", least=1, most=3660),
        "language": cells.text("语言", most=10) or "zh",
        "counts": True if counts is None else counts,
        "exempt_reason": cells.text("豁免理由", most=200),
        "exempt_by": cells.text("豁免批准人", most=60),
        "exempt_from": cells.day("豁免起"),
        "exempt_until": cells.day("豁免止"),
    }
    if not cells.faults:
        try:
            check_exemption(
                fields["exempt_reason"],
                fields["exempt_by"],
                fields["exempt_from"],
                fields["exempt_until"],
            )
        except ExemptionError as fault:
            cells.fault("豁免止", str(fault))
    return Entry(cells.line.number, fields["url"], fields, {"网站标识码": code})


def read_account(cells: RowReader) -> Entry:
    """A row of the sheet 账号."""
    code = cells.text("账号编码", most=60, required=True)
    if code and not re.fullmatch(r"[0-9A-Za-z._-]+", code):
        cells.fault("账号编码", f"“{code}”含有不能使用的字符；只用字母、数字和 . _ -")
    elif code and not can_name_bundle(code):
        cells.fault("账号编码", f"“{code}”不能用作文件夹名；不要以点开头，也不要以 {PARTIAL} 结尾")
    channel = cells.word("采集方式", CHANNELS)
    fields = {
        "code": code,
        "name": cells.text("账号名称", required=True),
        "platform": cells.text("平台", most=60, required=True),
        "function": cells.word("功能", FUNCTIONS).value,
        "level": cells.word("层级", LEVELS).value,
        "channel": channel.value,
        "feed_url": cells.url("订阅地址", required=channel is Channel.FEED),
        "status": cells.word("运行状态", STATUSES, OperatingStatus.RUNNING).value,
    }
    body = cells.text("主办单位编码", most=40, required=True)
    return Entry(cells.line.number, code, fields, {"主办单位编码": body})
