"""Slips that were seen, as clues and as candidates."""

import numpy as np
import pytest

from xuncha.engine.proofread.statistics.codes import codes_of
from xuncha.engine.proofread.statistics.confusion import Confusion, shipped_confusion
from xuncha.engine.proofread.statistics.seen import Seen
from xuncha.engine.proofread.statistics.words import Words

SEEN = Seen([("冶", "治", 3), ("冶", "野", 1), ("捡", "检", 1), ("点", "癜", 2)])


def _pairs(written, meant, seen=SEEN):
    return seen.pairs(codes_of(written), codes_of(meant)).tolist()


def test_a_pair_seen_often_counts_more_than_one_seen_once():
    assert _pairs("冶捡", "治检") == pytest.approx([1 + np.log(3), 1])


def test_what_was_never_seen_counts_nothing():
    assert _pairs("大冶", "太也") == [0, 0]
    assert _pairs("冶", "治", Seen([])) == [0]


def test_a_character_often_wrong_tells_so_whatever_is_proposed():
    (slips,) = SEEN.slips(codes_of("冶").reshape(1, 1), codes_of("也").reshape(1, 1)).tolist()
    assert slips == pytest.approx([1 + np.log(4), 0])


def test_both_characters_of_a_word_are_counted():
    (slips,) = SEEN.slips(codes_of("冶捡").reshape(1, 2), codes_of("治检").reshape(1, 2)).tolist()
    assert slips == pytest.approx([1 + np.log(4) + 1, 1 + np.log(3) + 1])


def test_what_was_seen_is_proposed_though_neither_sound_nor_shape_is_alike():
    assert ord("癜") in Confusion(Words({}), SEEN).of(ord("点")).codes
    assert ord("癜") not in Confusion(Words({}), Seen([])).of(ord("点")).codes


def test_the_table_that_ships_knows_a_slip_everybody_makes():
    assert ord("治") in shipped_confusion().seen.instead_of(ord("冶"))
