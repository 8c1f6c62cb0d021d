"""What a notice makes of scores: bands, lists, averages, ranks, praise, movement in points.

Nothing here comes out of an interval: who has one has no band and no rank, and nobody is ranked
whose place such an interval could change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.engine.domain.words import VerdictState
from xuncha.engine.judge.ruling import Ruling, is_certain
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.judge.weights import ZERO, Span, plain
from xuncha.engine.rulebook.book import Op, Rulebook
from xuncha.engine.rulebook.practice import Composition
from xuncha.engine.rulebook.reach import Band
from xuncha.engine.rulebook.scope import TargetFrame, covers

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """A target, or a body, with its score: a span of one number, an interval, None unscored."""

    code: str
    score: Span | None


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the scores: an interval if one of them is. ``scored`` of ``of`` have a score."""

    mean: Span | None
    scored: int
    of: int


@dataclass(frozen=True, slots=True)
class Place:
    """A target's rank from 1, the same for equal scores; None where it is not certain."""

    code: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A score put together of parts, None while a part is missing, with its arithmetic."""

    score: Span | None
    text: str


def score_of(verdict: Verdict) -> Span | None:
    """The score of a verdict as a span; None for one without a score."""
    if verdict.score is not None:
        exact = Fraction(str(verdict.score))
        return Span(exact, exact)
    if verdict.interval is not None:
        low, high = verdict.interval
        return Span(Fraction(str(low)), Fraction(str(high)))
    return None


def close_rows(book: Rulebook, rulings: Sequence[Ruling]) -> tuple[str, ...]:
    """The rows a target is close to being failed by: ``near`` reached and the limit not."""
    found = []
    for ruling in rulings:
        row = book.row(ruling.indicator)
        if row is None or row.near is None or ruling.count is None or is_certain(row, ruling):
            continue
        falls = row.condition is not None and row.condition.op in (Op.LESS, Op.AT_MOST)
        if ruling.count <= row.near if falls else ruling.count >= row.near:
            found.append(row.id)
    return tuple(dict.fromkeys(found))


def band_of(book: Rulebook, verdict: Verdict, rulings: Sequence[Ruling]) -> Band | None:
    """The first band of the book that is certain for a target; None from an interval, for an
    undecided target, and where no band fits."""
    if verdict.interval is not None or verdict.state is VerdictState.UNDECIDED:
        return None
    score = score_of(verdict)
    close = bool(close_rows(book, rulings))
    for band in book.bands:
        if band.veto != bool(verdict.veto) or (band.near_veto and not close):
            continue
        is_bounded = band.at_least is not None or band.below is not None
        if not is_bounded or (score is not None and _inside(band, score.low)):
            return band
    return None


def lists_of(book: Rulebook, target: TargetFrame, rulings: Sequence[Ruling]) -> tuple[str, ...]:
    """The lists of the book a target stands on: a certain hit of a row of the list's kinds."""
    rows = ((book.row(one.indicator), one) for one in rulings)
    kinds = {row.kind for row, one in rows if row is not None and is_certain(row, one)}
    return tuple(
        tier.id
        for tier in book.tiers
        if covers(tier.applies_to, target) and kinds & set(tier.kinds)
    )


def average(standings: Sequence[Standing]) -> Average:
    """The mean over those with a score; ``mean`` None where nobody has one."""
    scores = [one.score for one in standings if one.score is not None]
    if not scores:
        return Average(None, 0, len(standings))
    low = sum((one.low for one in scores), ZERO) / len(scores)
    high = sum((one.high for one in scores), ZERO) / len(scores)
    return Average(Span(low, high), len(scores), len(standings))


def ranked(standings: Sequence[Standing]) -> tuple[Place, ...]:
    """Everybody with a score, best first, equal scores in the order given.

    Those whose place is not certain come last, without a rank.
    """
    scored = [(one.code, one.score) for one in standings if one.score is not None]
    places = [Place(code, _rank(score, [other for _, other in scored])) for code, score in scored]
    return tuple(sorted(places, key=lambda place: (place.rank is None, place.rank or 0)))


def praised(standings: Sequence[Standing], *, at_least: float) -> tuple[str, ...]:
    """The codes whose score certainly is ``at_least``, best first; none from an interval."""
    line = Fraction(str(at_least))
    good = [
        (one.score.low, one.code)
        for one in standings
        if one.score is not None and one.score.is_single and one.score.low >= line
    ]
    return tuple(code for _, code in sorted(good, key=lambda pair: -pair[0]))


def movement(now: Span | None, before: Span | None) -> Fraction | None:
    """By how many points a score moved; for rates in per cent, percentage points. None where
    either is missing or an interval."""
    if now is None or before is None or not (now.is_single and before.is_single):
        return None
    return now.low - before.low


def compose(composition: Composition, parts: Mapping[str, Span | None]) -> Composed:
    """The weighted score; an interval where a part is one, nothing while a part is missing."""
    missing = [name for name in composition.weights if parts.get(name) is None]
    if missing:
        return Composed(None, f"{composition.name}：缺 {'、'.join(missing)}，不合成")
    low = high = ZERO
    words = []
    for name, weight in composition.weights.items():
        part, share = parts[name], Fraction(str(weight)) / WHOLE
        assert part is not None
        low += part.low * share
        high += part.high * share
        shown = part.text() if part.is_single else f"（{part.text()}）"
        words.append(f"{name} {shown}×{plain(share * WHOLE)}%")
    score = Span(low, high)
    return Composed(score, f"{composition.name}：{'＋'.join(words)}＝{score.text()}")


def _inside(band: Band, score: Fraction) -> bool:
    return (band.at_least is None or Fraction(str(band.at_least)) <= score) and (
        band.below is None or score < Fraction(str(band.below))
    )


def _rank(score: Span, others: Sequence[Span]) -> int | None:
    if not score.is_single:
        return None
    unsure = any(one.low <= score.low <= one.high for one in others if not one.is_single)
    return None if unsure else 1 + sum(one.low > score.low for one in others)
