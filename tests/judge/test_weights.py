"""Intervals against a search through every set of whole weights."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xuncha.engine.judge.weights import Item, span

TOTAL = 7
items = st.lists(
    st.builds(
        lambda low, more, floor, fixed: Item(
            Fraction(low), None if more is None else Fraction(low + more), Fraction(floor), fixed
        ),
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(0, 3)),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
).filter(
    lambda some: sum(one.floor for one in some) <= TOTAL and not all(one.fixed for one in some)
)


def worths(some: list[Item], left: int) -> Iterator[list[int]]:
    if not some:
        if left == 0:
            yield []
        return
    first, *rest = some
    top = int(first.floor) if first.fixed else left
    for worth in range(int(first.floor), top + 1):
        for others in worths(rest, left - worth):
            yield [worth, *others]


@given(items)
def test_the_span_is_what_a_full_search_finds(some: list[Item]) -> None:
    lows, highs = [], []
    for weights in worths(some, TOTAL):
        pairs = list(zip(some, weights, strict=True))
        lows.append(sum(min(int(one.low), worth) for one, worth in pairs))
        highs.append(
            sum(worth if one.high is None else min(int(one.high), worth) for one, worth in pairs)
        )
    found = span(Fraction(TOTAL), some)
    assert (found.low, found.high) == (min(lows), max(highs))
