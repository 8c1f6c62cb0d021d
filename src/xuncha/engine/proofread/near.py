"""Find what is almost a fixed phrase: one character wrong, missing or too many.

Either half of the phrase must stand as it should; the other half is compared character by
character. First and last characters are never suspected: there the text may simply go on otherwise.
"""

from collections.abc import Iterator, Sequence

import ahocorasick_rs

from xuncha.engine.proofread.rules import PhraseRule

Slip = tuple[PhraseRule, int, int]


class NearPhrases:
    """The halves of all phrases as one automaton."""

    def __init__(self, phrases: Sequence[PhraseRule], grammar: frozenset[str]) -> None:
        self._grammar = grammar
        self._phrases = frozenset(one.phrase for one in phrases)
        self._halves: list[tuple[PhraseRule, int]] = []
        texts: list[str] = []
        for one in phrases:
            middle = len(one.phrase) // 2
            self._halves += [(one, 0), (one, middle)]
            texts += [one.phrase[:middle], one.phrase[middle:]]
        self._automaton = ahocorasick_rs.AhoCorasick(texts)

    def slips(self, text: str) -> Iterator[Slip]:
        """Every (phrase, start, end) where the text has almost that phrase and not another one."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            one, offset = self._halves[index]
            size = len(one.phrase)
            for length in (size, size - 1, size + 1) if one.is_name else (size,):
                begin = start if offset == 0 else end - length
                found = text[begin : begin + length] if begin >= 0 else ""
                if len(found) != length or found in self._phrases:
                    continue
                if is_slip(found, one.phrase, self._grammar):
                    yield one, begin, begin + length


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
