"""What the judge is given: outcomes with what persons decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Judge, Result
from xuncha.engine.rulebook.book import Condition, Row


@dataclass(frozen=True, slots=True)
class Undecided:
    """What may still be added to a count: ``pending`` was found and waits for a decision,
    ``unseen`` could not be looked at."""

    pending: float
    unseen: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """One outcome as the judge sees it.

    ``count`` is how often the rule applies, None where nobody counted; ``points`` is a person's
    entry (deducted, or awarded for a bonus row); ``confirmed`` whether a named person confirmed it.
    ``places`` are what was counted (columns, pages), for rows that count nothing twice.
    ``undecided`` is what may still be added to the count, None where the result was told as a
    whole: only a ruling that has it can be held against another limit than its own.
    """

    indicator: str
    result: Result
    count: float | None = None
    points: float | None = None
    confirmed: bool = True
    reason: str = ""
    places: tuple[str, ...] = ()
    undecided: Undecided | None = None


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A person's entry for a whole group of Part 2: the points the group keeps."""

    group: str
    points: float


def ruling_of(outcome: Outcome, *, confirmed: bool) -> Ruling:
    """An outcome of a check, taken as a whole."""
    return Ruling(outcome.indicator, outcome.result, outcome.count, None, confirmed, outcome.reason)


def weigh(row: Row, outcome: Outcome, decided: Mapping[str, bool]) -> Ruling:
    """An outcome after people decided on its findings: fingerprint → confirmed or rejected.

    A finding missing from ``decided`` is open; findings of kinds the row does not ask for are left
    out. For ``auto`` rows, and rows without a condition,
    the outcome stays as the check gave it. Otherwise the condition is held against the confirmed
    findings; a hit that only stands with open ones is an unconfirmed hit, and one that would also
    need what nobody could look at is a suspect.
    """
    if row.judge is Judge.AUTO or row.condition is None:
        return ruling_of(outcome, confirmed=row.judge is Judge.AUTO)
    if outcome.result in (Result.UNABLE, Result.EXEMPT):
        return ruling_of(outcome, confirmed=False)
    kinds = row.finding_kinds
    asked = [one for one in outcome.findings if not kinds or one.kind in kinds]
    confirmed = sum(one.count for one in asked if decided.get(one.fingerprint))
    pending = sum(one.count for one in asked if one.fingerprint not in decided)
    unseen = max(0.0, outcome.count_with_open - sum(one.count for one in outcome.findings))
    places = tuple(one.key for one in asked if decided.get(one.fingerprint))
    base = Ruling(
        outcome.indicator,
        Result.CLEAR,
        confirmed,
        reason=outcome.reason,
        places=places,
        undecided=Undecided(pending, unseen),
    )
    return held_against(row.condition, base)


def held_against(condition: Condition, ruling: Ruling) -> Ruling:
    """A counted ruling by a condition: a hit where the count fulfils it, an unconfirmed hit where
    it does with what waits for a decision, a suspect where it also needs what nobody could look
    at, else clear. A ruling whose ``undecided`` or count is None comes back as it is."""
    if ruling.undecided is None or ruling.count is None:
        return ruling
    found = ruling.count + ruling.undecided.pending
    if condition.holds(ruling.count):
        return replace(ruling, result=Result.HIT, confirmed=True)
    if condition.holds(found):
        return replace(ruling, result=Result.HIT, confirmed=False)
    if condition.holds(found + ruling.undecided.unseen):
        return replace(ruling, result=Result.SUSPECT, confirmed=False)
    return replace(ruling, result=Result.CLEAR, confirmed=True)


def is_certain(row: Row, ruling: Ruling) -> bool:
    """Whether a hit counts: by itself on an ``auto`` row, else once a person confirmed it."""
    return ruling.result is Result.HIT and (row.judge is Judge.AUTO or ruling.confirmed)


def is_open(row: Row, ruling: Ruling) -> bool:
    """Whether a ruling may still become a hit."""
    return ruling.result in (Result.SUSPECT, Result.UNABLE) or (
        ruling.result is Result.HIT and not is_certain(row, ruling)
    )
