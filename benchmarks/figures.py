"""The rules of figures and form: false flags on clean text, speed, recall on seeded plants.

Every flag of band A on the statutes (all of them: no rule was learnt from text) and on the right
side of the sentence sets is listed, to be looked at. Plants stand in running clean text of the
held-out part, beside their right twins: what is said of a twin is a false flag too. Run it from the
project folder: ``python -m benchmarks.figures [--seed N]``; the corpus is ../shared/corpus.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.statistics_corpus import CORPUS, SETS, TEST, sentences, statutes

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread, proofread_exactly
from xuncha.engine.proofread.figures.catalogue import figure_rules
from xuncha.engine.proofread.figures.layer import FIGURES
from xuncha.engine.proofread.findings import Passage, TextFinding

PLANTS = 240
SHORTEST_CARRIER = 20
MARKS = tuple("第（(一二三四五六七八九十“")
"""Carriers begin with no number of their own: a plant in a list would make it another list."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A wrong sentence and its right twin; a list of several lines is one document."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]


Planter = Callable[[random.Random], Plant]


def _pair(wrong: str, right: str) -> Plant:
    return Plant((wrong,), (right,))


def _no_such_day(rng: random.Random) -> Plant:
    month, day = rng.choice(
        [(2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31), (5, 32), (12, 33)]
    )
    year = rng.choice(["", f"{rng.randint(2000, 2026)}年"])
    text = rng.choice(
        ["请于{}前报送材料。", "会议于{}在北京召开。", "本办法自{}起施行。", "截至{}，已全部办结。"]
    )
    return _pair(text.format(f"{year}{month}月{day}日"), text.format(f"{year}{month}月{day - 5}日"))


def _spoken_day(rng: random.Random) -> Plant:
    wrong, right = rng.choice(
        [
            ("二月三十日", "二月二十日"),
            ("六月三十一日", "六月三十日"),
            ("十一月三十一日", "十一月三十日"),
            ("十三月一日", "十二月一日"),
        ]
    )
    year = rng.choice(["", "二〇二三年"])
    text = rng.choice(["本条例自{}起施行。", "应当于{}前完成。"])
    return _pair(text.format(year + wrong), text.format(year + right))


def _leap(rng: random.Random) -> Plant:
    text = rng.choice(["{}年2月29日印发。", "合同期至{}-02-29为止。", "发布日期：{}年02月29日"])
    return _pair(text.format(rng.choice([2021, 2022, 2023, 2025])), text.format(2024))


def _month(rng: random.Random) -> Plant:
    text = rng.choice(["自{}年{}月1日起施行。", "{}年{}月累计完成投资。", "于{}年{}月完工。"])
    year = rng.randint(2001, 2026)
    return _pair(text.format(year, rng.randint(13, 29)), text.format(year, rng.randint(1, 12)))


def _weekday(rng: random.Random) -> Plant:
    day = date(2015, 1, 1) + timedelta(days=rng.randint(0, 4000))
    names = "一二三四五六日"
    said = rng.choice([name for name in names if name != names[day.weekday()]])
    text = rng.choice(
        [
            "定于{}年{}月{}日（星期{}）召开。",
            "{}年{}月{}日（周{}）上午开标。",
            "报名截止{}年{}月{}日星期{}。",
        ]
    )
    parts = (day.year, day.month, day.day)
    return _pair(text.format(*parts, said), text.format(*parts, names[day.weekday()]))


def _range(rng: random.Random) -> Plant:
    month, first = rng.randint(1, 12), rng.randint(12, 28)
    second = rng.randint(1, first - 3)
    text = rng.choice(
        [
            "公示期为{}月{}日至{}月{}日。",
            "公示时间：2024年{}月{}日—{}月{}日。",
            "2023年{}月{}日至2023年{}月{}日开展检查。",
        ]
    )
    return _pair(text.format(month, first, month, second), text.format(month, second, month, first))


def _years(rng: random.Random) -> Plant:
    early = rng.randint(2005, 2020)
    late = early + rng.randint(1, 5)
    text = rng.choice(["{}年至{}年累计投资。", "{}—{}年度工作总结。", "自{}年到{}年实施。"])
    return _pair(text.format(late, early), text.format(early, late))


def _time(rng: random.Random) -> Plant:
    wrong, right = rng.choice(
        [
            ("5月8日25时", "5月8日15时"),
            ("上午9时75分", "上午9时15分"),
            ("下午3:70", "下午3:30"),
            ("6月1日26:30", "6月1日16:30"),
            ("上午15时", "上午10时"),
        ]
    )
    text = rng.choice(["会议于{}召开。", "定于{}开标。"])
    return _pair(text.format(wrong), text.format(right))


_THINGS = (
    ("政府网站", "个"),
    ("企业", "家"),
    ("隐患", "处"),
    ("案件", "件"),
    ("问题", "个"),
    ("食品", "批次"),
    ("项目", "项"),
)
_STATES = ("合格", "达标", "整改", "办结", "完成", "通过")


def _counted(rng: random.Random) -> tuple[str, str, str, int, int]:
    thing, unit = rng.choice(_THINGS)
    whole = rng.randint(30, 3000)
    return thing, unit, rng.choice(_STATES), whole, rng.randint(whole // 2, whole - 2)


def _halves(rng: random.Random) -> Plant:
    thing, unit, state, whole, part = _counted(rng)
    text = rng.choice(
        [
            "共检查{thing}{whole}{unit}，其中{state}{part}{unit}，未{state}{rest}{unit}。",
            "全年共抽查{thing}{whole}{unit}，{state}{part}{unit}，不{state}{rest}{unit}。",
            "共排查{thing}{whole}{unit}。其中，已{state}{part}{unit}，未{state}{rest}{unit}。",
            "共检查{whole}{unit}{thing}，{part}{unit}{state}，{rest}{unit}未{state}。",
        ]
    )
    rest = whole - part
    values = {"thing": thing, "unit": unit, "state": state, "whole": whole, "part": part}
    slip = rng.choice([1, 2, 10, -1])
    return _pair(
        text.format(**values, rest=max(rest + slip, rest + 1)), text.format(**values, rest=rest)
    )


def _total(rng: random.Random) -> Plant:
    parts = [rng.randint(3, 90) for _ in range(rng.randint(2, 4))]
    names = rng.sample(["城东区", "城西区", "湟中区", "大通县", "互助县", "平安区"], len(parts))
    listed = "、".join(f"{name}{part}家" for name, part in zip(names, parts, strict=True))
    text = rng.choice(["{}，共计{}家。", "新增企业{}，合计{}家。"])
    return _pair(
        text.format(listed, sum(parts) + rng.choice([1, 3, 10])), text.format(listed, sum(parts))
    )


def _rate(rng: random.Random) -> Plant:
    thing, unit, state, whole, part = _counted(rng)
    text = rng.choice(
        [
            "共检查{thing}{whole}{unit}，{state}{part}{unit}，{state}率{rate}%。",
            "抽查{thing}{whole}{unit}，其中{state}{part}{unit}，{state}率为{rate}%。",
            "共有{thing}{whole}{unit}，其中{state}{part}{unit}，占{rate}%。",
        ]
    )
    values = {"thing": thing, "unit": unit, "state": state, "whole": whole, "part": part}
    right = f"{part * 100 / whole:.1f}"
    wrong = f"{part * 100 / whole - rng.choice([0.7, 2.1, 9]):.1f}"
    return _pair(text.format(**values, rate=wrong), text.format(**values, rate=right))


def _change(rng: random.Random) -> Plant:
    before = rng.randint(40, 900)
    after = before + rng.randint(8, 300)
    text = rng.choice(
        ["企业由{}家增加到{}家，增长{}%。", "规模以上企业从{}家增长到{}家，增长{}%。"]
    )
    right = f"{(after - before) * 100 / before:.1f}"
    wrong = f"{(after - before) * 100 / before + rng.choice([1.1, 5, 12.3]):.1f}"
    return _pair(text.format(before, after, wrong), text.format(before, after, right))


def _direction(rng: random.Random) -> Plant:
    low = rng.randint(10, 500)
    high = low + rng.randint(5, 300)
    text = rng.choice(["案件由{}件下降到{}件。", "投诉量从{}件减少到{}件。"])
    return _pair(text.format(low, high), text.format(high, low))


def _points(rng: random.Random) -> Plant:
    first = rng.randint(600, 800)
    second = first + rng.randint(15, 150)
    text = "合格率由{}%提高到{}%，提高{}个百分点。"
    gap = second - first
    ends = (first / 10, second / 10)
    return _pair(text.format(*ends, (gap + rng.choice([5, 10])) / 10), text.format(*ends, gap / 10))


_TASKS = (
    "加强组织领导",
    "落实工作责任",
    "强化监督检查",
    "做好宣传引导",
    "完善工作机制",
    "严格考核奖惩",
)


def _inline(rng: random.Random) -> Plant:
    marks = rng.choice(
        [
            [f"{one}是" for one in "一二三四五六"],
            [f"（{one}）" for one in "一二三四五六"],
            list("①②③④⑤⑥"),
            [f"{n}." for n in range(1, 7)],
        ]
    )
    return _numbered(rng, marks, lambda lines: ("各地要做好以下工作：" + "；".join(lines) + "。",))


def _document(rng: random.Random) -> Plant:
    marks = rng.choice([[f"（{one}）" for one in "一二三四五六"], [f"{n}." for n in range(1, 7)]])

    def whole(lines: Sequence[str]) -> tuple[str, ...]:
        head = ("一、总体情况", "各地各部门认真落实要求。", "二、主要问题", *lines)
        return (*head, "三、下一步工作", f"{marks[0]}加强领导。", f"{marks[1]}落实责任。")

    return _numbered(rng, marks, whole)


def _numbered(
    rng: random.Random, marks: Sequence[str], whole: Callable[[Sequence[str]], tuple[str, ...]]
) -> Plant:
    size = rng.randint(4, 6)
    tasks = rng.sample(_TASKS, size)
    right = [mark + task for mark, task in zip(marks, tasks, strict=False)]
    at = rng.randint(1, size - 2)
    if rng.random() < 0.5:
        wrong = right[:at] + right[at + 1 :]
    else:
        shifted = [*marks[: at + 1], *marks[at:]]
        wrong = [mark + task for mark, task in zip(shifted, tasks, strict=False)]
    return Plant(whole(wrong), whole(right))


def _code(rng: random.Random) -> Plant:
    code = rng.choice(["国办发", "国发", "青政办函", "人社部发", "财办", "省政办发", "教基厅函"])
    year, number = rng.randint(2005, 2025), rng.randint(1, 99)
    form = rng.choice(["[{}]{}号", "（{}）{}号", "【{}】{}号", "〔{}〕第{}号", "〔{}〕0{}号"])
    text = rng.choice(["按照《通知》（{}）要求执行。", "根据{}文件精神。"])
    if code == "财办":
        code = "财办建发"
    return _pair(
        text.format(code + form.format(year, number)), text.format(f"{code}〔{year}〕{number}号")
    )


def _bracket(rng: random.Random) -> Plant:
    wrong, right = rng.choice(
        [
            ("按照《办法的规定执行。", "按照《办法》的规定执行。"),
            ("坚持“人民至上的理念。", "坚持“人民至上”的理念。"),
            ("各单位（含直属机构要落实。", "各单位（含直属机构）要落实。"),
            ("依照办法》执行。", "依照《办法》执行。"),
        ]
    )
    return _pair(wrong, right)


def _doubled_mark(rng: random.Random) -> Plant:
    wrong, right = rng.choice(
        [
            ("，，", "，"),
            ("。。", "。"),
            ("；。", "。"),
            ("、，", "，"),
            ("。，", "，"),
            ("、、", "、"),
        ]
    )
    task = rng.sample(_TASKS, 2)
    return _pair(f"各地要{task[0]}{wrong}{task[1]}。", f"各地要{task[0]}{right}{task[1]}。")


def _doubled_word(rng: random.Random) -> Plant:
    task, other = rng.sample(_TASKS, 2)
    return _pair(f"各地要{task}{task}，{other}。", f"各地要{task}，{other}。")


PLANTERS: dict[str, Planter] = {
    "日": _no_such_day,
    "汉字日期": _spoken_day,
    "闰年": _leap,
    "月": _month,
    "星期": _weekday,
    "起止日": _range,
    "起止年": _years,
    "时刻": _time,
    "互补两项": _halves,
    "合计": _total,
    "比率": _rate,
    "增幅": _change,
    "增减方向": _direction,
    "百分点": _points,
    "段内序号": _inline,
    "全文序号": _document,
    "发文字号": _code,
    "括号引号": _bracket,
    "标点重复": _doubled_mark,
    "词语重复": _doubled_word,
}


def measure_clean(lines: Iterable[str]) -> tuple[Counter[tuple[str, Band]], list[str], float, int]:
    """Flags by rule and band, the flags of band A with their neighbours, seconds, characters."""
    flags, shown, size = Counter[tuple[str, Band]](), [], 0
    begin = time.process_time()
    for line in lines:
        size += len(line)
        for one in (one for layer in FIGURES for one in layer.findings(line, None, Band.B)):
            flags[one.rule, one.band] += 1
            if one.band is Band.A:
                shown.append(f"{one.rule} …{line[max(0, one.start - 12) : one.end + 8]}…")
    return flags, shown, time.process_time() - begin, size


def carriers_of(lines: Iterable[str]) -> list[str]:
    """The whole sentences among some lines that begin with no number of their own."""
    return [
        line
        for line in lines
        if len(line) >= SHORTEST_CARRIER and line.endswith("。") and not line.startswith(MARKS)
    ]


def measure_plants(
    name: str, carriers: Sequence[str], seed: int, plants: int = PLANTS
) -> tuple[int, int, int]:
    """Plants found in band A, found in A or B, and twins flagged in band A."""
    rng = random.Random(f"{seed}-{name}")  # noqa: S311
    sure = any_band = twins = 0
    for number in range(plants):
        plant = PLANTERS[name](rng)
        before, after = rng.sample(carriers, 2)
        wrong = _findings((before, *plant.wrong, after), f"{name}-{number}")
        right = _findings((before, *plant.right, after), f"{name}-{number}-twin")
        new = wrong - right
        sure += any(one.band is Band.A for one in new)
        any_band += bool(new)
        twins += any(one.band is Band.A for one in right)
    return sure, any_band, twins


def _findings(texts: Sequence[str], document: str) -> frozenset[TextFinding]:
    """What the exact layers find in a document of three paragraphs or more, carriers left out."""
    passages = [Passage(text, None, document) for text in texts]
    if len(texts) == len(("before", "plant", "after")):
        passages = [Passage("".join(texts), None)]
        return frozenset(_ours(proofread(passages[0].text, band=Band.B, published=None)))
    found = proofread_exactly(passages, band=Band.B)
    return frozenset(one for findings in found for one in _ours(findings))


def _ours(findings: Iterable[TextFinding]) -> Iterable[TextFinding]:
    return (one for one in findings if one.rule in figure_rules() or one.rule[0] in "PQB")


def main(argv: Sequence[str]) -> int:
    """Print the tables; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    seed = int(argv[argv.index("--seed") + 1]) if "--seed" in argv else 0
    parts = statutes()
    texts = {"statutes": [line for part in parts.values() for line in part]}
    texts |= {name: [meant for _, meant, _ in sentences(name)] for name in SETS}
    print("text        chars       A   per 100k     B   per 100k   MB/s")
    for name, lines in texts.items():
        flags, shown, seconds, size = measure_clean(lines)
        count = {band: sum(n for (_, b), n in flags.items() if b is band) for band in Band}
        speed = sum(len(line.encode()) for line in lines) / 1e6 / seconds
        rates = (f"{count[band]:>6} {count[band] * 100_000 / size:>9.3f}" for band in Band)
        print(f"{name:<10}{size:>9} {' '.join(rates)} {speed:>7.1f}")
        for rule, band in sorted(flags):
            print(f"      {band} {rule} {flags[rule, band]}")
        print("".join(f"      {line}\n" for line in shown), end="")
    carriers = carriers_of(parts[TEST])
    print(f"\nplants of each kind: {PLANTS}, seed {seed}")
    print("kind        A      A+B   twins flagged in A")
    for name in PLANTERS:
        sure, any_band, twins = measure_plants(name, carriers, seed)
        print(f"{name:<8}{sure / PLANTS:>7.3f}{any_band / PLANTS:>8.3f}{twins:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
