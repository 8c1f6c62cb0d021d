"""Whether what a book says beside its rows makes sense: bands, lists, samples, compositions."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from xuncha.engine.rulebook.schema import Path, Problem
from xuncha.engine.rulebook.sense import FULL_SHARE, is_sound

Raw = Mapping[str, Any]
_ROW_LISTS = ("not_twice",)


def practice_problems(own: Raw, resolved: Raw) -> Iterator[Problem]:
    """Values of the right type that cannot be meant, in the tables ``own`` writes."""
    known = resolved.get("indicator", {})
    scales = resolved.get("scale", {})
    for name, row in _own(own, "indicator"):
        for key in _ROW_LISTS:
            yield from _unknown_rows(("indicator", name, key), row.get(key), known)
    for name, group in _own(own, "group"):
        if "scale" in group and group["scale"] not in scales:
            path = ("group", name, "scale")
            yield Problem(path, f"评分表“{group['scale']}”不存在；请改正或补上 [scale.…]")
    for name, exemption in _own(own, "exemption"):
        yield from _unknown_rows(("exemption", name, "rows"), exemption.get("rows"), known)
    for name, band in _own(own, "band"):
        yield from _band_problems(("band", name), band)
    for name, stratum in _own(own, "stratum"):
        ratio = stratum.get("ratio")
        if is_sound(ratio) and not 0 <= ratio <= FULL_SHARE:
            yield Problem(("stratum", name, "ratio"), f"抽查比例应在 0 至 100 之间，现为 {ratio}")
    for name, composition in _own(own, "composition"):
        yield from _weight_problems(("composition", name, "weights"), composition.get("weights"))


def _own(own: Raw, kind: str) -> Iterator[tuple[str, Raw]]:
    tables = own.get(kind, {})
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        if isinstance(table, Mapping):
            yield name, table


def _unknown_rows(path: Path, rows: object, known: object) -> Iterator[Problem]:
    if not isinstance(rows, list) or not isinstance(known, Mapping):
        return
    unknown = [str(one) for one in rows if one not in known]
    if unknown:
        yield Problem(path, f"指标“{'、'.join(unknown)}”不存在；请改正编号")


def _band_problems(path: Path, band: Raw) -> Iterator[Problem]:
    low, high = band.get("at_least"), band.get("below")
    said = [key for key in ("at_least", "below", "near_veto", "veto") if key in band]
    if not said:
        yield Problem(path, "等次没有条件；请写 at_least、below、near_veto 或 veto")
    if is_sound(low) and is_sound(high) and low >= high:
        yield Problem((*path, "below"), f"{high} 不高于 at_least {low}；请改正")


def _weight_problems(path: Path, weights: object) -> Iterator[Problem]:
    if not isinstance(weights, Mapping):
        yield Problem(path[:-1], "缺少“weights”；请写 {部分 = 百分比}")
        return
    if not all(map(is_sound, weights.values())):
        return
    total = sum((Fraction(str(one)) for one in weights.values()), Fraction(0))
    if total != FULL_SHARE:
        yield Problem(path, f"权重合计 {float(total):g}，应为 100；请改正")
