"""Pass rates of accounts by platform; the platforms add up to the total."""

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.facts import By, Group, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph and an annex."""
    groups = facts.groups(TargetKind.ACCOUNT, By.PLATFORM)
    if not groups:
        return Written(gap="没有接受检查的账号，分平台合格率未写入")
    rates = {g.name: facts.rate(g.qualified, g.decided, g.name) for g in groups}
    parts = [
        f"{group.name}{group.decided}个中{group.qualified}个合格，合格率{rate.percent}"
        for group in groups
        if (rate := rates[group.name]) is not None
    ]
    rows = []
    for group in (*groups, Group("合计", facts.of(TargetKind.ACCOUNT))):
        rate = facts.rate(group.qualified, group.decided, group.name)
        counts = (len(group.targets), group.qualified, group.unqualified, group.undecided)
        rows.append((group.name, *map(str, counts), rate.percent if rate else "—"))
    heads = ("检查数", "合格", "不合格", "待定", "合格率")
    columns = (Column("平台", 45), *(Column(head, 20, is_centred=True) for head in heads))
    annex = AnnexDraft("platforms", "各平台检查情况表", (table(columns, rows, has_total=True),))
    text = f"按平台分，{'；'.join(parts)}{see('platforms')}。"
    return Written((Passage(text),), (annex,))


SECTION = Section("rates-by-platform", "分平台合格率", ("F08",), write, frozenset({Need.TARGETS}))
