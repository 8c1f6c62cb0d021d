"""Which columns a site has and how fresh each of them is meant to be.

A role names what a site is there for (five blank columns, four still core columns …); the tables
below turn it into a wish per column. ``fill`` then draws dates that make every wish true.
"""

from datetime import date, timedelta
from random import Random

from xuncha.sample.material import read_table
from xuncha.sample.model import Column, Site
from xuncha.sample.prose import months_before

NEWS, NOTICE, POLICY = "动态要闻", "通知公告", "政策文件"
PERSONNEL, PLAN, INTERPRETATION = "人事信息", "规划计划", "政策解读"
DISCLOSURE, SERVICE, INTERACTION = "信息公开", "办事服务", "互动交流"
ABOUT, SPECIAL = "概况信息", "专题专栏"
NEWS_DAYS, NOTICE_MONTHS, YEARLY_MONTHS = 14, 6, 12

# role → kind → (columns of that kind, wishes in catalogue order)
USUAL: dict[str, tuple[str, ...]] = {
    NEWS: ("fresh", "fresh", "fresh"),
    NOTICE: ("fresh", "fresh"),
    POLICY: ("fresh", "fresh"),
    PERSONNEL: ("fresh",),
    PLAN: ("fresh",),
    INTERPRETATION: ("fresh",),
    DISCLOSURE: ("fresh", "fresh"),
    SERVICE: ("old",),
    INTERACTION: ("old", "old"),
    ABOUT: ("old",),
    SPECIAL: ("fresh",),
}
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "blank5": {
        PERSONNEL: ("blank",),
        PLAN: ("blank",),
        DISCLOSURE: ("blank", "blank"),
        SPECIAL: ("blank",),
    },
    "core5a": {
        NEWS: ("fresh", "first-still-day", "still", "still"),
        NOTICE: ("still", "fresh"),
        POLICY: ("still", "fresh"),
    },
    "core5b": {NEWS: ("fresh", "still", "still", "still", "still"), NOTICE: ("still", "fresh")},
    "still10": {
        NEWS: ("fresh", "still", "year-old", "still"),
        NOTICE: ("still", "still", "still"),
        POLICY: ("fresh", "still", "still"),
        PERSONNEL: ("still",),
        PLAN: ("still",),
    },
    "still9": {
        NEWS: ("fresh", "still", "last-day", "still", "still"),
        NOTICE: ("fresh", "still", "still"),
        POLICY: ("still", "still"),
        PERSONNEL: ("still",),
        PLAN: ("still",),
    },
    "core4": {NEWS: ("fresh", "still", "still", "still", "last-day"), NOTICE: ("still", "fresh")},
    "blank4": {
        PERSONNEL: ("blank",),
        PLAN: ("exempt-blank",),
        INTERPRETATION: ("blank",),
        DISCLOSURE: ("blank", "fresh"),
        SPECIAL: ("blank",),
    },
    "home-still": {NEWS: ("still", "still"), NOTICE: ("earlier", "earlier")},
    "exempt": {PERSONNEL: ("exempt-blank",), PLAN: ("exempt-still",)},
    "last-day": {NEWS: ("fresh", "last-day", "fresh"), NOTICE: ("last-day", "fresh")},
    "last-day-yearly": {PERSONNEL: ("last-day",), POLICY: ("last-day", "fresh")},
    "two-still": {NEWS: ("fresh", "fresh", "still"), PLAN: ("still",)},
    "one-still": {POLICY: ("fresh", "still")},
    "one-blank": {DISCLOSURE: ("fresh", "blank")},
    "two-blank": {SPECIAL: ("blank",), INTERPRETATION: ("blank",)},
}
COUNTS = {NEWS: (4, 6), NOTICE: (3, 4), POLICY: (2, 4), SPECIAL: (2, 3), ABOUT: (1, 2)}
STEPS = {NEWS: (1, 5), NOTICE: (8, 40), POLICY: (15, 70)}


def columns_for(site: Site, rng: Random) -> list[Column]:
    """The columns of a site with their wishes, in the order of its navigation."""
    wanted = USUAL | ROLES.get(site.role, {})
    if not site.role and rng.random() < 0.5:
        wanted = wanted | {SPECIAL: ("fresh", "fresh")}
    catalogue: dict[str, list[tuple[str, ...]]] = {}
    for row in read_table("columns.tsv"):
        if row[0] == site.scope:
            catalogue.setdefault(row[3], []).append(row[1:])
    columns: list[Column] = []
    for kind, wishes in wanted.items():
        rows = choose(catalogue[kind], len(wishes), rng)
        for chosen, wish in zip(rows, wishes, strict=True):
            slug, name, _, level, group, duty = chosen
            column = Column(slug, name, kind, int(level), group, duty, number=0, wish=wish)
            column.number = free_number({other.number for other in columns}, rng)
            columns.append(column)
    return columns


def free_number(taken: set[int], rng: Random) -> int:
    """A number no other column of the site bears: it is part of the address in some families."""
    number = 1000 + rng.randrange(7000)
    while number in taken:
        number += 1
    return number


def choose(rows: list[tuple[str, ...]], count: int, rng: Random) -> list[tuple[str, ...]]:
    """The first row always, then others; catalogue order is kept."""
    rest = sorted(rng.sample(range(1, len(rows)), count - 1)) if count > 1 else []
    return [rows[0], *(rows[i] for i in rest)]


def last_day(kind: str, as_of: date) -> date:
    """The oldest day on which an update still counts for this kind."""
    if kind == NEWS:
        return as_of - timedelta(days=NEWS_DAYS)
    return months_before(as_of, NOTICE_MONTHS if kind in {NOTICE, POLICY} else YEARLY_MONTHS)


def newest_for(column: Column, as_of: date, rng: Random) -> date | None:
    """The day of the newest item that makes the column's wish true; None for a blank one."""
    edge = last_day(column.kind, as_of)
    wish = column.wish
    if wish.endswith("blank"):
        return None
    if wish == "last-day":
        return edge
    if wish == "first-still-day":
        return edge - timedelta(days=1)
    if wish == "year-old":
        return as_of - timedelta(days=368)
    if wish == "earlier":
        return as_of - timedelta(days=rng.randrange(22, 50))
    if wish == "old":
        return as_of - timedelta(days=rng.randrange(200, 1500))
    if wish.endswith("still"):
        low, high = {NEWS: (3, 90), NOTICE: (6, 200), POLICY: (6, 260)}.get(column.kind, (9, 500))
        return edge - timedelta(days=rng.randrange(low, high))
    span = (as_of - edge).days
    if column.kind == NEWS:
        return as_of - timedelta(days=rng.randrange(1, 6))
    return as_of - timedelta(days=rng.randrange(2, max(3, int(span * 0.8))))


def days_of(column: Column, newest: date, rng: Random) -> list[date]:
    """The days of all items, newest first."""
    low, high = COUNTS.get(column.kind, (1, 2))
    count = rng.randint(low, high)
    step = STEPS.get(column.kind, (20, 120))
    days = [newest]
    for _ in range(count - 1):
        days.append(days[-1] - timedelta(days=rng.randint(*step)))
    return days


def true_state(column: Column, as_of: date) -> str:
    """What is true of the column, whether or not anybody has a duty to update it."""
    if column.exempt:
        return "exempt"
    if column.script_only:
        return "unable"
    if column.newest is None:
        return "blank"
    return "fresh" if column.newest >= last_day(column.kind, as_of) else "still"
