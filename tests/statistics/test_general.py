"""The general word model: asked where the machine has one, done without where not."""

import math

import pytest

from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.general import (
    General,
    Reweighing,
    installed_general,
    read_reweighing,
)
from xuncha.engine.proofread.statistics.suspects import models_folder, read_limits

WORDS = {"住院": -3.0, "治疗": -3.0, "住": -4.0, "院": -4.0, "园": -5.0}
"""Decimal logarithms of a tiny model's words."""


class _State:
    pass


class _Model:
    def NullContextWrite(self, state):  # noqa: N802 - the library's name
        state.words = ()

    def BaseScore(self, state, word, after):  # noqa: N802 - the library's name
        after.words = (*state.words, word)
        return WORDS.get(word, -7.0)


GENERAL = General(_Model(), _State, frozenset(WORDS))


def test_a_word_the_model_knows_gains_over_pieces_it_does_not():
    gain = GENERAL.gain("住园治疗", 1, 2, "院")
    assert gain == pytest.approx((-3.0 - 3.0) - (-4.0 - 5.0 - 3.0))


def test_nothing_is_read_across_a_line():
    alone = GENERAL.gain("住园", 1, 2, "院")
    assert GENERAL.gain("治疗\x02住园\x02治疗", 4, 5, "院") == pytest.approx(alone)


def test_a_confidence_rises_with_the_gain_and_hopeless_ones_are_not_asked():
    again = Reweighing(GENERAL, ask=0.05, slope=1.0, base=0.0, per_order=0.5)
    raised = again.confidence(0.5, "住园治疗", 1, 2, "院")
    assert raised == pytest.approx(1 / (1 + math.exp(-0.5 * 6.0)))
    assert again.confidence(0.01, "住园治疗", 1, 2, "院") == 0


def test_a_machine_without_the_file_does_without(tmp_path):
    assert installed_general((str(tmp_path / "none.lm"),)) is None
    torn = tmp_path / "torn.lm"
    torn.write_bytes(b"no model at all")
    assert installed_general((str(torn),)) is None


def test_numbers_that_are_missing_are_refused(tmp_path):
    (tmp_path / "l.toml").write_text("[general]\nask = 0.1\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"l\.toml"):
        read_reweighing(tmp_path / "l.toml")


def test_with_a_general_model_other_limits_hold():
    path = models_folder() / "statistics.toml"
    alone, heard = read_limits(path), read_limits(path, general=True)
    assert alone.least.keys() == heard.least.keys()
    assert alone.least != heard.least
