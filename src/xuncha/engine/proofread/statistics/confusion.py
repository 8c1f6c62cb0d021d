"""Which characters are taken for each other: by sound, near sound, shape; and words by sound."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.statistics.codes import Codes, Places
from xuncha.engine.proofread.statistics.seen import Seen
from xuncha.engine.proofread.statistics.words import Words, shipped_words

READINGS = 3
"""Readings kept of a character for words by sound, the most usual first."""
NO_READING = -1
USUAL = 50
"""Frequency from which a word may lend a character thought to be left out."""
_TABLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Alike:
    """Characters one character may stand for, and a row of likeness each.

    ``sound``: 2 the same syllable, 1 nearly, 0 another. ``tone``: 1 the same tone too. ``shape``:
    tenths of likeness, 0 none worth naming. The last column: how often it was seen
    (``Seen.pairs``).
    """

    codes: Codes
    likeness: NDArray[np.float32]

    @property
    def sound(self) -> NDArray[np.float32]:
        """The first column."""
        return self.likeness[:, 0]

    @property
    def tone(self) -> NDArray[np.float32]:
        """The second column."""
        return self.likeness[:, 1]

    @property
    def shape(self) -> NDArray[np.float32]:
        """The third column."""
        return self.likeness[:, 2]


class Confusion:
    """The tables made ready for look-ups."""

    def __init__(self, words: Words, seen: Seen) -> None:
        self.seen = seen
        meant = frozenset("".join(row[0] for row in rows("confusion_meant", 1)))
        self._toned: dict[str, set[str]] = {}
        same: dict[str, str] = {}
        for base, tone, characters in rows("confusion_sound", 3):
            same[base] = same.get(base, "") + characters
            for one in characters:
                self._toned.setdefault(one, set()).add(base + tone)
        self._same = {base: frozenset(found) & meant for base, found in same.items()}
        folded: dict[str, frozenset[str]] = {}
        for base, found in self._same.items():
            folded[_near(base)] = folded.get(_near(base), frozenset()) | found
        self._nearly = folded
        self._shapes = {one: (alike, tenths) for one, alike, tenths in rows("confusion_shape", 3)}
        self._cached: dict[int, Alike] = {}
        self._syllables = _syllables(same)
        self._index = _by_sound(words, self._syllables)
        self._after, self._before = _by_half(words, 0), _by_half(words, 1)

    def of(self, code: int) -> Alike:
        """What a character may stand for; empty arrays for one the tables do not know."""
        found = self._cached.get(code)
        if found is None:
            found = self._cached[code] = self._of(chr(code))
        return found

    def _of(self, written: str) -> Alike:
        toned = self._toned.get(written, set())
        sounds = {one[:-1] for one in toned}
        grades: dict[str, list[float]] = {}
        for sound in sounds:
            for one in self._nearly.get(_near(sound), ()):
                grades[one] = [1.0, 0.0, 0.0]
        for sound in sounds:
            for one in self._same.get(sound, ()):
                grades[one] = [2.0, float(bool(toned & self._toned[one])), 0.0]
        alike, tenths = self._shapes.get(written, ("", ""))
        for one, tenth in zip(alike, tenths, strict=True):
            grades.setdefault(one, [0.0, 0.0, 0.0])[2] = float(tenth)
        for code in self.seen.instead_of(ord(written)):
            grades.setdefault(chr(code), [0.0, 0.0, 0.0])
        grades.pop(written, None)
        ordered = sorted(grades)
        table = np.array([grades[one] for one in ordered], dtype=np.float32).reshape(-1, 3)
        codes = np.fromiter(map(ord, ordered), dtype=np.uint16, count=len(ordered))
        seen = self.seen.pairs(np.full(len(codes), ord(written), dtype=np.uint16), codes)
        return Alike(codes, np.concatenate([table, seen[:, None]], axis=1))

    def words_like(self, first: Codes, second: Codes) -> tuple[Places, Codes]:
        """For pairs of characters: (number of the pair, word of two characters that sounds so)."""
        starts, words = self._index
        owner: list[Places] = []
        found: list[Codes] = []
        for one in range(READINGS):
            for other in range(READINGS):
                key = _key(self._syllables[first, one], self._syllables[second, other])
                number, like = _spread(starts, words, key)
                owner.append(number)
                found.append(like)
        return np.concatenate(owner), np.concatenate(found)

    def between(self, before: Codes, after: Codes) -> tuple[Places, Codes]:
        """For pairs of characters: (number of the pair, character that makes a word with one)."""
        owners, found = zip(
            *(
                _spread(starts, others, codes.astype(np.int64))
                for (starts, others), codes in ((self._after, before), (self._before, after))
            ),
            strict=True,
        )
        pair = np.concatenate(owners) * _TABLE + np.concatenate(found)
        pair = np.unique(pair)
        return pair // _TABLE, (pair % _TABLE).astype(np.uint16)[:, None]


@lru_cache(maxsize=1)
def shipped_confusion() -> Confusion:
    """The tables that come with the program."""
    seen = ((one, other, int(times)) for one, other, times in rows("confusion_seen", 3))
    return Confusion(shipped_words(), Seen(seen))


def _spread(starts: Places, values: Codes, key: NDArray[np.int64]) -> tuple[Places, Codes]:
    """All values under each key, and the number of the key each belongs to; none under -1."""
    size = np.where(key < 0, 0, starts[key + 1] - starts[key])
    number = np.repeat(np.arange(len(key)), size)
    offset = np.arange(len(number)) - np.repeat(np.cumsum(size) - size, size)
    return number, values[np.repeat(starts[key], size) + offset]


def _by_half(words: Words, half: int) -> tuple[Places, Codes]:
    """Where each character begins in the words of two sorted by that half; the other halves."""
    codes, counts = words.by_size.get(2, (np.zeros((0, 2), np.uint16), np.zeros(0, np.int64)))
    codes = codes[counts >= USUAL]
    order = np.argsort(codes[:, half], kind="stable")
    starts = np.searchsorted(codes[order, half], np.arange(_TABLE + 1))
    return starts, codes[order, 1 - half]


def _near(base: str) -> str:
    """A syllable with the distinctions left out that dialects and input methods leave out."""
    if base[:2] in ("zh", "ch", "sh"):
        base = base[0] + base[2:]
    elif base[0] in "lr":
        base = "n" + base[1:]
    elif base[0] == "f":
        base = "h" + base[1:]
    return base.removesuffix("g") if base.endswith("ng") else base


_SYLLABLES = 512


def _syllables(same: dict[str, str]) -> NDArray[np.int64]:
    """Row by code: the numbers of a character's usual readings, NO_READING where it has fewer.

    A reading that words hardly ever give it (达 as ti) makes no word sound like another.
    """
    numbers = {base: number for number, base in enumerate(sorted(same))}
    usual = {one: sounds.split() for one, sounds in rows("confusion_usual", 2)}
    by_character: dict[str, list[str]] = {}
    for base in sorted(same):
        for one in dict.fromkeys(same[base]):
            by_character.setdefault(one, []).append(base)
    table = np.full((_TABLE, READINGS), NO_READING, dtype=np.int64)
    for one, bases in by_character.items():
        known = [base for base in usual.get(one, bases) if base in numbers] or bases
        for at, base in enumerate(known[:READINGS]):
            table[ord(one), at] = numbers[base]
    return table


def _key(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where((first < 0) | (second < 0), -1, first * _SYLLABLES + second)


def _by_sound(words: Words, syllables: NDArray[np.int64]) -> tuple[Places, Codes]:
    """Where each pair of syllables begins in the words of two characters sorted by sound."""
    codes, _ = words.by_size.get(2, (np.zeros((0, 2), np.uint16), np.zeros(0, np.int64)))
    pairs = [
        _key(syllables[codes[:, 0], one], syllables[codes[:, 1], other])
        for one in range(READINGS)
        for other in range(READINGS)
    ]
    number = np.tile(np.arange(len(codes)), len(pairs))
    key = np.concatenate(pairs)
    known = key >= 0
    key, number = key[known], number[known]
    order = np.argsort(key, kind="stable")
    starts = np.searchsorted(key[order], np.arange(_SYLLABLES * _SYLLABLES + 1))
    return starts, codes[number[order]]
