"""What two rulebooks say differently."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xuncha.engine.rulebook.book import Rulebook

_BY_ID = ("rows", "groups", "scales", "bands", "tiers", "exemptions", "compositions", "strata")


_WORDS = {
    "rows": "指标",
    "groups": "分组",
    "bands": "等次",
    "tiers": "清单",
    "compositions": "合成",
    "strata": "抽查分组",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the key, and its value in either book (None where the book lacks it)."""

    key: str
    a: str | None
    b: str | None

    def text(self) -> str:
        """The change as one line a user reads."""
        if self.a is None:
            return f"＋ {self.key}：{self.b}"
        if self.b is None:
            return f"－ {self.key}：{self.a}"
        return f"～ {self.key}：{self.a} → {self.b}"


def compare(first: Rulebook, second: Rulebook) -> tuple[Change, ...]:
    """Every difference but the digest, in the order of the first book; empty when there is none."""
    left, right = dict(_flat("", _plain(first))), dict(_flat("", _plain(second)))
    keys = [*left, *(key for key in right if key not in left)]
    return tuple(
        Change(key, left.get(key), right.get(key))
        for key in keys
        if left.get(key) != right.get(key)
    )


def summary(first: Rulebook, second: Rulebook) -> tuple[str, ...]:
    """The differences as lines a user reads: a row, group or band only one book has is one line,
    a changed value names what it is of."""
    lines = []
    for change in compare(first, second):
        whole = _whole(change.key, first, second)
        lines.append(whole or change.text())
    return tuple(dict.fromkeys(lines))


def _whole(key: str, first: Rulebook, second: Rulebook) -> str:
    """The line for something only one book has; empty for a key both have a table for."""
    for kind, word in _WORDS.items():
        here = {one.id: one.name for one in getattr(first, kind)}
        there = {one.id: one.name for one in getattr(second, kind)}
        for name in here.keys() ^ there.keys():
            if key.startswith(f"{kind}.{name}."):
                sign = "－" if name in here else "＋"
                return f"{sign} {word} {name} {here.get(name) or there.get(name)}"
    return ""


def _plain(book: Rulebook) -> dict[str, Any]:
    raw = asdict(book)
    del raw["digest"], raw["national"]
    for name in _BY_ID:
        raw[name] = {one["id"]: one for one in raw[name]}
    return raw


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), inner)
    elif value is not None:
        yield prefix, _word(value)


def _word(value: object) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return "、".join(_word(one) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
