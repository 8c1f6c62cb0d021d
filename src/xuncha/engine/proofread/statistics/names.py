"""Places that belong to a name: there the model's surprise proves little.

Names are told by what stands beside them: the dot of a transliteration, the generic word of a place
or firm, a post before or after a person, the marks of a title. Places and firms may be invented
tomorrow, so no list of names is asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.standing import parted
from xuncha.engine.proofread.statistics.codes import Codes, text_of

LONGEST = 14
"""Characters on either side of a place that are looked at."""
LONGEST_NAME = 4
"""Characters of a person's name with a surname of two, the surname counted."""
_BRACKETS = "（）()"
SYLLABLES = 4
"""Characters of a transliteration in a row that need no dot."""
LONGEST_TITLE = 60
STRONG = 5
"""Reach from which on a generic word also counts as the end of a word the dictionary has."""


@dataclass(frozen=True, slots=True)
class NameMarks:
    """What makes names, by kind; ``generics`` with how far before them the name may begin.

    ``only_surnames`` are surnames that hardly stand for anything else.
    """

    dots: str
    generics: tuple[tuple[re.Pattern[str], int], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    surnames: frozenset[str]
    only_surnames: frozenset[str]
    compounds: frozenset[str]
    syllables: frozenset[str]
    stops: frozenset[str]
    ordinary: frozenset[str]
    itself: frozenset[str]
    documents: tuple[str, ...]

    def name_at(self, text: str, start: int, end: int, meant: str) -> bool:
        """Whether the characters from ``start`` to ``end`` seem to be part of a name.

        Where ``meant`` instead of them makes the generic word itself (有线公司), they are not.
        """
        return (
            self._is_dotted(text, start, end)
            or self._is_generic_itself(text, start, end)
            or self._is_before_generic(text, start, end, meant)
            or self._is_transliterated(text, start, end)
            or self._is_person(text, start, end)
            or self._is_titled(text, start, end)
        )

    def _is_dotted(self, text: str, start: int, end: int) -> bool:
        begin, finish = _clause(text, start, end, self.dots)
        return any(dot in text[begin:finish] for dot in self.dots)

    def _is_generic_itself(self, text: str, start: int, end: int) -> bool:
        inside = end - start > 1 or (start > 0 and _is_chinese(text[start - 1]))
        return inside and text[end - 1 : end] in self.itself

    def _is_before_generic(self, text: str, start: int, end: int, meant: str) -> bool:
        begin, finish = _clause(text, start, end, _BRACKETS)
        split = _words(text[begin:finish], begin)
        for generic, reach in self.generics:
            for found in generic.finditer(text, end, min(finish, end + reach + LONGEST_NAME)):
                near = found.start() <= end + reach and self._is_generic(found, reach, split)
                if near and not self.stops.intersection(text[end : found.start()]):
                    mended = text[begin:start] + meant + text[end : found.end()]
                    return not self._makes_generic(mended, start - begin, len(meant))
        return False

    def _is_generic(self, found: re.Match[str], reach: int, split: Mapping[int, str]) -> bool:
        """Whether the generic word is one there: alone, or the end of a word that may be a name."""
        word = split.get(found.end(), "")
        if len(found[0]) >= len(word):
            return found.start() in split or len(found[0]) == len(word)
        return reach >= STRONG and word not in self.ordinary

    def _makes_generic(self, mended: str, at: int, size: int) -> bool:
        return any(
            found.start() < at + max(1, size) and at < found.end()
            for generic, _ in self.generics
            for found in generic.finditer(mended)
            if len(found[0]) > 1
        )

    def _is_transliterated(self, text: str, start: int, end: int) -> bool:
        begin, finish = start, end
        while begin > 0 and text[begin - 1] in self.syllables:
            begin -= 1
        while finish < len(text) and text[finish] in self.syllables:
            finish += 1
        return finish - begin >= SYLLABLES and self.syllables.issuperset(text[start:end])

    def _is_person(self, text: str, start: int, end: int) -> bool:
        for begin in range(max(0, end - LONGEST_NAME), start + 1):
            single = text[begin : begin + 1] in self.surnames
            named = single or text[begin : begin + 2] in self.compounds
            if not named or not _all_chinese(text[begin:end]):
                continue
            compound = text[begin : begin + 2] in self.compounds
            longest = begin + LONGEST_NAME - 1 + compound
            if end <= longest and text.endswith(self.before, 0, begin):
                return True
            opens = begin == 0 or not _is_chinese(text[begin - 1])
            for finish in range(max(end, begin + 2), min(len(text), longest) + 1):
                closes = text.startswith(self.after, finish)
                if opens and (closes or _ends(text, finish)):
                    return _all_chinese(text[begin:finish])
        return False

    def _is_titled(self, text: str, start: int, end: int) -> bool:
        opening = text.rfind("《", max(0, start - LONGEST_TITLE), start)
        closing = text.find("》", end, end + LONGEST_TITLE)
        if opening == -1 or closing == -1 or "》" in text[opening:start]:
            return False
        return not text[opening:closing].endswith(self.documents)


@lru_cache(maxsize=1)
def shipped_marks() -> NameMarks:
    """The marks that come with the program."""
    groups: dict[str, dict[str, int]] = {}
    for group, word, reach in rows("statistics_names", 3):
        groups.setdefault(group, {})[word] = int(reach)
    by_reach: dict[int, list[str]] = {}
    for generic, before in (groups["place"] | groups["firm"]).items():
        by_reach.setdefault(before, []).append(generic)
    return NameMarks(
        "".join(groups["dot"]),
        tuple((_any(found), reach) for reach, found in by_reach.items()),
        tuple(groups["before"]),
        tuple(groups["after"]),
        frozenset(groups["surname"]),
        frozenset(groups["only_surname"]),
        frozenset(groups["compound"]),
        frozenset(groups["syllable"]),
        frozenset(groups["stop"]),
        frozenset(groups["ordinary"]),
        frozenset(groups["itself"]),
        tuple(groups["document"]),
    )


def name_places(codes: Codes) -> NDArray[np.bool_]:
    """Which places lie beside a dot of a transliterated name or before the word for a place."""
    marks = shipped_marks()
    text = text_of(codes)
    found = np.zeros(len(codes), dtype=bool)
    for one in re.finditer(f"[{re.escape(marks.dots)}]", text):
        begin, end = _clause(text, *one.span(), marks.dots)
        found[begin:end] = True
    for generic, reach in marks.generics:
        for one in generic.finditer(text):
            found[max(0, one.start() - reach) : one.end()] = True
    return found


def _any(found: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _clause(text: str, start: int, end: int, also: str) -> tuple[int, int]:
    """The run of Chinese characters, and of those in ``also``, around a place; within bounds."""
    begin, finish = start, end
    while begin > max(0, start - LONGEST) and _belongs(text[begin - 1], also):
        begin -= 1
    while finish < min(len(text), end + LONGEST) and _belongs(text[finish], also):
        finish += 1
    return begin, finish


def _words(piece: str, begin: int) -> dict[int, str]:
    """The words of a piece by where they end, in the text it begins at ``begin`` of."""
    ends = {begin: ""}
    for word in parted(piece, hmm=False):
        begin += len(word)
        ends[begin] = word
    return ends


def _belongs(one: str, also: str) -> bool:
    return _is_chinese(one) or one in also


def _is_chinese(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff"


def _all_chinese(piece: str) -> bool:
    return all(map(_is_chinese, piece))


def _ends(text: str, at: int) -> bool:
    return at == len(text) or not _is_chinese(text[at])
