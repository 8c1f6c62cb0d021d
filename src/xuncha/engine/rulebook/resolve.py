"""Raw TOML documents laid over each other, their digest, and what a resolved one lacks."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from xuncha.engine.domain.words import RowKind
from xuncha.engine.rulebook.instruments import INSTRUMENTS, Instrument, Metric
from xuncha.engine.rulebook.schema import (
    CONDITION,
    OPTIONAL,
    REQUIRED_HEADER,
    REQUIRED_ROW,
    SINGLE_TABLES,
    TABLES,
    Problem,
    Shape,
    shown,
)
from xuncha.engine.rulebook.sense import row_problems, scoring_problems, window_problems
from xuncha.engine.rulebook.sense_of_practice import practice_problems

Raw = Mapping[str, Any]
_LOOKED_AT_APART = ("indicator", "joint")


def overlay(base: Raw, upper: Raw) -> dict[str, Any]:
    """``upper`` laid over ``base`` key by key, tables merged, everything else replaced."""
    merged = dict(base)
    for key, value in upper.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = overlay(below, value)
        else:
            merged[key] = value
    return merged


def digest_of(resolved: Raw) -> str:
    """sha256 over the canonical form of a resolved document; key order does not count."""
    canonical = json.dumps(
        resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {value!r}")


def missing_problems(own: Raw, resolved: Raw) -> Iterator[Problem]:
    """What the resolved document lacks or contradicts, in the tables ``own`` touches."""
    for key in REQUIRED_HEADER:
        if key not in own:
            yield Problem((key,), f"缺少“{key}”；请在文件开头补上")
    yield from _reversed_dates((), resolved)
    for name, row in _touched(own, resolved, "indicator"):
        path = ("indicator", name)
        for key in REQUIRED_ROW:
            if key not in row:
                yield Problem(path, f'缺少“{key}”；请在 [indicator."{name}"] 下补上')
        yield from _reversed_dates(path, row)
        yield from _instrument_problems(path, row)
        yield from _reference_problems(path, row, resolved)
        yield from row_problems(path, row, of_bodies=resolved.get("subject") == "body")
    for kind, shape in TABLES.items():
        for name, table in _touched(own, resolved, kind) if kind not in _LOOKED_AT_APART else ():
            yield from _lacking((kind, name), table, shape, OPTIONAL.get(kind, ()))
            yield from _reversed_dates((kind, name), table)
    for kind, shape in SINGLE_TABLES.items():
        if isinstance(own.get(kind), Mapping):
            yield from _lacking((kind,), resolved[kind], shape, OPTIONAL.get(kind, ()))
    yield from scoring_problems(own, resolved)
    yield from practice_problems(own, resolved)


def _touched(own: Raw, resolved: Raw, kind: str) -> Iterator[tuple[str, Raw]]:
    """The resolved tables of a kind that the file itself writes something into."""
    tables = own.get(kind, {})
    for name in tables if isinstance(tables, Mapping) else ():
        if isinstance(resolved[kind][name], Mapping):
            yield name, resolved[kind][name]


def _lacking(
    path: tuple[str, ...], table: Raw, shape: Shape, optional: Collection[str]
) -> Iterator[Problem]:
    for key in shape:
        if key not in table and key not in optional:
            yield Problem(path, f"缺少“{key}”；请补上")


def _reversed_dates(path: tuple[str, ...], table: Raw) -> Iterator[Problem]:
    start, end = table.get("valid_from"), table.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield Problem((*path, "valid_to"), f"失效日期 {end} 早于生效日期 {start}；请核对两个日期")


def _instrument_problems(path: tuple[str, ...], row: Raw) -> Iterator[Problem]:
    """Whether check, condition and parameters belong together."""
    condition, check = row.get("condition"), row.get("check")
    if check is None:
        for key in ("condition", "params", "windows"):
            if row.get(key):
                yield Problem((*path, key), f"有“{key}”而没有检测；请补上 check 或删去 {key}")
        return
    instrument = INSTRUMENTS.get(check) if isinstance(check, str) else None
    if instrument is None:
        return
    if condition is None:
        yield Problem((*path, "check"), "有检测而没有条件；请补上 condition")
    elif isinstance(condition, Mapping):
        yield from _condition_problems((*path, "condition"), condition, instrument)
    params = row.get("params", {})
    if isinstance(params, Mapping):
        windows = row.get("windows", {})
        counted = windows if isinstance(windows, Mapping) else {}
        yield from _param_problems((*path, "params"), params, instrument, counted)
        yield from window_problems((*path, "windows"), counted, instrument)


def _condition_problems(
    path: tuple[str, ...], condition: Raw, instrument: Instrument
) -> Iterator[Problem]:
    for key in CONDITION:
        if key not in condition:
            yield Problem(path, f"条件缺少“{key}”；应写 metric、op、value")
    metric = condition.get("metric", instrument.metric.value)
    if metric in {one.value for one in Metric} and metric != instrument.metric.value:
        yield Problem(
            (*path, "metric"),
            f"检测“{instrument.slug}”算的是“{instrument.metric.value}”；请改正 metric 或 check",
        )


def _param_problems(
    path: tuple[str, ...], params: Raw, instrument: Instrument, windows: Raw
) -> Iterator[Problem]:
    for name, kind in instrument.params:
        if name not in params:
            if name in windows:
                continue
            yield Problem(path, f"检测“{instrument.slug}”缺少参数“{name}”；请补上")
        elif not _fits(params[name], kind):
            yield Problem((*path, name), f"参数类型不对，现为 {shown(params[name])}；请改正")
    for name in params:
        if instrument.param_type(name) is None:
            known = "、".join(known for known, _ in instrument.params) or "（无参数）"
            yield Problem((*path, name), f"不认识的参数“{name}”；可用：{known}")


def _fits(value: object, kind: type) -> bool:
    if kind is tuple:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _reference_problems(path: tuple[str, ...], row: Raw, resolved: Raw) -> Iterator[Problem]:
    if "parent" in row and row["parent"] not in resolved["indicator"]:
        yield Problem((*path, "parent"), f"上级指标“{row['parent']}”不存在；请改正编号")
    if "group" in row and row["group"] not in resolved.get("group", {}):
        yield Problem((*path, "group"), f"分组“{row['group']}”不存在；请改正或补上 [group.…]")
    if row.get("kind") in (RowKind.DEDUCT, RowKind.BONUS) and "group" not in row:
        yield Problem(path, "扣分、加分指标缺少“group”；请写明所属分组")
