"""The shape of a rulebook file: which keys there are, and of what type."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from xuncha.engine.domain.words import (
    Confidence,
    Judge,
    Level,
    RowKind,
    TargetKind,
    TextErrorKind,
)
from xuncha.engine.rulebook.book import NoServices, Op
from xuncha.engine.rulebook.instruments import INSTRUMENTS, Metric
from xuncha.engine.rulebook.practice import Period
from xuncha.engine.rulebook.spans import WindowUnit, month_day

Path = tuple[str, ...]
MOST_NUMBER = 100_000
"""No limit, number of points or count of a rulebook is larger."""


LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a key path, before a line number is known."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Field:
    """One key: the type of its value in words a user reads, and the closed list it is from."""

    type_name: str
    words: tuple[str, ...] = ()

    def fault_of(self, value: object) -> str:
        """What is wrong with a value; empty when nothing is."""
        if self.type_name in _NUMBERS and _is_any_number(value) and not _is_number(value):
            return f"数字 {shown(value)} 不可用；请写 {MOST_NUMBER} 以内的数字"
        if not _FITS[self.type_name](value):
            return f"应为{self.type_name}，现为 {shown(value)}；请改正"
        listed = value if isinstance(value, list) else [value]
        unknown = [str(one) for one in listed if self.words and one not in self.words]
        if unknown:
            return f"不认识“{'、'.join(unknown)}”；可选：{'、'.join(self.words)}"
        return ""


def shown(value: object) -> str:
    """A wrong value as a message shows it: its beginning."""
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_NUMBERS = ("数字", "非负数字")


def _is_any_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_any_number(value) and -MOST_NUMBER <= value <= MOST_NUMBER  # type: ignore[operator]


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "文字": lambda value: isinstance(value, str),
    "非空文字": lambda value: isinstance(value, str) and bool(value.strip()),
    "数字": _is_number,
    "非负数字": lambda value: _is_number(value) and value >= 0,
    "是否（true/false）": lambda value: isinstance(value, bool),
    "日期（如 2019-04-01，不加引号）": _is_date,
    "文字列表": lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value),
    '月日（如 "11-01"）': lambda value: isinstance(value, str) and month_day(value) is not None,
    "整数": lambda value: _is_number(value) and isinstance(value, int) and value >= 0,
}

_TEXT, _FULL, _NUMBER, _POINTS = Field("文字"), Field("非空文字"), Field("数字"), Field("非负数字")
_COUNT, _MONTH_DAY = Field("整数"), Field('月日（如 "11-01"）')
_FLAG, _DATE = Field("是否（true/false）"), Field("日期（如 2019-04-01，不加引号）")


def _one_of(words: type[StrEnum]) -> Field:
    return Field("文字", tuple(word.value for word in words))


def _some_of(words: type[StrEnum]) -> Field:
    return Field("文字列表", tuple(word.value for word in words))


Shape = Mapping[str, "Field | Shape"]

CONDITION: Shape = {"metric": _one_of(Metric), "op": _one_of(Op), "value": _NUMBER}
APPLIES: Shape = {
    "kinds": _some_of(TargetKind),
    "levels": _some_of(Level),
    "portal_only": _FLAG,
    "services_only": _FLAG,
}
ROW: Shape = {
    "name": _FULL,
    "section": _FULL,
    "rule": _FULL,
    "kind": _one_of(RowKind),
    "judge": _one_of(Judge),
    "check": Field("文字", tuple(INSTRUMENTS)),
    "condition": CONDITION,
    "applies_to": APPLIES,
    "points": _POINTS,
    "points_confidence": _one_of(Confidence),
    "cap": _POINTS,
    "cap_confidence": _one_of(Confidence),
    "each": _FLAG,
    "group": _TEXT,
    "parent": _TEXT,
    "heading": _FLAG,
    "source": _FULL,
    "confidence": _one_of(Confidence),
    "valid_from": _DATE,
    "valid_to": _DATE,
    "reason_text": _FULL,
    "note": _TEXT,
    "finding_kinds": _some_of(TextErrorKind),
    "free": _COUNT,
    "not_twice": Field("文字列表"),
    "near": _POINTS,
}
WINDOW: Shape = {
    "unit": _one_of(WindowUnit),
    "number": _COUNT,
    "start": _MONTH_DAY,
    "end": _MONTH_DAY,
    "inclusive": _FLAG,
}
GROUP: Shape = {
    "name": _FULL,
    "points": _POINTS,
    "source": _FULL,
    "confidence": _one_of(Confidence),
    "scale": _FULL,
}
JOINT: Shape = {"rows": Field("文字列表"), "points": _POINTS, "source": _FULL}
SCORING: Shape = {
    "full": _POINTS,
    "pass_line": _POINTS,
    "bonus_gate": _POINTS,
    "bonus_cap": _POINTS,
    "bonus_group": _TEXT,
    "service_group": _TEXT,
    "scaled_levels": _some_of(Level),
    "portal_levels": _some_of(Level),
    "source": _FULL,
    "confidence": _one_of(Confidence),
    "applies_to": APPLIES,
    "veto_score": _POINTS,
    "no_services": _one_of(NoServices),
}
BAND: Shape = {
    "name": _FULL,
    "at_least": _POINTS,
    "below": _POINTS,
    "near_veto": _FLAG,
    "veto": _FLAG,
    "source": _FULL,
}
TIER: Shape = {
    "name": _FULL,
    "kinds": _some_of(RowKind),
    "applies_to": APPLIES,
    "source": _FULL,
}
EXEMPTION: Shape = {
    "rows": Field("文字列表"),
    "applies_to": APPLIES,
    "reason": _FULL,
    "source": _FULL,
    "valid_from": _DATE,
    "valid_to": _DATE,
}
COMPOSITION: Shape = {"name": _FULL, "source": _FULL}
STRATUM: Shape = {
    "name": _FULL,
    "applies_to": APPLIES,
    "ratio": _POINTS,
    "least": _COUNT,
    "government_only": _FLAG,
    "source": _FULL,
}
SAMPLING: Shape = {"period": _one_of(Period), "carry_over": _FLAG, "source": _FULL}
HEADER: Shape = {
    "name": _FULL,
    "title": _FULL,
    "document": _FULL,
    "issuer": _FULL,
    "extends": _FULL,
    "edition_of": _FULL,
    "subject": Field("文字", ("target", "body")),
    "valid_from": _DATE,
    "valid_to": _DATE,
}
TABLES: Mapping[str, Shape] = {
    "indicator": ROW,
    "group": GROUP,
    "joint": JOINT,
    "scale": SCORING,
    "band": BAND,
    "tier": TIER,
    "exemption": EXEMPTION,
    "composition": COMPOSITION,
    "stratum": STRATUM,
}
SINGLE_TABLES: Mapping[str, Shape] = {"scoring": SCORING, "sampling": SAMPLING}
OPEN_TABLES: Mapping[tuple[str, str], Field | Shape | None] = {
    ("indicator", "params"): None,
    ("indicator", "windows"): WINDOW,
    ("composition", "weights"): _POINTS,
}
"""Tables whose keys are free; what stands under each key (None: looked at with the check)."""
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "scoring": ("applies_to", "veto_score", "no_services"),
    "scale": ("veto_score", "no_services", "scaled_levels", "portal_levels"),
    "group": ("scale",),
    "band": ("at_least", "below", "near_veto", "veto"),
    "exemption": ("valid_from", "valid_to"),
    "stratum": ("government_only",),
}
"""The keys a table may do without."""
REQUIRED_HEADER = ("name", "title", "document", "issuer", "valid_from")
REQUIRED_ROW = (
    *("name", "section", "rule", "kind", "judge", "applies_to"),
    *("source", "confidence", "reason_text"),
)


def shape_problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Unknown keys and wrong types of one file, before anything is overlaid."""
    for key, value in raw.items():
        if key in TABLES:
            if not isinstance(value, dict):
                yield Problem((key,), f'应为表 [{key}.…]；请按 [{key}."编号"] 书写')
                continue
            for name, table in value.items():
                yield from _table_problems((key, name), table, TABLES[key])
        elif key in SINGLE_TABLES:
            yield from _table_problems((key,), value, SINGLE_TABLES[key])
        elif key in HEADER:
            yield from _value_problems((key,), value, HEADER[key])
        else:
            yield Problem((key,), _unknown_key(key, (*HEADER, *TABLES, *SINGLE_TABLES)))


def _table_problems(path: Path, table: object, shape: Shape) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield Problem(path, "应为一个表；请写成 [表名] 或 {键 = 值}")
        return
    for key, value in table.items():
        if (path[0], key) in OPEN_TABLES:
            yield from _open_problems((*path, key), value, OPEN_TABLES[path[0], key])
        elif key not in shape:
            yield Problem((*path, key), _unknown_key(key, tuple(shape)))
        else:
            yield from _value_problems((*path, key), value, shape[key])


def _open_problems(
    path: Path, table: object, expected: "Field | Shape | None"
) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield Problem(path, "应为表 {名称 = 值}；请改正")
        return
    for key, value in table.items():
        if expected is not None:
            yield from _value_problems((*path, key), value, expected)


def _value_problems(path: Path, value: object, expected: "Field | Shape") -> Iterator[Problem]:
    if not isinstance(expected, Field):
        yield from _table_problems(path, value, expected)
    elif fault := expected.fault_of(value):
        yield Problem(path, fault)


def _unknown_key(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"是否应为“{near[0]}”？" if near else f"可用的键：{'、'.join(known)}"
    return f"不认识的键“{key}”；{hint}"
