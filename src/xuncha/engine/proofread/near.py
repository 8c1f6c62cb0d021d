"""Find what is almost a fixed phrase: one character wrong, missing or too many.

Either half of the phrase must stand as it should; the other half is compared character by
character. First and last characters are never suspected: there the text may simply go on otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from xuncha.engine.proofread.rules import PhraseRule

Slip = tuple[PhraseRule, int, int]


class NearPhrases:
    """The halves of all phrases as one automaton."""

    def __init__(self, phrases: Sequence[PhraseRule], grammar: frozenset[str]) -> None:
        self._grammar = grammar
        self._phrases = frozenset(one.phrase for one in phrases)
        sides: dict[str, _Sides] = {}
        for one in phrases:
            middle = len(one.phrase) // 2
            head, tail = one.phrase[:middle], one.phrase[middle:]
            _put(sides.setdefault(head, _Sides({}, {})).behind, tail, one)
            _put(sides.setdefault(tail, _Sides({}, {})).before, head[::-1], one)
        self._automaton = ahocorasick_rs.AhoCorasick(list(sides))
        self._sides = list(sides.values())

    def slips(self, text: str) -> Iterator[Slip]:
        """Every (phrase, start, end) where the text has almost that phrase and not another one."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            sides = self._sides[index]
            if sides.behind:
                for one in _beside(sides.behind, text[end : end + 2]):
                    size = len(one.phrase)
                    if one.phrase[-1] in text[start + size - 2 : start + size + 1]:
                        yield from self._compared(text, one, start, None)
            if sides.before:
                for one in _beside(sides.before, text[max(0, start - 2) : start]):
                    size = len(one.phrase)
                    if one.phrase[0] in text[max(0, end - size - 1) : max(0, end - size + 2)]:
                        yield from self._compared(text, one, None, end)

    def _compared(
        self, text: str, one: PhraseRule, start: int | None, end: int | None
    ) -> Iterator[Slip]:
        """The slips of a phrase at characters that begin at ``start``, or end at ``end``."""
        phrase, size = one.phrase, len(one.phrase)
        for length in (size, size - 1, size + 1) if one.is_name else (size,):
            begin = start if start is not None else (end or 0) - length
            found = text[begin : begin + length] if begin >= 0 else ""
            if len(found) != length or found in self._phrases:
                continue
            if is_slip(found, phrase, self._grammar):
                yield one, begin, begin + length


@dataclass(frozen=True, slots=True)
class _Sides:
    """Phrases a half belongs to, by the two characters that stand beside it where it is sound."""

    behind: dict[str, list[PhraseRule]]
    before: dict[str, list[PhraseRule]]


_ANY = ""


def _put(phrases: dict[str, list[PhraseRule]], beside: str, one: PhraseRule) -> None:
    """One slip leaves one of the next two characters among the next two; where a half ends
    sooner, anything may stand there."""
    for character in set(beside[:2]) if len(beside) > 1 else {_ANY}:
        phrases.setdefault(character, []).append(one)


def _beside(phrases: dict[str, list[PhraseRule]], beside: str) -> Sequence[PhraseRule]:
    groups = [phrases[one] for one in (*beside, _ANY) if one in phrases]
    if len(groups) > 1:
        return list({one.phrase: one for group in groups for one in group}.values())
    return groups[0] if groups else ()


def is_slip(found: str, phrase: str, grammar: frozenset[str]) -> bool:
    """Whether ``found`` is ``phrase`` with one inner character wrong, missing or too many.

    ``grammar`` characters (的, 等, 和 …) put in or left out are no slip.
    """
    if found[0] != phrase[0] or found[-1] != phrase[-1] or phrase in found:
        return False
    at = next((k for k, (a, b) in enumerate(zip(found, phrase, strict=False)) if a != b), 0)
    if at == 0:
        return False
    if len(found) < len(phrase):
        return phrase[at] not in grammar and found[at:] == phrase[at + 1 :]
    if found[at] in grammar or not _is_chinese(found[at]):
        return False
    return found[at + 1 :] == (phrase[at:] if len(found) > len(phrase) else phrase[at + 1 :])


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
