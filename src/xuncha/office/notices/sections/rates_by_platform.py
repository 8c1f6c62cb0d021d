"""Pass rates of accounts by platform; the platforms add up to the total."""

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.facts import By, RoundFacts
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
        f"{group.name}{group.base}个中{group.told(VerdictState.QUALIFIED)}个合格，"
        f"合格率{group.percent(rate)}"
        for group in groups
        if (rate := rates[group.name]) is not None
    ]
    rows = []
    for group in (*groups, facts.whole(TargetKind.ACCOUNT)):
        rate = facts.rate(group.qualified, group.decided, group.name)
        rows.append((group.name, group.size, *map(group.told, VerdictState), group.percent(rate)))
    heads = ("检查数", "合格", "不合格", "待定", "合格率")
    columns = (Column("平台", 45), *(Column(head, 20, is_centred=True) for head in heads))
    annex = AnnexDraft("platforms", "各平台检查情况表", (table(columns, rows, has_total=True),))
    text = f"按平台分，{'；'.join(parts)}{see('platforms')}。"
    return Written((Passage(text),), (annex,))


SECTION = Section("rates-by-platform", "分平台合格率", ("F08",), write, frozenset({Need.TARGETS}))
