"""Rates told in turn against counts told in turn: 检查642个、185个，不合格19个、14个"""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations, product

from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import (
    Pair,
    Reckoned,
    added,
    best,
    is_mistyped,
    is_of_another,
    pair_of,
)
from xuncha.engine.proofread.figures.arithmetic import Figure, judge_rate
from xuncha.engine.proofread.figures.quantities import Sort

MOST_COUNTS = 40
LEAST_TO_REFUSE = 3
"""Where all but one of so many rates come out, the one that does not is wrong."""
LONGEST_JOIN = 2
"""Characters between two rates that a mark or 和 joins."""
MOST_WHOLES = 2
"""Rows of counts with no verdict that are tried: 四个县区 may stand behind the last of them."""
MOST_LINES = 2
"""Paragraphs about rates in which rows of counts may bear all of them out."""
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_JOINS = frozenset("、和及与，, ")


def in_turn(sentence: Sentence, counts: Counts) -> dict[int, Reckoned]:
    """What counts in turn say of the rates of a sentence that are told in turn, by their place.

    Nothing for rates that no two rows of counts of the paragraph give.
    """
    found: dict[int, Reckoned] = {}
    for rates in _rows_of_rates(sentence):
        line = [one for one in counts.of_line(rates[0]) if one.sort is Sort.COUNT]
        before = [one for one in line if one.end <= rates[0].start and not one.is_vague]
        if noted := _noted(rates, before, sentence):
            found |= noted
        elif len(before) <= MOST_COUNTS:
            found |= _judged(rates, before) or _borne_out(rates, before, counts)
    return found


def _noted(
    rates: Sequence[Mention], before: Sequence[Mention], sentence: Sentence
) -> dict[int, Reckoned]:
    """97.44%（不合格2个）、97.45%（不合格5个）: each of its whole and of the count in its bracket;
    nothing where one of them does not come out."""
    notes = [
        [
            one
            for one in sentence.mentions
            if one.sort is Sort.COUNT and rate.end <= one.start and one.start < until
        ]
        for rate, until in zip(
            rates, (*(one.start for one in rates[1:]), _end(sentence)), strict=True
        )
    ]
    wholes = before[-len(rates) :]
    if len(wholes) < len(rates) or not all(notes):
        return {}
    found: dict[int, Reckoned] = {}
    for rate, whole, (note, *_) in zip(rates, wholes, notes, strict=True):
        text = sentence.text[rate.end - sentence.start : note.end - sentence.start]
        pairs = [
            pair_of(Figure(part), whole.figure)
            for part in (note.figure.value, whole.figure.value - note.figure.value)
            if text.lstrip().startswith(("（", "(")) and 0 <= part <= whole.figure.value
        ]
        said = best(pairs, rate.figure)
        if said is None:
            return {}
        found[rate.start] = said
    return found


def _end(sentence: Sentence) -> int:
    return sentence.start + len(sentence.text)


def _borne_out(
    rates: Sequence[Mention], own: Sequence[Mention], counts: Counts
) -> dict[int, Reckoned]:
    """Rates all of which the counts of their paragraph as parts of one told in another give, or
    rows of counts in another; nothing where but one does not come out."""
    if len(rates) < LEAST_TO_REFUSE:
        return {}
    for line in counts.lines_about(rates[0], MOST_LINES):
        other = [one for one in line if one.sort is Sort.COUNT and not one.is_vague]
        for counted in (other, [*other, *own]):
            said = _judged(rates, counted) if len(counted) <= MOST_COUNTS else {}
            if all(one.verdict is FigureVerdict.AGREES for one in said.values()) and said:
                return said
    return {}


def of_its_quarter(rate: Mention, counts: Counts) -> Reckoned | None:
    """A rate of a quarter that the counts in that place of two rows of four give, each told in turn
    before it: 各季度分别为58个、60个、60个和58个; None: none do."""
    text = counts.text_of_line(rate)
    told = list(_QUARTER.finditer(counts.text_before(rate)))
    if not told or rate.sort is not Sort.PERCENT or rate.is_vague:
        return None
    at = _ORDINALS.index(told[-1]["ordinal"])
    before = [one for one in counts.of_line(rate) if one.end <= rate.start]
    before = [one for one in before if one.sort is Sort.COUNT]
    rows = [
        before[begin : begin + len(_ORDINALS)]
        for begin in range(1, len(before) - len(_ORDINALS) + 1)
        if "分别" in text[before[begin - 1].end : before[begin].start]
    ]
    for wholes, parts in permutations(rows, 2):
        if pair := _part(parts[at].figure.value, wholes[at].figure.value):
            rest = _rest(parts[at].figure.value, wholes[at].figure.value)
            if found := best([one for one in (pair, rest) if one], rate.figure):
                return found
    return None


_ORDINALS = "一二三四"
_QUARTER = re.compile(r"(?P<ordinal>[一二三四])季度")


def shares_in_turn(line: Sequence[Mention], before: Sequence[Mention]) -> dict[int, Reckoned]:
    """What is said of the shares of a paragraph told one after another, each after its count, by
    their place: 21个，占22.8%；9个，占9.8%.

    The whole stands there or in the paragraph ``before``, or is their sum; of two, it is told and
    their sum. Nothing where no one whole gives all but one of them.
    """
    followed = {one.start for one, other in pairwise(line) if _is_joined(one, other)}
    pairs = [
        (one, other)
        for one, other in pairwise(line)
        if one.sort is Sort.COUNT
        and other.sort is Sort.PERCENT
        and other.role == "share"
        and other.start not in followed
    ]
    if len(pairs) < 2 or len(pairs) > MOST_COUNTS:
        return {}
    wholes = {one.figure.value for one in (*line, *before) if one.sort is Sort.COUNT}
    together = added([part for part, _ in pairs])
    is_row = len(pairs) >= LEAST_TO_REFUSE
    wholes = wholes | {together} if is_row else wholes & {together}
    most: list[tuple[Mention, Pair, Reckoned | None]] = []
    for whole in sorted(wholes):
        told = [
            (rate, pair, best([pair], rate.figure))
            for part, rate in pairs
            if (pair := _part(part.figure.value, whole))
        ]
        if sum(bool(one) for *_, one in told) > sum(bool(one) for *_, one in most):
            most = told
    if sum(bool(one) for *_, one in most) < len(pairs) - 1:
        return {}
    return {
        rate.start: said or _refused(pair, rate.figure, is_row=is_row) for rate, pair, said in most
    }


def _is_joined(one: Mention, other: Mention) -> bool:
    """38.3%、31.6%和30.0%: whether the first of two rates is the first of a row, and so of the
    first count of a row, not of the one right before it."""
    are_rates = one.sort is Sort.PERCENT and other.sort is Sort.PERCENT
    return are_rates and other.start - one.end <= LONGEST_JOIN


def _rows_of_rates(sentence: Sentence) -> Iterator[list[Mention]]:
    row: list[Mention] = []
    for one in (each for each in sentence.mentions if each.sort is Sort.PERCENT):
        if row:
            gap = sentence.text[row[-1].end - sentence.start : one.start - sentence.start]
            gap = _NOTE.sub("", gap)
            if not gap or set(gap) - _JOINS:
                if len(row) > 1:
                    yield row
                row = []
        row.append(one)
    if len(row) > 1:
        yield row


def _judged(rates: Sequence[Mention], counted: Sequence[Mention]) -> dict[int, Reckoned]:
    size = len(rates)
    chosen: list[Reckoned | None] = []
    pairs_chosen: list[Pair] = []
    for pairs in _readings(counted, size):
        said = [best([pair], rate.figure) for pair, rate in zip(pairs, rates, strict=True)]
        if sum(map(bool, said)) > sum(map(bool, chosen)):
            chosen, pairs_chosen = said, pairs
    if sum(map(bool, chosen)) < size - 1:
        return {}
    is_row = size >= LEAST_TO_REFUSE
    return {
        rate.start: one or _refused(pair, rate.figure, is_row=is_row)
        for rate, one, pair in zip(rates, chosen, pairs_chosen, strict=True)
    }


def _readings(counted: Sequence[Mention], size: int) -> Iterator[list[Pair]]:
    """Every two rows of so many counts as parts and wholes, the nearest first; a row of parts of
    one whole."""
    rows = _rows(counted, size)
    yield from _of_rows(rows, size)
    subjects = dict.fromkeys(one.subjects for one in counted)
    for subject in subjects if size >= LEAST_TO_REFUSE else ():
        about = [one for one in counted if one.subjects == subject]
        for role in ("failed", "passed"):
            parts_of = _rows([one for one in about if one.role == role], size)
            wholes_of = _rows([one for one in about if one.role in _WHOLES], size)
            for parts, wholes in product(parts_of[:1], wholes_of[:MOST_WHOLES]):
                for reading in _WAYS:
                    yield from _paired(parts, wholes, reading)
    for parts in rows:
        for one in counted[::-1]:
            told = [pair for part in parts if (pair := _part(part, one.figure.value))]
            if len(told) == size and len(set(parts)) > 1:
                yield told


def _rows(counted: Sequence[Mention], size: int) -> list[list[Fraction]]:
    """Every so many counts of one unit that follow one another, the last first."""
    return [
        [one.figure.value for one in counted[begin : begin + size]]
        for begin in range(len(counted) - size, -1, -1)
        if len({one.unit for one in counted[begin : begin + size]}) == 1
    ]


def _paired(
    parts: Sequence[Fraction], wholes: Sequence[Fraction], reading: "_Way"
) -> Iterator[list[Pair]]:
    pairs = [reading(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    told = [pair for pair in pairs if pair]
    if len(told) == len(parts):
        yield told


def _of_rows(rows: Sequence[Sequence[Fraction]], size: int) -> Iterator[list[Pair]]:
    for number, parts in enumerate(rows):
        for wholes in rows[number + size :]:
            for reading in _WAYS:
                yield from _paired(parts, wholes, reading)


def _part(part: Fraction, whole: Fraction) -> Pair | None:
    return pair_of(Figure(part), Figure(whole)) if 0 <= part <= whole and whole else None


def _rest(part: Fraction, whole: Fraction) -> Pair | None:
    return _part(whole - part, whole)


_Way = Callable[[Fraction, Fraction], Pair | None]
_WAYS: tuple[_Way, ...] = (_rest, _part)
_WHOLES = ("inspected", "registered", "")


def _refused(pair: Pair, stated: Figure, *, is_row: bool = True) -> Reckoned:
    """What is said of the one that does not come out; of two, only that a digit is mistyped."""
    judged = judge_rate(pair.part, pair.whole, stated)
    is_other = is_of_another(judged.computed, stated)
    is_other = is_other or not (is_row or is_mistyped(judged.computed, stated))
    verdict = FigureVerdict.UNCHECKED if is_other else FigureVerdict.DIFFERS
    return Reckoned(verdict, f"{pair.shown}={judged.shown}%")
