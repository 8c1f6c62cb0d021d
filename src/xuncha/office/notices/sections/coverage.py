"""Whether everything was inspected or a sample, by which rule, and the sample's share."""

from collections.abc import Sequence

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.notices.backing import Backing, backed, share, targets
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import Entry, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Windowed,
    Written,
    behind,
    records_of,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph, and the plan of the sample as an annex.

    NoticeError where the plan's sample is not what was inspected.
    """
    rows = records_of(facts, "sampling", options)
    parts = [
        _said(
            facts,
            [row for row in rows if row.kind is kind],
            kind,
            behind(facts, "sampling", options, sum="底数", 对象类型=LABELS[kind]),
        )
        for kind in TargetKind
    ]
    text = "；".join(part for part in parts if part)
    if not rows:
        return Written((Passage(f"{text}。"),))
    drawn = table(
        (
            Column("对象类型", 22, is_centred=True),
            Column("组别", 40),
            Column("底数", 18, is_centred=True),
            Column("抽查数", 18, is_centred=True),
            Column("抽样规则", 47),
        ),
        [
            (
                SUBJECTS[row.kind],
                row.text("组别"),
                row.text("底数"),
                row.text("抽查数"),
                row.text("抽样规则"),
            )
            for row in rows
        ],
    )
    annex = AnnexDraft("sampling", "抽查方案", (drawn,), len(rows))
    return Written((Passage(f"{text}{see('sampling')}。"),), (annex,))


def _said(facts: RoundFacts, rows: Sequence[Entry], kind: TargetKind, plan: Backing) -> str:
    content = facts.content
    whole = content.sites if kind is TargetKind.SITE else content.accounts
    if not whole.inspected:
        return ""
    if not rows:
        running = backed(whole.running, targets(kind))
        return f"对正常运行的{running}个{whole.subject}进行全覆盖检查"
    base, drawn = whole.running, sum(row.number("抽查数") for row in rows)
    if drawn != whole.inspected or base != sum(row.number("底数") for row in rows):
        raise NoticeError(
            f"抽查方案中{whole.subject}抽查{drawn}个，实际检查{whole.inspected}个；请核对抽查方案"
        )
    part = facts.rate(drawn, base, f"正常运行的{base}个{whole.subject}")
    looked = targets(kind)
    told = f"，抽查比例{share(part, looked, plan)}" if part else ""
    return f"在正常运行的{backed(base, plan)}个{whole.subject}中抽查{backed(drawn, looked)}个{told}"


SECTION = Section(
    "coverage",
    "检查覆盖率、抽查比例和抽样规则",
    ("F04",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
