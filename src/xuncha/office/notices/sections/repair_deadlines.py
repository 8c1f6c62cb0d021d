"""By when what must be repaired, to whom and in which form the report goes."""

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import ConfigDict

from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table


@dataclass(frozen=True, slots=True)
class Term:
    """Rows of the rulebook (all that begin like one of ``rows``) and their days from signing."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    rows: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Options:
    """``hour`` of the day of the deadline, ``form`` of the report, terms by row."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    hour: int | None = None
    form: str = ""
    terms: tuple[Term, ...] = ()


def write(facts: RoundFacts, options: Options, see: See) -> Written:
    """One paragraph; with terms an annex of every failing target and its own deadline."""
    head = facts.content.head
    hour = f"{options.hour}时" if options.hour is not None else ""
    form = f"以{options.form}" if options.form else ""
    contact = f"（{head.contact}）" if head.contact else ""
    text = (
        f"各有关单位须于{chinese_date(head.deadline)}{hour}前{form}将整改情况报送"
        f"{head.recipient}{contact}"
    )
    rows = [
        (
            target.owner,
            target.name,
            reason.name,
            chinese_date(_due(facts, reason.indicator, options)),
        )
        for target in facts.targets
        for reason in target.reasons
    ]
    if not options.terms or not rows:
        return Written((Passage(f"{text}。"),))
    drawn = table(
        (
            Column("主办单位", 40),
            Column("对象名称", 38),
            Column("问题", 30),
            Column("整改期限", 37, is_centred=True),
        ),
        rows,
    )
    annex = AnnexDraft("deadlines", "逐项整改期限", (drawn,), len(rows))
    return Written((Passage(f"{text}；逐项整改期限{see('deadlines') or '另行告知'}。"),), (annex,))


def _due(facts: RoundFacts, indicator: str, options: Options) -> date:
    head = facts.content.head
    for term in options.terms:
        if indicator.startswith(term.rows):
            return head.signed_on + timedelta(days=term.days)
    return head.deadline


SECTION = Section(
    "repair-deadlines",
    "整改期限（逐项、到时）和报送对象",
    ("F24",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
