"""What counts as a slip in a fixed phrase."""

import pytest

from xuncha.engine.proofread.near import is_slip

GRAMMAR = frozenset("的等和与")
PHRASE = "国务院办公厅"


@pytest.mark.parametrize(
    "found", ["国务员办公厅", "国院办公厅", "国务院院办公厅", "国务院公办公厅"]
)
def test_one_inner_character_wrong_missing_or_extra_is_a_slip(found: str) -> None:
    assert is_slip(found, PHRASE, GRAMMAR)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ("国务院办公厅", "it is the phrase"),
        ("国务院办公室", "the last character may begin something else"),
        ("省务院办公厅", "the first character may end something else"),
        ("国务员办工厅", "two characters differ"),
        ("国务院的办公厅", "a grammar character was put in"),
        ("国务院、办公厅", "a mark is no character"),
        ("国国务院办公厅", "the phrase itself stands there"),
    ],
)
def test_what_is_no_slip(found: str, why: str) -> None:
    assert not is_slip(found, PHRASE, GRAMMAR), why
