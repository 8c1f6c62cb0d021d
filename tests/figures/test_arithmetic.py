"""Stated figures against computed ones: rounding, cutting off, and what cannot be."""

from fractions import Fraction

import pytest

from xuncha.engine.proofread.figures.arithmetic import (
    Agreement,
    Figure,
    judge_change,
    judge_rate,
    judge_rate_alone,
    judge_shares,
    judge_sum,
    places_of,
    printed,
)
from xuncha.engine.proofread.figures.quantities import read_figure


def count(number: int) -> Figure:
    return Figure(Fraction(number))


def percent(digits: str) -> Figure:
    return read_figure(digits)


@pytest.mark.parametrize(
    ("part", "whole", "stated", "agreement"),
    [
        (131, 135, "97.04", "agrees"),
        (131, 135, "97.03", "truncated"),
        (131, 135, "97", "agrees"),
        (131, 135, "97.1", "differs"),
        (2943, 2944, "99.9", "truncated"),
        (126, 134, "94.3", "differs"),
        (140, 135, "97.04", "impossible"),
        (1, 0, "100", "impossible"),
        (1, 8, "12.5", "agrees"),
        (1, 8, "13", "agrees"),
    ],
)
def test_a_rate_is_rounded_cut_off_or_wrong(
    part: int, whole: int, stated: str, agreement: str
) -> None:
    assert judge_rate(count(part), count(whole), percent(stated)).agreement == agreement


def test_the_computed_value_is_shown_finer_than_the_stated_one() -> None:
    assert judge_rate(count(131), count(135), percent("98")).shown == "97.04"
    assert judge_rate(count(131), count(135), percent("97.5")).shown == "97.037"


def test_figures_in_myriads_stand_for_an_interval() -> None:
    whole, part = read_figure("3.5", "万"), read_figure("3.1", "万")
    assert judge_sum([part, read_figure("0.41", "万")], whole).agreement is Agreement.AGREES
    assert judge_sum([part, read_figure("0.61", "万")], whole).agreement is Agreement.DIFFERS


def test_exact_counts_add_up_exactly() -> None:
    judged = judge_sum([count(131), count(5)], count(135))
    assert (judged.agreement, judged.shown) == (Agreement.DIFFERS, "136")
    assert judge_sum([count(131), count(4)], count(135)).agreement is Agreement.AGREES


def test_a_change_is_measured_from_the_earlier_figure() -> None:
    assert judge_change(count(50), count(60), percent("20")).agreement is Agreement.AGREES
    assert judge_change(count(60), count(50), percent("16.7")).agreement is Agreement.AGREES
    assert judge_change(count(50), count(60), percent("25")).agreement is Agreement.DIFFERS
    assert judge_change(count(0), count(60), percent("25")).agreement is Agreement.IMPOSSIBLE


def test_rounded_shares_may_miss_a_hundred_by_their_rounding() -> None:
    assert judge_shares([percent("33.3")] * 3).agreement is Agreement.AGREES
    shares = [percent(one) for one in ("33.3", "33.3", "34.3")]
    assert judge_shares(shares).agreement is Agreement.DIFFERS


@pytest.mark.parametrize(
    ("whole", "stated", "agreement", "parts"),
    [
        (135, "97.04", "agrees", "131"),
        (135, "97.03", "truncated", "131"),
        (134, "94.3", "impossible", "126"),
        (0, "50", "impossible", ""),
    ],
)
def test_a_rate_alone_names_the_parts_that_give_it(
    whole: int, stated: str, agreement: str, parts: str
) -> None:
    judged = judge_rate_alone(whole, percent(stated))
    assert (judged.agreement, judged.shown) == (agreement, parts)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("97.037", 2, "97.04"),
        ("97", 2, "97"),
        ("0.125", 2, "0.13"),
        ("-0.5", 0, "-1"),
        ("0", 1, "0"),
    ],
)
def test_values_are_printed_rounded_half_up(value: str, places: int, text: str) -> None:
    assert printed(Fraction(value), places) == text


def test_a_figure_knows_its_places() -> None:
    assert places_of(read_figure("97.04")) == 2
    assert places_of(read_figure("135", exact=True)) == 0
