"""Two readings of one broken word are told as one doubt."""

from dataclasses import replace

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.reasons import reason_of
from xuncha.engine.proofread.statistics.rivals import reconciled
from xuncha.engine.proofread.statistics.suspect import Suspect

TEXT = "间断鼻赛，头痛"
LEAST = 0.86
LEFT = Suspect(2, 3, "比", Sort.CHARACTER, Band.B, 0.7)
RIGHT = Suspect(3, 4, "塞", Sort.CHARACTER, Band.B, 0.6)


def _told(*suspects, text=TEXT):
    ranked = sorted(suspects, key=lambda one: -one.confidence)
    return reconciled(ranked, text, LEAST)


def test_two_rival_readings_are_one_doubt_of_both_characters():
    (one,) = _told(LEFT, RIGHT)
    assert (one.start, one.end, one.meant, one.other) == (2, 4, "比赛", "鼻塞")
    assert one.band is Band.B
    assert one.confidence == pytest.approx(1 - 0.3 * 0.4)


def test_the_likelier_reading_comes_first_whichever_character_it_changes():
    (one,) = _told(replace(LEFT, confidence=0.6), replace(RIGHT, confidence=0.7))
    assert (one.meant, one.other) == ("鼻塞", "比赛")


def test_both_readings_are_told_in_the_reason():
    (one,) = _told(LEFT, RIGHT)
    reason = reason_of(TEXT, one)
    assert reason.rule == "stat-either"
    assert all(word in reason.why for word in ("鼻赛", "鼻塞", "比赛"))


def test_rivals_too_weak_together_are_not_shown():
    assert _told(replace(LEFT, confidence=0.5), replace(RIGHT, confidence=0.5)) == []


def test_a_character_without_a_rival_is_shown_from_its_own_limit_on():
    assert _told(LEFT) == []
    sure = replace(LEFT, confidence=0.9)
    assert _told(sure) == [sure]


def test_a_sure_character_has_no_rival():
    sure = replace(LEFT, band=Band.A, confidence=0.99)
    assert _told(sure, RIGHT) == [sure]


def test_two_slips_of_one_word_are_no_rivals():
    text = "采取错失，加大力度"
    slips = [
        Suspect(2, 3, "措", Sort.CHARACTER, Band.B, 0.9),
        Suspect(3, 4, "施", Sort.CHARACTER, Band.B, 0.8),
    ]
    assert _told(*slips, text=text) == slips[:1]


def test_what_another_sort_of_suspect_stands_on_is_left_to_it():
    word = Suspect(2, 4, "闭塞", Sort.WORD, Band.B, 0.82)
    assert _told(LEFT, RIGHT, word) == [word]


def test_of_three_in_a_row_the_stronger_pair_is_told():
    third = Suspect(4, 5, "的", Sort.CHARACTER, Band.B, 0.85)
    (one,) = _told(LEFT, RIGHT, third)
    assert (one.start, one.end) == (3, 5)
