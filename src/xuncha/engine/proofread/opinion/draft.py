"""A draft before the hearing: its findings, and what will be asked about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.engine.domain.own_words import NO_WORDS, OwnWords
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.opinion.gate import Gate
from xuncha.engine.proofread.opinion.hearing import Heard, Hearing, affordable
from xuncha.engine.proofread.opinion.questions import Choice, Guards, Question, choose
from xuncha.engine.proofread.opinion.settings import OpinionSettings
from xuncha.engine.proofread.opinion.verdicts import Opinion
from xuncha.engine.proofread.statistics.suspects import shipped_statistics

ROUNDING = 0.005
"""Findings carry their confidence rounded to hundredths."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The findings an opinion may move, passage by passage, and the choice of what to ask."""

    findings: list[tuple[TextFinding, ...]]
    choice: Choice
    settings: OpinionSettings
    band: Band

    def questions(self) -> list[Question]:
        """All that would be asked about the text, within the limits."""
        limits, controls = self.settings.limits, len(self.settings.controls)
        return [one.question for one in affordable(self.choice.posed, limits, controls)]

    def heard(self, opinion: Opinion) -> Heard:
        """The findings of the band after the opinion was heard, and what became of it."""
        statistics = shipped_statistics()
        hearing = Hearing(
            opinion,
            Gate(statistics.model, statistics.confusion),
            self.settings.limits,
            self.settings.controls,
            self.settings.asked.raise_from,
        )
        heard = hearing.hear(self.findings, self.choice)
        shown = [
            tuple(one for one in found if one.band is Band.A or self.band is Band.B)
            for found in heard.findings
        ]
        held_back = self.choice.held_back
        return Heard(shown, heard.said + f"；{held_back} 处按规定不外送" * bool(held_back))


def prepared(
    passages: Sequence[Passage],
    band: Band,
    settings: OpinionSettings,
    own: OwnWords = NO_WORDS,
) -> Draft:
    """The draft of a text, checked with an office's ``own`` lists too: its leaders' names are
    neither shown nor asked about, rules it doubts stay doubtful.

    For band A the doubtful findings are looked for too, since they may be raised; they never push
    one of band A aside.
    """
    findings = proofread_all(passages, band=Band.B, own=own)
    if band is Band.A:
        certain = proofread_all(passages, band=Band.A, own=own)
        findings = [_beside(*both) for both in zip(certain, findings, strict=True)]
    limits = shipped_statistics().limits
    guards = Guards(
        sure_from=min(bands[Band.A] for bands in limits.least.values()) - ROUNDING,
        repeated=limits.repeated,
        names=frozenset(one.name for one in own.leaders),
        doubted=frozenset(one.rule for one in own.doubted),
    )
    return Draft(findings, choose(passages, findings, settings.asked, guards), settings, band)


def _beside(
    certain: tuple[TextFinding, ...], wide: tuple[TextFinding, ...]
) -> tuple[TextFinding, ...]:
    taken = {at for one in certain for at in range(one.start, one.end)}
    free = [one for one in wide if taken.isdisjoint(range(one.start, one.end))]
    return tuple(sorted((*certain, *free), key=lambda one: one.start))
