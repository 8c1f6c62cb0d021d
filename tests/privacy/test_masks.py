"""What leaves the proofreader shows no number, whatever the finding is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.finding import CARD, ID, ID_X, MOBILE, all_of
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.privacy.masks import masked

PIECES = (
    ID,
    ID_X,
    MOBILE,
    CARD,
    "138 1234 5678",
    "张某某",
    "，",
    "\t",
    "手机：",
    "１３８",
    "号",
    "x",
)


def test_a_number_is_hidden_in_its_place() -> None:
    assert masked(f"张某某，{ID}。") == "张某某，630102********1235。"
    assert masked("手机138 1234-5678") == "手机138 ****-5678"
    assert masked("６３０１０２１９９００１０１１２３５") == "６３０１０２********１２３５"


def test_a_text_without_personal_data_stays_as_it_is() -> None:
    text = "咨询电话：0971-6123456，项目代码：2019-630102-48-01-012345。"
    assert masked(text) == text


def test_the_number_of_an_office_is_hidden_too() -> None:
    assert masked(f"举报电话：{MOBILE}") == "举报电话：138****5678"


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.dates())
def test_whatever_is_found_is_hidden_where_it_stands(text: str, day: date) -> None:
    shown = masked(text)
    assert len(shown) == len(text)
    for one in all_of(text, day):
        assert shown[one.start : one.end] != one.text
    assert all_of(shown) == []


@pytest.mark.parametrize("quote", ["“{}”", "《{}》", "原文写作{}"])
def test_a_quoted_number_is_as_certain_as_any(quote: str) -> None:
    (found,) = proofread(quote.format(ID), band=Band.A, published=None)
    assert found.rule == "privacy-id"
