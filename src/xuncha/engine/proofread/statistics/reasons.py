"""Why a place is doubted, in words a clerk understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xuncha.engine.domain.words import TextErrorKind
from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.standing import parted

if TYPE_CHECKING:
    from xuncha.engine.proofread.statistics.suspect import Suspect

NEIGHBOURS = 4
"""Characters on either side in which the word that was meant is looked for."""

EITHER = "either"
"""The row for places with two rival readings."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule's identity, the kind of slip and the sentence that says why."""

    rule: str
    kind: TextErrorKind
    why: str


def reason_of(text: str, suspect: Suspect) -> Reason:
    """The reason for a suspect of a text; it quotes the whole word, not the single character."""
    begin, end, meant = quoted(text, suspect)
    if suspect.other:
        begin, end, meant = suspect.start, suspect.end, suspect.meant
    for sort, rule, kind, why in rows("statistics_reasons", 4):
        if sort == (EITHER if suspect.other else suspect.sort):
            said = why.format(written=text[begin:end], meant=meant, other=suspect.other)
            return Reason(rule, TextErrorKind(kind), said)
    raise ValueError(suspect.sort)


def quoted(text: str, suspect: Suspect) -> tuple[int, int, str]:
    """Begin and end of the written word to quote, and what was meant instead of it."""
    left = max(0, suspect.start - NEIGHBOURS)
    right = min(len(text), suspect.end + NEIGHBOURS)
    before = text[left : suspect.start]
    mended = before + suspect.meant + text[suspect.end : right]
    first, last = len(before), len(before) + len(suspect.meant)
    begin, end = first, last
    place = 0
    for word in parted(mended, hmm=False):
        if place < max(last, first + 1) and place + len(word) > first:
            begin, end = min(begin, place), max(end, place + len(word))
        place += len(word)
    written_end = left + end + (suspect.end - suspect.start) - len(suspect.meant)
    return left + begin, written_end, mended[begin:end]
