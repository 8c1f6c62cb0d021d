"""Check texts: layer after layer, findings with their place and suggestion out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from xuncha.engine.domain.own_words import NO_WORDS, DoubtedRule, OwnWords
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.damage.layer import Prepared, prepare
from xuncha.engine.proofread.figures.layer import FIGURES, Numbering, told_once
from xuncha.engine.proofread.findings import (
    DocumentLayer,
    Layer,
    Passage,
    SiftingLayer,
    TextFinding,
)
from xuncha.engine.proofread.lexicon import load_lexicon
from xuncha.engine.proofread.mentions import Mentions
from xuncha.engine.proofread.names.layer import shipped_names
from xuncha.engine.proofread.office_lists import layers_of
from xuncha.engine.proofread.privacy.layer import PersonalData
from xuncha.engine.proofread.statistics.reasons import reason_of
from xuncha.engine.proofread.wording import Wording

if TYPE_CHECKING:
    from xuncha.engine.proofread.statistics.suspect import Suspect
    from xuncha.engine.proofread.statistics.suspects import Statistics


def proofread(text: str, *, band: Band, published: date | None) -> tuple[TextFinding, ...]:
    """What the exact layers find in a Chinese text, in order, never two on the same characters.

    Band A gives the certain ones, band B those and the doubtful ones. ``published`` is the day the
    text came out: names and formulations are judged by what held then; None leaves dated rules out.
    """
    return _exact(NO_WORDS).findings(text, band=band, published=published)


def proofread_exactly(
    passages: Sequence[Passage], *, band: Band, own: OwnWords = NO_WORDS
) -> list[tuple[TextFinding, ...]]:
    """What the exact layers and those of an office find: ``proofread_all`` without statistics."""
    return _exact(own).all_findings(passages, band=band)


def proofread_all(
    passages: Sequence[Passage],
    *,
    band: Band,
    own: OwnWords = NO_WORDS,
    terms: frozenset[str] = frozenset(),
) -> list[tuple[TextFinding, ...]]:
    """What all layers find, the statistics too, passage by passage; otherwise as ``proofread``.

    Many passages at once cost much less than one by one. ``own``: the lists of an office make
    layers beside ours, and what a rule it doubts finds is doubtful. What an office allows is not
    left out here but by ``allowances.apply``. ``terms``: strings the statistics never suspect, such
    as ``statistics.harvest`` proposes.
    """
    return _whole(own).all_findings(passages, band=band, terms=terms)


@lru_cache(maxsize=4)
def _exact(own: OwnWords) -> Proofreader:
    return _proofreader(own)


@lru_cache(maxsize=4)
def _whole(own: OwnWords) -> Proofreader:
    from xuncha.engine.proofread.statistics.suspects import shipped_statistics

    return _proofreader(own, shipped_statistics())


def _proofreader(own: OwnWords, statistics: Statistics | None = None) -> Proofreader:
    layers = (*shipped_layers(), *layers_of(own))
    doubted = {one.rule: one for one in own.doubted}
    return Proofreader(layers, shipped_mentions(), statistics, doubted)


@lru_cache(maxsize=1)
def shipped_layers() -> tuple[Layer, ...]:
    """The exact layers that come with the program, in the order of design."""
    return (Wording(load_lexicon()), shipped_names(), *FIGURES)


DOCUMENT_LAYERS: tuple[DocumentLayer, ...] = (Numbering(),)
"""What looks at all passages of a document together."""
PERSONAL_DATA = PersonalData()
"""Looks at whole documents and at lines in any language: a number is what it is in all of them."""


@lru_cache(maxsize=1)
def shipped_mentions() -> Mentions:
    """What makes a word spoken about, as it comes with the program."""
    return Mentions(load_lexicon().mentions)


class Proofreader:
    """Layers in their order; without ``statistics`` only the exact ones."""

    def __init__(
        self,
        layers: Sequence[Layer],
        mentions: Mentions,
        statistics: Statistics | None = None,
        doubted: Mapping[str, DoubtedRule] = MappingProxyType({}),
    ) -> None:
        sifting = (one if isinstance(one, SiftingLayer) else None for one in layers)
        self._layers = tuple(zip(layers, sifting, strict=True))
        self._mentions = mentions
        self._statistics = statistics
        self._doubted_rules = doubted

    def all_findings(
        self, passages: Sequence[Passage], *, band: Band, terms: frozenset[str] = frozenset()
    ) -> list[tuple[TextFinding, ...]]:
        """As ``proofread_all``, with these layers."""
        prepared = prepare(passages)
        suspects: Sequence[tuple[Suspect, ...]] = [()] * len(passages)
        documents = [one.document for one in passages]
        texts = [one.chinese for one in prepared]
        if self._statistics:
            suspects = self._statistics.suspects(texts, documents, terms)
        personal = _personal(passages, [one.sound for one in prepared], band)
        together = [
            (*wide, *mine)
            for wide, mine in zip(_of_documents(texts, documents), personal, strict=True)
        ]
        layers = self._worth(Batch(texts, [one.published for one in passages]), band)
        seen: dict[tuple[object, ...], tuple[TextFinding, ...]] = {}
        found: list[tuple[TextFinding, ...]] = []
        for number, (one, ready) in enumerate(zip(passages, prepared, strict=True)):
            doubts, wide, worth = suspects[number], together[number], layers.get(number, ())
            if not (worth or doubts or wide or ready.findings):
                found.append(())
                continue
            key = (one.text, one.published, ready.findings, doubts, wide)
            if key not in seen:
                seen[key] = self._judged(one, band, ready, doubts, wide, worth)
            found.append(seen[key])
        return told_once(found, documents, texts)

    def findings(self, text: str, *, band: Band, published: date | None) -> tuple[TextFinding, ...]:
        """As ``proofread``, with these layers."""
        return self.all_findings((Passage(text, published),), band=band)[0]

    def _worth(self, batch: Batch, band: Band) -> dict[int, list[Layer]]:
        """The layers that may find something, by the number of the text."""
        found: dict[int, list[Layer]] = {}
        every = range(len(batch.texts))
        for layer, sifting in self._layers:
            for number in sifting.worth(batch, band) if sifting else every:
                found.setdefault(number, []).append(layer)
        return found

    def _judged(
        self,
        passage: Passage,
        band: Band,
        prepared: Prepared,
        suspects: Sequence[Suspect],
        together: Sequence[TextFinding],
        layers: Sequence[Layer],
    ) -> tuple[TextFinding, ...]:
        """What the layers find in a passage, the suspects the statistics have of it, and what stood
        out in its whole document (``together``: personal data too); damage first."""
        text = prepared.chinese
        told = self._mentions.reading(text)
        alone = (one for layer in layers for one in layer.findings(text, passage.published, band))
        judged = (told(self._unless_doubted(found)) for found in (*alone, *together))
        doubted = (told(self._unless_doubted(_doubted(text, one))) for one in suspects)
        of_all = (*map(self._unless_doubted, prepared.findings), *filter(None, judged))
        exact = _without_overlaps(one for one in of_all if one.band is Band.A or band is Band.B)
        more = (one for one in filter(None, doubted) if one.band is Band.A or band is Band.B)
        return _beside(exact, more)

    def _unless_doubted(self, found: TextFinding) -> TextFinding:
        """The finding, doubtful where people agreed with its rule too seldom."""
        by = self._doubted_rules.get(found.rule)
        if by is None or found.band is Band.B:
            return found
        why = f"{found.why}；此规则此前认定 {by.decided} 处、采纳 {by.confirmed} 处，暂列存疑"
        return replace(found, band=Band.B, why=why)


def _personal(
    passages: Sequence[Passage], sound: Sequence[str], band: Band
) -> list[tuple[TextFinding, ...]]:
    """Personal data, text by text; what names no document is one of its own."""
    numbers: dict[tuple[str | int, date | None], list[int]] = {}
    for number, one in enumerate(passages):
        numbers.setdefault((one.document or number, one.published), []).append(number)
    found: list[tuple[TextFinding, ...]] = [()] * len(passages)
    for (_, published), members in numbers.items():
        texts = [sound[number] for number in members]
        findings = PERSONAL_DATA.document_findings(texts, published, band)
        for number, mine in zip(members, findings, strict=True):
            found[number] = tuple(mine)
    return found


def _of_documents(texts: Sequence[str], documents: Sequence[str]) -> list[tuple[TextFinding, ...]]:
    """What the document layers find, text by text; nothing where no document is named."""
    numbers: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        if document:
            numbers.setdefault(document, []).append(number)
    found: list[tuple[TextFinding, ...]] = [()] * len(texts)
    for members in numbers.values():
        of_document = [texts[number] for number in members]
        for layer in DOCUMENT_LAYERS if len(members) > 1 else ():
            for number, findings in zip(members, layer.document_findings(of_document), strict=True):
                found[number] = (*found[number], *findings)
    return found


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
