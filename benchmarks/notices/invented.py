"""Notices of nowhere, by level, in the usual order and sometimes not."""

from random import Random

from benchmarks.notices.inspected import (
    ACCOUNTS,
    SITES,
    Round,
    about,
    inspected,
    joint,
    moved,
    rechecked,
)
from benchmarks.notices.material import column, table
from benchmarks.notices.matters import MATTERS, alone, growth, score, share
from benchmarks.notices.named import named, some
from benchmarks.notices.page import Page
from benchmarks.notices.parts import by_group, categories, group_table, left_out, parts

SIZES = {
    "省": (80, 900),
    "自治区": (60, 300),
    "市": (20, 90),
    "州": (20, 60),
    "县": (4, 30),
    "区": (4, 25),
}


def _round(random: Random, subject: tuple[str, str], registered: int, *, sampled: bool) -> Round:
    size = max(4, registered * random.choice((20, 30, 50)) // 100) if sampled else registered
    size = min(size + random.choice((0, 0, 1, 3)), registered) if sampled else size
    failed = random.choice(
        (1, 2, 3, random.randint(1, max(1, size // 8)), random.randint(0, size // 2))
    )
    failed = min(failed, size)
    return Round(
        subject,
        registered,
        size,
        failed,
        after=random.randint(0, failed),
        before=random.randint(0, max(1, size // 3)),
    )


def notice(random: Random, name: str, since: str = "") -> Page:
    """One notice, of the sentences of one writing."""
    place = random.choice(table("places"))
    page = Page(random, name, random.choice(("个", "个", "家")), place["scope"])
    page.since = since
    low, high = SIZES[place["own"]]
    registered = random.randint(low, high)
    sites = _round(random, SITES, registered, sampled=random.random() < 0.3)
    accounts = _round(
        random, ACCOUNTS, registered * random.randint(2, 6), sampled=random.random() < 0.5
    )
    quarter = random.choice("一二三四")
    page.say(f"关于2023年第{quarter}季度{place['scope']}政府网站与政务新媒体检查情况的通报")
    page.say(random.choice(("琼府办函〔2023〕215号", "政办发〔2023〕47号", "办函字〔2022〕118号")))
    page.say(random.choice(column("remarks", "text")[:2]))
    page.say(random.choice(("一、总体情况", "一、检查情况", "一、基本情况")))
    draw = random.random()
    if draw < 0.25:
        page.say(joint(page, sites, accounts, lone=random.random() < 0.3))
    else:
        order = [sites, accounts] if random.random() < 0.8 else [accounts, sites]
        for number, one in enumerate(order):
            page.say(("（一）", "（二）")[number] + first(page, one))
    for _ in range(random.randint(1, 4)):
        page.say(random.choice(MATTERS)(page))
    page.say("二、存在的主要问题")
    for number in range(random.randint(1, 4)):
        one = random.choice((sites, accounts))
        made = random.choice((named, some, categories, by_group, moved, left_out))(page, one)
        if made:
            page.say(f"{number + 1}.{made}" if random.random() < 0.5 else made)
    page.say(random.choice(column("remarks", "text")))
    if random.random() < 0.3:
        page.say(random.choice((growth, score, share, alone))(page))
    page.say("三、下一步工作要求")
    for text in random.sample(column("remarks", "text"), 2):
        page.say(text)
    if random.random() < 0.35:
        group_table(page, random.choice((sites, accounts)))
    return page


def first(page: Page, one: Round) -> str:
    """The opening sentences on sites or on accounts."""
    random = page.random
    draw = random.random()
    before = random.choice((parts, left_out))(page, one) if random.random() < 0.3 else ""
    if draw < 0.5:
        return before + inspected(page, one)
    if draw < 0.68:
        return before + inspected(page, one, "lone")
    if draw < 0.8:
        return rechecked(page, one)
    if draw < 0.88:
        return moved(page, one)
    if draw < 0.92:
        return about(page, one)
    return inspected(page, one, "bare") if draw < 0.95 else before + inspected(page, one)
