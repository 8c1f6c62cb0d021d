"""Whether the values of a resolved document make sense: ranges, closed lists, totals that add up.

Every one of these faults would otherwise change verdicts without a word: a limit of zero hits every
target, an unknown band finds nothing, groups that do not add up shift every score.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeGuard

from xuncha.engine.domain.words import RowKind
from xuncha.engine.rulebook.book import KNOWN, Op
from xuncha.engine.rulebook.instruments import (
    INSTRUMENTS,
    PARAM_RANGES,
    PARAM_WORDS,
    SHARES,
    Instrument,
    Metric,
)
from xuncha.engine.rulebook.schema import MOST_NUMBER, Path, Problem
from xuncha.engine.rulebook.spans import WindowUnit

Raw = Mapping[str, Any]
_KNOWN = {one.value for one in KNOWN}
_STRICT = {Op.AT_LEAST.value, Op.LESS.value}
FULL_SHARE = 100


def row_problems(path: Path, row: Raw, *, of_bodies: bool) -> Iterator[Problem]:
    """Values of one indicator that have the right type and still cannot be meant."""
    applies = row.get("applies_to")
    kinds = applies.get("kinds") if isinstance(applies, Mapping) else None
    if isinstance(applies, Mapping) and not kinds and not of_bodies:
        yield Problem((*path, "applies_to"), '没有写明适用对象；请写 kinds，如 kinds = ["site"]')
    check = row.get("check")
    instrument = INSTRUMENTS.get(check) if isinstance(check, str) else None
    if instrument is None:
        return
    if isinstance(kinds, list):
        wrong = [kind for kind in kinds if kind not in [one.value for one in instrument.kinds]]
        if wrong:
            yield Problem((*path, "check"), f"检测“{check}”不能用于 {'、'.join(map(str, wrong))}")
    condition, params = row.get("condition"), row.get("params")
    if isinstance(condition, Mapping):
        yield from _limit_problems((*path, "condition", "value"), condition, instrument.metric)
    if isinstance(params, Mapping):
        for name, value in params.items():
            yield from _param_problems((*path, "params", name), name, value)


def _limit_problems(path: Path, condition: Raw, metric: Metric) -> Iterator[Problem]:
    value, op = condition.get("value"), condition.get("op")
    if not is_sound(value):
        return
    most = FULL_SHARE if metric in SHARES else MOST_NUMBER
    if not 0 <= value <= most:
        yield Problem(path, f"应在 0 至 {most} 之间，现为 {value}；请改正")
    elif value == 0 and op in _STRICT:
        always = "任何对象都会命中" if op == Op.AT_LEAST else "任何对象都不会命中"
        yield Problem(path, f"条件“{op} 0”{always}；请改正")
    elif metric not in SHARES and value != int(value):
        yield Problem(path, f"计数的限值应为整数，现为 {value}；请改正")


def _param_problems(path: Path, name: str, value: object) -> Iterator[Problem]:
    if isinstance(value, int) and not isinstance(value, bool) and name in PARAM_RANGES:
        least, most = PARAM_RANGES[name]
        if not least <= value <= most:
            yield Problem(path, f"应在 {least} 至 {most} 之间，现为 {value}；请改正")
    words = PARAM_WORDS.get(name)
    if words is None:
        return
    listed = value if isinstance(value, list) else [value]
    unknown = [str(one) for one in listed if one not in words]
    if unknown:
        yield Problem(path, f"不认识“{'、'.join(unknown)}”；可选：{'、'.join(words)}")
    elif not listed:
        yield Problem(path, f"至少写一个；可选：{'、'.join(words)}")


def window_problems(path: Path, windows: Raw, instrument: Instrument) -> Iterator[Problem]:
    """Windows that name no parameter in days, or are not counted out."""
    in_days = [name for name, _ in instrument.params if name.endswith("days")]
    for name, window in windows.items():
        here = (*path, name)
        if name not in in_days:
            known = "、".join(in_days) or "（无）"
            yield Problem(here, f"“{name}”不是按天计的参数；可用：{known}")
        if not isinstance(window, Mapping):
            continue
        is_fixed = window.get("unit") == WindowUnit.FIXED
        needed = ("unit", "start", "end") if is_fixed else ("unit", "number")
        for key in needed:
            if key not in window:
                yield Problem(here, f"窗口缺少“{key}”；固定窗口写 start、end，其余写 number")
        least, most = PARAM_RANGES["days"]
        number = window.get("number")
        if "number" in window and is_sound(number) and not least <= number <= most:
            yield Problem((*here, "number"), f"应在 {least} 至 {most} 之间，现为 {number}；请改正")


def scoring_problems(own: Raw, resolved: Raw) -> Iterator[Problem]:
    """Whether the scoring frame, its scales, groups and joint rows fit together."""
    groups = resolved.get("group", {})
    if not isinstance(groups, Mapping):
        return
    touched = {key for key in ("scoring", "scale", "group", "joint", "indicator") if own.get(key)}
    if not touched:
        return
    for path, scale, frame in _frames(resolved):
        if _is_own(own, path) or "group" in touched:
            yield from _frame_problems(path, frame, groups)
            yield from _total_problems(own, path, scale, frame, groups)
    yield from _worth_problems(own, resolved, groups)
    yield from _caps_problems(own, resolved, groups)
    for name, joint in _tables(own, "joint"):
        yield from _joint_problems(("joint", name), joint, resolved)


def _frames(resolved: Raw) -> Iterator[tuple[Path, str, Raw]]:
    """The scoring frame and every further scale: path, the scale's name, the table."""
    if isinstance(resolved.get("scoring"), Mapping):
        yield ("scoring",), "", resolved["scoring"]
    for name, frame in _tables(resolved, "scale"):
        yield ("scale", name), name, frame


def _is_own(own: Raw, path: Path) -> bool:
    table: object = own
    for key in path:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table is not None


def _frame_problems(path: Path, frame: Raw, groups: Raw) -> Iterator[Problem]:
    for key in ("bonus_group", "service_group"):
        if isinstance(frame.get(key), str) and frame[key] and frame[key] not in groups:
            yield Problem((*path, key), f"分组“{frame[key]}”不存在；请改正或补上 [group.…]")
    full = frame.get("full")
    for key in ("pass_line", "bonus_gate", "veto_score"):
        value = frame.get(key)
        if is_sound(full) and is_sound(value) and value > full:
            yield Problem((*path, key), f"{value} 高于满分 {full}；请改正")
    veto, line = frame.get("veto_score"), frame.get("pass_line")
    if is_sound(veto) and is_sound(line) and veto >= line:
        yield Problem((*path, "veto_score"), f"单项否决记 {veto} 分，不低于合格线 {line}；请改正")


def _total_problems(own: Raw, path: Path, scale: str, frame: Raw, groups: Raw) -> Iterator[Problem]:
    points = {
        name: group.get("points")
        for name, group in groups.items()
        if isinstance(group, Mapping)
        and group.get("scale", "") == scale
        and name != frame.get("bonus_group")
    }
    if not is_sound(frame.get("full")) or not all(map(is_sound, points.values())):
        return
    total = sum((Fraction(str(one)) for one in points.values()), Fraction(0))
    if total == Fraction(str(frame["full"])):
        return
    changed = [name for name, _ in _tables(own, "group") if name in points]
    at: Path = ("group", changed[0], "points") if changed else (*path, "full")
    parts = "＋".join(str(one) for one in points.values())
    message = f"扣分分组合计 {parts}＝{float(total):g}，不等于满分 {frame['full']}；请改正"
    yield Problem(at, message)


def _caps_problems(own: Raw, resolved: Raw, groups: Raw) -> Iterator[Problem]:
    """Where every row of a group is known, together they are worth what the group is."""
    touched = {resolved["indicator"][name].get("group") for name, _ in _tables(own, "indicator")}
    for name, group in groups.items():
        if not isinstance(group, Mapping) or not is_sound(group.get("points")):
            continue
        rows = [row for _, row in _tables(resolved, "indicator") if row.get("group") == name]
        caps = [row.get("cap") for row in rows]
        known = all(row.get("cap_confidence") in _KNOWN for row in rows)
        if name not in touched or not rows or not known or not all(map(is_sound, caps)):
            continue
        total = sum((Fraction(str(one)) for one in caps), Fraction(0))
        if total != Fraction(str(group["points"])):
            said = f"各项满分合计 {float(total):g}，不等于分组的 {group['points']} 分"
            yield Problem(("group", name), f"{said}；请核对各项满分")


def _worth_problems(own: Raw, resolved: Raw, groups: Raw) -> Iterator[Problem]:
    """A row is worth no more than its group, and one hit costs no more than the row is worth."""
    for name, mine in _tables(own, "indicator"):
        row = resolved["indicator"][name]
        path: Path = ("indicator", name)
        points, cap, group = row.get("points"), row.get("cap"), groups.get(str(row.get("group")))
        most = group.get("points") if isinstance(group, Mapping) else None
        for key in ("points", "cap"):
            worth = row.get(key)
            if is_sound(worth) and is_sound(most) and worth > most:
                at = (*path, key) if key in mine else path
                yield Problem(at, f"{key} {worth} 高于分组“{row['group']}”的 {most} 分；请改正")
        if is_sound(points) and is_sound(cap) and points > cap:
            yield Problem((*path, "points"), f"一次 {points} 分，高于本项 {cap} 分；请改正")
        if row.get("kind") not in (RowKind.DEDUCT, RowKind.BONUS) and "group" in row:
            yield Problem((*path, "group"), "只有扣分、加分指标有分组；请删去 group 或改正 kind")


def _joint_problems(path: Path, joint: Raw, resolved: Raw) -> Iterator[Problem]:
    for key in ("rows", "points", "source"):
        if key not in joint:
            yield Problem(path, f"缺少“{key}”；请补上")
    rows, known = joint.get("rows"), resolved.get("indicator", {})
    if not isinstance(rows, list) or not isinstance(known, Mapping):
        return
    if not rows:
        yield Problem((*path, "rows"), "至少写一个指标编号")
    unknown = [str(one) for one in rows if one not in known]
    if unknown:
        yield Problem((*path, "rows"), f"指标“{'、'.join(unknown)}”不存在；请改正编号")
        return
    if len({known[one].get("group") for one in rows if isinstance(known[one], Mapping)}) > 1:
        yield Problem((*path, "rows"), "各指标不在同一分组；请改正编号")


def _tables(raw: Raw, kind: str) -> Iterator[tuple[str, Raw]]:
    tables = raw.get(kind, {})
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        if isinstance(table, Mapping):
            yield name, table


def is_sound(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number the schema takes: no truth value, not nan, not endless."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and -MOST_NUMBER <= value <= MOST_NUMBER  # type: ignore[operator]
