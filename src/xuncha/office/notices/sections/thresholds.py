"""The limits this round judged by, from its own rulebook, and what they hit."""

from xuncha.office.notices.backing import Listed, backed, listing, targets
from xuncha.office.notices.facts import RoundFacts
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
    """One paragraph and an annex of every row in force that has a limit."""
    in_force = {row.indicator for row in facts.content.method.in_force}
    known = {target.code for target in facts.targets}
    rows = [
        (
            row.id,
            row.name,
            row.condition.text(),
            len(known.intersection(facts.hits.get(row.id, ()))),
        )
        for row in (facts.book.rows if facts.book else ())
        if row.id in in_force and row.condition is not None
    ]
    if not rows:
        return Written(gap="实施的指标都没有判定阈值，该部分未写入")
    drawn = table(
        (
            Column("指标编号", 25, is_centred=True),
            Column("指标名称", 50),
            Column("判定标准", 45),
            Column("认定对象（个）", 25, is_centred=True),
        ),
        [(*said, backed(count, targets(hit=said[0]))) for *said, count in rows],
    )
    listed = backed(len(rows), listing(Listed.ROWS, limited=1))
    text = f"本次有{listed}项指标按数量标准判定{see('thresholds')}"
    told = [
        f"“{name}”一项（{indicator}），{limit}即认定，认定{backed(count, targets(hit=indicator))}个"
        for indicator, name, limit, count in rows
        if count
    ]
    if told:
        text += f"，其中{'；'.join(told)}"
    annex = AnnexDraft("thresholds", "判定标准", (drawn,), len(rows))
    return Written((Passage(text + "。"),), (annex,))


SECTION = Section(
    "thresholds",
    "判定标准：各指标的阈值和认定数",
    ("F13",),
    write,
    frozenset({Need.TARGETS, Need.HITS}),
)
