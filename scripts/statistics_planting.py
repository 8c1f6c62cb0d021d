"""Plant slips of several sorts in clean lines, and remember where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.edits import NUMERALS, Sort
from xuncha.engine.proofread.statistics.words import Words

SHARES = {
    Sort.CHARACTER: 0.5,
    Sort.WORD: 0.23,
    Sort.SWAPPED: 0.09,
    Sort.EXTRA: 0.09,
    Sort.MISSING: 0.09,
}
REPLACED = {
    Sort.CHARACTER: 1,
    Sort.WORD: 2,
    Sort.SWAPPED: 2,
    Sort.EXTRA: 0,
    Sort.MISSING: 1,
}
"""Characters of the clean line a slip takes the place of."""
LONG_LINE = 60
"""From this length on a line gets two slips."""


@dataclass(frozen=True, slots=True)
class Slip:
    """At character ``at`` of the written line ``size`` characters stand for ``meant``."""

    sort: Sort
    at: int
    size: int
    meant: str


class Planter:
    """Draws slips: usual characters and words more often than rare ones."""

    def __init__(self, confusion: Confusion, words: Words, seed: int) -> None:
        self._confusion = confusion
        self._draw = np.random.default_rng(seed)
        self._frequency = np.zeros(1 << 16)
        codes, counts = words.by_size[1]
        self._frequency[codes[:, 0]] = counts
        codes, counts = words.by_size[2]
        pairs = (tuple(pair) for pair in codes.tolist())
        self._words = dict(zip(pairs, counts.tolist(), strict=True))

    def plant(self, line: str) -> tuple[str, list[Slip]]:
        """The line with one or two slips, and the slips in order; the line itself without room."""
        written = list(line)
        able = [
            at for at, one in enumerate(line[:-1]) if self._may(one) and self._may(line[at + 1])
        ]
        wanted = 1 + (len(line) > LONG_LINE)
        slips: list[Slip] = []
        chosen = sorted(self._draw.permutation(len(able))[: 3 * wanted].tolist(), reverse=True)
        last = len(line) + 3
        for at in (able[number] for number in chosen):
            if len(slips) == wanted or at + 4 > last:
                continue
            slip = self._slip(line, at)
            if slip is not None:
                sort, new = slip
                old = line[at : at + REPLACED[sort]]
                shift = len(new) - len(old)
                slips = [replace(one, at=one.at + shift) for one in slips]
                slips.append(Slip(sort, at, len(new), old))
                written[at : at + len(old)] = list(new)
                last = at
        return "".join(written), slips[::-1]

    def _may(self, one: str) -> bool:
        return "\u4e00" <= one <= "\u9fff" and ord(one) not in NUMERALS and one not in "第条款"

    def _slip(self, line: str, at: int) -> tuple[Sort, str] | None:
        sort = list(SHARES)[self._draw.choice(len(SHARES), p=list(SHARES.values()))]
        pair = line[at : at + 2]
        if sort is Sort.SWAPPED:
            return (sort, pair[::-1]) if pair[0] != pair[1] else None
        if sort is Sort.MISSING:
            return (sort, "") if at and self._may(line[at - 1]) else None
        if sort is Sort.EXTRA:
            twin = self._draw.random() < 0.5
            other = pair[0] if twin else line[int(self._draw.integers(len(line)))]
            return (sort, other) if self._may(other) else None
        if sort is Sort.WORD:
            found = self._word(pair) if tuple(map(ord, pair)) in self._words else ""
            return (sort, found) if found else None
        found = self._character(pair[0])
        return (Sort.CHARACTER, found) if found else None

    def _word(self, pair: str) -> str:
        first, second = (np.array([ord(one)], np.uint16) for one in pair)
        _, like = self._confusion.words_like(first, second)
        like = like[(like[:, 0] != first) & (like[:, 1] != second)]
        if not len(like):
            return ""
        weight = np.array([self._words[one[0], one[1]] + 5 for one in like.tolist()]) ** 0.4
        return "".join(
            map(chr, like[self._draw.choice(len(like), p=weight / weight.sum())].tolist())
        )

    def _character(self, one: str) -> str:
        alike = self._confusion.of(ord(one))
        weight = np.where(alike.sound == 2, 2 + alike.tone, np.where(alike.sound == 1, 0.4, 0))
        weight = np.maximum(weight, np.maximum(0, alike.shape - 6) * 0.8)
        weight = weight * (self._frequency[alike.codes] + 100) ** 0.35
        if not weight.sum():
            return ""
        return chr(alike.codes[self._draw.choice(len(weight), p=weight / weight.sum())])


def planted(lines: Sequence[str], planter: Planter) -> list[tuple[str, list[Slip]]]:
    """Every line with its slips."""
    return [planter.plant(line) for line in lines]
