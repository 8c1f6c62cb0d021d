"""Slips that people were seen to make: which character stood where which was meant, how often."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes

_TABLE = 1 << 16

Numbers = NDArray[np.float32]


class Seen:
    """Pairs of characters by how often they were seen; all counts come as 1 + the logarithm.

    What was never seen counts 0.
    """

    def __init__(self, pairs: Iterable[tuple[str, str, int]]) -> None:
        found = sorted((ord(written), ord(meant), times) for written, meant, times in pairs)
        table = np.array(found, dtype=np.int64).reshape(-1, 3)
        self._written, self._meant = table[:, 0], table[:, 1]
        self._keys = self._written * _TABLE + self._meant
        self._times = _logs(table[:, 2])
        self._wrong = _logs(np.bincount(self._written, table[:, 2], minlength=_TABLE))
        self._right = _logs(np.bincount(self._meant, table[:, 2], minlength=_TABLE))

    def instead_of(self, written: int) -> list[int]:
        """The codes of what was meant where that code stood."""
        begin, end = np.searchsorted(self._written, [written, written + 1])
        return [int(one) for one in self._meant[begin:end]]

    def pairs(self, written: Codes, meant: Codes) -> Numbers:
        """How often each character was seen for the other, in the shape of the codes."""
        if not len(self._keys):
            return np.zeros(written.shape, dtype=np.float32)
        key = written.astype(np.int64) * _TABLE + meant
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        return np.where(self._keys[at] == key, self._times[at], np.float32(0))

    def slips(self, written: Codes, meant: Codes) -> Numbers:
        """Two columns: how often the characters of a row were wrong, how often those were meant."""
        columns = (self._wrong[written], self._right[meant])
        return np.stack([one.sum(axis=1) for one in columns], axis=1).astype(np.float32)


def _logs(counts: NDArray[np.int64] | NDArray[np.float64]) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.where(counts > 0, 1 + np.log(counts), 0).astype(np.float32)
