"""Two readings of one broken word: that one of two neighbours is wrong is clear, which is not.

鼻赛 may be 鼻塞 or 比赛. Either change leaves no reason for the other, so each alone looks less
sure than the slip is. What is shown then are both characters, with the likelier reading; the other
one is told beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.standing import is_word
from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.suspect import Suspect


def reconciled(ranked: Sequence[Suspect], text: str, least: float) -> list[Suspect]:
    """The suspects of a text, the surest first, neighbours that are rivals as one suspect of both.

    ``ranked`` has the surest first, and single characters from a lower confidence on than
    ``least``, that of band B: these come back only as a part of such a pair. Sure ones (band A)
    have no rivals, nor has what another sort of suspect stands on.
    """
    alone = [one for one in ranked if one.sort is Sort.CHARACTER]
    others = [one for one in ranked if one.sort is not Sort.CHARACTER]
    claimed = {at for one in others for at in range(one.start, one.end)}
    best: dict[int, Suspect] = {}
    for one in alone:
        best.setdefault(one.start, one)
    pairs = [
        _either(one, best[at + 1], text)
        for at, one in best.items()
        if at + 1 in best and claimed.isdisjoint((at, at + 1)) and _are_rivals(one, best[at + 1])
    ]
    pairs.sort(key=lambda one: (-one.confidence, one.start))
    taken: set[int] = set()
    found = others
    for pair in pairs:
        if pair.confidence >= least and taken.isdisjoint((pair.start, pair.start + 1)):
            taken.update((pair.start, pair.start + 1))
            found.append(pair)
    found += [one for one in alone if one.confidence >= least and one.start not in taken]
    return sorted(found, key=lambda one: (-one.confidence, one.start, one.meant))


def _are_rivals(left: Suspect, right: Suspect) -> bool:
    """Whether only one of two neighbours can be wrong: where both changed make a word, both are."""
    sure = Band.A in (left.band, right.band)
    return not sure and not is_word(left.meant + right.meant)


def _either(left: Suspect, right: Suspect, text: str) -> Suspect:
    """Both characters as one suspect, as sure as that one of the two is wrong."""
    readings = left.meant + text[right.start], text[left.start] + right.meant
    likelier = left.confidence < right.confidence
    sure = 1 - (1 - left.confidence) * (1 - right.confidence)
    return replace(
        left,
        end=right.end,
        meant=readings[likelier],
        other=readings[not likelier],
        band=Band.B,
        confidence=sure,
    )
