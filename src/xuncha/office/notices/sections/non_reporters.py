"""Units whose repair report is missing or came late."""

from xuncha.office.notices.backing import backed
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
    window_of,
)

TITLE = "整改反馈"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph. A report not due yet on the day of signing is neither missing nor late."""
    today = facts.content.head.signed_on
    rows = records_of(facts, "repair-report", options)
    due = [row for row in rows if row.on <= today]
    if not due:
        return no_records(TITLE, facts, options)
    sent = [(row, row.day("报送日期")) for row in due]
    missing = sorted({row.text("单位") for row, day in sent if day is None or day > today})
    late = sorted({row.text("单位") for row, day in sent if day and row.on < day <= today})
    every = behind(facts, "repair-report", options)
    last = window_of(facts, options)[1]
    every = every.narrowed(until=min(today, last) if last else today)
    reported = sum(bool(day and day <= today) for _, day in sent)
    told = every.narrowed(**{"by 报送日期": today})
    text = f"应报送整改情况{backed(len(due), every)}件，已报送{backed(reported, told)}件"
    if missing:
        silent = every.narrowed(distinct="单位", **{"not by 报送日期": today})
        text += f"；未报送的单位{backed(len(missing), silent)}个：{'、'.join(missing)}"
    if late:
        slow = every.narrowed(distinct="单位", **{"late 报送日期": today})
        text += f"；逾期报送的单位{backed(len(late), slow)}个：{'、'.join(late)}"
    if not missing and not late:
        text += "，均按时报送"
    return Written((Passage(f"{text}。", options.lead),))


SECTION = Section(
    "non-reporters",
    "未报送、逾期报送整改反馈的单位",
    ("F25",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
