"""What units did well, in their own paragraph each."""

from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import printable
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

TITLE = "典型做法"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """A paragraph per unit, as it was recorded; none where the edition may not print it."""
    rows = [row for row in records_of(facts, "good-practice", options) if row.text("做法")]
    if not rows:
        return no_records(TITLE, facts, options)
    return Written(
        tuple(
            Passage(printable(row.text("做法")).rstrip("。") + "。", printable(row.text("单位")))
            for row in rows
        )
    )


SECTION = Section(
    "good-practice", "典型做法、工作成效", ("F34",), write, frozenset({Need.RECORDS}), Windowed
)
