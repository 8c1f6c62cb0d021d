"""Pass rates by region, level, sort or owner, with the table of all groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.backing import Listed, backed, listing
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import By, Group, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, Table, table


@dataclass(frozen=True, slots=True)
class Options:
    """``only_failing`` names in the text only groups with failures; the table has them all."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: By = By.REGION
    kinds: tuple[TargetKind, ...] = (TargetKind.SITE, TargetKind.ACCOUNT)
    only_failing: bool = True


NAMES = {
    By.LEVEL: "层级",
    By.REGION: "地区",
    By.CATEGORY: "单位类型",
    By.OWNER: "主办单位",
    By.PLATFORM: "平台",
}

PASSED, FAILED, OPEN = VerdictState


def write(facts: RoundFacts, options: Options, see: See) -> Written:
    """A paragraph per kind of target and one annex; groups add up to the round's figures."""
    key = f"groups-{options.by}"
    passages, tables = [], []
    for kind in options.kinds:
        groups = facts.groups(kind, options.by)
        if not groups:
            continue
        passages.append(Passage(_text(facts, kind, groups, options) + see(key) + "。"))
        tables.append(_table(facts, kind, groups, NAMES[options.by]))
    title = f"各{NAMES[options.by]}检查情况表"
    return Written(tuple(passages), (AnnexDraft(key, title, tuple(tables)),) if tables else ())


def _text(facts: RoundFacts, kind: TargetKind, groups: Sequence[Group], options: Options) -> str:
    shown = [group for group in groups if group.unqualified or not options.only_failing]
    if not shown:
        return f"各{NAMES[options.by]}均没有不合格的{SUBJECTS[kind]}"
    said = "；".join(_clause(facts, kind, group) for group in shown)
    left = listing(Listed.GROUPS, kind=kind, by=options.by, sort="clean")
    rest = len(groups) - len(shown)
    return said + (
        f"；其余{backed(rest, left)}个{NAMES[options.by]}没有不合格的{SUBJECTS[kind]}"
        if rest
        else ""
    )


def _clause(facts: RoundFacts, kind: TargetKind, group: Group) -> str:
    rate = facts.rate(group.qualified, group.decided, group.name)
    text = f"{group.name}共检查{group.size}个{SUBJECTS[kind]}，"
    if rate is None:
        return text + "均未能作出判定，不计算合格率"
    if group.undecided:
        text += f"{group.told(OPEN)}个待定；以已作出判定的{group.base}个为基数，"
        text += f"{group.told(PASSED)}个合格，"
    return f"{text}{group.told(FAILED)}个不合格，合格率{group.percent(rate)}"


def _table(facts: RoundFacts, kind: TargetKind, groups: Sequence[Group], name: str) -> Table:
    rows = []
    for group in (*groups, facts.whole(kind)):
        rate = facts.rate(group.qualified, group.decided, group.name)
        rows.append((group.name, group.size, *map(group.told, VerdictState), group.percent(rate)))
    heads = ("检查数", "合格", "不合格", "待定", "合格率")
    columns = (Column(name, 45), *(Column(head, 20, is_centred=True) for head in heads))
    return table(columns, rows, SUBJECTS[kind], has_total=True)


SECTION = Section(
    "rates-by-group",
    "分地区、层级、单位类型合格率",
    ("F07",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
