"""Figures, dates, numbering and brackets that cannot be right, and those that only look so."""

import datetime as dt
from collections.abc import Callable
from random import Random

from benchmarks.trials.material import Case, Plant, column, filled, table

EACH, TRAPS = 100, 1500
WEEKDAYS = "一二三四五六日"
LONG = {1, 3, 5, 7, 8, 10, 12}
UNKNOWN = "〓"
"""What should stand there is not known, so that no suggestion counts as right."""
NUMERALS = "一二三四五六七八九十"
Made = tuple[str, str, str, str]
"""Text before, text as written, what should stand there (or empty), text after."""


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """So many of every kind of fault, then traps."""
    found = []
    for name, make in FAULTS.items():
        for _ in range(max(1, int(EACH * size))):
            before, written, right, after = make(random)
            is_known = right or name.startswith("doubled")
            plant = Plant(0, len(written), right if is_known else UNKNOWN, name)
            found.append(Case(written, name, (plant,)).moved(before, after))
    return found + [trap(random) for _ in range(int(TRAPS * size))]


def _date(random: Random) -> Made:
    year, month = random.randint(2015, 2025), random.randint(1, 12)
    if month == 2:
        day = 29 if year % 4 else random.choice((30, 31))
    else:
        day = 32 if month in LONG else 31
    draw = random.random()
    if draw < 0.15:
        month, day = random.choice((13, 14, 15, 0)), random.randint(1, 28)
    elif draw < 0.25:
        day = random.randint(33, 45)
    written = random.choice(
        (
            f"{year}年{month}月{day}日",
            f"{year}-{month:02}-{day:02}",
            f"{month}月{day}日" if month != 2 or day > 29 else f"{year}年2月29日",
            f"{year}.{month}.{day}",
        )
    )
    return *_around("date", random), written, ""


def _around(kind: str, random: Random) -> tuple[str, str]:
    text = filled(random.choice(column("figures", "text", kind=kind)), random)
    before, after = text.split("{X}")
    return before, after


def _of(kind: str, make: Callable[[Random], tuple[str, str]]) -> Callable[[Random], Made]:
    def made(random: Random) -> Made:
        before, after = _around(kind, random)
        written, right = make(random)
        return before, written, right, after

    return made


def _dates(random: Random) -> tuple[str, str]:
    _, _, written, _ = _date(random)
    return written, ""


def _weekday(random: Random) -> tuple[str, str]:
    day = dt.date(2015, 1, 1) + dt.timedelta(days=random.randrange(4000))
    wrong = random.choice([n for n in range(7) if n != day.weekday()])
    left, right = random.choice(("（）", "()", "  "))
    word = random.choice(("星期", "周"))
    text = f"{day.year}年{day.month}月{day.day}日{left}{word}{{}}{right}".replace(" ", "")
    return text.format(WEEKDAYS[wrong]), text.format(WEEKDAYS[day.weekday()])


def _clock(random: Random) -> tuple[str, str]:
    hour, minute = random.choice(((25, 0), (14, 60), (9, 75), (26, 30), (8, 65)))
    return random.choice((f"{hour}时{minute}分", f"{hour}:{minute:02}", f"{hour}：{minute:02}")), ""


def _sum(random: Random) -> tuple[str, str]:
    parts = [random.randint(12, 400) for _ in range(random.choice((2, 2, 3, 4)))]
    off = random.choice((-20, -10, -2, -1, 1, 3, 10, 18, 100))
    text = random.choice(SUMS[len(parts)])
    return text.format(sum(parts) + off, *parts), text.format(sum(parts), *parts)


SUMS = {
    2: (
        "共受理案件{}件，其中行政复议{}件、行政应诉{}件",
        "全村共有{}人，其中男性{}人，女性{}人",
        "发放补贴{}万元，其中中央资金{}万元，省级资金{}万元",
        "参加考试{}人，其中合格{}人，不合格{}人",
    ),
    3: (
        "全年共检查单位{}家，其中餐饮{}家、零售{}家、生产{}家",
        "共评出先进个人{}名，其中一等奖{}名、二等奖{}名、三等奖{}名",
        "总投资{}万元，其中财政拨款{}万元，企业自筹{}万元，银行贷款{}万元",
    ),
    4: (
        "收到来信来访共{}件，其中来信{}件、来访{}件、来电{}件、网上信访{}件",
        "四个乡镇共植树{}亩，其中东乡{}亩、西乡{}亩、南乡{}亩、北乡{}亩",
    ),
}


def _rate(random: Random) -> tuple[str, str]:
    whole = random.randint(40, 900)
    part = random.randint(whole // 2, whole - 1)
    true = part * 100 / whole
    wrong = true
    while abs(wrong - true) < 0.6 or not 1 < wrong < 99.95:
        wrong = true + random.choice((-20, -10, -5, -1.5, -0.9, 0.9, 2, 6, 10))
        if wrong >= 99.9:
            wrong = true - random.choice((3, 7, 15))
    text = random.choice(
        (
            "抽检食品{}批次，合格{}批次，合格率{:.1f}%",
            "应办件{}件，已办结{}件，办结率{:.1f}%",
            "共监测网站{}家，合格{}家，合格率为{:.2f}%",
            "应到会{}人，实到{}人，到会率{:.1f}%",
            "发出问卷{}份，收回{}份，回收率{:.1f}%",
        )
    )
    return text.format(whole, part, wrong), text.format(whole, part, true)


def _growth(random: Random) -> tuple[str, str]:
    old = random.randint(100, 900)
    new = old + random.randint(20, 300)
    true = (new - old) * 100 / old
    wrong = true + random.choice((-7, 6, 11, 25) if true > 9 else (6, 11, 25))
    text = random.choice(
        (
            "由{}件增加到{}件，增长{:.1f}%",
            "从上年的{}万元增至{}万元，同比增长{:.1f}%",
            "由{}户增至{}户，增幅{:.1f}%",
        )
    )
    return text.format(old, new, wrong), text.format(old, new, true)


def _numbering(random: Random) -> Made:
    """A number left out or given twice; the break may be seen at the lines around it."""
    form = random.choice(("{}、", "（{}）", "{}．", "第{}条　", "{}. "))
    sequence = NUMERALS if form[0] != "{" or form == "{}、" else "123456789"
    lines = list(column("figures", "text", kind="item"))
    random.shuffle(lines)
    count = random.randint(4, 6)
    marks = list(sequence[: count + 1])
    at = random.randint(1, count - 2)
    if random.random() < 0.5:
        del marks[at]
        right = sequence[at]
    else:
        marks[at] = marks[at - 1]
        right = sequence[at]
    written = [form.format(mark) + line for mark, line in zip(marks[:count], lines, strict=False)]
    meant = form.format(right) + lines[at]
    after = "\n" + "\n".join(written[at + 2 :])
    around = (written[at - 1], written[at + 1])
    return (
        "".join(line + "\n" for line in written[: at - 1]),
        "\n".join((around[0], written[at], around[1])),
        "\n".join((around[0], meant, around[1])),
        after,
    )


def _bracket(random: Random) -> Made:
    """A bracket that is missing or of the wrong kind; its partner may be named as well."""
    text = random.choice(column("figures", "text", kind="bracket"))
    pairs = partners(text)
    first, last = random.choice(pairs)
    whole = text[first : last + 1]
    if random.random() < 0.25:
        written = whole[1:]
    elif random.random() < 0.5:
        written = whole[:-1]
    else:
        written = whole[:-1] + {"）": "》", "》": random.choice("〉）"), "”": "“"}[whole[-1]]
    return text[:first], written, whole, text[last + 1 :]


def partners(text: str) -> list[tuple[int, int]]:
    """(place of the opening, place of the closing) of the brackets of a text."""
    found, stack = [], []
    for at, char in enumerate(text):
        if char in "（《“":
            stack.append(at)
        elif char in "）》”":
            found.append((stack.pop(), at))
    return found


def _doubled(random: Random) -> Made:
    text = random.choice(column("figures", "text", kind="item"))
    words = [word for word in DOUBLE if word in text]
    if not words:
        return _doubled(random)
    word = random.choice(words)
    at = text.index(word) + len(word)
    return text[:at], word, "", text[at:]


DOUBLE = (
    "进行",
    "工作",
    "的",
    "和",
    "对",
    "加强",
    "落实",
    "群众",
    "管理",
    "了",
    "在",
    "建设",
    "组织",
    "各单位",
)


def _marks(random: Random) -> Made:
    text = random.choice(column("figures", "text", kind="item"))
    places = [at for at, char in enumerate(text) if char in "，。、；"]
    at = random.choice(places)
    added = text[at] if random.random() < 0.6 else random.choice("，、；：")
    return text[: at + 1], added, "", text[at + 1 :]


def _order(random: Random) -> tuple[str, str]:
    first = dt.date(2019, 1, 1) + dt.timedelta(days=random.randrange(2200))
    last = first + dt.timedelta(days=random.randint(3, 60))
    form = "{0.year}年{0.month}月{0.day}日"
    text = random.choice(("自{}起至{}止", "从{}至{}", "{}—{}"))
    return text.format(form.format(last), form.format(first)), text.format(
        form.format(first), form.format(last)
    )


FAULTS: dict[str, Callable[[Random], Made]] = {
    "impossible date": _of("date", _dates),
    "weekday": _of("date", _weekday),
    "clock": _of("date", _clock),
    "period backwards": _of("period", _order),
    "sum": _of("clause", _sum),
    "rate": _of("clause", _rate),
    "growth": _of("clause", _growth),
    "numbering": _numbering,
    "bracket": _bracket,
    "doubled": _doubled,
    "doubled mark": _marks,
}


def trap(random: Random) -> Case:
    """A text of right or uncheckable figures."""
    draw = random.random()
    if draw < 0.1:
        day = dt.date(2015, 1, 1) + dt.timedelta(days=random.randrange(4000))
        written = f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"
        before, after = _around("date", random)
        return Case(before + written + after, "trap weekday")
    if draw < 0.2:
        _, right = _sum(random)
        before, after = _around("clause", random)
        return Case(before + right + after, "trap sum")
    if draw < 0.3:
        whole = random.randint(40, 900)
        part = random.randint(whole // 2, whole - 1)
        places = random.choice((0, 1, 2))
        share = part * 100 * 10**places // whole
        cut = f"{share // 10**places}" + (f".{share % 10**places:0{places}}" if places else "")
        before, after = _around("clause", random)
        return Case(
            f"{before}抽检{whole}批次，合格{part}批次，合格率{cut}%{after}", "trap truncated"
        )
    row = random.choice([one for one in table("figures") if one["kind"].startswith("trap")])
    return Case(filled(row["text"].replace("\\n", "\n"), random), row["kind"])
