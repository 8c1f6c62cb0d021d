"""Check texts: exact rules and statistics in, findings with their place and suggestion out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import ahocorasick_rs

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.lexicon import load_lexicon
from xuncha.engine.proofread.mentions import Mentions
from xuncha.engine.proofread.near import NearPhrases
from xuncha.engine.proofread.pairs import unpaired
from xuncha.engine.proofread.rules import Lexicon, Mention, Rule, WordRule
from xuncha.engine.proofread.standing import is_cut_out, is_word
from xuncha.engine.proofread.statistics.reasons import reason_of
from xuncha.engine.proofread.tries import Tries

if TYPE_CHECKING:
    from xuncha.engine.proofread.statistics.suspects import Statistics, Suspect

_NEVER_MENTIONED = frozenset({TextErrorKind.PUNCTUATION, TextErrorKind.NUMBER})


SHORT = 3
"""Characters up to which a wrong string may come about where two words meet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to check, the day it came out, and the document it is a part of.

    What a document keeps writing in the same way is taken for its own word, and only doubted.
    """

    text: str
    published: date | None
    document: str = ""


@dataclass(frozen=True, slots=True)
class TextFinding:
    """One suspect: characters ``start`` to ``end`` (exclusive) of the text, and what to do.

    ``suggestion`` is empty where the rule knows that something is wrong and not what is right.
    """

    start: int
    end: int
    text: str
    suggestion: str
    kind: TextErrorKind
    rule: str
    band: Band
    confidence: float
    why: str


def proofread(text: str, *, band: Band, published: date | None) -> tuple[TextFinding, ...]:
    """What the exact rules find in a Chinese text, in order, never two on the same characters.

    Band A gives the certain ones, band B those and the doubtful ones. ``published`` is the day the
    text came out: names and formulations are judged by what held then; None leaves dated rules out.
    """
    return _exact().findings(text, band=band, published=published)


def proofread_all(passages: Sequence[Passage], *, band: Band) -> list[tuple[TextFinding, ...]]:
    """What all layers find, the statistics too, passage by passage; otherwise as ``proofread``.

    Many passages at once cost much less than one by one.
    """
    return _whole().all_findings(passages, band=band)


@lru_cache(maxsize=1)
def _exact() -> Proofreader:
    return Proofreader(load_lexicon())


@lru_cache(maxsize=1)
def _whole() -> Proofreader:
    from xuncha.engine.proofread.statistics.suspects import shipped_statistics

    return Proofreader(load_lexicon(), shipped_statistics())


class Proofreader:
    """A lexicon made ready for matching, and the statistics; without them only exact rules."""

    def __init__(self, lexicon: Lexicon, statistics: Statistics | None = None) -> None:
        self._statistics = statistics
        by_wrong: dict[str, list[WordRule]] = defaultdict(list)
        for word in lexicon.words:
            by_wrong[word.wrong].append(word)
        self._words = list(by_wrong.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_wrong))
        self._tries = Tries(lexicon.patterns)
        self._near = NearPhrases(lexicon.phrases, lexicon.grammar)
        self._mentions = Mentions(lexicon.mentions)
        self._lexicon = lexicon
        short = [word for word in lexicon.words if _is_short_typo(word)]
        self._short = frozenset(word.rule.id for word in short)
        self._strange = frozenset(word.rule.id for word in short if not is_word(word.wrong))

    def all_findings(
        self, passages: Sequence[Passage], *, band: Band
    ) -> list[tuple[TextFinding, ...]]:
        """As ``proofread_all``, with this lexicon."""
        suspects: Sequence[tuple[Suspect, ...]] = [()] * len(passages)
        if self._statistics:
            texts = [one.text for one in passages]
            suspects = self._statistics.suspects(texts, [one.document for one in passages])
        return [
            self.findings(one.text, band=band, published=one.published, suspects=found)
            for one, found in zip(passages, suspects, strict=True)
        ]

    def findings(
        self,
        text: str,
        *,
        band: Band,
        published: date | None,
        suspects: Sequence[Suspect] = (),
    ) -> tuple[TextFinding, ...]:
        """What the lexicon finds in a text, and the suspects the statistics have of it."""

        def asked(rule: Rule) -> bool:
            wanted = rule.band is Band.A or band is Band.B or rule.id in self._strange
            return wanted and rule.holds_on(published)

        mention = self._mentions.of(text)
        judged = (
            _unless_mentioned(self._as_it_stands(found), mention)
            for rule, found in self._all(text, asked)
            if not _is_excepted(rule, text, found.start, found.end)
            and not (rule.id in self._short and is_cut_out(text, found.start, found.end))
        )
        doubted = (_unless_mentioned(_doubted(text, one), mention) for one in suspects)
        exact = _without_overlaps(one for one in judged if one.band is Band.A or band is Band.B)
        more = (one for one in doubted if one.band is Band.A or band is Band.B)
        return _beside(exact, more)

    def _as_it_stands(self, found: TextFinding) -> TextFinding:
        """Certain where the wrong string is no word and no piece of its neighbours."""
        return replace(found, band=Band.A) if found.rule in self._strange else found

    def _all(self, text: str, asked: Callable[[Rule], bool]) -> Iterator[tuple[Rule, TextFinding]]:
        yield from ((rule, one) for rule, one in self._literal(text) if asked(rule))
        for pattern in self._tries.worth(text):
            for match in pattern.pattern.finditer(text) if asked(pattern.rule) else ():
                right = match.expand(pattern.suggestion) if pattern.suggestion else ""
                yield pattern.rule, _finding(pattern.rule, text, *match.span(), right)
        for pair in self._lexicon.pairs:
            for at in unpaired(pair, text) if asked(pair.rule) else ():
                yield pair.rule, _finding(pair.rule, text, at, at + 1, "")

    def _literal(self, text: str) -> Iterator[tuple[Rule, TextFinding]]:
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for word in self._words[index]:
                yield word.rule, _finding(word.rule, text, start, end, word.right)
        for phrase, start, end in self._near.slips(text):
            kind = _kind_of_slip(phrase.rule, end - start - len(phrase.phrase))
            yield phrase.rule, _finding(phrase.rule, text, start, end, phrase.phrase, kind)


def _doubted(text: str, one: Suspect) -> TextFinding:
    reason = reason_of(text, one)
    return TextFinding(
        one.start,
        one.end,
        text[one.start : one.end],
        one.meant,
        reason.kind,
        reason.rule,
        one.band,
        round(one.confidence, 2),
        reason.why,
    )


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


def _is_short_typo(word: WordRule) -> bool:
    """Whether a wrong string is so short that its neighbours must be asked."""
    return word.rule.kind is TextErrorKind.TYPO and len(word.wrong) <= SHORT


def _unless_mentioned(
    found: TextFinding, mention: Callable[[int, int], Mention | None]
) -> TextFinding:
    """The finding, doubtful where its words are spoken about rather than used."""
    if found.band is Band.B or found.kind in _NEVER_MENTIONED:
        return found
    by = mention(found.start, found.end)
    if by is None:
        return found
    return replace(found, band=Band.B, confidence=by.confidence, why=f"{found.why}；{by.why}")


def _kind_of_slip(rule: Rule, longer_by: int) -> TextErrorKind:
    if longer_by < 0:
        return TextErrorKind.MISSING
    return TextErrorKind.EXTRA if longer_by > 0 else rule.kind


def _is_excepted(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether the place lies inside one of the rule's exceptions as they stand in the text."""
    for exception in rule.exceptions:
        spare = len(exception) - (end - start)
        if spare < 0:
            continue
        at = text.find(exception, max(0, start - spare), end + spare)
        while at != -1:
            if at <= start and end <= at + len(exception):
                return True
            at = text.find(exception, at + 1, end + spare)
    return False


def _without_overlaps(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """Band A before B, the longer before the shorter; then in the order of the text."""
    kept: list[TextFinding] = []
    ranked = sorted(findings, key=lambda one: (one.band, one.start - one.end, one.start, one.rule))
    for one in ranked:
        at = bisect_left(kept, one.start, key=lambda other: other.start)
        before = at == 0 or kept[at - 1].end <= one.start
        if before and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return tuple(kept)


def _beside(exact: tuple[TextFinding, ...], more: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """The exact findings and those of the statistics that overlap none, in order."""
    taken = {at for one in exact for at in range(one.start, one.end)}
    free = [one for one in more if taken.isdisjoint(range(one.start, one.end))]
    return tuple(sorted((*exact, *free), key=lambda one: one.start))
