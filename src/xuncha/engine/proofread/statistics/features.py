"""What speaks for and against a candidate, as numbers: one row a candidate, one column a clue."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes, Places, is_chinese
from xuncha.engine.proofread.statistics.edits import SIZES, Edits, Looked, Sort
from xuncha.engine.proofread.statistics.grams import ORDER
from xuncha.engine.proofread.statistics.model import Counts, Model
from xuncha.engine.proofread.statistics.seen import Seen

Rows = NDArray[np.float32]

REACH = 5
"""Neighbours on either side that enter a row."""
LONGEST_WORD = 5
LONGEST_MEANT = 2
"""Most characters that a candidate changes."""
WIDTH = REACH + LONGEST_MEANT + REACH
NEARBY = 4
"""Places on either side among which rare ones are counted."""
SMOOTHING = (0.0, 0.0, 400.0, 100.0, 40.0, 20.0)
"""By size: how many times a history must be seen to weigh as much as the shorter one; chosen by
perplexity on held-out statutes and official sentences."""
UNSEEN_CHARACTER = 0.1
KINDS_OF_CHARACTER = 8000
UNKNOWN_CHARACTER = -8.5
"""Decimal logarithm of the chance of a character that is no word."""
FLOOR = -99.0
NATURAL = 2.3
"""Makes a decimal logarithm a natural one."""
AHEAD = 20.0
SELDOM_COVERED = 3
BESIDE = slice(6, 9)
"""Clues that depend on the candidates of other sorts."""
SAME_LENGTH = frozenset({Sort.CHARACTER, Sort.WORD, Sort.SWAPPED})
"""Sorts whose candidates promise as much as each other where their gains are alike."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """The candidates of all sorts one after another, and how many characters are written and meant.

    ``place`` numbers the places of each sort that candidates stand at; ``first`` is the first
    candidate at each.
    """

    at: Places
    written: Places
    meant: Places
    first: Places
    place: Places


def rows(model: Model, looked: Looked, groups: Sequence[Edits], seen: Seen) -> list[Rows]:
    """The clues of all candidates, a table a sort; all windows are read together."""
    pool = _pooled(groups)
    sizes = np.concatenate([pool.written[pool.first], pool.meant])
    side = _side(model, _windows(looked.codes, pool, groups), sizes)
    old, new = side[pool.place], side[len(pool.first) :]
    gain, better = (new[:, :2] - old[:, :2]).T
    order = np.concatenate([one.at + at * len(looked.codes) for at, one in enumerate(groups)])
    both = gain + NATURAL * better
    columns = (
        gain,
        _ahead(order, gain),
        looked.familiar[pool.at],
        better,
        _ahead(order, better),
        _ahead(order, both),
        *_beside(looked, pool, groups, both),
    )
    parts = (
        np.stack(columns, axis=1),
        old[:, _WORDS],
        new[:, _WORDS],
        old[:, _CLUES],
        new[:, _CLUES],
        np.concatenate([edits.likeness for edits in groups]),
        _around(looked, pool),
        np.concatenate([_seen(looked, edits, seen) for edits in groups]),
    )
    table = np.concatenate(parts, axis=1, dtype=np.float32)
    return np.split(table, np.cumsum([len(one.at) for one in groups])[:-1])


def _pooled(groups: Sequence[Edits]) -> _Pool:
    at = np.concatenate([edits.at for edits in groups])
    lengths = [len(edits.at) for edits in groups]
    written, meant = (
        np.repeat([SIZES[edits.sort][side] for edits in groups], lengths) for side in (0, 1)
    )
    group = np.repeat(np.arange(len(groups)), lengths)
    begins = np.ones(len(at), dtype=bool)
    begins[1:] = (at[1:] != at[:-1]) | (group[1:] != group[:-1])
    return _Pool(at, written, meant, np.flatnonzero(begins), np.cumsum(begins) - 1)


def _windows(codes: Codes, pool: _Pool, groups: Sequence[Edits]) -> Codes:
    """What stands at the places, then what the candidates mean, with REACH neighbours and more.

    All are as wide as the longest; what lies beyond a shorter one's neighbours is not read.
    """
    column = np.arange(-REACH, WIDTH - REACH)
    stands = pool.at[pool.first, None] + column
    after = pool.at + pool.written - pool.meant
    means = np.where(column < 0, pool.at[:, None], after[:, None]) + column
    windows = codes.take(np.concatenate([stands, means]), mode="clip")
    begin = len(pool.first)
    for edits in groups:
        end = begin + len(edits.at)
        windows[begin:end, REACH : REACH + edits.meant.shape[1]] = edits.meant
        begin = end
    return windows


def _around(looked: Looked, pool: _Pool) -> Rows:
    """How well the model knows the neighbours on the left and right, and rare places nearby."""
    at, codes = pool.at, looked.codes
    column = np.arange(-NEARBY, NEARBY + LONGEST_MEANT + 1)
    seldom = looked.cover[at[:, None] + column] < SELDOM_COVERED
    dense = (seldom & (column <= NEARBY + pool.written[:, None])).sum(axis=1)
    sides = np.stack([at - 1, at + pool.written])
    chinese = is_chinese(codes[sides])
    columns = (*(np.log1p(looked.cover[sides]) * chinese), *chinese, dense)
    return np.stack([one.astype(np.float32) for one in columns], axis=1)


def _ahead(at: Places, gain: Rows) -> Rows:
    """By how much a candidate's gain exceeds the best other one's at its place; AHEAD at most."""
    order = np.lexsort((-gain, at))
    place, sorted_gain = at[order], gain[order]
    begins = np.concatenate(([True], place[1:] != place[:-1]))[: len(place)]
    group = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    best = sorted_gain[first]
    has_second = np.concatenate((~begins[1:], [False]))[: len(place)][first]
    next_place = np.minimum(first + 1, max(0, len(place) - 1))
    second = np.where(has_second, sorted_gain[next_place], best - AHEAD)
    other = np.where(begins, second[group], best[group])
    ahead = np.empty(len(at), dtype=np.float32)
    ahead[order] = np.clip(sorted_gain - other, -AHEAD, AHEAD)
    return ahead


def _beside(
    looked: Looked, pool: _Pool, groups: Sequence[Edits], gain: Rows
) -> tuple[Rows, Rows, Rows]:
    """What else might be wrong there: how far each candidate's gain exceeds the best one at the
    places beside it, that best gain itself, and how far it exceeds the best one over its own place.

    Where a whole word is wrong or two neighbours are, several candidates promise much.
    """
    best = np.full(len(looked.codes), -AHEAD, dtype=np.float32)
    begin = 0
    for edits in groups:
        own = gain[begin : begin + len(edits.at)]
        begin += len(own)
        if edits.sort in SAME_LENGTH:
            for offset in range(SIZES[edits.sort][0]):
                np.maximum.at(best, edits.at + offset, own)
    at, after = pool.at, pool.at + pool.written
    rival = np.maximum.reduce([best[at - 2], best[at - 1], best[after], best[after + 1]])
    bounded = [np.clip(one, -AHEAD, AHEAD) for one in (gain - rival, rival, gain - best[at])]
    return bounded[0], bounded[1], bounded[2]


def _seen(looked: Looked, edits: Edits, seen: Seen) -> Rows:
    """How often these characters were seen to be wrong and meant; 0 where the length changes."""
    if edits.sort not in SAME_LENGTH:
        return np.zeros((len(edits.at), 2), dtype=np.float32)
    written = looked.codes[edits.at[:, None] + np.arange(SIZES[edits.sort][0])]
    return seen.slips(written, edits.meant)


_WORDS, _CLUES = slice(2, 5), slice(5, None)
"""Columns of a side after its two chances."""
_ENDS, _LENGTHS = np.array(
    [
        (end - 1, length)
        for end in range(REACH + 1, WIDTH + 1)
        for length in range(2, min(LONGEST_WORD, end) + 1)
        if end - length < REACH + LONGEST_MEANT
    ]
).T
_OVER_MIDDLE = np.array(
    [
        (2 * REACH + size > _ENDS) & (REACH + max(size, 1) > _ENDS + 1 - _LENGTHS)
        for size in range(LONGEST_MEANT + 1)
    ]
).T
"""Where words over the middle end and how long they are; by a middle's size, which lie over it."""


def _side(model: Model, window: Codes, sizes: Places) -> Rows:
    """One reading of windows, as written or as meant: its chance, as characters and as words, the
    words over the middle, and what the model counts there. ``sizes``: characters in the middle."""
    counts, words = model.both(window)
    best, over_middle = _segmented(model, words, sizes)
    every, first, middle = np.arange(len(window)), REACH, REACH + sizes
    clues: list[Rows] = []
    twos, threes = np.log1p(counts[2]), np.log1p(counts[3])
    clues += [twos[:, first - 1], twos[every, middle - 1]]
    clues += [threes[:, first - 2], threes[every, middle - 1]]
    clues += [threes[:, first - 1], threes[every, middle - 2]]
    for order in range(2, ORDER + 1):
        begin = first - order + 1
        over = counts[order][:, begin : first + LONGEST_MEANT]
        over = np.where(np.arange(begin, first + LONGEST_MEANT) < middle[:, None], over, 0)
        clues += [np.log1p(over.max(axis=1)), (over > 0).sum(axis=1).astype(np.float32)]
    clues += [np.log1p(_least_of_middle(counts[1], sizes)), twos[:, first - 2], twos[every, middle]]
    return np.stack([_chance(counts, sizes, model), best, *over_middle, *clues], axis=1)


def _least_of_middle(values: Rows, sizes: Places) -> Rows:
    """The least value of the middle's characters, of the two beside it where there is none."""
    before, first, second = (values[:, REACH + at] for at in (-1, 0, 1))
    other = np.where(sizes == 0, before, np.where(sizes == LONGEST_MEANT, second, first))
    return np.minimum(first, other)


def _chance(counts: dict[int, Counts], sizes: Places, model: Model) -> Rows:
    """Natural logarithm of the chance of the middle and the neighbours a sequence reaches."""
    columns = np.arange(REACH, REACH + LONGEST_MEANT + ORDER - 1)
    begin, end = REACH, REACH + len(columns)
    chance = (counts[1][:, begin:end] + UNSEEN_CHARACTER) / (
        model.recipe.characters + UNSEEN_CHARACTER * KINDS_OF_CHARACTER
    )
    for size in range(2, ORDER + 1):
        first = slice(begin - size + 1, end - size + 1)
        chance = (counts[size][:, first] + SMOOTHING[size] * chance) / (
            counts[size - 1][:, first] + SMOOTHING[size]
        )
    read = columns < (REACH + ORDER - 1 + sizes)[:, None]
    total: Rows = np.where(read, np.log(chance), 0).sum(axis=1)
    return total


def _segmented(
    model: Model, words: dict[int, Counts], sizes: Places
) -> tuple[Rows, tuple[Rows, ...]]:
    """Best chance (decimal logarithm) of windows as words; and of the words over the middle.

    These are the longest one's size and chance (without one of at least two characters 0 and -9)
    and the least chance of a character of the middle as a word of its own.
    """
    chances = _word_chances(model, words)
    count = len(sizes)
    every = np.arange(count)
    best = np.full((LONGEST_WORD + WIDTH, count), -1e9, dtype=np.float32)
    best[LONGEST_WORD - 1] = 0
    for end in range(WIDTH):
        np.max(best[end : end + LONGEST_WORD] + chances[end], axis=0, out=best[end + LONGEST_WORD])
    values = np.where(_OVER_MIDDLE[:, sizes], chances[_ENDS, LONGEST_WORD - _LENGTHS], FLOOR)
    found = values > FLOOR
    first = np.argmax(np.where(found, 2 * _LENGTHS[:, None] + values, -np.inf), axis=0)
    none = ~found.any(axis=0)
    longest = np.where(none, 0, _LENGTHS[first]).astype(np.float32)
    worth = np.where(none, np.float32(-9.0), values[first, every])
    alone = _least_of_middle(chances[:, -1].T, sizes)
    return best[LONGEST_WORD - 1 + 2 * REACH + sizes, every], (longest, worth, alone)


def _word_chances(model: Model, words: dict[int, Counts]) -> Rows:
    """By (last place, how much shorter than the longest, window): the chance of the word there."""
    base = float(np.log10(model.recipe.word_total))
    chances = np.full((WIDTH, LONGEST_WORD, len(words[1])), FLOOR, dtype=np.float32)
    for length, found in words.items():
        missing = UNKNOWN_CHARACTER if length == 1 else FLOOR
        chance = np.where(found > 0, np.log10(found + 1) - base, missing)
        chances[length - 1 :, LONGEST_WORD - length] = chance.T
    return chances
