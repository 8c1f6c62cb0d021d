"""Which expressions are worth trying on a text: those of which it has a needed piece."""

from collections.abc import Sequence

import ahocorasick_rs

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.rules import PatternRule


class Tries:
    """All needed pieces as one automaton: one pass instead of a search per expression."""

    def __init__(self, patterns: Sequence[PatternRule]) -> None:
        self._patterns = patterns
        self._always = {at for at, one in enumerate(patterns) if not one.needs}
        pieces = [(piece, at) for at, one in enumerate(patterns) for piece in one.needs]
        self._owner = [at for _, at in pieces]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [piece for piece, _ in pieces], implementation=ahocorasick_rs.Implementation.DFA
        )

    def texts(self, batch: Batch) -> set[int]:
        """The texts on which any expression is worth trying."""
        found = batch.holding(self._automaton)
        for at in self._always:
            search = self._patterns[at].pattern.search
            found |= {number for number, text in enumerate(batch.texts) if search(text)}
        return found

    def worth(self, text: str) -> tuple[PatternRule, ...]:
        """The expressions to try, in the order of the lexicon."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        wanted = self._always.union(self._owner[index] for index, _, _ in hits)
        return tuple(self._patterns[at] for at in sorted(wanted))
