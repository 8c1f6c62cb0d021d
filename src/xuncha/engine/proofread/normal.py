"""Numbers as a reader sees them: full-width forms narrowed, separators dropped, places kept.

Narrowing never changes the length of a text, so that a place in one is the place in the other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFEE0
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_POINTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff61"
_BARS = "\u00a6\u2502\u2503\u2551\ufe31"
_NARROW = str.maketrans(
    {code: chr(code - _TO_ASCII) for code in _FULL_WIDTH}
    | dict.fromkeys(map(ord, _SPACES + _UNSEEN), " ")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _POINTS), ".")
    | dict.fromkeys(map(ord, _BARS), "|")
)
_WIDEST_GAP = 8
"""Characters that may stand between two digits of one number: a cell's border with its padding."""
_MOST_SINGLE = 80
"""Single digits side by side that may still be an identity, a telephone and a card in a row."""


class Gap(StrEnum):
    """What parts two digits of a number that is written in pieces."""

    SPACE = "space"
    HYPHEN = "hyphen"
    POINT = "point"
    BRACKET = "bracket"
    CELL = "cell"


def narrowed(text: str) -> str:
    """The text, as long as before, with full-width forms, dashes, bars and spaces as ASCII."""
    return text if text.isascii() else text.translate(_NARROW)


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that follow each other with nothing but separators between them.

    ``places`` says where each digit stands in the text, ``gaps`` what stands before it (None:
    another digit, or for the first one the beginning of the run).
    """

    digits: str
    places: tuple[int, ...]
    gaps: tuple[Gap | None, ...]

    def parts(self, length: int) -> Iterator[int]:
        """The index of every stretch of that many digits that begins and ends at a gap."""
        edges = [0, *(at for at, gap in enumerate(self.gaps) if gap), len(self.digits)]
        ends = set(edges)
        yield from (first for first in edges if first + length in ends)

    def cuts(self, first: int, length: int) -> tuple[int, ...]:
        """Where a stretch is parted, counted in its digits; empty: it is written in one piece."""
        return tuple(at for at in range(1, length) if self.gaps[first + at] is not None)

    def kinds(self, first: int, length: int) -> frozenset[Gap]:
        """By what a stretch is parted."""
        return frozenset(gap for gap in self.gaps[first + 1 : first + length] if gap)


def runs(narrow: str, least: int) -> Iterator[Run]:
    """The runs of at least that many digits in a narrowed text, in its order."""
    for match in _shape(least).finditer(narrow):
        begin = match.start()
        places = tuple(begin + at for at, one in enumerate(match.group()) if one.isdecimal())
        first = 0
        ends = (at + 1 for at, (a, b) in enumerate(pairwise(places)) if _is_next_row(narrow, a, b))
        for after in (*ends, len(places)):
            if after - first >= least:
                yield _run(narrow, places[first:after])
            first = after


def _run(narrow: str, places: tuple[int, ...]) -> Run:
    gaps = _without_rows_of_single_digits(_gap(narrow[a + 1 : b]) for a, b in pairwise(places))
    return Run("".join(narrow[at] for at in places), places, (None, *gaps))


def _without_rows_of_single_digits(gaps: Iterable[Gap | None]) -> list[Gap | None]:
    """The gaps, without those between more single digits than numbers of persons side by side
    have: nothing begins or ends among these, and a hostile text costs no more than another."""
    kept: list[Gap | None] = []
    for is_gap, group in groupby(gaps, key=lambda gap: gap is not None):
        some = list(group)
        if is_gap and len(some) > _MOST_SINGLE:
            some[1:-1] = [None] * (len(some) - 2)
        kept += some
    return kept


def _is_next_row(narrow: str, before: int, after: int) -> bool:
    """Whether two digits stand in lines that are rows of as many cells: nothing goes on there."""
    if "\n" not in narrow[before:after]:
        return False
    start, end = narrow.rfind("\n", 0, before) + 1, narrow.find("\n", after)
    upper = narrow[start : narrow.index("\n", before)]
    lower = narrow[narrow.rindex("\n", before, after) + 1 : end if end != -1 else len(narrow)]
    return any(0 < upper.count(mark) == lower.count(mark) for mark in "\t|")


@cache
def _shape(least: int) -> re.Pattern[str]:
    between = rf"[ \t\r\n.\-_|()]{{0,{_WIDEST_GAP}}}"
    return re.compile(rf"[0-9](?:{between}[0-9]){{{least - 1},}}")


def _gap(between: str) -> Gap | None:
    """A row of spaces as wide as a column parts cells too."""
    if not between:
        return None
    if any(one in between for one in "\t\r\n|") or "   " in between:
        return Gap.CELL
    if "-" in between or "_" in between:
        return Gap.HYPHEN
    if "." in between:
        return Gap.POINT
    return Gap.BRACKET if "(" in between or ")" in between else Gap.SPACE
