"""Letterboxes and hotlines: taken in, closed, closed in time, by channel."""

from xuncha.office.notices.backing import backed, share
from xuncha.office.notices.errors import NoticeError
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

TITLE = "信箱热线"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph. NoticeError where more was closed than taken in."""
    rows = records_of(facts, "letterbox", options)
    if not rows:
        return no_records(TITLE, facts, options)
    parts = []
    for word in record_kinds()["letterbox"].words("渠道"):
        mine = [row for row in rows if row.text("渠道") == word]
        if not mine:
            continue
        taken, closed, timely = (
            sum(row.number(head) for row in mine) for head in ("受理数", "办结数", "按期办结数")
        )
        if not timely <= closed <= taken:
            raise NoticeError(f"信箱热线记录不符：{word}受理{taken}、办结{closed}、按期{timely}")
        rate, in_time = facts.rate(closed, taken, word), facts.rate(timely, closed, word)
        every = behind(facts, "letterbox", options, 渠道=word)
        whole, done, soon = (
            every.narrowed(sum=head) for head in ("受理数", "办结数", "按期办结数")
        )
        said = f"{word}受理{backed(taken, whole)}件，办结{backed(closed, done)}件"
        said += f"，办结率{share(rate, done, whole)}" if rate else ""
        if in_time:
            said += f"；其中按期办结{backed(timely, soon)}件，"
            said += f"按期办结率{share(in_time, soon, done)}"
        parts.append(said)
    text = f"{spoken_window(facts, options)}，{'；'.join(parts)}。"
    return Written((Passage(text, options.lead),))


SECTION = Section(
    "letterbox", "领导信箱、热线、网络问政", ("F35",), write, frozenset({Need.RECORDS}), Windowed
)
