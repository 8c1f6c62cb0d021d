"""Shares and growth of what is measured, not counted: 由2.4天缩短到1.8天，缩短25%.

The numbers of one unit in a sentence bear a percentage of them out; they never refuse it.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import permutations

from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.derivations import near
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned, best
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.arithmetic import Agreement, Figure, judge_change, printed

MOST_MEASURED = 8
"""With more numbers of one unit in a sentence some two of them give nearly any percentage."""


def of_measures(rate: Mention, sentence: Sentence) -> Reckoned | None:
    """What the measures of its sentence say of a share or of a growth; None: nothing."""
    if rate.role not in ("share", "change"):
        return None
    for values in _measured(sentence):
        if len(values) > MOST_MEASURED:
            continue
        found = _grown(rate, values) if rate.role == "change" else _shared(rate, values)
        if found:
            return found
    return None


def _shared(rate: Mention, values: list[Fraction]) -> Reckoned | None:
    pairs = (
        pair for part, whole in permutations(values, 2) for pair in near(part, whole, rate.figure)
    )
    return best(pairs, rate.figure)


def _grown(rate: Mention, values: list[Fraction]) -> Reckoned | None:
    for early, late in permutations(values, 2):
        if not early or early == late:
            continue
        judged = judge_change(Figure(early), Figure(late), rate.figure)
        if judged.agreement is Agreement.AGREES:
            shown = f"{printed(early, 4)}→{printed(late, 4)}为{judged.shown}%"
            return Reckoned(FigureVerdict.AGREES, shown)
    return None


def _measured(sentence: Sentence) -> Iterator[list[Fraction]]:
    """The numbers of each unit that a sentence measures with."""
    by_unit: dict[str, list[Fraction]] = {}
    for one in _shape().finditer(fold(sentence.text)):
        by_unit.setdefault(one["unit"], []).append(Fraction(one["value"]))
    yield from by_unit.values()


@cache
def _shape() -> re.Pattern[str]:
    units = either("measure").pattern
    return re.compile(rf"(?<![\d.,])(?P<value>\d+(?:\.\d+)?)(?P<unit>{units})")
