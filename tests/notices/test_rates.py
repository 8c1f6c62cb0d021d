"""Rates: computed exactly, printed in the office's style."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.rates import PercentStyle, Rate, Rounding

HALF_UP = PercentStyle(2, Rounding.HALF_UP, never_full_with_failures=True)


def rate(numerator: int, denominator: int, style: PercentStyle = HALF_UP) -> Rate:
    return Rate(numerator, denominator, "检查的对象", style)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(131, 135, "97.04%"), (1137, 1163, "97.76%"), (1, 8, "12.50%"), (0, 7, "0.00%")],
)
def test_a_rate_is_rounded_half_up_to_two_decimals(numerator, denominator, printed):
    assert rate(numerator, denominator).percent == printed


def test_an_exact_half_is_rounded_up():
    assert rate(1, 16, PercentStyle(1, Rounding.HALF_UP, False)).percent == "6.3%"


def test_truncation_cuts_what_rounding_would_raise():
    style = PercentStyle(1, Rounding.TRUNCATE, never_full_with_failures=False)
    assert rate(2943, 2944, style).percent == "99.9%"


def test_a_failure_never_prints_as_a_full_rate():
    assert rate(99_999, 100_000).percent == "99.99%"
    no_decimals = PercentStyle(0, Rounding.HALF_UP, never_full_with_failures=True)
    assert rate(999, 1000, no_decimals).percent == "99%"


def test_a_full_rate_has_no_decimals():
    assert rate(135, 135).percent == "100%"


def test_the_text_of_a_rate_carries_its_counts():
    assert rate(131, 135).text == "97.04%（131/135）"


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (5, 4), (-1, 4)])
def test_an_impossible_rate_cannot_be_made(numerator, denominator):
    with pytest.raises(NoticeError):
        rate(numerator, denominator)


@given(st.integers(1, 20_000), st.integers(0, 20_000), st.integers(0, 4))
def test_rounding_agrees_with_decimal_arithmetic(denominator, failures, decimals):
    numerator = max(denominator - failures, 0)
    style = PercentStyle(decimals, Rounding.HALF_UP, never_full_with_failures=False)
    exact = Fraction(100 * numerator, denominator)
    quotient = Decimal(exact.numerator * 10**30 // exact.denominator) / 10**30
    expected = quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if numerator != denominator:
        assert rate(numerator, denominator, style).percent == f"{expected}%"


def test_the_shipped_house_style_is_two_decimals_half_up():
    assert load_house_style("default").percent == HALF_UP


def test_a_missing_house_style_is_named():
    with pytest.raises(NoticeError, match="没有通报样式“沱川”"):
        load_house_style("沱川")
