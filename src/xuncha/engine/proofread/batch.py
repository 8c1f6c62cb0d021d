"""Many texts looked at as one: which of them have what a layer needs, found in one pass over all.

Most texts have nothing that any layer looks for. One search through all of them costs a fraction of
a search in each.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate

import ahocorasick_rs

END = "\n"
"""Stands between two texts: no rule goes on over the end of a paragraph."""


class Batch:
    """Texts and the days they came out; searched as one text, told by their numbers."""

    def __init__(self, texts: Sequence[str], published: Sequence[date | None] = ()) -> None:
        self.texts = texts
        self.is_dated = any(published)
        self._having: dict[re.Pattern[str], set[int]] = {}
        self._begins = list(accumulate((len(one) + 1 for one in texts), initial=0))

    @cached_property
    def whole(self) -> str:
        """All texts in their order, each ended by a line end."""
        return END.join((*self.texts, ""))

    def number(self, place: int) -> int:
        """Which text a character of the whole belongs to."""
        return bisect_right(self._begins, place) - 1

    def begin(self, number: int) -> int:
        """Where a text begins in the whole."""
        return self._begins[number]

    def numbers(self, places: Iterable[int]) -> set[int]:
        """Which texts some characters of the whole belong to."""
        return set(map(self.number, places))

    def having(self, shape: re.Pattern[str]) -> set[int]:
        """The texts in which the expression is found, and maybe some in which it only seems so.

        Each text is looked at from its beginning, with the next one behind its end.
        """
        if shape in self._having:
            return self._having[shape]
        found = self._having[shape] = set()
        whole, search, at = self.whole, shape.search, 0
        while match := search(whole, at):
            number = self.number(match.start())
            found.add(number)
            at = self._begins[number + 1]
        return found

    def holding(self, pieces: ahocorasick_rs.AhoCorasick) -> set[int]:
        """The texts that hold one of the pieces."""
        hits = pieces.find_matches_as_indexes(self.whole, overlapping=True)
        return self.numbers(start for _, start, _ in hits)
