"""What followed for units and people: notices, talks, points in the assessment."""

from decimal import Decimal

from xuncha.office.notices.backing import backed
from xuncha.office.notices.facts import RoundFacts
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

TITLE = "问责处理"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph; people are counted, never named."""
    rows = records_of(facts, "consequence", options)
    if not rows:
        return no_records(TITLE, facts, options)
    parts = []
    for word in record_kinds()["consequence"].words("方式"):
        mine = [row for row in rows if row.text("方式") == word]
        if not mine:
            continue
        people = sum(row.number("人数") for row in mine)
        points = sum((Decimal(row.text("扣分") or "0") for row in mine), Decimal(0))
        every = behind(facts, "consequence", options, 方式=word)
        units = backed(len({row.text("单位") for row in mine}), every.narrowed(distinct="单位"))
        said = f"{word}{units}个单位"
        said += f"{backed(people, every.narrowed(sum='人数'))}人" if people else ""
        said += (
            f"，共扣{backed(format(points.normalize(), 'f'), every.narrowed(sum='扣分'))}分"
            if points
            else ""
        )
        parts.append(said)
    text = f"{spoken_window(facts, options)}，{'；'.join(parts)}。"
    return Written((Passage(text, options.lead),))


SECTION = Section(
    "accountability",
    "问责、约谈、扣分和纳入考核",
    ("F27",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
