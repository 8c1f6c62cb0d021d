"""Find names that had ended when the text came out, where the sentence is about its own day.

An old name is right in a text of its time, and later wherever the past is spoken of: with a mark
(原、时任、更名 …), an earlier year, in quotation marks, in the title or number of an old document.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import ahocorasick_rs

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.proofread.names.entries import Gazetteer, Name, NameKind
from xuncha.engine.proofread.names.near import is_chinese

LEAST_ORGAN = 4
"""Characters of an old organ: 文化部, 卫生部 are pieces of too many words."""
BEFORE = 12
"""Characters before the rest of a local organ's name in which its region stands."""
_SENTENCE_ENDS = "。！？；\n"
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_CITED = re.compile(r"[^，。；]{0,6}?(?:令|公告|通知|第?\d+号|〔|《|规定|制定|关于)")
_QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」"}


@dataclass(frozen=True, slots=True)
class Outdated:
    """Characters ``start`` to ``end`` have a name that was no more; ``present``: it is used so."""

    name: Name
    start: int
    end: int
    present: bool


class DatedNames:
    """The names that have ended, among those that have not."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._regions = frozenset(one.name.text for one in gazetteer.regions)
        self._tails = frozenset(one.text for one in gazetteer.tails)
        regions = _of_one_place(gazetteer)
        names = {one.text: one for one in (*regions, *gazetteer.tails, *gazetteer.names)}
        self._names = list(names.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        self._past = pattern("names_marks", "past")
        self._present = pattern("names_marks", "present")

    def ended(self, text: str) -> Iterator[int]:
        """Where names stand that have an end at all."""
        for index, start, _ in self._automaton.find_matches_as_indexes(text):
            if self._names[index].valid_to is not None:
                yield start

    def found(self, text: str, published: date) -> Iterator[Outdated]:
        """Every old name that no sign of the past speaks for."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            name = self._names[index]
            if name.valid_to is None or published <= name.valid_to:
                continue
            if name.kind is NameKind.ORGAN and len(name.text) < LEAST_ORGAN:
                continue
            if name.text in self._tails and not self._follows_region(text, start):
                continue
            if self._is_named_otherwise(text, start, end, name):
                continue
            sentence = _sentence(text, start, end)
            if self._past.search(sentence) or _has_year_before(sentence, published):
                continue
            yield Outdated(name, start, end, bool(self._present.search(sentence)))

    def _follows_region(self, text: str, at: int) -> bool:
        return any(text[begin:at] in self._regions for begin in range(max(0, at - BEFORE), at - 1))

    def _is_named_otherwise(self, text: str, start: int, end: int, name: Name) -> bool:
        """Whether it stands in quotation marks or a title, in a longer name, or is cited."""
        for opening, closing in _QUOTES.items():
            if opening == "《" and name.kind is NameKind.LAW:
                continue
            at = text.rfind(opening, 0, start)
            if at != -1 and text.find(closing, at, start) == -1:
                return True
        if name.kind is NameKind.LAW:
            return text[start - 1 : start] not in ("《", "国") or text[end : end + 1] != "》"
        if name.kind is NameKind.REGION and is_chinese(text[start - 1 : start]):
            return not any(
                text[begin:start] in self._regions for begin in range(max(0, start - BEFORE), start)
            )
        return bool(_CITED.match(text, end))


def _of_one_place(gazetteer: Gazetteer) -> Iterable[Name]:
    """The regions, an old name only where no other place has it or had it."""
    seen: dict[str, int] = {}
    for one in gazetteer.regions:
        seen[one.name.text] = seen.get(one.name.text, 0) + 1
    for one in gazetteer.regions:
        if one.name.valid_to is None or (one.name.renamed_to and seen[one.name.text] == 1):
            yield one.name


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    ends = (text.find(mark, end) for mark in _SENTENCE_ENDS)
    return text[begin : min((at for at in ends if at != -1), default=len(text))]


def _has_year_before(sentence: str, published: date) -> bool:
    return any(int(year) < published.year for year in _YEAR.findall(sentence))
