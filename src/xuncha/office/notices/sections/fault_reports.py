"""“我为政府网站找错” messages in their own window: received, valid, closed in time."""

from collections import Counter

from xuncha.office.notices.backing import backed, share
from xuncha.office.notices.facts import RoundFacts
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

TITLE = "找错留言"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph; the rate is of the valid messages."""
    rows = records_of(facts, "fault-report", options)
    if not rows:
        return no_records(TITLE, facts, options)
    valid = [row for row in rows if row.text("是否有效") == "有效"]
    count = Counter(row.text("办理情况") for row in valid)
    every = behind(facts, "fault-report", options)
    good = every.narrowed(是否有效="有效")
    done = good.narrowed(办理情况="按期办结")
    text = (
        f"{spoken_window(facts, options)}，“我为政府网站找错”平台共收到网民留言"
        f"{backed(len(rows), every)}条，其中有效留言{backed(len(valid), good)}条"
    )
    rate = facts.rate(count["按期办结"], len(valid), "有效留言")
    if rate is not None:
        text += f"，按期办结{backed(count['按期办结'], done)}条，"
        text += f"按期办结率为{share(rate, done, good)}"
    words = ("逾期办结", "退回重办", "未办结")
    rest = counted(
        ((word, count[word]) for word in words), "条", lambda word: good.narrowed(办理情况=word)
    )
    if rest:
        late = [row for row in valid if row.text("办理情况") in words]
        text += f"；{rest}，涉及{'、'.join(dict.fromkeys(row.text('单位') for row in late))}"
    return Written((Passage(f"{text}。", options.lead),))


SECTION = Section(
    "fault-reports",
    "“我为政府网站找错”留言办理（自设时间窗）",
    ("F18",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
