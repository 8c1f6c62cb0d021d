"""Several rounds of one year or window put together: each, and who failed how often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.backing import (
    DECIDED,
    FAILED,
    OPEN,
    PASSED,
    Backing,
    Listed,
    backed,
    listing,
    share,
    targets,
)
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

NOW = -1
"""This round among those before it."""


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
        told = {kind: (whole.inspected, whole.decided, whole.qualified)}
        now = PastRound(facts.content.head.period, today, told, NOW)
        rows = [past for past in (*rounds, now) if kind in past.counts]
        passages.append(Passage(_text(facts, kind, rows, since) + see("roll-up") + "。"))
        tables.append(_table(facts, kind, rows))
    annex = AnnexDraft("roll-up", "各期检查情况汇总", tuple(tables))
    return Written(tuple(passages), (annex,))


def _text(
    facts: RoundFacts,
    kind: TargetKind,
    rows: Sequence[PastRound],
    since: date,
) -> str:
    inspected, decided, qualified = (
        sum(column) for column in zip(*(past.counts[kind] for past in rows), strict=True)
    )
    rate = facts.rate(qualified, decided, "各期检查")
    times: Counter[str] = Counter(
        target.code for target in facts.of(kind) if target.state is VerdictState.UNQUALIFIED
    )
    for past in rows:
        times.update(
            code
            for code, state in past.states.items()
            if state is VerdictState.UNQUALIFIED and past.names[code][0] is kind
        )
    every = listing(Listed.ROUNDS, kind=kind, since=since)
    whole, base, passed, failed, open_ones = (
        every.narrowed(sum=column) for column in ("", DECIDED, PASSED, FAILED, OPEN)
    )
    text = f"自{rows[0].label}以来共检查{backed(len(rows), every)}期，累计检查{SUBJECTS[kind]}"
    text += f"{backed(inspected, whole.narrowed(sum='inspected'))}个次，"
    if decided < inspected:
        text += f"{backed(inspected - decided, open_ones)}个次待定；"
        text += f"以已作出判定的{backed(decided, base)}个次为基数，"
    text += f"{backed(qualified, passed)}个次合格，{backed(decided - qualified, failed)}个次不合格"
    if rate is not None:
        text += f"，累计合格率{share(rate, passed, base)}"
    figures_only = sum(not past.pk for past in rows)
    if times:
        again = targets(kind, failed_since=since)
        text += f"；去除重复，不合格{SUBJECTS[kind]}{backed(len(times), again)}个"
        repeated = sum(count > 1 for count in times.values())
        twice = again.narrowed(times=2)
        text += f"，其中两期以上不合格{backed(repeated, twice)}个" if repeated else ""
        text += f"（{figures_only}期只有合计数，未计在内）" if figures_only > 0 else ""
    return text


def _table(facts: RoundFacts, kind: TargetKind, rows: Sequence[PastRound]) -> Table:
    cells = []
    for past in rows:
        inspected, decided, qualified = past.counts[kind]
        rate = facts.rate(qualified, decided, past.label)
        counts = {
            "": inspected,
            PASSED: qualified,
            FAILED: decided - qualified,
            OPEN: inspected - decided,
        }
        told = (backed(count, _behind(past, kind, state)) for state, count in counts.items())
        passed, base = (_behind(past, kind, state) for state in (PASSED, DECIDED))
        cells.append((past.label, *told, share(rate, passed, base) if rate else "—"))
    heads = ("检查数", "合格", "不合格", "待定", "合格率")
    columns = (Column("期次", 45), *(Column(head, 20, is_centred=True) for head in heads))
    return table(columns, cells, SUBJECTS[kind])


def _behind(past: PastRound, kind: TargetKind, state: str) -> Backing | None:
    return targets(kind, state=state) if past.pk == NOW else past.behind(kind, state)


SECTION = Section(
    "roll-up",
    "月度、多轮检查的累计",
    ("F37",),
    write,
    frozenset({Need.TARGETS, Need.EARLIER}),
    Options,
)
