"""What might have been meant at the places the model does not know: candidates, cheaply ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import BREAK, Codes, Places, is_chinese
from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.grams import sums, weighed
from xuncha.engine.proofread.statistics.model import Counts, Model

Flags = NDArray[np.bool_]

LEFT = RIGHT = 4
"""Neighbours on either side that enter a score: the model's longest sequence less one."""
SELDOM = 2
"""Two characters seen less often beside each other may have lost one between them."""
NEIGHBOURHOOD = 40
"""Characters on either side that tell whether the model knows this sort of text."""
LIKENESS = 4
_SEEN = 3
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


def characters(model: Model, looked: Looked, confusion: Confusion, bounds: Bounds) -> Edits:
    """Single characters that may have been meant for another, best first at each place."""
    places = np.flatnonzero(looked.may_change & (looked.cover < bounds.rare))
    found = [confusion.of(code) for code in looked.codes[places].tolist()]
    if not found:
        return _none(Sort.CHARACTER)
    at = np.repeat(places, [len(one.codes) for one in found])
    meant = np.concatenate([one.codes for one in found])[:, None]
    likeness = np.stack(
        [
            np.concatenate([getattr(one, name) for one in found])
            for name in ("sound", "tone", "shape", "seen")
        ],
        axis=1,
    )
    return _promising(model, looked, Edits(Sort.CHARACTER, at, meant, likeness), bounds)


def words(model: Model, looked: Looked, confusion: Confusion, bounds: Bounds) -> Edits:
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
    written = codes[at[:, None] + np.arange(2)]
    like[:, _SEEN] = confusion.seen.pairs(written, meant).sum(axis=1)
    return _promising(model, looked, Edits(Sort.WORD, at, meant, like), bounds)


def swapped(model: Model, looked: Looked, bounds: Bounds) -> Edits:
    """Two neighbours the other way round."""
    codes = looked.codes
    rare = looked.may_change & (looked.cover < bounds.rare)
    places = np.flatnonzero(rare[:-1] & rare[1:] & (codes[:-1] != codes[1:]))
    meant = np.stack([codes[places + 1], codes[places]], axis=1)
    like = np.zeros((len(places), LIKENESS), np.float32)
    return _promising(model, looked, Edits(Sort.SWAPPED, places, meant, like), bounds)


def superfluous(model: Model, looked: Looked, bounds: Bounds) -> Edits:
    """A character too many."""
    rare = looked.cover < bounds.rare
    twice = np.zeros(len(rare), dtype=bool)
    around = np.minimum(looked.threes[:-1], looked.threes[1:])
    twice[1:-2] = (looked.codes[1:-2] == looked.codes[2:-1]) & (around < bounds.rare)
    places = np.flatnonzero(looked.may_change & (rare | twice))
    like = np.zeros((len(places), LIKENESS), np.float32)
    none = np.zeros((len(places), 0), np.uint16)
    return _promising(model, looked, Edits(Sort.EXTRA, places, none, like), bounds)


def missing(model: Model, looked: Looked, confusion: Confusion, bounds: Bounds) -> Edits:
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
    return _promising(model, looked, Edits(Sort.MISSING, places[number], meant, like), bounds)


def _none(sort: Sort) -> Edits:
    size = SIZES[sort][1]
    like = np.zeros((0, LIKENESS), np.float32)
    return Edits(sort, np.zeros(0, np.int64), np.zeros((0, size), np.uint16), like)


def _promising(model: Model, looked: Looked, edits: Edits, bounds: Bounds) -> Edits:
    """The best few at each place: those that make a known sequence or a word, best first."""
    if not len(edits.at):
        return edits
    written, meant = SIZES[edits.sort]
    left = looked.codes[edits.at[:, None] + np.arange(-2, 0)]
    right = looked.codes[edits.at[:, None] + np.arange(written, written + 2)]
    linked = _pairs(model, left[:, 1], edits.meant, right[:, 0])
    live: Flags = np.asarray((linked > 0).any(axis=0))
    edits, left, right, linked = edits.only(live), left[live], right[live], linked[:, live]
    window = np.concatenate([left, edits.meant, right], axis=1)
    twos = model.counts(sums(window, 2), 2)
    threes = np.minimum(model.counts(sums(window, 3), 3), np.minimum(twos[:, :-1], twos[:, 1:]))
    known = np.log1p(threes).sum(axis=1)
    gain = known - _known(looked, edits.at, written)
    hopeful = _hopeful(edits.at, gain, bounds.gains[edits.sort])
    edits, window, linked = edits.only(hopeful), window[hopeful], linked[:, hopeful]
    threes, known = threes[hopeful], known[hopeful]
    word = _best_word(model, window, meant) if meant else np.zeros(len(edits.at), np.float32)
    score = np.log1p(linked).sum(axis=0) + 2 * known + word
    good: Flags = np.asarray((threes > 0).any(axis=1))
    if edits.sort is Sort.CHARACTER:
        good |= (word > 0) | (edits.likeness[:, _SEEN] > 0)
    elif edits.sort is Sort.MISSING:
        good = np.asarray((threes > 0).sum(axis=1) >= 2)
    edits, score = edits.only(good), score[good]
    order = np.lexsort((-score, edits.at))
    place = edits.at[order]
    number = np.arange(len(place))
    begins = np.concatenate(([True], place[1:] != place[:-1]))[: len(place)]
    rank = number - np.maximum.accumulate(np.where(begins, number, 0))
    chosen = order[rank < bounds.kept]
    return edits.only(chosen)


def _known(looked: Looked, at: Places, written: int) -> Counts:
    """How well the model knows the sequences of three over what stands there."""
    places = at[:, None] + np.arange(-2, written)
    known: Counts = np.log1p(looked.threes[places]).sum(axis=1)
    return known


def _hopeful(at: Places, gain: Counts, least: float) -> Flags:
    """Candidates at places where one of them gains more than that over what stands there."""
    best = np.full(int(at.max(initial=0)) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, at, gain)
    hopeful: Flags = best[at] > least
    return hopeful


def _pairs(model: Model, before: Codes, meant: Codes, after: Codes) -> Counts:
    """Counts of what joins the candidate to its neighbours on the left and on the right."""
    first = meant[:, 0] if meant.shape[1] else after
    last = meant[:, -1] if meant.shape[1] else before
    ones = np.stack([before, last]).astype(np.uint64)
    others = np.stack([first, after]).astype(np.uint64)
    return model.counts(weighed(ones, 0) + weighed(others, 1), 2)


WORD_WORTH = 2.0
"""What a dictionary word counts for each of its characters when candidates are ranked."""


def _best_word(model: Model, window: Codes, meant: int) -> Counts:
    """For windows of two neighbours on either side: the worth of the best word over the middle."""
    pieces: list[tuple[Codes, int]] = []
    worth: list[float] = []
    for size in range(2, 5):
        first, last = max(0, 3 - size), min(1 + meant, window.shape[1] - size)
        if first <= last:
            pieces.append((window[:, first : last + size], size))
            worth += [WORD_WORTH * size] * (last - first + 1)
    counts = model.words_in(pieces)
    found = np.array(worth, dtype=np.float32) + np.log10(counts + 1)
    best: Counts = np.where(counts > 0, found, 0).max(axis=1)
    return best.astype(np.float32)
