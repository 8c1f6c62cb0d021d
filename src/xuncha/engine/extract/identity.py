"""Which column of this round is which of the last: by code, name path, address and items.

An address says little after a move and a name is borne by many columns, so what both rounds list
decides wherever their lists can be compared at all: a list that moved on entirely since the last
round says neither yes nor no, one that should show the same items and does not says no.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.columnweights import identity_weights

MAX_ITEMS = 60
_TITLE_HEAD = 24


@dataclass(frozen=True, slots=True)
class ColumnTrace:
    """What identifies a column in one round. ``key`` is the caller's own handle.

    ``code`` is the register's key, empty where nobody registered the column; two codes of one
    column are a match for a person only. ``items`` are fingerprints (``fingerprints``).
    """

    key: str
    name: str
    path: tuple[str, ...]
    kind: ColumnKind | None
    url: str
    items: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the last round (``before``) found again (``now``), both by their keys.

    Only a ``certain`` match may be applied; another is for a person. ``reason`` is Chinese.
    """

    before: str
    now: str
    score: float
    certain: bool
    reason: str


class _Items(StrEnum):
    SHARED = "shared"
    SILENT = "silent"
    CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True)
class _Pair:
    before: ColumnTrace
    now: ColumnTrace
    score: float
    items: _Items
    common: int
    settled: bool

    @property
    def order(self) -> tuple[float, str, str]:
        return -self.score, self.before.key, self.now.key


def fingerprints(items: Iterable[ListItem]) -> tuple[str, ...]:
    """Short marks of list items: the beginning of the title, without signs, and the day.

    A title cut by another template keeps its mark as long as its first characters stand.
    """
    found = []
    for item in list(items)[:MAX_ITEMS]:
        title = "".join(
            sign for sign in unicodedata.normalize("NFKC", item.title).lower() if sign.isalnum()
        )
        digest = hashlib.sha256(title[:_TITLE_HEAD].encode("utf-8", "surrogatepass")).hexdigest()
        found.append(f"{digest[:12]}:{item.date.isoformat() if item.date else ''}")
    return tuple(dict.fromkeys(found))


def match_columns(before: Sequence[ColumnTrace], now: Sequence[ColumnTrace]) -> tuple[Match, ...]:
    """The columns of the last round among those of this one, each used at most once.

    Columns without a match are new or gone. The same input gives the same matches.
    """
    unique = _Unique(before, now)
    pairs = [_pair(old, new, unique) for old in before for new in now]
    pairs = _heed_items(pairs)
    chosen = _assign([pair for pair in pairs if pair.score >= identity_weights().proposed])
    taken = {pair.before.key for pair in chosen}
    rivals = _Rivals(pairs, taken)
    certain = {pair.before.key for pair in chosen if rivals.leave_certain(pair)}
    is_moved = len(certain) * 2 >= len(before) > 0
    matches = []
    for pair in chosen:
        carried = is_moved and unique.alone(pair) and pair.items is _Items.SILENT
        is_certain = pair.before.key in certain or carried
        matches.append(_match(pair, is_certain, carried and pair.before.key not in certain))
    return tuple(matches)


class _Unique:
    """Names and addresses that stand once on each side."""

    def __init__(self, before: Sequence[ColumnTrace], now: Sequence[ColumnTrace]) -> None:
        self._names = Counter(one.name for one in before), Counter(one.name for one in now)
        self._paths = Counter(one.path for one in before), Counter(one.path for one in now)
        self._here = {plain_address(one.url) for one in now}
        self._codes = {one.code for one in before} & {one.code for one in now} - {""}

    def name(self, name: str) -> bool:
        return all(names[name] == 1 for names in self._names)

    def path(self, path: tuple[str, ...]) -> bool:
        return len(path) > 1 and all(paths[path] == 1 for paths in self._paths)

    def stays(self, code: str) -> bool:
        """Whether the register names the column in both rounds: then it is no other."""
        return code in self._codes

    def is_gone(self, url: str) -> bool:
        return plain_address(url) not in self._here

    def alone(self, pair: _Pair) -> bool:
        """Whether nothing else on either side bears the name and the old address is gone."""
        before, now = pair.before, pair.now
        return (
            before.name == now.name
            and before.kind is now.kind
            and not (before.code and now.code)
            and self.name(before.name)
            and self.is_gone(before.url)
        )


class _Rivals:
    """What speaks against a match: other columns that show the same items."""

    def __init__(self, pairs: Sequence[_Pair], taken: set[str]) -> None:
        self._pairs = [pair for pair in pairs if pair.items is _Items.SHARED]
        self._taken = taken

    def leave_certain(self, pair: _Pair) -> bool:
        if pair.before.code and pair.now.code and pair.before.code != pair.now.code:
            return False
        if pair.settled:
            return True
        if pair.score < identity_weights().certain:
            return False
        for other in self._pairs:
            if (other.before.key == pair.before.key) == (other.now.key == pair.now.key):
                continue
            if other.score > pair.score - identity_weights().margin:
                return False
            merged = other.now.key == pair.now.key and other.before.key not in self._taken
            if merged and not _same_address(pair.before, pair.now):
                return False
        return True


def _pair(before: ColumnTrace, now: ColumnTrace, unique: _Unique) -> _Pair:
    weights = identity_weights()
    items, common = _compare(before.items, now.items)
    if before.code and before.code == now.code:
        return _Pair(before, now, 1.0, items, common, settled=True)
    if unique.stays(before.code) or unique.stays(now.code):
        return _Pair(before, now, 0.0, items, common, settled=False)
    same_name, same_address = before.name == now.name, _same_address(before, now)
    if same_name and same_address:
        return _Pair(before, now, 1.0, items, common, settled=True)
    if items is _Items.CONTRADICT:
        return _Pair(before, now, 0.0, items, common, settled=False)
    same_path = len(before.path) > 1 and before.path == now.path
    same_kind = before.kind is now.kind
    score = (
        weights.by_common[min(common, len(weights.by_common) - 1)]
        + weights.same_name * same_name
        + weights.same_address * same_address
        + weights.same_path * same_path
        + weights.same_kind * same_kind
    )
    by_path = same_path and same_kind and unique.path(before.path) and unique.is_gone(before.url)
    if by_path:
        score = max(score, weights.certain + weights.same_path)
    return _Pair(before, now, min(score, 1.0), items, common, settled=by_path and not common)


def _heed_items(pairs: list[_Pair]) -> list[_Pair]:
    """A column whose items stand elsewhere is not found again by its name path alone."""
    weights = identity_weights()
    old = {pair.before.key for pair in pairs if pair.items is _Items.SHARED}
    new = {pair.now.key for pair in pairs if pair.items is _Items.SHARED}
    return [
        pair
        if pair.items is _Items.SHARED
        or _is_unchanged(pair)
        or (pair.before.key not in old and pair.now.key not in new)
        else replace(
            pair,
            score=min(pair.score, weights.certain - weights.margin),
            settled=False,
        )
        for pair in pairs
    ]


def _is_unchanged(pair: _Pair) -> bool:
    before, now = pair.before, pair.now
    by_code = bool(before.code) and before.code == now.code
    return by_code or (before.name == now.name and _same_address(before, now))


def _same_address(before: ColumnTrace, now: ColumnTrace) -> bool:
    return plain_address(before.url) == plain_address(now.url)


def _compare(before: Sequence[str], now: Sequence[str]) -> tuple[_Items, int]:
    """What two lists say of each other over the days both could show, and the items in common.

    An item whose day changed counts half: a new system may stamp old articles anew.
    """
    old, new = _split(before), _split(now)
    exact = sum(1 for title, days in old.items() if title in new and _meet(days, new[title]))
    restamped = sum(1 for title in old if title in new) - exact
    common = exact + restamped // 2
    if common:
        comparable = min(_comparable(old, new), _comparable(new, old)) or common
        shared = common >= identity_weights().shared * comparable
        return (_Items.SHARED, common) if shared else (_Items.SILENT, 0)
    comparable = min(_since(old, _oldest(new)), _until(new, _newest(old)))
    return (
        _Items.CONTRADICT if comparable >= identity_weights().contradicted else _Items.SILENT
    ), 0


def _split(items: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in items:
        title, _, day = item.partition(":")
        found.setdefault(title, set()).add(day)
    return found


def _meet(days: set[str], others: set[str]) -> bool:
    return bool(days & others) or "" in days or "" in others


def _comparable(items: dict[str, set[str]], others: dict[str, set[str]]) -> int:
    """How many items lie in the days the other list covers."""
    low, high = _oldest(others), _newest(others)
    return sum(1 for days in items.values() if any(low <= day <= high for day in days))


def _since(items: dict[str, set[str]], day: str) -> int:
    return sum(1 for days in items.values() if day and max(days) >= day)


def _until(items: dict[str, set[str]], day: str) -> int:
    return sum(1 for days in items.values() if day and "" < min(days) <= day)


def _oldest(items: dict[str, set[str]]) -> str:
    return min((day for days in items.values() for day in days if day), default="")


def _newest(items: dict[str, set[str]]) -> str:
    return max((day for days in items.values() for day in days), default="")


def _assign(pairs: Iterable[_Pair]) -> list[_Pair]:
    """The best pairs, each column once."""
    chosen: list[_Pair] = []
    old: set[str] = set()
    new: set[str] = set()
    for pair in sorted(pairs, key=lambda one: one.order):
        if pair.before.key not in old and pair.now.key not in new:
            chosen.append(pair)
            old.add(pair.before.key)
            new.add(pair.now.key)
    return chosen


def _match(pair: _Pair, certain: bool, carried: bool) -> Match:
    before, now = pair.before, pair.now
    if before.code and before.code == now.code:
        said = ["台账编码相同"]
    else:
        said = [f"相同条目 {pair.common} 条"] if pair.common else ["没有可比对的相同条目"]
        said += ["栏目名称相同"] if before.name == now.name else [f"原名“{before.name}”"]
        said += ["名称路径相同"] if len(before.path) > 1 and before.path == now.path else []
        said += ["网址相同"] if _same_address(before, now) else [f"原网址 {before.url}"]
        said += ["全站多数栏目已迁移，名称在两期都唯一"] if carried else []
        said += [] if certain else ["不能确定，请人工确认"]
    return Match(before.key, now.key, round(pair.score, 2), certain, "；".join(said))
