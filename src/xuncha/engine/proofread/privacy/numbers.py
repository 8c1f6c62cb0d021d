"""Find the numbers in a text that are proved by themselves, however they are written."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from xuncha.engine.proofread.normal import Gap, Run, runs
from xuncha.engine.proofread.privacy import proofs
from xuncha.engine.proofread.privacy.surroundings import FIXED_LINE


class What(StrEnum):
    """The kinds of numbers that prove themselves; an old identity does so only with a label."""

    ID = "id"
    CARD = "card"
    MOBILE = "mobile"
    OLD_ID = "old_id"


class Form(StrEnum):
    """How a number is written: in one piece, in the usual groups, in others, over cells."""

    WHOLE = "whole"
    GROUPED = "grouped"
    LOOSE = "loose"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its place in the text, separators inside it dropped from ``digits``.

    ``is_joined``: it goes on into other digits or letters in the way its own groups are parted,
    so it may be a piece of something longer.
    """

    what: What
    digits: str
    start: int
    end: int
    form: Form
    is_joined: bool


_USUAL = {
    What.MOBILE: frozenset(
        {(3, 7), (3,), (7,), (4, 7), (4, 8), (3, 6), tuple(range(1, proofs.MOBILE))}
    ),
    What.CARD: frozenset({(4, 8, 12), (4, 8, 12, 16), (6,), (8,), (6, 12)}),
}
"""Where people part these numbers; any parting of an identity is as good, since it is proved."""
_POINTED = (3, 7)
"""With points only this: 138.12345678 is a decimal number."""
_LETTER_X = re.compile(r"[ \t\n\-_|]{0,4}[Xx](?![A-Za-z0-9]|\*)|[Xx](?=1\d{10}(?!\d))")
_BEFORE = re.compile(r"[A-Za-z*_%]$")
_NAMED = re.compile(
    r"(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|vx|\d{17}x)[:. ]{0,2}$", re.IGNORECASE
)
_AFTER = re.compile(
    r"[*_@]|(?!e-?mail|mail|fax|tel|qq|wechat|weixin|wx|http|www|mobile|phone|x)[a-z]",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(r"[A-Za-z][\-./#]$")
_LINKED_AFTER = re.compile(r"[\-./#][A-Za-z]")
_ADDRESSES = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,9}://|www\.)[^\s一-鿿,;()\"<>]+"
    r"|(?<![a-z0-9_\-./%])[a-z0-9_\-./%]+\.(?:s?html?|jspx?|aspx?|php|pdf|ofd|docx?|xlsx?|wps|et|pptx?|txt|csv"
    r"|zip|rar|7z|jpe?g|png|gif|bmp|mp[34])(?![a-z0-9])",
    re.IGNORECASE,
)
_BEFORE_MOBILE = ("0086", "086", "86", "0", "")
"""What is dialled before a mobile number: the country, an old trunk digit, nothing."""
_LOOK_BACK = 24
_MOST_CUTS = 4
"""More cells than that hold figures, but for the boxes of a form with a digit each."""
_DISABILITY = re.compile("[1-7][1-4]")
"""What a disability certificate adds to its holder's identity number: kind and degree."""


def numbers_in(narrow: str, published: date | None) -> list[Number]:
    """The numbers of a narrowed text in order, none on another. Addresses of pages, names of files
    and fixed lines are left out."""
    found: list[Number] = []
    spans: _Spans | None = None
    for run in runs(narrow, proofs.MOBILE):
        spans = spans or _Spans.of(narrow)
        found += _Reader(narrow, _unglued(run), published, spans).numbers()
    return found


@dataclass(frozen=True, slots=True)
class _Spans:
    """Where a narrowed text has addresses of pages and files, and what looks like a fixed line."""

    addresses: tuple[tuple[int, int], ...]
    fixed_lines: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, narrow: str) -> "_Spans":
        addresses, lines = _ADDRESSES.finditer(narrow), FIXED_LINE.finditer(narrow)
        return cls(tuple(one.span() for one in addresses), tuple(one.span() for one in lines))


def _unglued(run: Run) -> Run:
    """The run with a gap where two numbers were set one after the other with nothing between."""
    gaps = list(run.gaps)
    first = 0
    for after in (*(at for at, gap in enumerate(gaps) if gap), len(gaps)):
        for cut in _cuts_between(run.digits[first:after]):
            gaps[first + cut] = Gap.CELL
        first = after
    return replace(run, gaps=tuple(gaps))


def _cuts_between(digits: str) -> tuple[int, ...]:
    """Where an identity and a mobile number or a card meet; empty where they do not."""
    for at in (proofs.ID, proofs.MOBILE):
        head, rest = digits[:at], digits[at:]
        pair = (head, rest) if at == proofs.ID else (rest, head)
        if len(pair[0]) == proofs.ID and proofs.is_identity(pair[0], None):
            if len(pair[1]) == proofs.MOBILE and proofs.is_mobile(pair[1]):
                return (at,)
            if len(pair[1]) in proofs.CARD_LENGTHS and proofs.card_issuer(pair[1]):
                return (at,)
            if at == proofs.ID and _DISABILITY.fullmatch(rest):
                return (at,)
    return ()


class _Reader:
    """One run of digits: what is proved first takes its digits."""

    def __init__(self, narrow: str, run: Run, published: date | None, spans: _Spans) -> None:
        self._narrow = narrow
        self._run = run
        self._published = published
        self._spans = spans
        self._taken = [False] * len(run.digits)

    def numbers(self) -> list[Number]:
        """What is proved, then how it is written and what it goes on into.

        Identities and cards come first: cut in pieces, one of these may look like a fixed line.
        """
        self._take_spans(self._spans.addresses)
        found = [*self._identities(), *self._cards()]
        self._take_spans(self._spans.fixed_lines)
        found += [*self._mobiles(), *self._old_identities()]
        return sorted(map(self._seen, found), key=lambda one: one.start)

    def _take_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        places = self._run.places
        for start, end in spans[max(0, bisect_left(spans, (places[0], 0)) - 1) :]:
            if start > places[-1]:
                return
            first, after = bisect_left(places, start), bisect_left(places, end)
            if not any(self._taken[first:after]):
                self._taken[first:after] = [True] * (after - first)

    def _identities(self) -> Iterator["_Place"]:
        for first in self._run.parts(proofs.ID - 1):
            last = self._run.places[first + proofs.ID - 2]
            tail = _LETTER_X.match(self._narrow, last + 1)
            digits = self._digits(first, proofs.ID - 1) + "X"
            if tail and self._proves(digits, first, proofs.ID - 1):
                yield self._take(_Place(What.ID, digits, first, proofs.ID - 1, tail.end()))
        for first in self._run.parts(proofs.ID):
            digits = self._digits(first, proofs.ID)
            if self._proves(digits, first, proofs.ID):
                yield self._take(_Place(What.ID, digits, first, proofs.ID))

    def _cards(self) -> Iterator["_Place"]:
        for length in proofs.CARD_LENGTHS:
            for first in self._run.parts(length):
                digits = self._digits(first, length)
                if proofs.card_issuer(digits) and self._is_free(first, length):
                    yield self._take(_Place(What.CARD, digits, first, length))

    def _mobiles(self) -> Iterator["_Place"]:
        for before in _BEFORE_MOBILE:
            length = len(before) + proofs.MOBILE
            for first in self._run.parts(length):
                digits = self._digits(first, length)
                own = digits[len(before) :]
                if not digits.startswith(before) or not proofs.is_mobile(own):
                    continue
                if self._is_free(first, length):
                    yield self._take(_Place(What.MOBILE, own, first, length))

    def _old_identities(self) -> Iterator["_Place"]:
        for first in self._run.parts(proofs.OLD_ID):
            digits = self._digits(first, proofs.OLD_ID)
            if proofs.is_old_identity(digits) and self._is_free(first, proofs.OLD_ID):
                yield self._take(_Place(What.OLD_ID, digits, first, proofs.OLD_ID))

    def _proves(self, digits: str, first: int, length: int) -> bool:
        return proofs.is_identity(digits, self._published) and self._is_free(first, length)

    def _is_free(self, first: int, length: int) -> bool:
        """Whether nothing has taken a stretch, no letter touches it and its pieces are few."""
        if any(self._taken[first : first + length]) or not self._is_apart(first, length):
            return False
        cuts = len(self._run.cuts(first, length))
        few = cuts <= _MOST_CUTS or cuts == length - 1
        return few or Gap.CELL not in self._run.kinds(first, length)

    def _is_apart(self, first: int, length: int) -> bool:
        start, end = self._run.places[first], self._run.places[first + length - 1] + 1
        back = max(0, start - _LOOK_BACK)
        if _BEFORE.search(self._narrow, back, start):
            return _NAMED.search(self._narrow, back, start) is not None
        return _AFTER.match(self._narrow, end) is None

    def _digits(self, first: int, length: int) -> str:
        return self._run.digits[first : first + length]

    def _take(self, place: "_Place") -> "_Place":
        self._taken[place.first : place.first + place.length] = [True] * place.length
        return place

    def _seen(self, place: "_Place") -> Number:
        length = min(place.length, len(place.digits))
        first = place.first + place.length - length
        start = self._run.places[first]
        end = place.end or self._run.places[first + length - 1] + 1
        joined = self._is_joined(place.first, place.length)
        return Number(
            place.what, place.digits, start, end, self._form(place, first, length), joined
        )

    def _form(self, place: "_Place", first: int, length: int) -> Form:
        cuts, kinds = self._run.cuts(first, length), self._run.kinds(first, length)
        if place.what is What.MOBILE and self._run.digits[place.first] == "0" and not cuts:
            return Form.WHOLE if place.length > length + 1 else Form.LOOSE
        if not cuts:
            return Form.WHOLE
        if Gap.POINT in kinds and (place.what is not What.MOBILE or cuts != _POINTED):
            return Form.LOOSE
        if place.what in _USUAL and cuts not in _USUAL[place.what]:
            return Form.LOOSE
        return Form.CELLS if Gap.CELL in kinds else Form.GROUPED

    def _is_joined(self, first: int, length: int) -> bool:
        run, after = self._run, first + length
        kinds = run.kinds(first, length) or {Gap.HYPHEN, Gap.POINT}
        if first and not self._taken[first - 1] and run.gaps[first] in kinds:
            return True
        if after < len(run.digits) and not self._taken[after] and run.gaps[after] in kinds:
            return True
        start, end = run.places[first], run.places[after - 1] + 1
        back = max(0, start - _LOOK_BACK)
        linked = _LINKED_BEFORE.search(self._narrow, back, start)
        return linked is not None or _LINKED_AFTER.match(self._narrow, end) is not None


@dataclass(frozen=True, slots=True)
class _Place:
    """Something proved: ``length`` digits from ``first``; ``end``: where a letter ends it."""

    what: What
    digits: str
    first: int
    length: int
    end: int = 0
