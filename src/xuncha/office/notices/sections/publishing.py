"""What units published, submitted and had adopted; who submitted nothing."""

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

TITLE = "信息报送"
HEADS = ("发布数", "原创数", "报送数", "采用数")


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph and an annex in the order of what was adopted."""
    rows = records_of(facts, "publishing", options)
    if not rows:
        return no_records(TITLE, facts, options)
    every = behind(facts, "publishing", options)

    def summed(number: int, heading: str, unit: str = "") -> str:
        return backed(number, every.narrowed(sum=heading, 单位=unit))

    units: dict[str, list[int]] = {}
    for row in rows:
        sums = units.setdefault(row.text("单位"), [0, 0, 0, 0])
        for place, head in enumerate(HEADS):
            sums[place] += row.number(head)
    for unit, (published, own, sent, adopted) in units.items():
        if own > published or adopted > sent:
            raise NoticeError(f"信息报送记录不符：{unit}的原创数多于发布数，或者采用数多于报送数")
    published, own, sent, adopted = (sum(column) for column in zip(*units.values(), strict=True))
    said, made, given, taken = (every.narrowed(sum=head) for head in HEADS)
    text = f"{backed(len(units), every.narrowed(distinct='单位'))}个单位"
    text += f"共发布信息{backed(published, said)}条"
    share = facts.rate(own, published, "发布的信息")
    if share is not None:
        text += f"，其中原创{backed(own, made)}条，原创率{share_of(share, made, said)}"
    text += f"；报送信息{backed(sent, given)}条，采用{backed(adopted, taken)}条{see('publishing')}"
    for place, word in ((2, "零报送"), (0, "零发布")):
        none = [unit for unit, sums in units.items() if not sums[place]]
        if none:
            silent = every.narrowed(distinct="单位", without=HEADS[place])
            text += f"；{word}的单位{backed(len(none), silent)}个：{'、'.join(none)}"
    ranked = sorted(units.items(), key=lambda pair: -pair[1][3])
    drawn = table(
        (Column("单位", 49), *(Column(head, 24, is_centred=True) for head in HEADS)),
        [
            (unit, *(summed(n, head, unit) for n, head in zip(sums, HEADS, strict=True)))
            for unit, sums in ranked
        ],
    )
    annex = AnnexDraft("publishing", "信息发布、报送和采用情况", (drawn,), len(units))
    return Written((Passage(f"{text}。", options.lead),), (annex,))


SECTION = Section(
    "publishing",
    "信息发布、报送、采用（含零报送、原创率）",
    ("F31",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
