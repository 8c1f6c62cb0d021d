"""Units whose repair report is missing or came late."""

from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Windowed,
    Written,
    no_records,
    records_of,
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
    text = f"应报送整改情况{len(due)}件，已报送{sum(bool(d and d <= today) for _, d in sent)}件"
    if missing:
        text += f"；未报送的单位{len(missing)}个：{'、'.join(missing)}"
    if late:
        text += f"；逾期报送的单位{len(late)}个：{'、'.join(late)}"
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
