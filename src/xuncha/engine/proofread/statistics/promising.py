"""Which candidates are worth weighing: the best few at each place, all sorts looked up at once.

On a single page most of the time goes into calls, not into numbers: one look-up for five sorts
costs hardly more than for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes, Places
from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.edits import (
    SEEN,
    SIZES,
    Bounds,
    Edits,
    Flags,
    Looked,
    Sort,
    characters,
    missing,
    superfluous,
    swapped,
    words,
)
from xuncha.engine.proofread.statistics.grams import Keys, sums, weighed
from xuncha.engine.proofread.statistics.model import Counts, Model

SORTS = tuple(Sort)
WRITTEN = np.array([SIZES[sort][0] for sort in SORTS])
WORD_WORTH = 2.0
"""What a dictionary word counts for each of its characters when candidates are ranked."""
_CHARACTER, _MISSING = SORTS.index(Sort.CHARACTER), SORTS.index(Sort.MISSING)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Candidates of the same number of characters meant; ``sort`` numbers their sorts."""

    sort: NDArray[np.int64]
    at: Places
    meant: Codes
    likeness: NDArray[np.float32]

    @property
    def size(self) -> int:
        """Characters meant."""
        return int(self.meant.shape[1])

    def only(self, which: Flags | Places) -> "_Pool":
        """The chosen rows."""
        return _Pool(self.sort[which], self.at[which], self.meant[which], self.likeness[which])


def candidates(model: Model, looked: Looked, confusion: Confusion, bounds: Bounds) -> list[Edits]:
    """The candidates of a batch, the best first at each place; a group a sort that has any."""
    proposed = (
        characters(looked, confusion, bounds),
        words(looked, confusion, bounds),
        swapped(looked, bounds),
        superfluous(looked, bounds),
        missing(looked, confusion),
    )
    found = _best(model, looked, [one for one in proposed if len(one.at)], bounds)
    found.sort(key=lambda one: SORTS.index(one.sort))
    return [_with_seen(looked, one, confusion) for one in found]


def _with_seen(looked: Looked, edits: Edits, confusion: Confusion) -> Edits:
    """Words with how often their characters were seen; characters have it already."""
    if edits.sort is not Sort.WORD:
        return edits
    written = looked.codes[edits.at[:, None] + np.arange(SIZES[Sort.WORD][0])]
    likeness = edits.likeness.copy()
    likeness[:, SEEN] = confusion.seen.pairs(written, edits.meant).sum(axis=1)
    return replace(edits, likeness=likeness)


def _best(model: Model, looked: Looked, proposed: Sequence[Edits], bounds: Bounds) -> list[Edits]:
    """The best few at each place: those that make a known sequence or a word."""
    pools = _pooled(proposed)
    if not pools:
        return []
    links = _links(model, looked, pools)
    linked: list[Flags] = [np.asarray((one > 0).any(axis=0)) for one in links]
    pools = [one.only(which) for one, which in zip(pools, linked, strict=True)]
    links = [one[:, which] for one, which in zip(links, linked, strict=True)]
    windows = [_window(looked, one) for one in pools]
    standing = _standing(looked)
    hopeful = []
    for pool, link, window, threes in zip(
        pools, links, windows, _threes(model, windows), strict=True
    ):
        known = np.log1p(threes).sum(axis=1)
        which = _hopeful(looked, pool, known - _of(standing, pool), bounds.gains)
        score = np.log1p(link[:, which]).sum(axis=0) + 2 * known[which]
        hopeful.append((pool.only(which), window[which], threes[which], score))
    worth = _best_words(model, [(window, pool.size) for pool, window, *_ in hopeful])
    return [
        edits
        for (pool, _, threes, score), word in zip(hopeful, worth, strict=True)
        for edits in _ranked(pool, score + word, _good(pool, threes, word), bounds.kept)
    ]


def _pooled(proposed: Sequence[Edits]) -> list[_Pool]:
    by_size: dict[int, list[Edits]] = {}
    for edits in proposed:
        by_size.setdefault(SIZES[edits.sort][1], []).append(edits)
    return [
        _Pool(
            np.repeat([SORTS.index(one.sort) for one in of], [len(one.at) for one in of]),
            np.concatenate([one.at for one in of]),
            np.concatenate([one.meant for one in of]),
            np.concatenate([one.likeness for one in of]),
        )
        for of in by_size.values()
    ]


def _links(model: Model, looked: Looked, pools: Sequence[_Pool]) -> list[Counts]:
    """Counts of what joins the candidates to their neighbours on the left and on the right."""
    linear: list[Keys] = []
    for pool in pools:
        before, after = looked.codes[pool.at - 1], looked.codes[pool.at + WRITTEN[pool.sort]]
        first = pool.meant[:, 0] if pool.size else after
        last = pool.meant[:, -1] if pool.size else before
        ones = np.stack([before, last]).astype(np.uint64)
        others = np.stack([first, after]).astype(np.uint64)
        linear.append(weighed(ones, 0) + weighed(others, 1))
    return model.counts_of(linear, 2)


def _window(looked: Looked, pool: _Pool) -> Codes:
    """What is meant with two neighbours on either side."""
    codes, after = looked.codes, pool.at + WRITTEN[pool.sort]
    window = np.empty((len(pool.at), pool.size + 4), dtype=np.uint16)
    window[:, 0], window[:, 1] = codes[pool.at - 2], codes[pool.at - 1]
    window[:, 2 : 2 + pool.size] = pool.meant
    window[:, -2], window[:, -1] = codes[after], codes[after + 1]
    return window


def _threes(model: Model, windows: Sequence[Codes]) -> list[Counts]:
    """Counts of the sequences of three of windows, no more than those of two within."""
    twos = model.counts_of([sums(one, 2) for one in windows], 2)
    threes = model.counts_of([sums(one, 3) for one in windows], 3)
    return [
        np.minimum(three, np.minimum(two[:, :-1], two[:, 1:]))
        for two, three in zip(twos, threes, strict=True)
    ]


def _standing(looked: Looked) -> dict[int, Counts]:
    """By number of characters written: how well the model knows the sequences of three over them,
    by where the first of these begins."""
    threes = np.log1p(looked.threes)
    found = {0: threes[:-1] + threes[1:]}
    found[1] = found[0][:-1] + threes[2:]
    found[2] = found[1][:-1] + threes[3:]
    return found


def _of(stands: Mapping[int, Counts], pool: _Pool) -> Counts:
    """How well the model knows what stands where each candidate would."""
    found = np.empty(len(pool.at), dtype=np.float32)
    written = WRITTEN[pool.sort]
    for size, of in stands.items():
        which = written == size
        found[which] = of[pool.at[which] - 2]
    return found


def _hopeful(looked: Looked, pool: _Pool, gain: Counts, least: Mapping[Sort, float]) -> Flags:
    """Candidates at places where one of them gains more than that over what stands there."""
    place = _places(pool, len(looked.codes))
    best = np.full(int(place.max(initial=0)) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, place, gain)
    enough = np.array([least[sort] for sort in SORTS], dtype=np.float32)
    hopeful: Flags = best[place] > enough[pool.sort]
    return hopeful


def _places(pool: _Pool, size: int) -> Places:
    """The places told apart by sort."""
    places: Places = pool.sort * size + pool.at
    return places


def _good(pool: _Pool, threes: Counts, word: Counts) -> Flags:
    """Candidates that make a known sequence, where a character is missing two of them; of wrong
    characters also those that make a word or were seen."""
    known = (threes > 0).sum(axis=1)
    least = np.where(pool.sort == _MISSING, 2, 1)
    good: Flags = known >= least
    good |= (pool.sort == _CHARACTER) & ((word > 0) | (pool.likeness[:, SEEN] > 0))
    return good


def _ranked(pool: _Pool, score: Counts, good: Flags, kept: int) -> list[Edits]:
    """The best few good ones at each place, by sort."""
    pool, score = pool.only(good), score[good]
    if not len(pool.at):
        return []
    place = _places(pool, int(pool.at.max()) + 1)
    order = np.lexsort((-score, place))
    place = place[order]
    number = np.arange(len(place))
    begins = np.concatenate(([True], place[1:] != place[:-1]))
    rank = number - np.maximum.accumulate(np.where(begins, number, 0))
    pool = pool.only(order[rank < kept])
    ends = np.flatnonzero(pool.sort[1:] != pool.sort[:-1]) + 1
    bounds = [0, *ends.tolist(), len(pool.at)]
    return [
        Edits(SORTS[int(pool.sort[a])], pool.at[a:b], pool.meant[a:b], pool.likeness[a:b])
        for a, b in pairwise(bounds)
    ]


def _best_words(model: Model, windows: Sequence[tuple[Codes, int]]) -> list[Counts]:
    """For windows of two neighbours on either side of so many characters: the worth of the best
    word over these; 0 where there is none."""
    pieces: list[tuple[Codes, int]] = []
    for window, meant in windows:
        for size in range(2, 5) if meant else ():
            first, last = max(0, 3 - size), min(1 + meant, window.shape[1] - size)
            pieces.append((window[:, first : last + size], size))
    counts = iter(model.words_in(pieces)) if pieces else iter(())
    found = []
    for window, meant in windows:
        best = np.zeros(len(window), dtype=np.float32)
        for size in range(2, 5) if meant else ():
            of = next(counts)
            worth = np.where(of > 0, np.float32(WORD_WORTH * size) + np.log10(of + 1), 0)
            np.maximum(best, worth.max(axis=1), out=best)
        found.append(best)
    return found
