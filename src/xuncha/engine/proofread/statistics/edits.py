"""What might have been meant at the places the model does not know: candidates, cheaply ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import BREAK, Codes, Places, is_chinese
from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.grams import sums
from xuncha.engine.proofread.statistics.model import Counts, Model

Flags = NDArray[np.bool_]

LEFT = RIGHT = 4
"""Neighbours on either side that enter a score: the model's longest sequence less one."""
SELDOM = 2
"""Two characters seen less often beside each other may have lost one between them."""
NEIGHBOURHOOD = 40
"""Characters on either side that tell whether the model knows this sort of text."""
LIKENESS = 4
SEEN = 3
"""Columns of a candidate's likeness, and the one that tells how often it was seen."""
NUMERALS = np.array([ord(one) for one in "一二三四五六七八九十百千万亿零〇两"], dtype=np.uint16)
_EVERY = np.arange(1 << 16, dtype=np.uint16)
_MAY_CHANGE = is_chinese(_EVERY) & ~np.isin(_EVERY, NUMERALS)


class Sort(StrEnum):
    """How a text and what was meant differ."""

    CHARACTER = "character"
    WORD = "word"
    SWAPPED = "swapped"
    EXTRA = "extra"
    MISSING = "missing"


SIZES = {
    Sort.CHARACTER: (1, 1),
    Sort.WORD: (2, 2),
    Sort.SWAPPED: (2, 2),
    Sort.EXTRA: (1, 0),
    Sort.MISSING: (0, 1),
}
"""Characters written and meant."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Candidates of one sort: where each begins and the characters meant (a row each).

    ``likeness``: columns sound, tone, shape, seen of the characters' likeness.
    """

    sort: Sort
    at: Places
    meant: Codes
    likeness: NDArray[np.float32]

    def only(self, which: Flags | Places) -> "Edits":
        """The chosen rows."""
        return Edits(self.sort, self.at[which], self.meant[which], self.likeness[which])


@dataclass(frozen=True, slots=True)
class Looked:
    """A batch of texts as the model sees it.

    ``twos``, ``threes``: counts of sequences by where they begin; ``cover``: at every place the
    largest of the threes over it; ``familiar``: the mean logarithm of that among the neighbours.
    """

    codes: Codes
    cover: Counts
    twos: Counts
    threes: Counts
    familiar: Counts
    may_change: Flags


@dataclass(frozen=True, slots=True)
class Bounds:
    """How rare a place must be to be looked at, and which candidates go on.

    ``rare``: a character goes on when no sequence of three over it is as frequent; ``gains``: by
    sort, a place is given up when no candidate makes the sequences of three more frequent by more
    than that (the sum of the logarithms of their counts); ``kept``: candidates a place.
    """

    rare: float
    gains: Mapping[Sort, float]
    kept: int


def look(model: Model, codes: Codes) -> Looked:
    """Counts of a batch, and which places may hold a slip at all (no numerals, no marks)."""
    twos = model.counts(sums(codes, 2), 2)
    threes = np.minimum(model.counts(sums(codes, 3), 3), np.minimum(twos[:-1], twos[1:]))
    cover = np.zeros(len(codes), dtype=np.float32)
    for offset in range(3):
        part = cover[offset : offset + len(threes)]
        np.maximum(part, threes, out=part)
    return Looked(codes, cover, twos, threes, _familiar(cover, codes), _MAY_CHANGE[codes])


def _familiar(cover: Counts, codes: Codes) -> Counts:
    """At every place, how well the model knows the neighbourhood: the mean logarithm of cover.

    The neighbourhood ends where the paragraph does, so that no text is judged by another.
    """
    number = np.arange(len(codes))
    breaks = codes == BREAK
    begin = np.maximum.accumulate(np.where(breaks, number, 0))
    end = np.minimum.accumulate(np.where(breaks, number, len(codes) - 1)[::-1])[::-1]
    chinese = is_chinese(codes)
    summed = np.cumsum(np.where(chinese, np.log1p(cover), 0.0))
    seen = np.cumsum(chinese)
    after = np.minimum(number + NEIGHBOURHOOD, end)
    before = np.maximum(number - NEIGHBOURHOOD, begin)
    mean = (summed[after] - summed[before]) / np.maximum(1, seen[after] - seen[before])
    familiar: Counts = mean.astype(np.float32)
    return familiar


def characters(looked: Looked, confusion: Confusion, bounds: Bounds) -> Edits:
    """Single characters that may have been meant for another, best first at each place."""
    places = np.flatnonzero(looked.may_change & (looked.cover < bounds.rare))
    found = [confusion.of(code) for code in looked.codes[places].tolist()]
    if not found:
        return _none(Sort.CHARACTER)
    at = np.repeat(places, [len(one.codes) for one in found])
    meant = np.concatenate([one.codes for one in found])[:, None]
    likeness = np.concatenate([one.likeness for one in found])
    return Edits(Sort.CHARACTER, at, meant, likeness)


def words(looked: Looked, confusion: Confusion, bounds: Bounds) -> Edits:
    """Words of two characters that sound like the two that stand there, both other ones."""
    codes = looked.codes
    known = (looked.threes >= bounds.rare).astype(np.int8)
    size = len(codes)
    around = np.zeros(size, dtype=np.int8)
    for offset in range(-2, 2):
        around[2 : size - 3] += known[2 + offset : size - 3 + offset]
    both = looked.may_change[:-1] & looked.may_change[1:]
    places = np.flatnonzero(both & (around[:-1] <= 1))
    number, meant = confusion.words_like(codes[places], codes[places + 1])
    at = places[number]
    changed = (meant[:, 0] != codes[at]) & (meant[:, 1] != codes[at + 1])
    at, meant = at[changed], meant[changed]
    like = np.tile(np.array([2.0, 0.0, 0.0, 0.0], np.float32), (len(at), 1))
    return Edits(Sort.WORD, at, meant, like)


def swapped(looked: Looked, bounds: Bounds) -> Edits:
    """Two neighbours the other way round."""
    codes = looked.codes
    rare = looked.may_change & (looked.cover < bounds.rare)
    places = np.flatnonzero(rare[:-1] & rare[1:] & (codes[:-1] != codes[1:]))
    meant = np.stack([codes[places + 1], codes[places]], axis=1)
    like = np.zeros((len(places), LIKENESS), np.float32)
    return Edits(Sort.SWAPPED, places, meant, like)


def superfluous(looked: Looked, bounds: Bounds) -> Edits:
    """A character too many."""
    rare = looked.cover < bounds.rare
    twice = np.zeros(len(rare), dtype=bool)
    around = np.minimum(looked.threes[:-1], looked.threes[1:])
    twice[1:-2] = (looked.codes[1:-2] == looked.codes[2:-1]) & (around < bounds.rare)
    places = np.flatnonzero(looked.may_change & (rare | twice))
    like = np.zeros((len(places), LIKENESS), np.float32)
    none = np.zeros((len(places), 0), np.uint16)
    return Edits(Sort.EXTRA, places, none, like)


def missing(looked: Looked, confusion: Confusion) -> Edits:
    """A character left out between two that seldom meet."""
    twos, threes = looked.twos, looked.threes
    seldom = np.zeros(len(looked.codes), dtype=bool)
    around = np.maximum(threes[:-1], threes[1:])
    seldom[2:-1] = (np.maximum(around, twos[1:-1]) < SELDOM) & (
        looked.may_change[1:-2] & looked.may_change[2:-1]
    )
    places = np.flatnonzero(seldom)
    number, meant = confusion.between(looked.codes[places - 1], looked.codes[places])
    like = np.zeros((len(number), LIKENESS), np.float32)
    return Edits(Sort.MISSING, places[number], meant, like)


def _none(sort: Sort) -> Edits:
    size = SIZES[sort][1]
    like = np.zeros((0, LIKENESS), np.float32)
    return Edits(sort, np.zeros(0, np.int64), np.zeros((0, size), np.uint16), like)
