"""Problems by indicator: how many sites and accounts each was confirmed on."""

from collections import Counter

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import ANY, Listed, backed, listing, targets
from xuncha.office.notices.content import SUBJECTS
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

KINDS = {subject: kind for kind, subject in SUBJECTS.items()}


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
    for indicator, name, sites, accounts in rows:
        which = counted(
            ((SUBJECTS[TargetKind.SITE], sites), (SUBJECTS[TargetKind.ACCOUNT], accounts)),
            behind=lambda subject, row=indicator: targets(KINDS[subject], hit=row),  # type: ignore[misc]
        )
        parts.append(f"“{name}”涉及{which}")
    sorts = backed(len(rows), listing(Listed.ROWS, hit=1))
    text = f"已确认的问题按指标归纳为{sorts}类{see('problems')}：{'；'.join(parts)}。"
    if total > len(touched):
        all_of, subjects = (
            backed(total, listing(Listed.HITS)),
            backed(len(touched), targets(hit=ANY)),
        )
        text += f"同一对象可以有多类问题，各类合计{all_of}个次，实际涉及{subjects}个对象。"
    drawn = table(
        (
            Column("指标编号", 28, is_centred=True),
            Column("问题类别", 67),
            Column("政府网站（个）", 25, is_centred=True),
            Column("政务新媒体（个）", 25, is_centred=True),
        ),
        [
            (
                indicator,
                name,
                backed(sites, targets(TargetKind.SITE, hit=indicator)),
                backed(accounts, targets(TargetKind.ACCOUNT, hit=indicator)),
            )
            for indicator, name, sites, accounts in rows
        ],
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
