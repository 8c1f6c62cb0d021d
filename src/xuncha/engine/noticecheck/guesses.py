"""How many ways of getting a figure may be tried before one gives it by accident."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import TypeVar

from xuncha.engine.proofread.figures.arithmetic import Figure

ACCIDENTS = Fraction(1, 2)
"""Accidental hits that may be expected among the ways tried for one figure."""
TIED = 8
"""So many times more may be tried where the words say what sort of way it is."""
MOST_TRIED = 1200
WIDTH = 100
"""Percentages lie between nothing and this; counts lie as far as the figure itself."""
Guess = TypeVar("Guess")


def few_enough(
    guesses: Iterable[Guess], stated: Figure, *, is_share: bool, is_tied: bool = False
) -> Iterator[Guess]:
    """The first of some ways, the likeliest first, as many as a figure of that size and precision
    is not hit by at random: 24 has fewer than 2,694, and 80% than 80.31%."""
    allowed = ACCIDENTS * (WIDTH / (4 * stated.step or 1) if is_share else stated.value)
    return islice(guesses, min(MOST_TRIED, int(allowed * (TIED if is_tied else 1))))
