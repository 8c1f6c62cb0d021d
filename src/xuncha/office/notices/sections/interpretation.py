"""Policy documents against their interpretations: share, forms, links both ways."""

from xuncha.office.notices.backing import backed
from xuncha.office.notices.backing import share as share_of
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

TITLE = "政策解读"
HEADS = ("政策文件数", "已解读数", "多种形式解读数", "双向关联数")


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph and an annex by unit. NoticeError where a unit has more than its whole."""
    rows = records_of(facts, "interpretation", options)
    if not rows:
        return no_records(TITLE, facts, options)
    every = behind(facts, "interpretation", options)

    def summed(number: int, heading: str, unit: str = "") -> str:
        return backed(number, every.narrowed(sum=heading, 单位=unit))

    units: dict[str, list[int]] = {}
    for row in rows:
        sums = units.setdefault(row.text("单位"), [0, 0, 0, 0])
        for place, head in enumerate(HEADS):
            sums[place] += row.number(head)
    for unit, (documents, read, forms, linked) in units.items():
        if read > documents or forms > read or linked > read:
            raise NoticeError(
                f"政策解读记录不符：{unit}的解读数多于文件数，或者形式、关联数多于解读数"
            )
    documents, read, forms, linked = (sum(column) for column in zip(*units.values(), strict=True))
    whole, done, formed, both_ways = (every.narrowed(sum=head) for head in HEADS)
    text = f"{backed(len(units), every.narrowed(distinct='单位'))}个单位共发布政策文件"
    text += f"{backed(documents, whole)}件，已解读{backed(read, done)}件"
    share = facts.rate(read, documents, "政策文件")
    if share is not None:
        text += f"，解读率{share_of(share, done, whole)}"
    both = facts.rate(linked, read, "已解读的政策文件")
    if both is not None:
        text += f"；采用多种形式解读{backed(forms, formed)}件，"
        text += f"与解读双向关联{backed(linked, both_ways)}件，"
        text += f"关联率{share_of(both, both_ways, done)}"
    none = [unit for unit, (all_of, some, _, _) in units.items() if all_of and not some]
    if none:
        text += f"；没有解读的单位：{'、'.join(none)}"
    drawn = table(
        (Column("单位", 49), *(Column(head, 24, is_centred=True) for head in HEADS)),
        [
            (unit, *(summed(n, head, unit) for n, head in zip(sums, HEADS, strict=True)))
            for unit, sums in units.items()
        ],
    )
    annex = AnnexDraft("interpretation", "政策解读情况", (drawn,), len(units))
    return Written((Passage(f"{text}{see('interpretation')}。", options.lead),), (annex,))


SECTION = Section(
    "interpretation", "政策解读比例与关联", ("F30",), write, frozenset({Need.RECORDS}), Windowed
)
