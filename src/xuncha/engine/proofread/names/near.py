"""Find what is almost a name: the halves of all names as one automaton, the rest compared.

One slip leaves one half of a name as it should be, but for the few in its very middle: those are
written out. What the text then has is held against all names, so that no name is called a slip.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from xuncha.engine.proofread.names.edits import Edit, Slip, changed_over, slip_in, without_one
from xuncha.engine.proofread.names.entries import LISTED, Name
from xuncha.engine.proofread.names.familiar import belongs_first, belongs_last

REMEMBERED = 50_000
"""Places remembered of which nothing comes; some ten megabytes."""
LEAST_HALF = 3
"""Characters of a half: with two, half the text would have to be compared."""


@dataclass(frozen=True, slots=True)
class Near:
    """Characters ``start`` to ``end`` of a text have the name but for one slip.

    ``anchored``: something known ends where it starts, ``closed``: something known begins where
    it ends; there the sentence cannot go on otherwise.
    """

    name: Name
    start: int
    end: int
    slip: Slip
    anchored: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Half:
    """Half a name; the characters that may follow it (or stand before it) lead to the names.

    ``reach``: characters beside it that decide whether it is almost one of them.
    """

    size: int
    first: bool
    by_character: dict[str, list[Name]]
    reach: int


class NearNames:
    """Names of five characters and more, made ready for the search."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._exact = frozenset(one.text for one in names)
        self._fruitless: set[tuple[int, bool, bool, str]] = set()
        reaches: dict[tuple[str, bool], int] = defaultdict(int)
        for one in names:
            for side, beside in _sides(one.text):
                reaches[side] = max(reaches[side], beside + 2)
        halves: dict[tuple[str, bool], _Half] = {}
        middles: dict[str, list[Name]] = defaultdict(list)
        for one in names:
            size = len(one.text)
            if size < LISTED:
                for written in changed_over(one.text) if _is_told(one) else ():
                    middles[written].append(one)
                continue
            half = max(LEAST_HALF, size // 2)
            for (text, first), _ in _sides(one.text):
                found = halves.setdefault(
                    (text, first), _Half(half, first, defaultdict(list), reaches[text, first])
                )
                rest = one.text[half:] if first else one.text[: size - half][::-1]
                for character in set(rest[:2]):
                    found.by_character[character].append(one)
            for written in (*without_one(one.text), *changed_over(one.text)):
                if one.text[:half] != written[:half] and not written.endswith(one.text[-half:]):
                    middles[written].append(one)
        texts: dict[str, list[_Half | list[Name]]] = defaultdict(list)
        for (text, _), found in halves.items():
            texts[text].append(found)
        for text, meant in middles.items():
            texts[text].append(meant)
        self._owners = list(texts.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(texts))

    def found(self, text: str, *, loose: bool = True) -> Iterator[Near]:
        """Every place that has a name but for one slip and is no name itself.

        Not ``loose``: without slips at an edge where the sentence may just go on otherwise.
        """
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for owner in self._owners[index]:
                if isinstance(owner, list):
                    for name in owner:
                        yield from self._compared(text, start, end, name)
                    continue
                if owner.first:
                    stutters = text[max(0, start - 1) : start] == text[start]
                    beside = "" if stutters else text[end : end + owner.reach]
                else:
                    beside = text[max(0, start - owner.reach) : start]
                seen = (index, owner.first, loose, beside)
                if seen in self._fruitless:
                    continue
                found = list(self._beside(text, start, end, owner, loose))
                yield from found
                if beside and not found:
                    self._remember(seen)

    def _remember(self, seen: tuple[int, bool, bool, str]) -> None:
        """Keep that nothing comes of a half with these characters beside it: texts repeat."""
        if len(self._fruitless) >= REMEMBERED:
            self._fruitless.clear()
        self._fruitless.add(seen)

    def _beside(
        self, text: str, start: int, end: int, owner: "_Half", loose: bool
    ) -> Iterator[Near]:
        if owner.first:
            for character in set(text[end : end + 2]):
                for name in owner.by_character.get(character, ()):
                    if text.startswith(name.text, start):
                        yield from _stuttered(text, start, name)
                    else:
                        yield from self._after(text, start, name, owner.size, loose)
            return
        for character in set(text[max(0, start - 2) : start]):
            for name in owner.by_character.get(character, ()):
                if not text.endswith(name.text, 0, end):
                    yield from self._before(text, end, name, owner.size, loose)

    def _after(self, text: str, start: int, name: Name, half: int, loose: bool) -> Iterator[Near]:
        """The first half stands at ``start``: what comes instead of the rest?"""
        meant, size = name.text, len(name.text)
        at, place = half, start + half
        while at < size and text[place : place + 1] == meant[at]:
            at, place = at + 1, place + 1
        if at == size - 1 and not loose:
            if belongs_last(meant):
                yield from self._compared(text, start, start + size - 1, name)
            if text.startswith(meant[at], place + 1):
                yield from self._compared(text, start, start + size + 1, name)
            return
        if text.startswith(meant[at + 1 :], place):
            yield from self._compared(text, start, start + size - 1, name)
        if text.startswith(meant[at + 1 :], place + 1) or text.startswith(
            meant[at + 1 : at + 2] + meant[at] + meant[at + 2 :], place
        ):
            yield from self._compared(text, start, start + size, name)
        if text.startswith(meant[at:], place + 1):
            yield from self._compared(text, start, start + size + 1, name)

    def _before(self, text: str, end: int, name: Name, half: int, loose: bool) -> Iterator[Near]:
        """The second half ends at ``end``: what comes instead of the beginning?"""
        meant, size = name.text, len(name.text)
        at, place = size - half - 1, end - half - 1
        while at >= 0 and place >= 0 and text[place] == meant[at]:
            at, place = at - 1, place - 1
        if at < 0 or place < 0:
            if at == 0 and (loose or belongs_first(meant)):
                yield from self._compared(text, end - size + 1, end, name)
            return
        if at == 0 and not loose:
            if belongs_first(meant):
                yield from self._compared(text, end - size + 1, end, name)
            if text.endswith(meant[0], 0, place):
                yield from self._compared(text, end - size - 1, end, name)
            return
        if text.endswith(meant[:at], 0, place + 1):
            yield from self._compared(text, end - size + 1, end, name)
        if text.endswith(meant[:at], 0, place) or text.endswith(
            meant[: max(0, at - 1)] + meant[at] + meant[at - 1], 0, place + 1
        ):
            yield from self._compared(text, end - size, end, name)
        if text.endswith(meant[: at + 1], 0, place):
            yield from self._compared(text, end - size - 1, end, name)

    def _compared(self, text: str, start: int, end: int, name: Name) -> Iterator[Near]:
        if start < 0 or end > len(text):
            return
        found = text[start:end]
        if found in self._exact or name.text in found:
            return
        slip = slip_in(found, name.text)
        if slip:
            yield Near(name, start, end, slip)


def _sides(name: str) -> Iterator[tuple[tuple[str, bool], int]]:
    """Either half, whether it is the first, and how many characters of the name are beside it."""
    half = max(LEAST_HALF, len(name) // 2)
    yield (name[:half], True), len(name) - half
    yield (name[len(name) - half :], False), len(name) - half


def _stuttered(text: str, start: int, name: Name) -> Iterator[Near]:
    """The name with its first or its last character twice."""
    end = start + len(name.text)
    if start and text[start - 1] == text[start]:
        yield Near(name, start - 1, end, Slip(Edit.EXTRA, 0, text[start], ""))
    if text[end : end + 1] == text[end - 1]:
        yield Near(name, start, end + 1, Slip(Edit.EXTRA, end - start, text[end], ""))


def _is_told(name: Name) -> bool:
    """Whether a short name is told by itself, and not only behind a region."""
    return name.by_itself and len(name.text) >= LEAST_HALF


def is_chinese(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff"
