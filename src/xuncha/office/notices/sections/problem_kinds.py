"""Problems by indicator: how many sites and accounts each was confirmed on."""

from collections import Counter

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import counted
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
    """One paragraph and an annex; where categories overlap the text says so."""
    kinds = {target.code: target.kind for target in facts.targets}
    rows, touched, total = [], set(), 0
    for row in facts.content.method.in_force:
        codes = [code for code in facts.hits.get(row.indicator, ()) if code in kinds]
        if not codes:
            continue
        split = Counter(kinds[code] for code in codes)
        rows.append((row.indicator, row.name, split[TargetKind.SITE], split[TargetKind.ACCOUNT]))
        touched.update(codes)
        total += len(codes)
    if not rows:
        return Written((Passage("本次检查未发现已确认的问题。"),))
    parts = []
    for _, name, sites, accounts in rows:
        which = counted((("政府网站", sites), ("政务新媒体", accounts)))
        parts.append(f"“{name}”涉及{which}")
    text = f"已确认的问题按指标归纳为{len(rows)}类{see('problems')}：{'；'.join(parts)}。"
    if total > len(touched):
        text += f"同一对象可以有多类问题，各类合计{total}个次，实际涉及{len(touched)}个对象。"
    drawn = table(
        (
            Column("指标编号", 28, is_centred=True),
            Column("问题类别", 67),
            Column("政府网站（个）", 25, is_centred=True),
            Column("政务新媒体（个）", 25, is_centred=True),
        ),
        [(indicator, name, str(sites), str(accounts)) for indicator, name, sites, accounts in rows],
    )
    annex = AnnexDraft("problems", "问题分类统计表", (drawn,), len(rows))
    return Written((Passage(text),), (annex,))


SECTION = Section(
    "problem-kinds",
    "问题分类归纳与计数",
    ("F12",),
    write,
    frozenset({Need.TARGETS, Need.HITS}),
)
