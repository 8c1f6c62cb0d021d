"""Doubt what stands beside a whole part of a local organ's name where its other part should stand.

Every region down to the county is known: what ends like one before 教育局, and is none, has a slip
if a single one makes a region of it. Which region is meant is told only where it can be but one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.names.edits import Edit, Slip, changed_over, slip_in, without_one
from xuncha.engine.proofread.names.entries import GENERIC, Name, Region
from xuncha.engine.proofread.names.familiar import are_alike, is_known_word, limit, times
from xuncha.engine.proofread.names.frames import shipped_frames
from xuncha.engine.proofread.names.near import is_chinese

LEAST = 3
"""Characters of a part that is sure to be whole."""
LONGEST_REGION = 12
LONGEST_INVENTED = 4
"""Characters up to which a county may be one of a story."""
LEAST_STEM = 2
"""Characters before 县 that tell a region with another character instead of 县."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Characters ``start`` to ``end`` are no name; ``names`` they may be of, one slip away.

    ``slip``: the slip, where there is but one name; ``sure``: and it can be nothing else.
    """

    start: int
    end: int
    names: tuple[Name, ...]
    slip: Slip | None
    sure: bool


class Guesses:
    """Regions and tails made ready for the search."""

    def __init__(self, regions: Sequence[Region], tails: Iterable[Name]) -> None:
        self._frames = shipped_frames()
        self._regions = {one.name.text: one.name for one in regions}
        self._stems = {one[:-1] for one in self._regions if one[-1] in GENERIC}
        self._tails = {one.text: one for one in tails if len(one.text) >= LEAST}
        self._provinces = {one.name.text for one in regions if one.level == "province"}
        self._generic = frozenset(words("names_marks", "no_region"))
        self._legitimate = frozenset(words("names_marks", "legitimate"))
        self._optional = frozenset(words("names_marks", "optional"))
        self._slips = _slips(self._regions.values())
        self._blanked = _blanked(self._regions.values())
        self._tail_slips = _slips(self._tails.values())
        self._tail_blanked = _blanked(self._tails.values())
        self._meant = lru_cache(maxsize=20_000)(self._all_meant)
        self._longest_tail = max(map(len, self._tails), default=0) + 1
        parts = (one for one in (*self._regions, *self._tails) if len(one) >= LEAST)
        self._automaton = ahocorasick_rs.AhoCorasick(
            sorted(set(parts)), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def found(self, text: str) -> Iterator[Guess]:
        """Every place beside a whole part that a single slip makes the other part."""
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            part = text[start:end]
            if part in self._tails or part[-1] in GENERIC:
                yield from self._before(text, start)
            if part[-1] in GENERIC and part in self._regions:
                yield from self._behind(text, end)

    def _before(self, text: str, end: int) -> Iterator[Guess]:
        """What should be a region and ends where the part begins."""
        run = 0
        while run < min(LONGEST_REGION, end) and is_chinese(text[end - run - 1]):
            run += 1
        sizes = range(2, run + 1)
        if any(text[end - size : end] in self._regions for size in sizes):
            return
        if text[max(0, end - 2) : end] in self._generic:
            return
        generic = text[end - 1 : end] in GENERIC
        leading = self._frames.leads(text, end - generic)
        for size in reversed(sizes):
            found = text[end - size : end]
            if found in self._stems:
                return
            names = self._meant(found, of_tails=False)
            if not generic:
                names = [one for one in names if _has_no_generic(found, one.text)]
            loose = leading and not any(_is_changed_over(found, one.text) for one in names)
            if not names or (loose and size <= LEAST_STEM + generic):
                continue
            if (loose or size == LEAST_STEM) and not self._opens(text, end - size):
                continue
            if not self._is_said(found):
                yield self._guess(found, end - size, names)
            return

    def _guess(self, found: str, start: int, names: Sequence[Name]) -> Guess:
        slip = slip_in(found, names[0].text) if len(names) == 1 else None
        sure = slip is not None and self._is_sure(names[0], slip)
        return Guess(start, start + len(found), tuple(names), slip, sure)

    def _is_sure(self, name: Name, slip: Slip) -> bool:
        """Whether it can be nothing else: in a story, too, provinces and organs are the real ones.

        Another character in the stem of a county may make the name of one that is invented.
        """
        if name.text in self._provinces or len(name.text) > LONGEST_INVENTED:
            return True
        other = slip.edit is Edit.OTHER and len(name.text) > LEAST
        return other and (name.text in self._tails or slip.at == len(name.text) - 1)

    def _opens(self, text: str, at: int) -> bool:
        """Whether a region may begin here, behind another one too."""
        before = range(2, min(LONGEST_REGION, at) + 1)
        return self._frames.opens(text, at) or any(
            text[at - size : at] in self._regions for size in before
        )

    def _is_said(self, found: str) -> bool:
        """Whether clean text knows these characters as a word."""
        usual = len(found) <= LEAST and is_known_word(found) and times(found) >= limit("usual")
        return usual or found in self._legitimate

    def _behind(self, text: str, start: int) -> Iterator[Guess]:
        """What should be an organ and begins where the region ends."""
        if self._goes_on(text, start):
            return
        for size in range(min(self._longest_tail, len(text) - start), 1, -1):
            found = text[start : start + size]
            names = self._meant(found, of_tails=True)
            if not names:
                continue
            cut = all(one.text.startswith(found) for one in names) and is_known_word(found[-2:])
            whole = size > LEAST and any(one.text[-1] == found[-1] for one in names)
            if self._frames.acts(text, start + size) or (
                not cut and (whole or self._frames.closes(text, start + size))
            ):
                yield self._guess(found, start, names)
                return

    def _goes_on(self, text: str, at: int) -> bool:
        sizes = range(2, min(self._longest_tail, len(text) - at) + 1)
        return any(
            text[at : at + size] in self._tails or text[at : at + size] in self._regions
            for size in sizes
        )

    def _all_meant(self, found: str, *, of_tails: bool) -> list[Name]:
        exact = self._tails if of_tails else self._regions
        slips = self._tail_slips if of_tails else self._slips
        blanked = self._tail_blanked if of_tails else self._blanked
        names = {one.text: one for one in slips.get(found, ())}
        for at in range(len(found)):
            rest = found[:at] + found[at + 1 :]
            if at and len(rest) >= LEAST and rest in exact and found[at] not in self._optional:
                names[rest] = exact[rest]
            for one in blanked.get(found[:at] + "\0" + found[at + 1 :], ()):
                if _may_stand_for(found, at, one.text):
                    names[one.text] = one
        return [names[text] for text in sorted(names)]


def _is_changed_over(found: str, meant: str) -> bool:
    return sorted(found) == sorted(meant)


def _has_no_generic(found: str, meant: str) -> bool:
    """Whether another character stands for the 县 of a region, or its 县 is not the last one."""
    size = len(found)
    return size == len(meant) > LEAST_STEM and (
        meant[:-1] == found[:-1] or _is_changed_over(found, meant)
    )


def _may_stand_for(found: str, at: int, meant: str) -> bool:
    """Whether the character there is taken for the one meant, or makes no word where it is."""
    if found[at] in GENERIC and meant[at] in GENERIC:
        return False
    if are_alike(found[at], meant[at]):
        return True
    pairs = (found[at - 1 : at + 1], found[at : at + 2])
    inner = 0 < at < len(found) - 1 and len(found) > LEAST + 1
    return inner and meant[-1] not in GENERIC and not any(map(is_known_word, pairs))


def _slips(names: Iterable[Name]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for one in names:
        for written in {*without_one(one.text), *changed_over(one.text)}:
            found[written].append(one)
    return found


def _blanked(names: Iterable[Name]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for one in names:
        for at in range(len(one.text)):
            found[one.text[:at] + "\0" + one.text[at + 1 :]].append(one)
    return found
