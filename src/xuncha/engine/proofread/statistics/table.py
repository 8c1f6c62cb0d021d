"""A dictionary from 64-bit keys to small levels in two or four bytes and a bit an entry.

A binary fuse filter that carries a level: three cells of the array, xored, give a print of the key
and its level. The array is used as it lies on disk. A key that was never put in answers a random
level: once in a thousand with cells of two bytes, so that callers bound a sequence's level by those
of its parts; once in 67 million with cells of four.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.grams import Keys

Cells = NDArray[np.uint16] | NDArray[np.uint32]
Levels = NDArray[np.uint8]

LEVEL_BITS = 6
"""Levels run from 1 to 63; 0 is an unknown key."""
ROOM = 1.13
"""Cells a key of a large table; just below it the construction fails. Small ones need more."""
SPREAD_BITS = 14
"""A key's three cells lie in three neighbouring segments of 2**14 cells."""
SEEDS = 16

_PRINT = np.uint64(0x9FB21C651E98DF25)
_THIRD = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells and how keys find them. ``segments`` is the number of first segments."""

    cells: Cells
    segments: int
    bits: int
    seed: int

    def levels(self, keys: Keys) -> Levels:
        """The level of every key, in the keys' shape; 0 where it is unknown."""
        mixed = _seeded(keys, self.seed)
        first, second, third = _slots(mixed, self.segments, self.bits)
        found = self._at(first)
        found ^= self._at(second)
        found ^= self._at(third)
        level = (found & ((1 << LEVEL_BITS) - 1)).astype(np.uint8)
        level *= (found >> LEVEL_BITS) == _print(mixed, self.cells.itemsize)
        return level

    def _at(self, slots: Keys) -> Cells:
        """The cells in those slots; all lie in the array, so that clipping only saves a check."""
        return self.cells.take(slots.view(np.int64), mode="clip")


def build(keys: Keys, levels: Levels, width: int = 2) -> Table:
    """The table of distinct keys and their levels (1 to 63), in cells of ``width`` bytes.

    Raises ValueError where none fits.
    """
    bits = min(SPREAD_BITS, max(4, int(np.log2(len(keys) + 1)) - 4))
    room = max(ROOM, 0.9 + 3.6 / np.log(len(keys) + 2))
    segments = max(1, int(np.ceil(len(keys) * room / (1 << bits))))
    for seed in range(1, SEEDS + 1):
        cells = _filled(_seeded(keys, seed), levels, segments, bits, width)
        if cells is not None:
            return Table(cells, segments, bits, seed)
    raise ValueError("keys are not distinct")


def _seeded(keys: Keys, seed: int) -> Keys:
    mixed = (keys ^ np.uint64(seed * 0x9E3779B97F4A7C15 % (1 << 64))) * np.uint64(
        0xFF51AFD7ED558CCD
    )
    return mixed ^ (mixed >> np.uint64(33))


def _print(mixed: Keys, width: int) -> Cells:
    found: Cells = ((mixed * _PRINT) >> np.uint64(64 - 8 * width + LEVEL_BITS)).astype(f"u{width}")
    return found


def _slots(mixed: Keys, segments: int, bits: int) -> tuple[Keys, Keys, Keys]:
    mask, size = np.uint64((1 << bits) - 1), np.uint64(1 << bits)
    base = (((mixed >> _HALF) * np.uint64(segments)) >> _HALF) << np.uint64(bits)
    first = base + (mixed & mask)
    second = base + size + ((mixed >> np.uint64(bits)) & mask)
    third = base + size + size + ((mixed * _THIRD) >> np.uint64(64 - bits))
    return first, second, third


def _filled(mixed: Keys, levels: Levels, segments: int, bits: int, width: int) -> Cells | None:
    """The cells, or None where these keys cannot be untangled with this seed."""
    slots = np.stack(_slots(mixed, segments, bits)).astype(np.int64)
    order = _peeled(slots, (segments + 2) << bits)
    if order is None:
        return None
    wanted = (_print(mixed, width) << LEVEL_BITS) | levels
    cells: Cells = np.zeros((segments + 2) << bits, dtype=f"u{width}")
    for one_round, free in reversed(order):
        others = cells[slots[:, one_round]]
        cells[free] = wanted[one_round] ^ others[0] ^ others[1] ^ others[2]
    return cells


def _peeled(
    slots: NDArray[np.int64], size: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Rounds of (keys, the cell each has to itself), first peeled first; None: tangled.

    Keys peeled in one round never share the other's own cell, so a round is set at once.
    """
    count = slots.shape[1]
    degree = np.bincount(slots.ravel(), minlength=size).astype(np.int32)
    owner = np.zeros(size, dtype=np.int64)
    numbers = np.arange(count)
    for row in slots:
        np.bitwise_xor.at(owner, row, numbers)
    order: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    alone, left = np.flatnonzero(degree == 1), count
    while alone.size:
        peeled, first = np.unique(owner[alone], return_index=True)
        order.append((peeled, alone[first]))
        left -= peeled.size
        touched = slots[:, peeled]
        for row in touched:
            np.subtract.at(degree, row, 1)
            np.bitwise_xor.at(owner, row, peeled)
        near = np.unique(touched)
        alone = near[degree[near] == 1]
    return None if left else order
