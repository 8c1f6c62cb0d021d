"""What speaks for and against a candidate, as numbers: one row a candidate, one column a clue."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes, Places, is_chinese
from xuncha.engine.proofread.statistics.edits import SIZES, Edits, Looked
from xuncha.engine.proofread.statistics.grams import ORDER
from xuncha.engine.proofread.statistics.model import Counts, Model

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
AHEAD = 20.0


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of the places, as written or as meant: windows and what the model counts."""

    chance: Rows
    best: Rows
    word_size: Rows
    word_chance: Rows
    clues: tuple[Rows, ...]

    def spread(self, place: Places) -> "Side":
        """The side of every candidate, from the sides of their places."""
        return Side(
            self.chance[place],
            self.best[place],
            self.word_size[place],
            self.word_chance[place],
            tuple(one[place] for one in self.clues),
        )


def rows(model: Model, looked: Looked, edits: Edits) -> Rows:
    """The clues of all candidates of one sort."""
    written, meant = SIZES[edits.sort]
    at, codes = edits.at, looked.codes
    left = codes[at[:, None] + np.arange(-REACH, 0)]
    stands = codes[at[:, None] + np.arange(written)]
    right = codes[at[:, None] + np.arange(written, written + REACH)]
    _, first, place = np.unique(at, return_index=True, return_inverse=True)
    once = np.concatenate([left, stands, right], axis=1)[first]
    old = _side(model, once, written).spread(place)
    new = _side(model, np.concatenate([left, edits.meant, right], axis=1), meant)
    rare = looked.cover < 3
    dense = sum(rare[at + offset] for offset in range(-4, 5 + written))
    around = (
        np.log1p(looked.cover[at - 1]) * is_chinese(left[:, -1]),
        np.log1p(looked.cover[at + written]) * is_chinese(right[:, 0]),
        is_chinese(left[:, -1]),
        is_chinese(right[:, 0]),
        dense,
    )
    gain = new.chance - old.chance
    columns = (
        gain,
        _ahead(at, gain),
        looked.familiar[at],
        new.best - old.best,
        old.word_size,
        old.word_chance,
        new.word_size,
        new.word_chance,
        *old.clues,
        *new.clues,
        *edits.likeness.T,
        *around,
    )
    return np.stack([np.asarray(one, dtype=np.float32) for one in columns], axis=1)


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


def _side(model: Model, window: Codes, size: int) -> Side:
    counts = model.sequences(window)
    best, word_size, word_chance = _segmented(model, window, size)
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
    return Side(chance, best, word_size, word_chance, tuple(clues))


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


def _segmented(model: Model, window: Codes, size: int) -> tuple[Rows, Rows, Rows]:
    """Best chance (decimal logarithm) of windows as words; longest word over the middle, its own.

    Without a word of at least two characters over the middle its size is 0 and its chance -9.
    """
    count, width = window.shape
    base = float(np.log10(model.recipe.word_total))
    chances = {}
    for length, found in model.words(window, LONGEST_WORD).items():
        missing = UNKNOWN_CHARACTER if length == 1 else FLOOR
        chance = np.where(found > 0, np.log10(found + 1) - base, missing)
        chances[length] = chance.astype(np.float32).T
    best = np.full((width + 1, count), -1e9, dtype=np.float32)
    best[0] = 0
    longest = np.zeros(count, dtype=np.float32)
    worth = np.full(count, -9.0, dtype=np.float32)
    middle, after = REACH, REACH + max(size, 1)
    for end in range(1, width + 1):
        for length in range(1, min(LONGEST_WORD, end) + 1):
            start = end - length
            value = chances[length][start]
            np.maximum(best[end], best[start] + value, out=best[end])
            if length > 1 and start < after and end > middle:
                better = (value > FLOOR) & (2 * length + value > 2 * longest + worth)
                longest = np.where(better, np.float32(length), longest)
                worth = np.where(better, value, worth)
    return best[width], longest, worth
