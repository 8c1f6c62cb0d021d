"""Scores: what a full mark leaves after deductions and bonus."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import WORDS, Sentence, either
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.proofread.figures.arithmetic import printed


@dataclass(frozen=True, slots=True)
class Score:
    """A stated score at characters ``start`` to ``end`` of its sentence, and what comes out."""

    start: int
    end: int
    reckoned: Reckoned


@cache
def _shape() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{name}>{either(f'score.{name}').pattern})" for name in ("total", "minus", "plus")
    )
    return re.compile(rf"(?:{groups})[为是了达到至]{{0,3}}(?P<value>\d+(?:\.\d+)?)分")


def scores(sentence: Sentence) -> Iterator[Score]:
    """The score of a sentence that also tells what was deducted; without that nothing."""
    found = list(_shape().finditer(fold(sentence.text)))
    by_sort = {name: [one for one in found if one[name]] for name in ("total", "minus", "plus")}
    if len(by_sort["total"]) != 1 or not by_sort["minus"]:
        return
    stated = by_sort["total"][0]
    full = Fraction(words(WORDS, "score.full")[0])
    minus = [Fraction(one["value"]) for one in by_sort["minus"]]
    plus = [Fraction(one["value"]) for one in by_sort["plus"]]
    computed = full - sum(minus) + sum(plus)
    shown = f"{printed(full, 2)}" + "".join(f"−{printed(one, 4)}" for one in minus)
    shown += "".join(f"+{printed(one, 4)}" for one in plus) + f"={printed(computed, 4)}"
    apart = abs(computed - Fraction(stated["value"]))
    step = Fraction(1, 10 ** len(stated["value"].partition(".")[2]))
    agrees = apart <= step / 2
    verdict = FigureVerdict.AGREES if agrees else FigureVerdict.DIFFERS
    yield Score(*stated.span(), Reckoned(verdict, shown))
