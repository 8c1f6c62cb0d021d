"""How fluent a reading is by the shipped language model: natural logarithm of its chance.

The model is loaded with the first reading that is asked for: sound text never asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from xuncha.engine.proofread.damage.characters import LEVEL_1
from xuncha.engine.proofread.damage.limits import shipped_limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from xuncha.engine.proofread.statistics.codes import Codes
    from xuncha.engine.proofread.statistics.model import Model

BATCH = 4_000
"""Readings scored at a time; bounds the memory."""


@lru_cache(maxsize=1)
def _model() -> Model:
    from xuncha.engine.proofread.statistics.suspects import shipped_statistics

    return shipped_statistics().model


def fluencies(readings: Sequence[str]) -> list[float]:
    """For every reading the logarithm of its chance; the less negative, the more fluent."""
    found: list[float] = []
    for at in range(0, len(readings), BATCH):
        found += _scored(readings[at : at + BATCH])
    return found


def _scored(readings: Sequence[str]) -> list[float]:
    from xuncha.engine.proofread.statistics.codes import join

    codes, begins = join(readings)
    total = [0.0, *_chances(_model(), codes).cumsum().tolist()]
    places = zip(begins.tolist(), readings, strict=True)
    return [total[begin + len(one)] - total[begin] for begin, one in places]


def _chances(model: Model, codes: Codes) -> NDArray[np.float64]:
    import numpy as np

    from xuncha.engine.proofread.statistics import features
    from xuncha.engine.proofread.statistics.grams import ORDER

    counts = model.sequences(codes)
    unseen = features.UNSEEN_CHARACTER
    whole = model.recipe.characters + unseen * features.KINDS_OF_CHARACTER
    chance = (counts[1].astype(np.float64) + unseen) / whole
    for size in range(2, ORDER + 1):
        history = counts[size - 1][:-1]
        smoothing = features.SMOOTHING[size]
        longer = (counts[size] + smoothing * chance[size - 1 :]) / (history + smoothing)
        chance = np.concatenate((chance[: size - 1], longer))
    return np.log(chance)


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """The characters of level 1 that are read every day."""
    from xuncha.engine.proofread.statistics.codes import join

    characters = sorted(LEVEL_1)
    codes, begins = join(characters)
    counts = _model().sequences(codes)[1][begins].tolist()
    least = shipped_limits().common * _model().recipe.characters / 1_000_000
    return frozenset(one for one, count in zip(characters, counts, strict=True) if count >= least)
