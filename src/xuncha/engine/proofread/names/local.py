"""Find what is almost the name of a local organ, or of the region before one.

After the name of a region an organ begins, so that even three characters (教育局) can be held
against it, and so can the region below it. Before an organ a region ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs

from xuncha.engine.proofread.names.edits import (
    Edit,
    Slip,
    changed_over,
    doubled,
    slip_in,
    without_one,
)
from xuncha.engine.proofread.names.entries import GENERIC, Name, Region
from xuncha.engine.proofread.names.near import Near

LEAST_REGION, LEAST_TAIL = 3, 3
"""Characters of a region or an organ that can be told by themselves; 赵县 only below its city."""
SHORT_TAIL = 4
"""Characters up to which organs have no halves (``near``)."""
BEFORE = 12
"""Characters before an organ in which the region stands."""


class LocalOrgans:
    """Regions and what follows them in names of organs."""

    def __init__(self, regions: Sequence[Region], tails: Iterable[Name]) -> None:
        self._tails = {one.text: one for one in tails}
        self._regions = {one.name.text: one.name for one in regions}
        self._above: dict[str, set[str]] = defaultdict(set)
        for one in regions:
            self._above[one.name.text] |= one.above
        self._below: dict[str, list[Name]] = defaultdict(list)
        for region in regions:
            for above in region.above:
                self._below[above].append(region.name)
        self._starts = _lengths((*self._tails, *self._regions))
        self._provinces = {one.name.text for one in regions if one.level == "province"}
        self._tail_slips = _slips(self._tails.values())
        self._slip_starts = _lengths(self._tail_slips)
        self._below_slips: dict[str, dict[str, tuple[Name, ...]]] = {}
        self._region_slips = _slips(
            one for one in self._regions.values() if len(one.text) >= LEAST_REGION
        )
        self._crossings = {
            one[0] + generic + one[1:]: self._tails[one]
            for one in self._tails
            for generic in sorted(GENERIC)
            if LEAST_TAIL <= len(one) <= SHORT_TAIL
        }
        self._automaton = ahocorasick_rs.AhoCorasick(
            [
                *(one for one in (*self._regions, *self._tails) if len(one) >= LEAST_REGION),
                *self._crossings,
            ],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )
        self._misspelt = lru_cache(maxsize=20_000)(self._misspelt_region)

    def found(self, text: str) -> Iterator[Near]:
        """Every organ or region with a slip beside a region or organ without one."""
        begun, last = 0, -2
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            crossing = self._crossings.get(text[start:end])
            if crossing:
                slip = Slip(Edit.EXTRA, 1, text[start + 1], "")
                yield Near(crossing, start, end, slip)
            elif start == last + 1 and text[last - 1] in GENERIC:
                yield self._with_one_before(text, begun, start, end)
            elif start != last and not GENERIC.isdisjoint(text[max(0, start - 2) : start]):
                yield from self._region_before(text, start, end)
            if text[end - 1] in GENERIC and text[start:end] in self._regions:
                yield from self._behind_region(text, start, end)
            begun, last = start, end

    def _behind_region(self, text: str, start: int, end: int) -> Iterator[Near]:
        if not self._goes_on(text, end) and not self._goes_on(text, end - 1):
            yield from self._organ(text, end)
            yield from self._region_below(text, start, end)

    def _goes_on(self, text: str, at: int) -> bool:
        """Whether a known organ or region begins there as it should."""
        for length in self._starts.get(text[at : at + 1], ()):
            piece = text[at : at + length]
            if piece in self._tails or piece in self._regions:
                return True
        return False

    def _organ(self, text: str, at: int) -> Iterator[Near]:
        for length in self._slip_starts.get(text[at : at + 1], ()):
            found = text[at : at + length]
            names = self._tail_slips.get(found, ())
            slip = slip_in(found, names[0].text) if len(names) == 1 else None
            if slip:
                yield Near(names[0], at, at + length, slip, anchored=True)
                return
        for size in (LEAST_TAIL, SHORT_TAIL):
            found = text[at : at + size + 1]
            for place in range(1, size):
                name = self._tails.get(found[:place] + found[place + 1 :])
                if name:
                    slip = Slip(Edit.EXTRA, place, found[place], "")
                    yield Near(name, at, at + size + 1, slip, anchored=True)
                    return

    def _with_one_before(self, text: str, before: int, start: int, end: int) -> Near:
        """What a single character parts from the region before it."""
        one = text[start - 1]
        if one == text[start - 2]:
            region = self._regions.get(text[before : start - 1])
            if region:
                slip = Slip(Edit.EXTRA, start - 1 - before, one, "")
                return Near(region, before, start, slip, closed=True)
        known = text[start:end]
        name = self._tails.get(known) or self._regions.get(known) or self._crossings[known]
        return Near(name, start - 1, end, Slip(Edit.EXTRA, 0, one, ""))

    def _region_below(self, text: str, start: int, end: int) -> Iterator[Near]:
        above = text[start:end]
        below = self._below.get(above)
        if not below:
            return
        slips = self._below_slips.get(above)
        if slips is None:
            slips = self._below_slips[above] = _slips(below)
        for length in range(BEFORE, 1, -1):
            found = text[end : end + length]
            names = slips.get(found, ())
            for at in range(1, length - 1):
                one = self._regions.get(found[:at] + found[at + 1 :])
                if one and above in self._above[one.text] and one not in names:
                    names = (*names, one)
            slip = slip_in(found, names[0].text) if len(names) == 1 else None
            if slip and self._goes_on(text, end + length):
                yield Near(names[0], end, end + length, slip, anchored=True, closed=True)
                return

    def _region_before(self, text: str, end: int, known_end: int) -> Iterator[Near]:
        """The region with a slip before one that belongs to it."""
        below = self._above.get(text[end:known_end])
        if below is None:
            return
        for name, length, slip in self._misspelt(text[max(0, end - BEFORE) : end]):
            if name.text in below:
                yield Near(name, end - length, end, slip, anchored=True, closed=True)
                return

    def _misspelt_region(self, before: str) -> tuple[tuple[Name, int, Slip], ...]:
        """The regions that with one slip end the text; empty: a right one does, or none at all."""
        sizes = range(min(BEFORE, len(before)), 1, -1)
        if any(before[-size:] in self._regions for size in sizes):
            return ()
        for size in sizes:
            found = before[-size:]
            names = self._region_slips.get(found, ())
            slips = [(one, size, slip_in(found, one.text)) for one in names]
            for at in range(1, size - 1):
                name = self._regions.get(found[:at] + found[at + 1 :])
                if name and size > LEAST_REGION:
                    slips.append((name, size, Slip(Edit.EXTRA, at, found[at], "")))
            if slips:
                return tuple((one, size, slip) for one, size, slip in slips if slip)
        return ()

    def misplaced(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, city, province) of every city right behind a province it is not part of."""
        province, last = "", -1
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            found = text[start:end]
            above = self._above.get(found)
            if start == last and above and above <= self._provinces and province not in above:
                yield last - len(province), end, found, min(above)
            province, last = (found, end) if found in self._provinces else ("", -1)

    def crossed(self, text: str, near: Near) -> Near | None:
        """The region and the organ whose meeting characters have changed places, if that is so."""
        slip, start = near.slip, near.start
        if slip.edit is not Edit.EXTRA or slip.at != 1 or slip.written not in GENERIC:
            return None
        for size in range(1, min(BEFORE, start) + 1):
            stem = text[start - size : start]
            if stem + slip.written in self._regions:
                pair = slip.written + text[start]
                meant = replace(near.name, text=stem + slip.written + near.name.text)
                crossed = Slip(Edit.SWAPPED, size, pair[::-1], pair)
                return Near(meant, start - size, near.end, crossed)
        return None


def _slips(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    """Each writing with one slip, and the names it may be of."""
    found: dict[str, tuple[Name, ...]] = {}
    for one in names:
        writings = {*changed_over(one.text), *doubled(one.text), *list(without_one(one.text))[:-1]}
        for written in writings:
            found[written] = (*found.get(written, ()), one)
    return found


def _lengths(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By first character: how long what begins with it may be, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in texts:
        found[one[0]].add(len(one))
    return {one: tuple(sorted(sizes, reverse=True)) for one, sizes in found.items()}
