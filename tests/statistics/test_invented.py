"""Invented names of places, firms, persons and strangers are never called wrong."""

import pytest
from benchmarks.invented import Inventor, flags

from xuncha.engine.domain.words import Band


@pytest.mark.parametrize("seed", [1, 2])
def test_no_invented_name_is_flagged_as_certain(seed):
    certain = [(text, one) for _, text, one in flags(250, seed) if one.band is Band.A]
    assert certain == []


def test_the_same_seed_invents_the_same_names():
    assert list(Inventor(5).sentences(3)) == list(Inventor(5).sentences(3))
    assert list(Inventor(5).sentences(3)) != list(Inventor(6).sentences(3))
