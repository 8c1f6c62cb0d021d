"""Keys of character sequences: 64-bit numbers that are linear until the last step.

Because the sum is linear, one changed character changes a key by one product.
"""

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes

Keys = NDArray[np.uint64]

ORDER = 5
"""Longest sequence of characters the model counts."""
WORDS = 8
"""Sort of a key: n for sequences of n characters, WORDS + n for dictionary words."""

_WEIGHTS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
    ],
    dtype=np.uint64,
)
_STEP = 0x2545F4914F6CDD1D
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def sums(codes: Codes, size: int) -> Keys:
    """The linear part for every sequence of ``size`` codes along the last axis."""
    wide = codes.astype(np.uint64)
    count = wide.shape[-1] - size + 1
    total: Keys = wide[..., :count] * _WEIGHTS[0]
    for at in range(1, size):
        total += wide[..., at : at + count] * _WEIGHTS[at]
    return total


def keys(linear: Keys, sort: int) -> Keys:
    """The keys of linear parts, well mixed; ``sort`` keeps the sorts apart."""
    mixed = linear + np.uint64(_STEP * sort % (1 << 64))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    last: Keys = mixed ^ (mixed >> np.uint64(31))
    return last


def weighed(codes: Keys, at: int) -> Keys:
    """What codes add to a linear part at that position of the sequence."""
    product: Keys = codes * _WEIGHTS[at]
    return product
