"""Figures and form as layers of the proofreader: of one paragraph, and of a whole document."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xuncha.engine.domain.words import Band
from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.catalogue import figure_rules
from xuncha.engine.proofread.figures.claims import claim_findings, maybe_claiming
from xuncha.engine.proofread.figures.dates import date_findings, maybe_dated
from xuncha.engine.proofread.figures.doubling import doubled_words, maybe_doubled
from xuncha.engine.proofread.figures.marks import (
    FULL_MARKS,
    HALF_WIDTH,
    mark_findings,
    maybe_marked,
)
from xuncha.engine.proofread.figures.numbering import (
    document_numbering,
    inline_numbering,
    maybe_numbered,
)
from xuncha.engine.proofread.findings import TextFinding

SENTENCE = 200
"""Characters on either side of a finding that may still be its sentence."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One thing a paragraph shows by itself: dates, arithmetic, its own lists, marks, doublings.

    ``maybe`` tells which of many texts may show it, ``found`` what a text shows.
    """

    maybe: Callable[[Batch], set[int]]
    found: Callable[[str, date | None], Iterable[TextFinding]]

    def worth(self, batch: Batch, band: Band) -> set[int]:
        """The texts that may show it."""
        return self.maybe(batch)

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """The findings of a text, of both bands; they may overlap."""
        return [_unless_corrected(text, one) for one in self.found(text, published)]


def _lists(text: str) -> Iterator[TextFinding]:
    yield from inline_numbering(text)
    if "\n" in text:
        yield from document_numbering([text])[0]


FIGURES = (
    Figures(maybe_dated, date_findings),
    Figures(maybe_claiming, lambda text, _: claim_findings(text)),
    Figures(maybe_numbered, lambda text, _: _lists(text)),
    Figures(maybe_marked, lambda text, _: mark_findings(text)),
    Figures(maybe_doubled, lambda text, _: doubled_words(text)),
)


def _unless_corrected(text: str, one: TextFinding) -> TextFinding:
    """The finding, doubtful in a sentence that speaks of a wrong figure: 将2月30日更正为……"""
    begin = max(0, one.start - SENTENCE)
    begin = max(begin, max(text.rfind(mark, begin, one.start) for mark in "。\n") + 1)
    end = text.find("。", one.end, one.end + SENTENCE)
    sentence = text[begin : end if end != -1 else one.end + SENTENCE]
    if one.band is Band.A and any(word in sentence for word in words("figures_words", "corrects")):
        return replace(one, band=Band.B, confidence=figure_rules()[one.rule].doubt)
    return one


class Numbering:
    """What only the paragraphs of a document together show."""

    def document_findings(self, texts: Sequence[str]) -> list[list[TextFinding]]:
        """The findings of every paragraph, in the order of the document."""
        return document_numbering(texts)


def told_once(
    found: Sequence[tuple[TextFinding, ...]], documents: Sequence[str], texts: Sequence[str]
) -> list[tuple[TextFinding, ...]]:
    """The findings of many passages; a habit of writing stands at its first place only.

    It is told only of a document that else keeps to full-width marks: where half-width ones are the
    custom, or the text is too short to have one, nothing is told. Passages that name no document
    are each one of their own.
    """
    habits = frozenset(words("figures_words", "told_once"))
    careful: set[str] | None = None
    told: set[tuple[str, str]] = set()
    kept = []
    for number, (findings, document) in enumerate(zip(found, documents, strict=True)):
        mine = []
        for one in findings:
            if one.rule in habits:
                if careful is None:
                    careful = _careful(documents, texts)
                mark = document or str(number)
                if mark not in careful or (mark, one.rule) in told:
                    continue
                told.add((mark, one.rule))
            mine.append(one)
        kept.append(tuple(mine))
    return kept


def _careful(documents: Sequence[str], texts: Sequence[str]) -> set[str]:
    """The documents in which nearly all marks between Chinese characters are full-width."""
    full: Counter[str] = Counter()
    half: Counter[str] = Counter()
    for number, (document, text) in enumerate(zip(documents, texts, strict=True)):
        full[document or str(number)] += sum(text.count(mark) for mark in FULL_MARKS)
        half[document or str(number)] += len(HALF_WIDTH.findall(text))
    least, share = (int(words("figures_words", name)[0]) for name in ("marks_least", "marks_share"))
    return {one for one in full if full[one] >= max(least, half[one] * share)}
