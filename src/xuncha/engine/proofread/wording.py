"""Rules of the lexicon as they stand: wrong words, near phrases, patterns, marks in pairs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

import ahocorasick_rs

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.named import is_in_name
from xuncha.engine.proofread.near import NearPhrases
from xuncha.engine.proofread.pairs import maybe_unpaired, unpaired
from xuncha.engine.proofread.rules import Lexicon, Rule, WordRule
from xuncha.engine.proofread.standing import SHORT, is_cut_out, lies_within
from xuncha.engine.proofread.tries import Tries

PIECE = 2
"""Characters up to which a wrong string may be a piece of a name by chance."""
NAMED = 0.6


class Wording:
    """A lexicon made ready for matching; a layer of the proofreader."""

    def __init__(self, lexicon: Lexicon) -> None:
        by_wrong: dict[str, list[WordRule]] = defaultdict(list)
        for word in lexicon.words:
            by_wrong[word.wrong].append(word)
        self._words = list(by_wrong.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_wrong))
        certain = [one for one in lexicon.patterns if one.rule.band is Band.A]
        self._tries = {Band.A: Tries(certain), Band.B: Tries(lexicon.patterns)}
        self._near = NearPhrases(lexicon.phrases, lexicon.grammar)
        self._pairs = lexicon.pairs
        typos = [one for one in lexicon.words if one.rule.kind is TextErrorKind.TYPO]
        self._short = frozenset(one.rule.id for one in typos if len(one.wrong) <= SHORT)
        self._pieces = frozenset(one.rule.id for one in typos if len(one.wrong) <= PIECE)

    def worth(self, batch: Batch, band: Band) -> Collection[int]:
        """The texts that have a wrong word, a slip in a phrase, a piece some expression needs, or
        marks that are not plainly paired."""
        slips = batch.numbers(start for _, start, _ in self._near.slips(batch.whole))
        pairs = (maybe_unpaired(pair, batch) for pair in self._pairs)
        pieces = self._tries[band].texts(batch)
        return slips.union(batch.holding(self._automaton), pieces, *pairs)

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """What the lexicon finds in a text, exceptions left out; findings may overlap."""

        def asked(rule: Rule) -> bool:
            wanted = rule.band is Band.A or band is Band.B
            return wanted and rule.holds_on(published)

        return (
            _unless_named(text, found) if rule.id in self._pieces else found
            for rule, found in self._all(text, asked, self._tries[band])
            if not lies_within(text, found.start, found.end, rule.exceptions)
            and not (rule.id in self._short and is_cut_out(text, found.start, found.end))
        )

    def _all(
        self, text: str, asked: Callable[[Rule], bool], tries: Tries
    ) -> Iterator[tuple[Rule, TextFinding]]:
        yield from self._literal(text, asked)
        for pattern in tries.worth(text):
            for match in pattern.pattern.finditer(text) if asked(pattern.rule) else ():
                right = match.expand(pattern.suggestion) if pattern.suggestion else ""
                yield pattern.rule, _finding(pattern.rule, text, *match.span(), right)
        for pair in self._pairs:
            for at in unpaired(pair, text) if asked(pair.rule) else ():
                yield pair.rule, _finding(pair.rule, text, at, at + 1, "")

    def _literal(
        self, text: str, asked: Callable[[Rule], bool]
    ) -> Iterator[tuple[Rule, TextFinding]]:
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for word in self._words[index]:
                if asked(word.rule):
                    yield word.rule, _finding(word.rule, text, start, end, word.right)
        for phrase, start, end in self._near.slips(text):
            if not asked(phrase.rule):
                continue
            kind = _kind_of_slip(phrase.rule, end - start - len(phrase.phrase))
            yield phrase.rule, _finding(phrase.rule, text, start, end, phrase.phrase, kind)


def _finding(
    rule: Rule,
    text: str,
    start: int,
    end: int,
    suggestion: str,
    kind: TextErrorKind | None = None,
) -> TextFinding:
    return TextFinding(
        start,
        end,
        text[start:end],
        suggestion,
        kind or rule.kind,
        rule.id,
        rule.band,
        rule.confidence,
        rule.why,
    )


def _unless_named(text: str, found: TextFinding) -> TextFinding:
    """The finding, doubtful where its characters seem to be part of a name."""
    if found.band is Band.B or not is_in_name(text, found.start, found.end, found.suggestion):
        return found
    return replace(
        found, band=Band.B, confidence=NAMED, why=f"{found.why}；也可能是名称，请人工判断"
    )


def _kind_of_slip(rule: Rule, longer_by: int) -> TextErrorKind:
    if longer_by < 0:
        return TextErrorKind.MISSING
    return TextErrorKind.EXTRA if longer_by > 0 else rule.kind
