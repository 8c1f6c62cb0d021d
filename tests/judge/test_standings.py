"""Averages, ranks, praise and movement: never out of an interval."""

from fractions import Fraction

import pytest

from tests.judge.cases import PORTAL, hit, verdict
from xuncha.engine.judge.standings import (
    Place,
    Standing,
    average,
    movement,
    praised,
    ranked,
    score_of,
)
from xuncha.engine.judge.weights import Span, single


def at(code: str, low: float | None, high: float | None = None) -> Standing:
    if low is None:
        return Standing(code, None)
    exact = Fraction(str(low))
    return Standing(code, Span(exact, exact if high is None else Fraction(str(high))))


def test_the_mean_of_the_districts_is_exact() -> None:
    found = average([at("a", 100.1), at("b", 101.9), at("c", None)])
    assert found.mean == single(Fraction(101))
    assert (found.scored, found.of) == (2, 3)


def test_the_mean_with_an_interval_is_an_interval() -> None:
    assert average([at("a", 90), at("b", 80, 100)]).mean == Span(Fraction(85), Fraction(95))
    assert average([at("a", None)]).mean is None


def test_equal_scores_share_a_rank() -> None:
    places = ranked([at("a", 80), at("b", 90), at("c", 90), at("d", 70)])
    assert places == (Place("b", 1), Place("c", 1), Place("a", 3), Place("d", 4))


def test_an_interval_has_no_rank_and_takes_that_of_those_it_could_overtake() -> None:
    places = {one.code: one.rank for one in ranked([at("a", 95), at("b", 80, 90), at("c", 85)])}
    assert places == {"a": 1, "b": None, "c": None}
    places = {one.code: one.rank for one in ranked([at("b", 80, 90), at("c", 70)])}
    assert places == {"b": None, "c": 2}


def test_praise_is_for_certain_scores_only() -> None:
    assert praised([at("a", 99), at("b", 100, 110), at("c", 101), at("d", None)], at_least=99) == (
        "c",
        "a",
    )


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        (at("a", 98.5), at("a", 97.04), Fraction("1.46")),
        (at("a", 90), at("a", 92), Fraction(-2)),
        (at("a", 90, 95), at("a", 92), None),
        (at("a", 90), at("a", None), None),
    ],
)
def test_a_movement_is_in_points_and_exact(
    now: Standing, before: Standing, moved: Fraction | None
) -> None:
    assert movement(now.score, before.score) == moved


def test_the_score_of_a_verdict_is_a_span() -> None:
    assert score_of(verdict(PORTAL, hit("D-1.5"))) == single(Fraction(95))
    assert score_of(verdict(PORTAL, hit("D-1.1"))) == Span(Fraction(76), Fraction(100))
    assert score_of(verdict(PORTAL, hit("W-V3"))) is None
