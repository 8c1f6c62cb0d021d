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
class _Places:
    """Where the candidates of a sort stand: the windows as written once a place, all as meant."""

    old: Codes
    new: Codes
    place: Places


def rows(model: Model, looked: Looked, groups: Sequence[Edits], seen: Seen) -> list[Rows]:
    """The clues of all candidates, a table a sort; windows of one size are read together."""
    if not groups:
        return []
    placed = [_placed(looked.codes, edits) for edits in groups]
    sizes = [SIZES[edits.sort] for edits in groups]
    windows = [(size[0], one.old) for size, one in zip(sizes, placed, strict=True)]
    windows += [(size[1], one.new) for size, one in zip(sizes, placed, strict=True)]
    sides = _sides(model, windows)
    old = np.concatenate([side[one.place] for side, one in zip(sides, placed, strict=False)])
    new = np.concatenate(sides[len(groups) :])
    every = [one.at + number * len(looked.codes) for number, one in enumerate(groups)]
    gain, better = (new[:, :2] - old[:, :2]).T
    order = np.concatenate(every)
    both = gain + NATURAL * better
    columns = (
        gain,
        _ahead(order, gain),
        looked.familiar[order % len(looked.codes)],
        better,
        _ahead(order, better),
        _ahead(order, both),
        *_beside(looked, groups, both),
    )
    first = np.stack(columns, axis=1)
    parts = (first, old[:, _WORDS], new[:, _WORDS], old[:, _CLUES], new[:, _CLUES])
    table = np.concatenate(parts, axis=1, dtype=np.float32)
    ends = np.cumsum([len(one.at) for one in groups])[:-1]
    return [
        np.concatenate([own, edits.likeness, _around(looked, edits), _seen(looked, edits, seen)], 1)
        for own, edits in zip(np.split(table, ends), groups, strict=True)
    ]


def _placed(codes: Codes, edits: Edits) -> _Places:
    written = SIZES[edits.sort][0]
    at = edits.at
    left = codes[at[:, None] + np.arange(-REACH, 0)]
    right = codes[at[:, None] + np.arange(written, written + REACH)]
    first = np.ones(len(at), dtype=bool)
    first[1:] = at[1:] != at[:-1]
    stands = codes[at[first, None] + np.arange(written)]
    return _Places(
        np.concatenate([left[first], stands, right[first]], axis=1),
        np.concatenate([left, edits.meant, right], axis=1),
        np.cumsum(first) - 1,
    )


def _sides(model: Model, windows: Sequence[tuple[int, Codes]]) -> list[Rows]:
    """The side of each table of windows, in the order given."""
    found: dict[int, Rows] = {}
    for size in sorted({size for size, _ in windows}):
        numbers = [number for number, one in enumerate(windows) if one[0] == size]
        side = _side(model, np.concatenate([windows[number][1] for number in numbers]), size)
        begin = 0
        for number in numbers:
            end = begin + len(windows[number][1])
            found[number] = side[begin:end]
            begin = end
    return [found[number] for number in range(len(windows))]


def _around(looked: Looked, edits: Edits) -> Rows:
    """How well the model knows the neighbours on the left and right, and rare places nearby."""
    written = SIZES[edits.sort][0]
    at, codes = edits.at, looked.codes
    dense = (looked.cover[at[:, None] + np.arange(-4, 5 + written)] < SELDOM_COVERED).sum(axis=1)
    sides = np.stack([at - 1, at + written])
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


def _beside(looked: Looked, groups: Sequence[Edits], gain: Rows) -> tuple[Rows, Rows, Rows]:
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
    at = np.concatenate([edits.at for edits in groups])
    after = np.concatenate([edits.at + SIZES[edits.sort][0] for edits in groups])
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


def _side(model: Model, window: Codes, size: int) -> Rows:
    """One reading of windows, as written or as meant: its chance, as characters and as words, the
    words over the middle, and what the model counts there."""
    counts = model.sequences(window)
    best, words = _segmented(model, window, size)
    first = REACH
    clues: list[Rows] = []
    twos, threes = np.log1p(counts[2]), np.log1p(counts[3])
    clues += [twos[:, first - 1], twos[:, first + size - 1]]
    clues += [threes[:, first - 2], threes[:, first + size - 1]]
    clues += [threes[:, first - 1], threes[:, first + size - 2]]
    for order in range(2, ORDER + 1):
        over = counts[order][:, first - order + 1 : first + max(size, 0)]
        clues += [np.log1p(over.max(axis=1)), (over > 0).sum(axis=1).astype(np.float32)]
    ones = counts[1][:, first : first + size] if size else counts[1][:, first - 1 : first + 1]
    clues += [np.log1p(ones.min(axis=1)), twos[:, first - 2], twos[:, first + size]]
    chance = _chance(counts, window.shape[1], first, first + size + REACH - 1, model)
    return np.stack([chance, best, *words, *clues], axis=1)


def _chance(counts: dict[int, Counts], width: int, begin: int, end: int, model: Model) -> Rows:
    """Natural logarithm of the chance of columns ``begin`` to ``end`` (exclusive) of windows."""
    total = np.zeros(len(counts[1]), dtype=np.float32)
    for column in range(begin, min(end, width)):
        chance = (counts[1][:, column] + UNSEEN_CHARACTER) / (
            model.recipe.characters + UNSEEN_CHARACTER * KINDS_OF_CHARACTER
        )
        for size in range(2, ORDER + 1):
            start = column - size + 1
            history = counts[size - 1][:, start]
            chance = (counts[size][:, start] + SMOOTHING[size] * chance) / (
                history + SMOOTHING[size]
            )
        total += np.log(chance)
    return total


def _segmented(model: Model, window: Codes, size: int) -> tuple[Rows, tuple[Rows, ...]]:
    """Best chance (decimal logarithm) of windows as words; and of the words over the middle.

    These are the longest one's size and chance (without one of at least two characters 0 and -9)
    and the least chance of a character of the middle as a word of its own.
    """
    count, width = window.shape
    chances = _word_chances(model, window)
    best = np.full((LONGEST_WORD + width, count), -1e9, dtype=np.float32)
    best[LONGEST_WORD - 1] = 0
    for end in range(width):
        np.max(best[end : end + LONGEST_WORD] + chances[end], axis=0, out=best[end + LONGEST_WORD])
    over = [
        (end - 1, LONGEST_WORD - length, length)
        for end in range(REACH + 1, width + 1)
        for length in range(2, min(LONGEST_WORD, end) + 1)
        if end - length < REACH + max(size, 1)
    ]
    ends, rows_, lengths = (np.array(one) for one in zip(*over, strict=True))
    values = chances[ends, rows_]
    found = values > FLOOR
    first = np.argmax(np.where(found, 2 * lengths[:, None] + values, -np.inf), axis=0)
    none = ~found.any(axis=0)
    longest = np.where(none, 0, lengths[first]).astype(np.float32)
    worth = np.where(none, np.float32(-9.0), values[first, np.arange(count)])
    alone = (
        chances[REACH : REACH + size, LONGEST_WORD - 1]
        if size
        else chances[REACH - 1 : REACH + 1, -1]
    )
    return best[-1], (longest, worth, alone.min(axis=0))


def _word_chances(model: Model, window: Codes) -> Rows:
    """By (last place, how much shorter than the longest, window): the chance of the word there."""
    count, width = window.shape
    base = float(np.log10(model.recipe.word_total))
    chances = np.full((width, LONGEST_WORD, count), FLOOR, dtype=np.float32)
    for length, found in model.words(window, LONGEST_WORD).items():
        missing = UNKNOWN_CHARACTER if length == 1 else FLOOR
        chance = np.where(found > 0, np.log10(found + 1) - base, missing)
        chances[length - 1 :, LONGEST_WORD - length] = chance.T
    return chances
