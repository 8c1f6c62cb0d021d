"""The table answers every key it was given, and next to none it was not."""

import numpy as np
import pytest

from xuncha.engine.proofread.statistics.table import build


def _keys(count: int, seed: int) -> np.ndarray:
    return np.unique(np.random.default_rng(seed).integers(0, 2**63, count, dtype=np.uint64))


@pytest.mark.parametrize("count", [1, 2, 10, 1000, 60_000])
def test_every_key_gives_its_level_back(count):
    keys = _keys(count, 1)
    levels = (np.arange(len(keys)) % 63 + 1).astype(np.uint8)
    assert np.array_equal(build(keys, levels).levels(keys), levels)


def test_a_strange_key_is_answered_once_in_a_thousand():
    table = build(_keys(20_000, 1), np.full(20_000, 7, np.uint8))
    strange = _keys(200_000, 2)
    assert (table.levels(strange) > 0).mean() < 1.3 / 1024


def test_a_large_table_takes_little_more_than_two_bytes_a_key():
    keys = _keys(500_000, 3)
    table = build(keys, np.full(len(keys), 1, np.uint8))
    assert table.cells.nbytes / len(keys) < 2.5


def test_the_same_key_twice_is_refused():
    with pytest.raises(ValueError, match="distinct"):
        build(np.array([5, 5], np.uint64), np.array([1, 2], np.uint8))
