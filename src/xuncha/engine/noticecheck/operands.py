"""Counts of which a figure that agrees is worked out: what bears out the figure bears out them.

检查38个，不合格2个，合格率94.7%: where the rate is right, so are both counts. A count told again in
its paragraph is what it was the first time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuncha.engine.noticecheck.derivations import near
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned, best
from xuncha.engine.noticecheck.remainders import Place, place_of
from xuncha.engine.proofread.figures.arithmetic import printed
from xuncha.engine.proofread.figures.quantities import Sort

SENTENCES_APART = 1
MOST_NEAR = 30
"""Figures of the sentences about a count that are held against it."""
RETOLD_WITHIN = 12
"""Sentences."""
MOST_BEFORE = 60
LEAST_RETOLD = 3
"""One or two of a thing are counted too often to be the same ones."""
_SOUND = (FigureVerdict.AGREES, FigureVerdict.TRUNCATED)


@dataclass(frozen=True, slots=True)
class Operand:
    """A count and what a figure worked out of it says of it."""

    sentence: Sentence
    count: Mention
    reckoned: Reckoned


def operands(read: Sequence[Sentence], said: Mapping[Place, FigureVerdict]) -> Iterator[Operand]:
    """The counts of which nothing is ``said`` yet that a figure of which something is said bears
    out."""
    for sentence in read:
        about = [
            one
            for other in read[max(0, sentence.number - SENTENCES_APART) :][
                : 2 * SENTENCES_APART + 1
            ]
            if other.line == sentence.line and other.number <= sentence.number + SENTENCES_APART
            for one in other.mentions
        ]
        if len(about) > MOST_NEAR:
            about = list(sentence.mentions)[:MOST_NEAR]
        for one in sentence.mentions:
            if one.sort is not Sort.COUNT or place_of(one) in said or not one.figure.value:
                continue
            found = _told_before(one, read, said) or _of_a_rate(one, about, said)
            found = found or _of_a_sum(one, about, said)
            if found:
                yield Operand(sentence, one, found)


def _told_before(
    one: Mention, read: Sequence[Sentence], said: Mapping[Place, FigureVerdict]
) -> Reckoned | None:
    """A count of its paragraph that it tells again."""
    if one.figure.value < LEAST_RETOLD:
        return None
    near = read[max(0, one.sentence - RETOLD_WITHIN) : one.sentence + 1]
    before = [each for other in near if other.line == one.line for each in other.mentions]
    for each in before[-MOST_BEFORE:][::-1]:
        is_same = (each.figure, each.unit, each.sort) == (one.figure, one.unit, one.sort)
        if each.start < one.start and is_same and each.subjects == one.subjects:
            verdict = said.get(place_of(each), FigureVerdict.AGREES)
            verdict = verdict if verdict is FigureVerdict.OVERLAP else FigureVerdict.AGREES
            return Reckoned(verdict, f"与前文的{printed(one.figure.value, 2)}一致")
    return None


def _of_a_rate(
    one: Mention, about: Sequence[Mention], said: Mapping[Place, FigureVerdict]
) -> Reckoned | None:
    for rate in about:
        if rate.sort is not Sort.PERCENT or said.get(place_of(rate)) not in _SOUND:
            continue
        for other in about:
            if other.sort is not Sort.COUNT or other is one:
                continue
            low, high = sorted((one.figure.value, other.figure.value))
            if found := best(near(low, high, rate.figure), rate.figure):
                return Reckoned(FigureVerdict.AGREES, found.computed)
    return None


def _of_a_sum(
    one: Mention, about: Sequence[Mention], said: Mapping[Place, FigureVerdict]
) -> Reckoned | None:
    """A count that gives another of which something is said together with a third."""
    alike = [each for each in about if each.sort is Sort.COUNT and each.unit == one.unit]
    values = {each.figure.value for each in alike if each is not one}
    for each in alike:
        if each is one or said.get(place_of(each)) is not FigureVerdict.AGREES:
            continue
        high, low = sorted((one.figure.value, each.figure.value), reverse=True)
        if high > low and high - low in values:
            shown = f"{printed(high, 2)}−{printed(low, 2)}={printed(high - low, 2)}"
            return Reckoned(FigureVerdict.AGREES, shown)
    return None
