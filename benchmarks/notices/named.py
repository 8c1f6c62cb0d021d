"""Names and their number."""

from benchmarks.notices.inspected import SITES, Round
from benchmarks.notices.material import column
from benchmarks.notices.page import Page


def named(page: Page, one: Round) -> str:
    """A list whose number is right, one whose number is not, or one left open."""
    random, u = page.random, page.unit
    kind, noun = ("site", "政府网站") if one.subject == SITES else ("account", "政务新媒体")
    names = random.sample(column("names", "name", kind=kind), random.randint(2, 9))
    listed = "、".join(names)
    size = len(names)
    draw = random.random()
    if draw < 0.3:
        more = size + random.choice((1, 1, 2, 5, 20))
        shown = page.figure(f"{more}{u}", "list.open", "hint")
        return random.choice(
            (
                f"其中，{listed}等{shown}{noun}问题系上季度通报检查未整改问题。",
                f"{listed}等{shown}{noun}超过2周未更新。",
                f"存在空白栏目的有{listed}等{shown}。",
                f"不合格{noun}有{shown}，如{listed}等。",
            )
        )
    if draw < 0.5:
        shown = page.figure(f"{size}{u}", "list.closed.deng", ("agrees", "hint"))
        return random.choice(
            (
                f"{listed}等{shown}{noun}超过2周未更新。",
                f"其中，{listed}等{shown}{noun}栏目更新不及时。",
            )
        )
    wrong = random.random() < 2 * page.sloppy
    told = size + random.choice((-1, 1, 2)) if wrong else size
    verdict = "list_mismatch" if wrong else "agrees"
    shown = page.figure(f"{told}{u}", "list.closed", verdict)
    return random.choice(
        (
            f"{shown}不合格{noun}分别为{listed}。",
            f"{shown}不合格{noun}分别是：{listed}。",
            f"{listed}{shown}{noun}无法访问。",
            f"检查不合格的{noun}共{shown}，分别为：{listed}。",
            f"不合格{noun}{shown}：{listed}。",
            f"检查发现{shown}{noun}不合格（{listed}）。",
        )
    )


def some(page: Page, one: Round) -> str:
    """Names told as examples: nothing to count."""
    kind = "site" if one.subject == SITES else "account"
    names = page.random.sample(column("names", "name", kind=kind), 3)
    return page.random.choice(
        (
            f"如{names[0]}首页图片新闻栏目超过2周未更新，{names[1]}、{names[2]}存在3处错链。",
            f"{names[0]}有5个栏目超过6个月未更新；{names[1]}、{names[2]}办事指南要素不全。",
            f"个别单位问题突出，{names[0]}、{names[1]}等连续两次被通报。",
        )
    )
