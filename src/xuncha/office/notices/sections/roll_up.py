"""Several rounds of one year or window put together: each, and who failed how often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import PastRound, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, Table, table


@dataclass(frozen=True, slots=True)
class Options:
    """The rounds from ``since`` on, else those of this round's year; the newest is this one."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    since: date | None = None


def write(facts: RoundFacts, options: Options, see: See) -> Written:
    """A paragraph per kind and one annex; distinct failing targets are counted once."""
    today = facts.content.moment.date()
    since = options.since or date(today.year, 1, 1)
    rounds = [past for past in reversed(facts.earlier) if past.on >= since]
    passages, tables = [], []
    for kind, whole in zip(TargetKind, (facts.content.sites, facts.content.accounts), strict=True):
        now = (facts.content.head.period, (whole.inspected, whole.decided, whole.qualified))
        rows = [(past.label, past.counts[kind]) for past in rounds if kind in past.counts]
        rows.append(now)
        passages.append(Passage(_text(facts, kind, rows, rounds) + see("roll-up") + "。"))
        tables.append(_table(facts, kind, rows))
    annex = AnnexDraft("roll-up", "各期检查情况汇总", tuple(tables))
    return Written(tuple(passages), (annex,))


def _text(
    facts: RoundFacts,
    kind: TargetKind,
    rows: Sequence[tuple[str, tuple[int, int, int]]],
    rounds: Sequence[PastRound],
) -> str:
    inspected, decided, qualified = (
        sum(column) for column in zip(*(c for _, c in rows), strict=True)
    )
    rate = facts.rate(qualified, decided, "各期检查")
    times: Counter[str] = Counter(
        target.code for target in facts.of(kind) if target.state is VerdictState.UNQUALIFIED
    )
    for past in rounds:
        times.update(
            code
            for code, state in past.states.items()
            if state is VerdictState.UNQUALIFIED and past.names[code][0] is kind
        )
    text = f"自{rows[0][0]}以来共检查{len(rows)}期，累计检查{SUBJECTS[kind]}{inspected}个次，"
    if decided < inspected:
        text += f"{inspected - decided}个次待定；以已作出判定的{decided}个次为基数，"
    text += f"{qualified}个次合格，{decided - qualified}个次不合格"
    if rate is not None:
        text += f"，累计合格率{rate.percent}"
    figures_only = (
        len(rows) - 1 - sum(any(past.names[c][0] is kind for c in past.names) for past in rounds)
    )
    if times:
        text += f"；去除重复，不合格{SUBJECTS[kind]}{len(times)}个"
        repeated = sum(count > 1 for count in times.values())
        text += f"，其中两期以上不合格{repeated}个" if repeated else ""
        text += f"（{figures_only}期只有合计数，未计在内）" if figures_only > 0 else ""
    return text


def _table(
    facts: RoundFacts, kind: TargetKind, rows: Sequence[tuple[str, tuple[int, int, int]]]
) -> Table:
    cells = []
    for label, (inspected, decided, qualified) in rows:
        rate = facts.rate(qualified, decided, label)
        counts = (inspected, qualified, decided - qualified, inspected - decided)
        cells.append((label, *map(str, counts), rate.percent if rate else "—"))
    heads = ("检查数", "合格", "不合格", "待定", "合格率")
    columns = (Column("期次", 45), *(Column(head, 20, is_centred=True) for head in heads))
    return table(columns, cells, SUBJECTS[kind])


SECTION = Section(
    "roll-up",
    "月度、多轮检查的累计",
    ("F37",),
    write,
    frozenset({Need.TARGETS, Need.EARLIER}),
    Options,
)
