"""Columns of a portal by the department or town that keeps them."""

from collections import Counter

from xuncha.engine.domain.words import LABELS, ColumnState
from xuncha.office.notices.backing import Listed, backed, listing
from xuncha.office.notices.facts import (
    NOBODY,
    ColumnFact,
    RoundFacts,
    duties,
)
from xuncha.office.notices.phrases import counted
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table

STATES = (ColumnState.FRESH, ColumnState.STILL, ColumnState.BLANK, ColumnState.UNABLE)
BY_LABEL = {LABELS[state]: state for state in STATES}
BAD = f"{ColumnState.STILL}|{ColumnState.BLANK}"


def write(facts: RoundFacts, options: Plain, see: See) -> Written:
    """One paragraph and an annex by unit; exempt columns are left out."""
    duty = duties(facts.entries.get("column-unit", ()))
    units: dict[str, list[ColumnFact]] = {}
    for column in facts.columns:
        if column.state is not ColumnState.EXEMPT:
            unit = duty.get((column.site_code, column.name), NOBODY)
            units.setdefault(unit, []).append(column)
    if not units:
        return Written(gap="没有栏目检查结果，分单位栏目情况未写入")
    columns = [column for mine in units.values() for column in mine]
    count = Counter(column.state for column in columns)
    every = listing(Listed.COLUMNS)
    keepers = backed(len(units) - (NOBODY in units), every.narrowed(distinct="unit"))
    text = (
        f"检查栏目{backed(len(columns), every)}个，涉及{keepers}个责任单位{see('columns')}，其中"
        + counted(
            ((LABELS[state], count[state]) for state in STATES),
            behind=lambda label: every.narrowed(state=BY_LABEL[label]),
        )
    )
    bad = [
        f"{unit}{backed(len(names), every.narrowed(unit=unit, state=BAD))}个（{'、'.join(names)}）"
        for unit, mine in units.items()
        if (names := [c.name for c in mine if c.state in (ColumnState.STILL, ColumnState.BLANK)])
    ]
    if bad:
        text += f"。未更新或者空白的栏目：{'；'.join(bad)}"
    heads = tuple(LABELS[state] for state in STATES)
    rows = []
    for unit, mine in units.items():
        seen = Counter(column.state for column in mine)
        own = every.narrowed(unit=unit)
        states = (backed(seen[state], own.narrowed(state=state)) for state in STATES)
        rows.append((unit, backed(len(mine), own), *states))
    spec = (Column("责任单位", 45), Column("栏目数", 20, is_centred=True))
    drawn = table((*spec, *(Column(head, 20, is_centred=True) for head in heads)), rows)
    annex = AnnexDraft("columns", "各单位栏目检查情况", (drawn,), len(units))
    return Written((Passage(f"{text}。", options.lead),), (annex,))


SECTION = Section(
    "columns-by-unit",
    "县级：按部门、乡镇的栏目和子页面",
    ("F07",),
    write,
    frozenset({Need.COLUMNS, Need.RECORDS}),
)
