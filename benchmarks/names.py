"""The layer of official names: planted slips found, and flags on clean text.

Slips (a character missing, too many, another one alike, two changed over; at every position, the
first and the last too) are planted into names that stand in real sentences of the held-out
statutes. Listed names and names of the same pattern that no table has are scored apart. Then the
layer reads clean text; every flag is listed. Run ``python -m benchmarks.names [SEED]``.
"""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.statistics_corpus import CORPUS, TEST, sentences, statutes

from xuncha.engine.domain.words import Band
from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.names.entries import NameKind, shipped_gazetteer
from xuncha.engine.proofread.names.familiar import are_alike
from xuncha.engine.proofread.names.layer import shipped_names

PLANTS = 600
"""Plants of each class and kind."""
KINDS = ("missing", "extra", "swapped", "alike")
SLOTS = ("国务院有关部门", "市人民政府有关部门", "有关主管部门", "人民法院", "公安机关", "主管机关")
UNLISTED = (
    "国家防灾减灾救灾中心",
    "国家卫星气象中心",
    "中国环境科学研究院",
    "国家食品安全风险评估中心",
    "中国教育科学研究院",
    "全国中小企业股份转让系统有限责任公司",
    "青海省文物考古研究院",
    "青海省三江源生态保护基金会",
    "西宁市城市地下综合管廊管理处",
    "西宁市水资源服务中心",
    "海东市河湟文化博物馆",
    "青海湖景区保护利用管理局",
    "兰州新区市政投资管理集团有限公司",
    "成都市公园城市建设管理局",
    "深圳市前海深港现代服务业合作区管理局",
    "北京市经济和信息化发展促进中心",
    "河北省机关事务保障中心",
    "山东省国土空间生态修复中心",
    "湖南省水利水电科学研究院",
    "广东省海洋综合执法总队",
)
"""Names of the same pattern that no table has."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A slip in a name: characters ``start`` to ``end`` of the text are the damaged name."""

    text: str
    start: int
    end: int
    at: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many plants of a class were planted, found, and given back whole."""

    planted: int
    in_a: int
    in_b: int
    right: int

    @property
    def recall(self) -> float:
        """Share found in band A and B."""
        return self.in_b / self.planted if self.planted else 0.0


def classes() -> dict[str, list[str]]:
    """Names by class; only ``unlisted`` ones are in no table."""
    gazetteer = shipped_gazetteer()
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    names = [one for one in gazetteer.names if one.valid_to is None and len(one.text) >= 5]
    regions = [one for one in gazetteer.regions if one.name.valid_to is None]
    letters = {"province": "p", "prefecture": "c", "county": "x"}
    tails = [(row[0], row[1]) for row in rows("names_tails", 6) if not row[3] and len(row[0]) >= 3]
    local = []
    while len(local) < 3000:
        region = chance.choice(regions)
        tail, levels = chance.choice(tails)
        if tail.startswith("委员会"):
            continue
        if letters[region.level] in levels and len(region.name.text) > 2:
            above = [one for one in sorted(region.above) if region.level == "county"]
            local.append(
                (above[0] if above and chance.random() < 0.5 else "") + region.name.text + tail
            )
    return {
        "central": [one.text for one in names if one.kind is NameKind.ORGAN],
        "local": local,
        "law": [one.head + one.text for one in names if one.kind is NameKind.LAW],
        "formulation": [one.text for one in names if one.kind is NameKind.FORMULATION],
        "unlisted": list(UNLISTED),
    }


def carriers() -> dict[bool, list[tuple[str, str]]]:
    """Real sentences parted where a law (True) or an organ (False) stood."""
    found: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    texts = statutes()[TEST] + [meant for _, meant, _ in sentences("odw")]
    for line in texts:
        if not 20 < len(line) < 200:
            continue
        for slot in SLOTS:
            before, middle, after = line.partition(slot)
            if middle:
                found[False].append((before, after))
        before, middle, rest = line.partition("《")
        title, closing, after = rest.partition("》")
        if closing and title.endswith(("法", "条例", "规定", "办法")):
            found[True].append((before + "《", "》" + after))
    return found


def slipped(name: str, kind: str, chance: random.Random) -> tuple[str, int]:
    """The name with a slip, and where."""
    usual = "".join(row[0] for row in rows("confusion_meant", 1))
    while True:
        at = chance.randrange(len(name))
        if kind == "missing":
            return name[:at] + name[at + 1 :], at
        if kind == "extra":
            one = name[at] if chance.random() < 0.5 else chance.choice(usual)
            if at == len(name) - 1 and one != name[at]:
                continue
            return name[: at + 1] + one + name[at + 1 :], at
        if kind == "swapped":
            at = chance.randrange(len(name) - 1)
            if name[at] != name[at + 1]:
                return name[:at] + name[at + 1] + name[at] + name[at + 2 :], at
            continue
        one = chance.choice(usual)
        if one != name[at] and are_alike(one, name[at]):
            return name[:at] + one + name[at + 1 :], at


def plants(seed: int, each: int = PLANTS) -> Iterator[tuple[str, Plant]]:
    """(class, plant) of one seed."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    places = carriers()
    for title, names in classes().items():
        for kind in KINDS:
            for _ in range(each):
                name = chance.choice(names)
                before, after = chance.choice(places[title == "law"])
                written, at = slipped(name, kind, chance)
                if written in names or _is_abbreviation(name, at, kind):
                    continue
                start = len(before)
                text = before + written + after
                yield title, Plant(text, start, start + len(written), at, name, kind)


def _is_abbreviation(name: str, at: int, kind: str) -> bool:
    """Whether only the generic word of a region is left out: 西宁教育局 is said, too."""
    regions = {one.name.text for one in shipped_gazetteer().regions}
    ends = any(name[begin : at + 1] in regions for begin in range(at))
    return kind == "missing" and ends


def measure(
    seed: int, each: int = PLANTS
) -> tuple[dict[tuple[str, str], Found], list[tuple[str, Plant]]]:
    """Counts by (class, kind), and the plants that were missed."""
    layer = shipped_names()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    missed = []
    for title, plant in plants(seed, each):
        found = [
            one
            for one in layer.findings(plant.text, None, Band.B)
            if one.start <= plant.end and one.end >= plant.start
        ]
        count = counts[title, plant.kind]
        count[0] += 1
        count[1] += any(one.band is Band.A for one in found)
        count[2] += bool(found)
        count[3] += any(_repaired(plant, one) for one in found)
        if not found:
            missed.append((title, plant))
    return {key: Found(*count) for key, count in counts.items()}, missed


def recall(found: dict[tuple[str, str], Found], kind: str) -> float:
    """Share found in A and B of one kind of slip in listed names of all classes."""
    counts = [one for (title, of), one in found.items() if of == kind and title != "unlisted"]
    return sum(one.in_b for one in counts) / sum(one.planted for one in counts)


def _repaired(plant: Plant, one: TextFinding) -> bool:
    text = plant.text[: one.start] + one.suggestion + plant.text[one.end :]
    return text == plant.text[: plant.start] + plant.name + plant.text[plant.end :]


def flags(lines: Sequence[str]) -> list[tuple[str, TextFinding]]:
    """What the layer says of clean text."""
    layer = shipped_names()
    return [(line, one) for line in lines for one in layer.findings(line, None, Band.B)]


def main() -> int:
    """Print the tables; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    found, missed = measure(seed)
    print("class        kind      planted   A      A+B    repaired")
    for (title, kind), one in found.items():
        shares = "  ".join(
            f"{count / one.planted:.3f}" for count in (one.in_a, one.in_b, one.right)
        )
        print(f"{title:<12} {kind:<9} {one.planted:>6}  {shares}")
    for kind in KINDS:
        print(f"listed names, {kind}: {recall(found, kind):.3f}")
    for place in ("first", "inner", "last"):
        listed = [one for title, one in plants(seed) if title != "unlisted"]
        total = sum(1 for one in listed if _place(one) == place)
        lost = sum(1 for title, one in missed if title != "unlisted" and _place(one) == place)
        print(f"listed names, {place} character: {1 - lost / total:.3f} of {total}")
    parts = statutes()
    for title, lines in (
        ("held-out statutes", parts[TEST]),
        ("all statutes", [line for part in parts.values() for line in part]),
    ):
        begin = time.perf_counter()
        seen = flags(lines)
        seconds = time.perf_counter() - begin
        characters = sum(map(len, lines))
        speed = sum(len(line.encode()) for line in lines) / 1e6 / seconds
        print(f"{title}: {characters} characters, {len(seen)} flags, {speed:.1f} MB/s")
    for line, one in seen:
        around = f"{line[max(0, one.start - 10) : one.start]}[{one.text}→{one.suggestion}]"
        print(f"{one.band} {one.rule} {around}{line[one.end : one.end + 10]}")
    return 0


def _place(plant: Plant) -> str:
    last = len(plant.name) - (2 if plant.kind == "swapped" else 1)
    return "first" if plant.at == 0 else "last" if plant.at >= last else "inner"


if __name__ == "__main__":
    sys.exit(main())
