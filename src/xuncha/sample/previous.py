"""What the last quarter confirmed: carried over, repaired since, and the same slip elsewhere."""

from collections.abc import Mapping
from random import Random

from xuncha.sample.plants import Planted

PREVIOUS_HEAD = (
    "对象编码",
    "对象名称",
    "对象类型",
    "指标编号",
    "页面地址",
    "错误内容",
    "修改建议",
    "原句",
    "认定人",
    "认定时间",
    "整改期限",
)
REVIEWERS = ("方志宁", "罗雨涵", "沈嘉怡")
DEADLINE = "2026-08-15"
Row = tuple[str, ...]


def wording_row(item: Planted, name: str, kind: str, rng: Random) -> Row:
    """A confirmed wording error of the last quarter."""
    indicator = "W-N1" if kind == "网站" else "N-N1"
    when = (
        f"2026-07-{rng.randint(13, 24)}T{rng.randint(9, 17):02d}:{rng.randrange(60):02d}:00+08:00"
    )
    return (
        item.target,
        name,
        kind,
        indicator,
        item.url,
        item.wrong,
        item.right,
        item.sentence,
        rng.choice(REVIEWERS),
        when,
        DEADLINE,
    )


def other_row(code: str, name: str, kind: str, indicator: str, url: str, what: str) -> Row:
    """A confirmed finding that was no wording error and is repaired by now."""
    head = (code, name, kind, indicator, url, what)
    return (*head, "按要求更新内容", "", REVIEWERS[0], "2026-07-20T10:30:00+08:00", DEADLINE)


def wording_rows(
    items: list[Planted], names: Mapping[str, tuple[str, str]], rng: Random
) -> list[Row]:
    """Rows of wording errors; ``names`` gives name and kind of each target."""
    return [wording_row(item, *names[item.target], rng) for item in items]
