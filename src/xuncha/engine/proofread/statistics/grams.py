"""Keys of character sequences: 64-bit numbers that are linear until the last step.

Because the sum is linear, one changed character changes a key by one product.
"""

from collections.abc import Sequence

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
_MIXING = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST = np.uint64(31)


def sums(codes: Codes, size: int) -> Keys:
    """The linear part for every sequence of ``size`` codes along the last axis."""
    wide = codes.astype(np.uint64)
    count = wide.shape[-1] - size + 1
    total: Keys = wide[..., :count] * _WEIGHTS[0]
    for at in range(1, size):
        total += wide[..., at : at + count] * _WEIGHTS[at]
    return total


def running_sums(codes: Codes, longest: int) -> list[Keys]:
    """The linear parts of the sequences of 1, 2 … ``longest`` codes along the last axis."""
    wide = codes.astype(np.uint64)
    found: list[Keys] = [wide * _WEIGHTS[0]]
    for at in range(1, longest):
        found.append(found[-1][..., :-1] + wide[..., at:] * _WEIGHTS[at])
    return found[:longest]


def keys(linear: Keys, sort: int) -> Keys:
    """The keys of linear parts, well mixed; ``sort`` keeps the sorts apart."""
    return _mixed(_sorted(linear, sort))


def keys_of(pieces: Sequence[tuple[Keys, int]]) -> Keys:
    """The keys of several (linear parts, sort), side by side along the last axis."""
    return _mixed(np.concatenate([_sorted(*one) for one in pieces], axis=-1))


def _sorted(linear: Keys, sort: int) -> Keys:
    found: Keys = linear + np.uint64(_STEP * sort % (1 << 64))
    return found


def _mixed(keys: Keys) -> Keys:
    """The keys mixed where they lie."""
    for shift, factor in _MIXING:
        keys ^= keys >> shift
        keys *= factor
    keys ^= keys >> _LAST
    return keys


def weighed(codes: Keys, at: int) -> Keys:
    """What codes add to a linear part at that position of the sequence."""
    product: Keys = codes * _WEIGHTS[at]
    return product
