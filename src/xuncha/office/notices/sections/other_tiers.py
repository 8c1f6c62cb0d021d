"""Results of a higher or a lower tier, told apart from this round's own."""

from xuncha.engine.domain.words import LABELS
from xuncha.office.notices.backing import Backing, backed
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import Entry, RoundFacts
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.record_kinds import record_kinds
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

TITLE = "上下级检查"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph per tier; none of it enters a figure of this round."""
    rows = records_of(facts, "other-tier", options)
    if not rows:
        return no_records(TITLE, facts, options)
    passages = []
    for tier in record_kinds()["other-tier"].words("层级"):
        mine = [row for row in rows if row.text("层级") == tier]
        if mine:
            every = behind(facts, "other-tier", options, 层级=tier)
            said = "；".join(_clause(facts, row, every) for row in mine)
            passages.append(
                Passage(f"{tier}方面，{said}。以上为{tier}结果，未计入本次检查的各项数据。")
            )
    return Written(tuple(passages))


def _clause(facts: RoundFacts, row: Entry, every: Backing) -> str:
    seen, failed = row.number("检查数"), row.number("不合格数")
    unit = row.text("检查单位")
    if failed > seen:
        raise NoticeError(f"上下级检查记录不符：{unit}不合格{failed}个，多于检查的{seen}个")
    mine = every.narrowed(since=row.on, until=row.on, 检查单位=unit, 对象类型=LABELS[row.kind])
    rate = facts.rate(seen - failed, seen, unit)
    told = f"，合格率{rate.percent}" if rate else ""
    return (
        f"{unit}（{chinese_date(row.on)}）检查{SUBJECTS[row.kind]}"
        f"{backed(seen, mine.narrowed(sum='检查数'))}个，"
        f"不合格{backed(failed, mine.narrowed(sum='不合格数'))}个{told}"
    )


SECTION = Section(
    "other-tiers",
    "转述上级通报、下级自查",
    ("F33",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
