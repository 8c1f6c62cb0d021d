"""Everything else with figures: messages, slips, guides, originals, scores, growth, shares."""

from collections.abc import Callable
from decimal import Decimal

from benchmarks.notices import numbers
from benchmarks.notices.material import table
from benchmarks.notices.page import QUIET, Page


def share(page: Page) -> str:
    """A part, its base and their rate, of whatever is counted."""
    whole = page.random.choice((page.random.randint(5, 60), page.random.randint(40, 2500)))
    part = page.random.choice((whole, page.random.randint(whole // 3, whole)))
    text = page.random.choice(page.sentences("shares"))
    label = next(row["kind"] for row in table("shares") if row["text"] == text)
    return text.format(
        scope=page.scope,
        sub=page.scope.removeprefix("全"),
        n=whole,
        p=part,
        f=whole - part,
        R=numbers.rate(page, part, whole, f"share.{label}"),
    )


def all_done(page: Page) -> str:
    """Everything closed."""
    size = page.random.randint(20, 500)
    shown = page.figure("100%", "share.all", "agrees")
    return page.random.choice(
        (
            f"共收到网民留言{size}条，全部按期办结，办结率{shown}。",
            f"收到“找错”留言{size}条，均已按期办结，按期办结率达{shown}。",
            f"本季度受理留言{size}条，办结{size}条，按期办结率{shown}。",
        )
    )


def growth(page: Page) -> str:
    """A count against the same of before."""
    random = page.random
    then = random.randint(20, 400)
    rising = random.random() < 0.7
    now = then + random.randint(5, 200) if rising else then - random.randint(3, then - 10)
    base = then
    if random.random() < page.sloppy:
        base = now
    places = random.choice((0, 1, 1, 2))
    value = numbers.rounded(abs(now - then), base, places)
    verdict = numbers.fits(value, abs(now - then), then)
    shown = page.figure(f"{value}%", "growth", verdict)
    up, by, more = ("增加到", "增长", "增加") if rising else ("减少到", "下降", "减少")
    return random.choice(
        (
            f"90分以上网站由上季度的{then}个{up}{now}个，{by}{shown}。",
            f"不合格账号{now}个，较上季度的{then}个{by}{shown}。",
            f"得分90分以上的网站{now}个，比上次检查的{then}个{by}{shown}。",
            f"收到留言{now}条，去年同期为{then}条，同比{by}{shown}。",
            f"各地发布信息由{then}条{up}{now}条，{by}{shown}。",
            f"采用信息{now}条，较上季度{more}{abs(now - then)}条，{by}{shown}。",
        )
    )


def difference(page: Page) -> str:
    """A count, the count before, and how many more."""
    random = page.random
    then, more = random.randint(30, 900), random.randint(2, 60)
    wrong = random.random() < page.sloppy
    told = more + random.choice((-1, 1, 10)) if wrong else more
    shown = page.figure(f"{told}个", "growth.count", "differs" if wrong else "agrees")
    return random.choice(
        (
            f"政务新媒体由上季度的{then}个增加到{then + more}个，增加{shown}。",
            f"在册政务新媒体{then + more}个，较上季度的{then}个增加{shown}。",
        )
    )


def alone(page: Page) -> str:
    """Movements and rates with nothing to hold them against."""
    shown = page.figure(f"{page.random.choice(('28.4', '19.4', '68', '3.15'))}%", "alone", QUIET)
    return page.random.choice(
        (
            f"平均得分同比提高{shown}。",
            f"不合格账号数量同比减少{shown}。",
            f"信息发布总量环比增长{shown}。",
            f"全国政府网站抽查合格率为{shown}。",
        )
    )


def score(page: Page) -> str:
    """Points taken off, points added, sums and means."""
    random = page.random
    off, bonus = Decimal(random.randint(10, 300)) / 10, Decimal(random.randint(10, 150)) / 10
    wrong = random.random() < page.sloppy
    slip = random.choice((Decimal("1"), Decimal("1.5"), Decimal("-2"))) if wrong else Decimal(0)
    verdict = "differs" if wrong else "agrees"
    net = page.figure(f"{(100 - off + slip).normalize():f}分", "score.net", verdict)
    more = page.figure(f"{(100 - off + bonus + slip).normalize():f}分", "score.bonus", verdict)
    groups = [random.randint(5, 31) for _ in range(4)]
    total = page.figure(f"{sum(groups) + slip:f}分", "score.sum", verdict)
    a, b, c, d = groups
    return random.choice(
        (
            f"城关区满分100分，扣{off:f}分，得{net}。",
            f"新河县门户网站基础分100分，扣分{off:f}分，加分{bonus:f}分，最终得分{more}。",
            f"清源县网站扣{off:f}分，加{bonus:f}分，得分{more}（满分100分）。",
            f"河东区网站四部分得分分别为{a}分、{b}分、{c}分、{d}分，合计{total}。",
            f"发布解读{a}分、办事服务{b}分、互动交流{c}分、功能设计{d}分，总分{total}。",
        )
    )


MATTERS: tuple[Callable[[Page], str], ...] = (
    share,
    share,
    share,
    share,
    all_done,
    growth,
    difference,
    alone,
    score,
)
