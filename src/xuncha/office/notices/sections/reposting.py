"""Reposting tasks: issued, looked at, done in time, by unit."""

from collections import Counter

from xuncha.office.notices.backing import backed, share
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
    spoken_window,
)

TITLE = "转载任务"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """One paragraph; what nobody could verify is in no rate."""
    rows = records_of(facts, "repost", options)
    if not rows:
        return no_records(TITLE, facts, options)
    seen = [row for row in rows if row.text("是否抽查") == "是"]
    count = Counter(row.text("转载情况") for row in seen)
    known = len(seen) - count["未核实"]
    every = behind(facts, "repost", options)
    looked = every.narrowed(是否抽查="是")
    in_time = looked.narrowed(转载情况="按时转载")
    verified = looked.narrowed(转载情况="按时转载|逾期转载|未转载")
    tasks = backed(len({row.text("任务") for row in rows}), every.narrowed(distinct="任务"))
    text = (
        f"{spoken_window(facts, options)}下达重要信息转载任务{tasks}项、"
        f"{backed(len(rows), every)}项次，抽查{backed(len(seen), looked)}项次"
    )
    rate = facts.rate(count["按时转载"], known, "抽查并核实的项次")
    if rate is not None:
        text += f"，按时转载{backed(count['按时转载'], in_time)}项次，"
        text += f"占已核实的{backed(known, verified)}项次的{share(rate, in_time, verified)}"
    if count["未核实"]:
        text += (
            f"；{backed(count['未核实'], looked.narrowed(转载情况='未核实'))}项次未能核实，不作评价"
        )
    for word in ("逾期转载", "未转载"):
        units = dict.fromkeys(row.text("单位") for row in seen if row.text("转载情况") == word)
        if units:
            text += f"；{word}的单位：{'、'.join(units)}"
    return Written((Passage(f"{text}。", options.lead),))


SECTION = Section(
    "reposting", "重要信息转载检查", ("F29",), write, frozenset({Need.RECORDS}), Windowed
)
