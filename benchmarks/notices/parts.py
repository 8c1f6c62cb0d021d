"""Totals and their parts: by level, platform, region; categories that overlap; parts left out."""

from benchmarks.notices import numbers
from benchmarks.notices.inspected import ACCOUNTS, SITES, Round
from benchmarks.notices.material import table
from benchmarks.notices.page import QUIET, Page

LEVELS = (
    ("政府门户网站", "部门网站"),
    ("市直部门网站", "县区网站"),
    ("省级部门网站", "市州网站", "县级网站"),
    ("门户网站", "市级部门网站", "县（市、区）网站", "开发区网站"),
)
PLATFORMS = ("微信公众号", "微博", "客户端", "今日头条", "抖音号", "小程序", "快手号", "视频号")
CATEGORIES = (
    "2周内未更新",
    "未提供有效互动功能",
    "存在严重表述错误",
    "超过6个月未更新",
    "无法访问",
    "首页栏目更新不及时",
    "办事指南要素缺失",
    "存在空白栏目",
    "名称不规范",
)


def _split(page: Page, whole: int, pieces: int) -> list[int]:
    cuts = sorted(page.random.sample(range(1, whole), pieces - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def parts(page: Page, one: Round) -> str:
    """A total with all its parts; a total that is not theirs is said so only of a closed split."""
    random, u = page.random, page.unit
    if one.subject == SITES:
        names = list(random.choice(LEVELS))
    else:
        names = [*random.sample(PLATFORMS, random.choice((2, 3, 4))), "其他"]
    total = one.registered
    if total < 3 * len(names):
        return ""
    pieces = _split(page, total, len(names))
    closed = random.random() < 0.5
    wrong = closed and random.random() < page.sloppy
    if wrong:
        pieces[0] += random.choice((-1, 1, 2, 3)) if pieces[0] > 1 else 1
    verdict = "differs" if wrong else "agrees"
    shown = page.figure(f"{total}{u}", "sum.closed" if closed else "sum.parts", verdict)
    noun = one.subject[0]
    each = [f"{name}{part}{u}" for name, part in zip(names, pieces, strict=True)]
    listed = random.choice(("、", "，")).join(each)
    if closed:
        return random.choice(
            (
                f"{page.scope}{noun}共{shown}，由{listed}组成。",
                f"{page.scope}现有{noun}{shown}，分别为{listed}。",
                f"{page.scope}{noun}合计{shown}，按类型分为：{listed}。",
                f"{listed}，合计{shown}{noun}。",
            )
        )
    return random.choice(
        (
            f"{page.scope}共有{noun}{shown}，其中{listed}。",
            f"本次检查{noun}{shown}，包括{listed}。",
            f"纳入检查的{noun}共{shown}（{listed}）。",
            f"截至8月底，{page.scope}在运行{noun}{shown}。其中，{listed}。",
        )
    )


def left_out(page: Page, one: Round) -> str:
    """Some of the parts only: nothing may be accused."""
    random, u, noun = page.random, page.unit, one.subject[0]
    shown = page.figure(f"{one.registered}{u}", "sum.partial", QUIET | {"agrees"})
    few = max(1, one.registered // 9)
    first, second = random.sample(PLATFORMS if one.subject == ACCOUNTS else LEVELS[3], 2)
    return random.choice(
        (
            f"{page.scope}共有{noun}{shown}，其中{first}{few}{u}。",
            f"{page.scope}现有{noun}{shown}，其中{first}{few}{u}、{second}{few + 2}{u}等。",
            f"本次检查{noun}{shown}，其中{first}{few}{u}、{second}{few + 1}{u}不纳入评分。",
            f"{page.scope}{noun}共{shown}，主要包括{first}{few * 2}{u}、{second}{few}{u}。",
            f"{page.scope}{noun}{shown}，较上季度增加{few}{u}，其中新开设{few + 3}{u}、关停3{u}。",
        )
    )


def categories(page: Page, one: Round) -> str:
    """Problems counted by kind under the number of failures; one subject may have several."""
    random, u = page.random, page.unit
    if one.failed < 4:
        return ""
    names = random.sample(CATEGORIES, random.choice((2, 2, 3, 4)))
    counts = [random.randint(1, one.failed - 1) for _ in names]
    while sum(counts) <= one.failed:
        counts[0] = min(one.failed, counts[0] + 1)
        counts[1] = min(one.failed, counts[1] + 1)
    shown = page.figure(f"{one.failed}{u}", "overlap", "overlap")
    short, noun = one.subject[1], one.subject[0]
    say = list(zip(names, counts, strict=True))
    of = "、".join(f"{name}的{number}{u}" for name, number in say)
    has = "，".join(f"有{number}{u}{name}" for name, number in say)
    left = "，".join(f"{number}{u}{name}" for name, number in say)
    return random.choice(
        (
            f"{shown}{noun}不合格，其中{of}。",
            f"检查发现不合格{short}{shown}，{has}。",
            f"不合格{noun}{shown}，主要问题：{of}。",
            f"发现存在突出问题的{noun}{shown}，其中，{left}。",
            f"{shown}不合格{short}中，{of}（部分{short}同时存在多项问题）。",
        )
    )


def by_group(page: Page, one: Round) -> str:
    """Rates by platform or region, each with its counts."""
    random, u = page.random, page.unit
    noun = one.subject[0]
    if random.random() < 0.5 and one.subject == ACCOUNTS:
        names, lead = random.sample(PLATFORMS, 3), "从平台看，"
    else:
        row = random.choice([row for row in table("places") if row["scope"] == page.scope])
        names, lead = random.sample(row["parts"].split("/"), 3), "分地区看，"
    sizes = [random.randint(4, max(6, one.inspected // 3)) for _ in names]
    fails = [random.choice((0, 1, random.randint(0, size // 3))) for size in sizes]
    style = random.randrange(6)
    pieces = []
    for name, size, fail in zip(names, sizes, fails, strict=True):
        lone = style == 3
        shown = (
            numbers.lone_rate(page, size - fail, size, "rate.group.lone")
            if lone
            else numbers.rate(page, size - fail, size, "rate.group")
        )
        pieces.append(
            (
                f"{name}检查{size}{u}，不合格{fail}{u}，合格率{shown}",
                f"{name}共{size}{u}{noun}中{fail}{u}不合格，合格率{shown}",
                f"{name}{size}{u}，合格{size - fail}{u}，合格率为{shown}",
                f"{name}{size}{u}，合格率{shown}",
                f"{name}合格率{shown}（{size - fail}/{size}）",
                f"{name}抽查{noun}{size}{u}、不合格{fail}{u}、合格率{shown}",
            )[style]
        )
    return lead + "；".join(pieces) + "。"


def group_table(page: Page, one: Round) -> None:
    """A table by region with its row of totals."""
    random = page.random
    row = random.choice([row for row in table("places") if row["scope"] == page.scope])
    names = row["parts"].split("/")
    sizes = [random.randint(3, 60) for _ in names]
    fails = [random.choice((0, 0, 1, 2, random.randint(0, size // 2))) for size in sizes]
    passing = random.random() < 0.3
    heads = ["地区", "检查数", "合格数" if passing else "不合格数", "合格率"]
    if random.random() < 0.5:
        heads = ["序号", *heads]
    if random.random() < 0.3:
        heads[-3:] = ["检查数量（个）", heads[-2] + "（个）", "合格率（%）"]
    sign = "" if "%" in heads[-1] else "%"

    def shown(size: int, fail: int) -> str:
        places = random.choice((1, 2))
        value, verdict = numbers.rounded(size - fail, size, places), "agrees"
        if random.random() < page.sloppy:
            value = next(numbers.wrong_rates(size - fail, size, places, random))
            verdict = numbers.fits(value, size - fail, size)
        return page.figure(f"{value}{sign}", "table.rate", verdict)

    page.say(f"附件1：{page.scope}{one.subject[0]}检查情况统计表")
    rows = [heads]
    for number, (name, size, fail) in enumerate(zip(names, sizes, fails, strict=True), start=1):
        told = size - fail if passing else fail
        cells = [name, str(size), str(told), shown(size, fail)]
        rows.append([str(number), *cells] if len(heads) == 5 else cells)
    size, fail = sum(sizes), sum(fails)
    told = size - fail if passing else fail
    totals = []
    for total in (size, told):
        wrong = random.random() < page.sloppy
        written = total + random.choice((1, 2, 10)) if wrong else total
        totals.append(
            (written, page.figure(str(written), "table.sum", "differs" if wrong else "agrees"))
        )
    whole, part = totals[0][0], totals[1][0]
    passed = part if passing else whole - part
    cells = ["合计", totals[0][1], totals[1][1]]
    cells.append(
        numbers.rate(page, max(0, passed), whole, "table.rate", "agrees")
        if passed <= whole
        else "—"
    )
    rows.append(["", *cells] if len(heads) == 5 else cells)
    page.table(rows)
