"""Test questions sent to units: how soon each was answered, by unit."""

from collections import Counter

from xuncha.office.notices.backing import Backing, backed, share
from xuncha.office.notices.facts import RoundFacts
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

TITLE = "模拟咨询"
DONE = ("当日答复", "1个工作日内答复", "5个工作日内答复")


def write(facts: RoundFacts, options: Windowed, see: See) -> Written:
    """One paragraph and an annex by unit."""
    rows = records_of(facts, "test-question", options)
    if not rows:
        return no_records(TITLE, facts, options)
    words = record_kinds()["test-question"].words("答复情况")
    count = Counter(row.text("答复情况") for row in rows)
    in_time = sum(count[word] for word in DONE)
    rate = facts.rate(in_time, len(rows), "发出的模拟咨询")
    every = behind(facts, "test-question", options)
    units = len({row.text("单位") for row in rows})

    def of_answer(*answers: str) -> Backing:
        return every.narrowed(答复情况="|".join(answers))

    text = (
        f"{spoken_window(facts, options)}向{backed(units, every.narrowed(distinct='单位'))}个单位"
        f"发出模拟咨询{backed(len(rows), every)}件，其中"
        + counted(((word, count[word]) for word in words), "件", of_answer)
    )
    if rate is not None:
        done = of_answer(*DONE)
        text += f"；按时答复{backed(in_time, done)}件，占{share(rate, done, every)}"
        text += see("test-questions")
    bad = [word for word in words if word not in DONE]
    named = sorted({row.text("单位") for row in rows if row.text("答复情况") in bad})
    if named:
        text += f"。逾期、未答复或者答非所问的单位：{'、'.join(named)}"
    by_unit: dict[str, Counter[str]] = {}
    for row in rows:
        by_unit.setdefault(row.text("单位"), Counter())[row.text("答复情况")] += 1
    drawn = table(
        (Column("单位", 37), *(Column(word, 18, is_centred=True) for word in words)),
        [
            (unit, *(backed(seen[word], of_answer(word).narrowed(单位=unit)) for word in words))
            for unit, seen in by_unit.items()
        ],
    )
    annex = AnnexDraft("test-questions", "模拟咨询答复情况", (drawn,), len(by_unit))
    return Written((Passage(f"{text}。", options.lead),), (annex,))


SECTION = Section(
    "test-questions", "模拟咨询答复时效", ("F17",), write, frozenset({Need.RECORDS}), Windowed
)
