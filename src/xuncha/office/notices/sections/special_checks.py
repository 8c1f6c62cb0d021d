"""Special checks: yearly forms, IPv6, security scans, marks; one sentence each."""

from collections import Counter
from collections.abc import Sequence

from xuncha.office.notices.backing import Backing, backed, share
from xuncha.office.notices.facts import Entry, RoundFacts
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
)

TITLE = "专项检查"


def write(facts: RoundFacts, options: Windowed, _see: See) -> Written:
    """A paragraph per special check; what could not be checked is in no rate."""
    rows = records_of(facts, "special-check", options)
    if not rows:
        return no_records(TITLE, facts, options)
    by_name: dict[str, list[Entry]] = {}
    for row in rows:
        by_name.setdefault(row.text("专项"), []).append(row)
    every = behind(facts, "special-check", options)
    return Written(
        tuple(
            Passage(_text(facts, mine, every.narrowed(专项=name)), name)
            for name, mine in by_name.items()
        )
    )


def _text(facts: RoundFacts, rows: Sequence[Entry], every: Backing) -> str:
    count = Counter(row.text("结果") for row in rows)
    known = count["符合"] + count["不符合"]
    good, told = every.narrowed(结果="符合"), every.narrowed(结果="符合|不符合")
    text = f"检查{backed(len(rows), every)}个对象，{backed(count['符合'], good)}个符合要求"
    rate = facts.rate(count["符合"], known, "已作检查的对象")
    if rate is not None:
        text += f"，占已作检查的{backed(known, told)}个的{share(rate, good, told)}"
    if count["未能检查"]:
        text += (
            f"；{backed(count['未能检查'], every.narrowed(结果='未能检查'))}个未能检查，不作评价"
        )
    failing = [row for row in rows if row.text("结果") == "不符合"]
    if failing:
        said = (
            row.text("对象名称") + (f"（{row.text('问题')}）" if row.text("问题") else "")
            for row in failing
        )
        text += f"；不符合的有{'、'.join(said)}"
    return text + "。"


SECTION = Section(
    "special-checks",
    "专项检查（年度报表、IPv6、安全、标识等）",
    ("F32",),
    write,
    frozenset({Need.RECORDS}),
    Windowed,
)
