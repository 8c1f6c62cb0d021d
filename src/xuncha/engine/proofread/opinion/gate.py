"""The gate on an answer: only a small change of confusable characters that the model does not mind.

A correction passes when it has the same length or one character more or less, when every changed
character may be taken for the other (or two neighbours changed places), and when the statistics
find the sentence at least as likely with it as without.
"""

import math
from dataclasses import dataclass

import numpy as np

from xuncha.engine.proofread.opinion.questions import Place
from xuncha.engine.proofread.statistics.codes import is_chinese, join
from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.features import (
    KINDS_OF_CHARACTER,
    SMOOTHING,
    UNSEEN_CHARACTER,
)
from xuncha.engine.proofread.statistics.grams import ORDER
from xuncha.engine.proofread.statistics.model import Model

REACH = ORDER - 1
"""Neighbours on either side whose chance a change can touch."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Holds corrections against the tables and the language model."""

    model: Model
    confusion: Confusion

    def passes(self, sentence: str, place: Place, correction: str) -> bool:
        """Whether a correction of a place may be listened to."""
        if not correction or correction == place.written:
            return False
        if not is_chinese(join([correction])[0][_inner(correction)]).all():
            return False
        return self._is_small(place.written, correction) and self._is_likely(
            sentence, place, correction
        )

    def _is_small(self, written: str, correction: str) -> bool:
        if len(correction) == len(written):
            changed = [pair for pair in zip(written, correction, strict=True) if pair[0] != pair[1]]
            swapped = len(changed) == 2 and changed[0] == changed[1][::-1]
            return swapped or all(self._is_confusable(*pair) for pair in changed)
        shorter, longer = sorted((written, correction), key=len)
        if len(longer) - len(shorter) != 1:
            return False
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))

    def _is_confusable(self, one: str, other: str) -> bool:
        codes = self.confusion.of(ord(one)).codes if ord(one) <= 0xFFFF else ()
        return ord(other) in codes

    def _is_likely(self, sentence: str, place: Place, correction: str) -> bool:
        end = place.at + len(place.written)
        before, after = sentence[max(0, place.at - REACH) : place.at], sentence[end : end + REACH]
        as_written = self._chance(before, place.written, after)
        return self._chance(before, correction, after) >= as_written

    def _chance(self, before: str, piece: str, after: str) -> float:
        """Mean logarithm of the chance of the characters of a piece and those after it."""
        codes, (begin,) = join([before + piece + after])
        counts = self.model.sequences(codes)
        places = np.arange(begin + len(before), begin + len(before) + len(piece) + len(after))
        chance = (counts[1][places] + UNSEEN_CHARACTER) / (
            self.model.recipe.characters + UNSEEN_CHARACTER * KINDS_OF_CHARACTER
        )
        for size in range(2, ORDER + 1):
            start = places - size + 1
            history, whole = counts[size - 1][start], counts[size][start]
            chance = (whole + SMOOTHING[size] * chance) / (history + SMOOTHING[size])
        return math.fsum(np.log(chance).tolist()) / max(1, len(places))


def _inner(text: str) -> slice:
    _, (begin,) = join([text])
    return slice(int(begin), int(begin) + len(text))
