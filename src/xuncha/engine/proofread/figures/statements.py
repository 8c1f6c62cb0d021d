"""A sentence cut into its counted things: each quantity with the words that belong to it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.figures.quantities import (
    Quantity,
    Sort,
    quantities,
    quantity_places,
)

MOST_QUANTITIES = 40
"""Quantities beyond which a sentence is a table in words, and its figures belong to anything."""

_ENDS = re.compile(r"[。；！？!?;\n](?!\s{0,2}其中)")
_SEPARATORS = "，、,：:（）()“”《》；。"
_LEADS = re.compile(r"^(?:其中|另有|另外|有|共有|共|还有|现有|及(?!格|时)|和|与|或)[，,：:]?")
_TAILS = re.compile(r"(?:共有|分别为|分别|共计|合计|的有|的为|有|为|共|是|达到|达|的|了)+$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity with the words of its clause before and after it."""

    quantity: Quantity
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a part of it up to a semicolon, with the 其中 that follows it.

    It is characters ``start`` to ``end`` of the text.
    """

    start: int
    end: int
    text: str
    stated: tuple[Stated, ...]

    def counts(self) -> list[Stated]:
        """The counted things among the quantities, in order."""
        return [one for one in self.stated if one.quantity.sort is Sort.COUNT]


def statements(text: str) -> Iterator[Statement]:
    """The sentences of a text with two quantities or more; places count from 0 in each."""
    begin = 0
    places = quantity_places(text)
    for mark in (*_ENDS.finditer(text), None):
        end = mark.start() if mark else len(text)
        several = bisect_left(places, end) - bisect_left(places, begin) > 1
        piece = text[begin:end]
        found = quantities(piece) if several and len(piece) > 5 else []
        if 1 < len(found) <= MOST_QUANTITIES:
            yield Statement(begin, end, piece, tuple(_with_words(piece, found)))
        begin = end + 1


def _with_words(text: str, found: list[Quantity]) -> Iterator[Stated]:
    for at, one in enumerate(found):
        least = found[at - 1].end if at else 0
        most = found[at + 1].start if at + 1 < len(found) else len(text)
        before = least + 1 + max(text.rfind(mark, least, one.start) - least for mark in _SEPARATORS)
        ends = (text.find(mark, one.end, most) for mark in _SEPARATORS)
        after = min((place for place in ends if place != -1), default=most)
        lead = text[max(before, least) : one.start].strip()
        yield Stated(one, _TAILS.sub("", _LEADS.sub("", lead)), text[one.end : after].strip("的 "))


@cache
def predicates() -> frozenset[str]:
    """What a counted thing can be or not be: 合格, 达标, 整改 …"""
    return frozenset(words("figures_words", "predicate"))


@cache
def _negations() -> tuple[str, ...]:
    return words("figures_words", "negation")


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = (word.split("|") for word in words("figures_words", "opposite"))
    return frozenset((one, other) for one, other in pairs)


def negated(label: str) -> str | None:
    """不合格 → 合格, 未完成整改 → 完成整改; None where nothing is denied."""
    for denial in _negations():
        at = label.find(denial)
        if at != -1 and label != denial:
            return label[:at] + label[at + len(denial) :]
    return None


def complement(one: Stated, other: Stated) -> str | None:
    """The label of ``one`` where ``other`` is its opposite (合格 and 不合格); None otherwise."""
    for label, against in ((one.before, other.before), (one.after, other.after)):
        if not label or not against:
            continue
        bare = label.removeprefix("已经").removeprefix("已")
        if negated(against) in (bare, label) and negated(label) is None:
            return label
        for first, second in _opposites():
            if first in label and label.replace(first, second, 1) == against:
                return label
    return None


def noun_of(label: str) -> str | None:
    """What a label counts beside its predicate: 合格企业 → 企业, 已整改 → ""; None without one."""
    bare = label.removeprefix("已经").removeprefix("已")
    cuts = [
        noun
        for cut in range(len(bare) + 1)
        for predicate, noun in ((bare[:cut], bare[cut:]), (bare[cut:], bare[:cut]))
        if predicate in predicates()
    ]
    return min(cuts, key=len, default=None)


def is_opposite(label: str) -> bool:
    """Whether a label is one of a pair that leaves nothing between: 男 and 女."""
    return any(word in label for pair in _opposites() for word in pair)


def predicate_of(label: str) -> str | None:
    """The predicate a label ends with, the longest one; None for a label that has none."""
    return next(
        (word for word in (label[at:] for at in range(len(label))) if word in predicates()), None
    )
