"""A short wrong string is a slip only where it stands as words of its own."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.standing import is_cut_out, lies_in_longer_word


def found(text: str) -> list[str]:
    return [one.text for one in proofread(text, band=Band.A, published=None)]


@pytest.mark.parametrize(
    "text", ["既使下雨也要按时完成。", "做为一名党员，要带头。", "工作己经完成。"]
)
def test_a_slip_that_stands_alone_is_certain(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["他自己经营着一家店铺。", "周末来访的群众较多。", "崔仁涛告诉记者。", "部署假期道路运输。"],
)
def test_a_string_cut_out_of_right_words_is_none(text):
    assert found(text) == []


def test_the_edge_of_a_clause_is_no_neighbour():
    text = "部署，假期"
    assert not is_cut_out(text, 0, 2)
    assert is_cut_out("部署假期", 1, 3)


def test_two_characters_of_a_longer_word_lie_in_it():
    text = "一般说来，会议由局长主持。"
    assert lies_in_longer_word(text, 2, 4)
    assert not lies_in_longer_word(text, 5, 7)
