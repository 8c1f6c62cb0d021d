"""What opened, closed, changed its name or was not reported; totals reconciled."""

from collections import Counter

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.notices.backing import backed, targets
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import PastRound, RoundFacts
from xuncha.office.notices.phrases import counted
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
    spoken_window,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table

TITLE = "台账变动"
SHOWN = 5
"""How many names of renamed targets the text gives; the annex has every recorded event."""


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """Totals between two rounds, then the recorded events by sort, with an annex."""
    passages = []
    before = next((past for past in facts.earlier if past.names), None)
    if before is not None:
        passages += [Passage(_totals(facts, before, kind)) for kind in TargetKind]
    rows = records_of(facts, "life-event", options)
    if not rows:
        gap = no_records(TITLE, facts, options).gap
        return Written(tuple(passages), gap=gap)
    for kind in TargetKind:
        mine = [row for row in rows if row.kind is kind]
        words = record_kinds()["life-event"].words("事项")
        count = Counter(row.text("事项") for row in mine)
        if mine:
            every = behind(facts, "life-event", options, 对象类型=LABELS[kind])
            said = counted(
                ((word, count[word]) for word in words),
                behind=lambda word, every=every: every.narrowed(事项=word),  # type: ignore[misc]
            )
            passages.append(
                Passage(
                    f"{spoken_window(facts, options)}，{SUBJECTS[kind]}台账变动"
                    f"{backed(len(mine), every)}件"
                    f"{see('life-events')}：{said}。"
                )
            )
    drawn = table(
        (
            Column("发生日期", 25, is_centred=True),
            Column("事项", 27, is_centred=True),
            Column("对象名称", 43),
            Column("平台", 22, is_centred=True),
            Column("单位", 28),
        ),
        [
            (row.on.isoformat(), *(row.text(head) for head in ("事项", "对象名称", "平台", "单位")))
            for row in rows
        ],
    )
    annex = AnnexDraft("life-events", "台账变动情况", (drawn,), len(rows))
    return Written(tuple(passages), (annex,))


def _totals(facts: RoundFacts, before: PastRound, kind: TargetKind) -> str:
    now = {target.code: target.name for target in facts.of(kind)}
    then = {code: name for code, (sort, name) in before.names.items() if sort is kind}
    added, gone = now.keys() - then.keys(), then.keys() - now.keys()
    renamed = sorted(code for code in now.keys() & then.keys() if now[code] != then[code])
    here, there = targets(kind), targets(kind, round=before.pk)
    came, left = here.narrowed(absent=before.pk), there.narrowed(absent=0)
    text = (
        f"{before.label}检查{SUBJECTS[kind]}{backed(len(then), there)}个，"
        f"此后纳入{backed(len(added), came)}个、退出{backed(len(gone), left)}个，"
        f"本次检查{backed(len(now), here)}个"
    )
    if renamed:
        names = "、".join(f"{then[code]}更名为{now[code]}" for code in renamed[:SHOWN])
        named = backed(len(renamed), here.narrowed(codes=",".join(renamed)))
        more = f"等{named}个" if len(renamed) > SHOWN else ""
        text += f"；{names}{more}"
    return text + "。"


SECTION = Section(
    "lifecycle",
    "新开、关停、注销、更名、漏报等台账变动",
    ("F23",),
    write,
    frozenset({Need.TARGETS, Need.EARLIER, Need.RECORDS}),
    Windowed,
)
