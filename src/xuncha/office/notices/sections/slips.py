"""Slips issued to units: how many were answered, done, and are overdue."""

from collections import Counter
from datetime import date

from xuncha.office.notices.backing import backed, share
from xuncha.office.notices.facts import Entry, RoundFacts
from xuncha.office.notices.phrases import counted
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

TITLE = "整改通知单"


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph and the list of slips still open."""
    rows = records_of(facts, "slip", options)
    if not rows:
        return no_records(TITLE, facts, options)
    today = facts.content.head.signed_on
    sorts = Counter(row.text("种类") for row in rows)
    answered = sum(_is_by(row, "回复日期", today) for row in rows)
    done = sum(_is_by(row, "完成日期", today) for row in rows)
    open_ones = [row for row in rows if not _is_by(row, "完成日期", today)]
    overdue = sum((limit := row.day("限期")) is not None and limit < today for row in open_ones)
    rate = facts.rate(done, len(rows), "下发的通知单")
    every = behind(facts, "slip", options)
    finished = every.narrowed(**{"by 完成日期": today})
    replied = every.narrowed(**{"by 回复日期": today})
    late = every.narrowed(**{"not by 完成日期": today, "before 限期": today})
    text = (
        f"{spoken_window(facts, options)}下发"
        f"{counted(sorts.items(), '份', lambda sort: every.narrowed(种类=sort))}，"
        f"合计{backed(len(rows), every)}份，收到回复{backed(answered, replied)}份，"
        f"完成整改{backed(done, finished)}份"
    )
    if rate is not None:
        text += f"，完成率{share(rate, finished, every)}"
    if overdue:
        text += f"；超过限期尚未完成{backed(overdue, late)}份"
    drawn = table(
        (
            Column("文号", 45),
            Column("种类", 28, is_centred=True),
            Column("单位", 44),
            Column("限期", 28, is_centred=True),
        ),
        [tuple(row.text(head) for head in ("文号", "种类", "单位", "限期")) for row in open_ones],
    )
    annex = AnnexDraft("slips", "尚未完成整改的通知单", (drawn,), len(rows) - done)
    if not open_ones:
        return Written((Passage(f"{text}。", options.lead),))
    return Written((Passage(f"{text}{see('slips')}。", options.lead),), (annex,))


def _is_by(row: Entry, heading: str, today: date) -> bool:
    day = row.day(heading)
    return day is not None and day <= today


SECTION = Section(
    "slips", "整改通知单的下发与完成", ("F26",), write, frozenset({Need.RECORDS}), Windowed
)
