"""Read the file ``xuncha judge`` is given (contracts.md, ``judge``)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Level, Result, TargetKind
from xuncha.engine.judge.errors import ContradictionError
from xuncha.engine.judge.ruling import GroupEntry, Ruling
from xuncha.engine.rulebook.book import Op, Rulebook
from xuncha.engine.rulebook.instruments import SHARES
from xuncha.engine.rulebook.scope import TargetFrame

_Word = TypeVar("_Word", bound=StrEnum)
_OUTCOME_KEYS = ("indicator", "outcome", "count", "points", "confirmed", "places")
BODY = "body"
"""The kind of target a book on supervision assesses."""
MAX_BYTES = 4 << 20
MAX_NUMBER = 1_000_000_000
SHOWN = 60
_TARGET_KEYS = ("kind", "level", "portal", "services")


@dataclass(frozen=True, slots=True)
class Filing:
    """A target with its outcomes, as somebody wrote them down."""

    target: TargetFrame
    outcomes: tuple[Ruling, ...]
    groups: tuple[GroupEntry, ...]
    as_of: date | None


def read_filing(path: Path) -> Filing:
    """The filing in a JSON file. Raises InputError, one line, for anything that cannot be read."""
    raw = _mapping(_json(path), "文件")
    for key in raw:
        if key not in ("target", "outcomes", "groups", "as_of"):
            raise _wrong(f"不认识的键“{key}”", "文件", "可用：target、outcomes、groups、as_of")
    return Filing(
        _target(raw.get("target")),
        tuple(_ruling(one, at) for at, one in enumerate(_list(raw, "outcomes"), 1)),
        tuple(_group(one, at) for at, one in enumerate(_list(raw, "groups"), 1)),
        _date(raw.get("as_of")),
    )


def refuse_contradictions(filing: Filing, book: Rulebook) -> None:
    """Raise ContradictionError for a ``clear`` whose own count is over the limit of its row.

    Only where it is certain: the metric counts, and more of it means a hit. A hit with a small
    count is no contradiction, the count then says how often the rule as a whole applied.
    """
    for ruling in filing.outcomes:
        row = book.row(ruling.indicator)
        condition = row.condition if row is not None else None
        if condition is None or ruling.count is None or ruling.result is not Result.CLEAR:
            continue
        is_counted = condition.metric not in SHARES and condition.op in (Op.AT_LEAST, Op.MORE)
        if is_counted and condition.holds(ruling.count):
            raise ContradictionError(ruling.indicator, ruling.count, condition.text())


def _wrong(what: str, where: str, remedy: str) -> InputError:
    return InputError(what, where, remedy)


def _json(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise _wrong("文件过大", str(path), f"应小于 {MAX_BYTES >> 20} MB，核对是否选错了文件")
        return json.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise _wrong("文件打不开", f"{path}（{error.strerror}）", "核对路径和权限") from None
    except UnicodeDecodeError:
        raise _wrong("文件不是 UTF-8 编码", str(path), "另存为 UTF-8 后重试") from None
    except json.JSONDecodeError as error:
        raise _wrong("文件不是 JSON", f"{path} 第 {error.lineno} 行", "改正该处语法") from None
    except RecursionError:
        raise _wrong("文件嵌套层数过多", str(path), "按 {键: 值} 逐项书写") from None
    except ValueError:
        raise _wrong("文件中有位数过多的数字", str(path), "改正该数字") from None


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong("应为一个 JSON 对象", where, "按 {键: 值} 书写")
    return value


def _list(raw: Mapping[str, Any], key: str) -> list[object]:
    value = raw.get(key)
    if value is None and (key == "groups"):
        return []
    if not isinstance(value, list):
        raise _wrong(f"{key} 应为列表", key, "按 [ … ] 书写")
    return value


def _known(raw: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in raw:
        if key not in keys:
            raise _wrong(f"不认识的键“{key}”", where, f"可用：{'、'.join(keys)}")


def _word(words: type[_Word], value: object, where: str) -> _Word:
    try:
        return words(value)  # type: ignore[arg-type]
    except ValueError:
        known = "、".join(word.value for word in words)
        raise _wrong(f"不认识“{_shown(value)}”", where, f"可选：{known}") from None


def _flag(raw: Mapping[str, Any], key: str, where: str, *, default: bool) -> bool:
    value = raw.get(key, default)
    if not isinstance(value, bool):
        raise _wrong(f"{key} 应为 true 或 false", where, "改正该值")
    return value


def _number(raw: Mapping[str, Any], key: str, where: str) -> float | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise _wrong(f"{key} 应为数字，现为 {_shown(value)}", where, "改正该值")
    if not -MAX_NUMBER <= value <= MAX_NUMBER or (key == "count" and value < 0):
        raise _wrong(f"{key} 不能是 {_shown(value)}", where, "改正该值")
    return value


def _shown(value: object) -> str:
    """A wrong value as a message shows it: its beginning."""
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        return "过大的整数" if value > 0 else "过小的整数"
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _target(raw: object) -> TargetFrame:
    target = _mapping(raw, "target")
    _known(target, _TARGET_KEYS, "target")
    return TargetFrame(
        _kind(target.get("kind")),
        _word(Level, target.get("level"), "target.level"),
        _flag(target, "portal", "target.portal", default=False),
        _flag(target, "services", "target.services", default=True),
    )


def _kind(value: object) -> TargetKind | None:
    return None if value == BODY else _word(TargetKind, value, "target.kind")


def _ruling(raw: object, at: int) -> Ruling:
    where = f"outcomes 第 {at} 项"
    one = _mapping(raw, where)
    _known(one, _OUTCOME_KEYS, where)
    indicator = one.get("indicator")
    if not isinstance(indicator, str) or not indicator:
        raise _wrong("缺少 indicator", where, "写明指标编号，如 W-V4.3")
    return Ruling(
        indicator,
        _word(Result, one.get("outcome"), f"{where} outcome"),
        _number(one, "count", where),
        _number(one, "points", where),
        _flag(one, "confirmed", where, default=True),
        places=_places(one, where),
    )


def _places(raw: Mapping[str, Any], where: str) -> tuple[str, ...]:
    places = raw.get("places", [])
    if not isinstance(places, list) or not all(isinstance(one, str) for one in places):
        raise _wrong("places 应为文字列表", where, '如 places: ["通知公告"]')
    return tuple(places)


def _group(raw: object, at: int) -> GroupEntry:
    where = f"groups 第 {at} 项"
    one = _mapping(raw, where)
    _known(one, ("group", "points"), where)
    points = _number(one, "points", where)
    if not isinstance(one.get("group"), str) or points is None:
        raise _wrong("group 和 points 都要写明", where, "如 {group: 发布解读, points: 29}")
    return GroupEntry(one["group"], points)


def _date(value: object) -> date | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
        return local_day(moment) if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise _wrong(f"as_of 不是日期：{_shown(value)}", "as_of", "写成 YYYY-MM-DD") from None
