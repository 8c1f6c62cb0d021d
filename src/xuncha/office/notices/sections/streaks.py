"""Targets that failed in this round and in those right before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.backing import Listed, backed, listing
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import PastRound, RoundFacts, TargetFact
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``least`` rounds in a row are named; from ``closes_at`` on the notice asks for closure."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    least: int = 2
    closes_at: int | None = None
    close_by: date | None = None


def write(facts: RoundFacts, options: Options, _see: See) -> Written:
    """One paragraph per kind with a streak. A round without a verdict on a target ends it."""
    passages = []
    for kind in TargetKind:
        runs: dict[int, list[TargetFact]] = {}
        for target in facts.of(kind):
            length = _streak(target, facts.earlier)
            if length >= options.least:
                runs.setdefault(length, []).append(target)
        if runs:
            passages.append(Passage(_text(runs, kind, options)))
    if not passages:
        return Written((Passage(f"没有连续{options.least}期以上不合格的对象。"),))
    return Written(tuple(passages))


def _streak(target: TargetFact, earlier: Sequence[PastRound]) -> int:
    """How many rounds in a row failed it, this one first."""
    if target.state is not VerdictState.UNQUALIFIED:
        return 0
    length = 1
    for past in earlier:
        if past.states.get(target.code) is not VerdictState.UNQUALIFIED:
            break
        length += 1
    return length


def _text(runs: dict[int, list[TargetFact]], kind: TargetKind, options: Options) -> str:
    order = sorted(runs, reverse=True)
    said = "；".join(f"{_named(runs[length], length)}期不合格" for length in order)
    text = f"{SUBJECTS[kind]}中，{said}。"
    closing = [
        target.name
        for length in order
        if options.closes_at is not None and length >= options.closes_at
        for target in runs[length]
    ]
    if closing:
        until = f"于{chinese_date(options.close_by)}前" if options.close_by else ""
        text += f"对{'、'.join(closing)}，主办单位须{until}予以关停或者整合。"
    return text


def _named(targets: Sequence[TargetFact], length: int) -> str:
    """Names and in how many rounds; the figure opens to the rounds that failed the first."""
    rounds = listing(Listed.ROUNDS, code=targets[0].code, last=length)
    return f"{'、'.join(one.name for one in targets)}连续{backed(length, rounds)}"


SECTION = Section(
    "streaks",
    "连续多期不合格",
    ("F20",),
    write,
    frozenset({Need.TARGETS, Need.EARLIER}),
    Options,
)
