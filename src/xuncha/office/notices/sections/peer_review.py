"""Areas that reviewed each other: who reviewed whom, and what was pointed out."""

from xuncha.office.notices.backing import backed
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Windowed,
    Written,
    behind,
    no_records,
    records_of,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table

TITLE = "交叉互评"


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph and the table of pairs. NoticeError where an area reviewed itself."""
    rows = records_of(facts, "peer-review", options)
    if not rows:
        return no_records(TITLE, facts, options)
    for row in rows:
        if row.text("评议方") == row.text("被评方"):
            raise NoticeError(f"交叉互评记录不符：{row.text('评议方')}评议了自己")
    areas = dict.fromkeys(row.text(head) for row in rows for head in ("评议方", "被评方"))
    reviewed = {row.text("被评方") for row in rows}
    every = behind(facts, "peer-review", options)
    looked, found = (sum(row.number(head) for row in rows) for head in ("评议对象数", "指出问题数"))
    text = (
        f"{backed(len(areas), every.narrowed(distinct='评议方|被评方'))}个地区、单位开展交叉互评"
        f"{backed(len(rows), every)}次，"
        f"评议对象{backed(looked, every.narrowed(sum='评议对象数'))}个，"
        f"指出问题{backed(found, every.narrowed(sum='指出问题数'))}个{see('peer-review')}"
    )
    left = [area for area in areas if area not in reviewed]
    if left:
        text += f"；{'、'.join(left)}未接受评议"
    heads = ("评议方", "被评方", "评议对象数", "指出问题数")
    drawn = table(
        (
            *(Column(head, 45) for head in heads[:2]),
            *(Column(head, 27, is_centred=True) for head in heads[2:]),
        ),
        [tuple(row.text(head) for head in heads) for row in rows],
    )
    annex = AnnexDraft("peer-review", "交叉互评情况", (drawn,), len(rows))
    return Written((Passage(f"{text}。", options.lead),), (annex,))


SECTION = Section("peer-review", "交叉互评", ("F40",), write, frozenset({Need.RECORDS}), Windowed)
