"""Counts that other paragraphs, tables or annexes bear out: told again, added up, or what is left.

Like the rates of ``elsewhere`` these are borne out, never refused; what the words say of a count is
tried first and more often.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, permutations

from xuncha.engine.extract.lexicon import words
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.guesses import few_enough
from xuncha.engine.noticecheck.ledger import Ledger
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.noticecheck.wording import WORDS, either, role_of, unit_of
from xuncha.engine.proofread.figures.arithmetic import printed
from xuncha.engine.proofread.figures.quantities import Sort

_SHARED_OUT = re.compile(
    r"(?:平均(?:每(?P<unit>[一-鿿]))?|(?P<bare>[家篇件个条户人次份项月季期])均)[^，,。；\d]{0,10}$"
)
_ENDS = re.compile("[，,、。；;：:（）()]")
MOST_OPERANDS = 16
"""Counts about one that are taken from one another."""
MOST_IN_LINE = 300
"""Figures; of a paragraph with more, which no notice has, each would be held against all others."""
LEAST_RETOLD = 3
"""One or two of a thing are counted too often to be the same ones."""
MOST_PARTS = 4
MOST_BEFORE = 8
LEAST_WHOLE = 3
MEAN_WITHIN = 2
"""Sentences before an average that may tell what it is of."""
LARGE = 30
"""From here on that others give a count may be no accident, whatever the words."""
CLAUSE = 24
"""Characters before a count in which a word says how it came about."""
VERDICTS = ("failed", "passed", "done")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of getting a count: what comes out, and the calculation in words."""

    value: Fraction
    shown: str


def count_elsewhere(one: Mention, ledger: Ledger) -> Reckoned | None:
    """What the rest of the notice says of a count of which its paragraph says nothing."""
    if one.sort is not Sort.COUNT or one.figure.value <= 1:
        return None
    if len(ledger.of_line(one.line)) > MOST_IN_LINE:
        return None
    text = ledger.text_of(one)
    begin = one.start - ledger.start_of(one)
    before, after = text[:begin][-CLAUSE:], text[begin:][:CLAUSE]
    if out := _SHARED_OUT.search(before):
        whose = _ENDS.split(before[: out.start()])[-1]
        return _each(one, ledger, out["unit"] or out["bare"] or "", whose)
    if one.figure.step or one.is_vague:
        return None
    if again := _told_again(one, ledger):
        return again
    is_of_all_before = before.endswith(words(WORDS, "back"))
    if is_of_all_before and ledger.rows_above(one.line) == one.figure.value:
        return Reckoned(FigureVerdict.AGREES, f"上表列出{printed(one.figure.value, 2)}个")
    adds = either("closes", "opens.back").search(before) or either("closes", "opens").search(after)
    leaves = either("left", "change.up", "change.down", "moved").search(before)
    for way in (*_complements(one, ledger), *_times(one, ledger)):
        if way.value == one.figure.value:
            return Reckoned(FigureVerdict.AGREES, f"{way.shown}={printed(way.value, 2)}")
    told = [way for says, way in ((adds, _added), (leaves, _left)) if says]
    untold = [way for way in (_added, _left) if way not in told and one.figure.value >= LARGE]
    for ways, is_tied in ((told, True), (untold, False)):
        guesses = chain.from_iterable(way(one, ledger) for way in ways)
        for way in few_enough(guesses, one.figure, is_share=False, is_tied=is_tied):
            if way.value == one.figure.value:
                return Reckoned(FigureVerdict.AGREES, f"{way.shown}={printed(way.value, 2)}")
    return None


def _told_again(one: Mention, ledger: Ledger) -> Reckoned | None:
    """The same number of the same in another paragraph or in a table."""
    if one.figure.value < LEAST_RETOLD or one.is_local or not one.subjects:
        return None
    for other in ledger.near(one, Sort.COUNT):
        if other.figure == one.figure and other.line != one.line and _is_same(one, other):
            return Reckoned(FigureVerdict.AGREES, f"与另一处的{printed(other.figure.value, 2)}一致")
    return None


def _is_same(one: Mention, other: Mention) -> bool:
    same = (one.subjects, one.group, one.is_past) == (other.subjects, other.group, other.is_past)
    verdicts = {each.role if each.role in VERDICTS else "" for each in (one, other)}
    return same and len(verdicts) == 1 and not other.is_local


def _alike(one: Mention, near: Sequence[Mention]) -> list[Mention]:
    """The counts that may be parts of one or wholes it is a part of, by their unit."""
    return [
        each
        for each in near
        if not each.is_vague and (not each.unit or not one.unit or each.unit == one.unit)
    ]


def _added(one: Mention, ledger: Ledger) -> Iterator[Way]:
    """Columns as wholes, then counts of one sort that follow one another."""
    for column in ledger.columns:
        if not column.is_share:
            shown = f"表中“{column.heading}”各行相加"
            yield Way(sum(column.values, Fraction(0)), shown)
    window = [each for each in _alike(one, ledger.window(one.line, Sort.COUNT)) if each is not one]
    own = one.role if one.role in VERDICTS else ""
    same = [each for each in window if (each.role if each.role in VERDICTS else "") == own]
    about = [each for each in same if each.subjects == one.subjects]
    alike = [each for each in about if each.role == one.role]
    for row in (alike, about, same, window):
        yield from _runs(one, row)


def _runs(one: Mention, row: Sequence[Mention]) -> Iterator[Way]:
    """The sums of counts that follow one another, of each beginning that which comes nearest."""
    for begin in range(len(row)):
        run: list[Mention] = []
        whole = Fraction(0)
        for each in row[begin:]:
            run.append(each)
            whole += each.figure.value
            if whole >= one.figure.value:
                break
        if len(run) > 1:
            yield Way(whole, "+".join(printed(each.figure.value, 2) for each in run))


def _complements(one: Mention, ledger: Ledger) -> Iterator[Way]:
    """87份，按期反馈81份，超期4份，未反馈2份: what those right before a count leave of a whole
    told before them, the nearest first; times what falls to each."""
    alike = _alike(one, [each for each in ledger.of_line(one.line) if each.sort is Sort.COUNT])
    before = [each for each in alike if each.start < one.start][-MOST_BEFORE:]
    for size in range(1, MOST_PARTS + 1):
        if (
            size > 1
            and one.role == "failed"
            and not all(each.role in VERDICTS for each in before[-size:])
        ):
            return
        parts = [each.figure.value for each in before[-size:]]
        for whole in reversed(before[:-size]):
            left = whole.figure.value - sum(parts, Fraction(0))
            if len(parts) == size and left > 0 and whole.figure.value >= LEAST_WHOLE:
                shown = [printed(each, 2) for each in (whole.figure.value, *parts)]
                yield Way(left, "−".join(shown))


def _times(one: Mention, ledger: Ledger) -> Iterator[Way]:
    """8个县，每县20个: what falls to each, times so many."""
    if either("each").search(ledger.text_of(one)) is None:
        return
    near = [each for each in ledger.near(one, Sort.COUNT) if not each.is_vague][:MOST_OPERANDS]
    for many, each in combinations((other.figure.value for other in near), 2):
        if many > 1 and each > 1:
            yield Way(many * each, f"{printed(many, 2)}×{printed(each, 2)}")


def _left(one: Mention, ledger: Ledger) -> Iterator[Way]:
    wanted = role_of(one.words.partition("|")[0], "")
    near = sorted(
        _alike(one, ledger.near(one, Sort.COUNT)),
        key=lambda each: bool(wanted) and (each.role, each.subjects) != (wanted, one.subjects),
    )[:MOST_OPERANDS]
    for whole, part in sorted(
        permutations(range(len(near)), 2), key=lambda pair: (max(pair), pair)
    ):
        high, low = near[whole].figure.value, near[part].figure.value
        if high > low:
            yield Way(high - low, f"{printed(high, 2)}−{printed(low, 2)}")
    for opening, more, less in permutations(near[:6], 3):
        if more.sentence == less.sentence:
            values = [each.figure.value for each in (opening, more, less)]
            shown = f"{printed(values[0], 2)}+{printed(values[1], 2)}−{printed(values[2], 2)}"
            yield Way(values[0] + values[1] - values[2], shown)
    yield from _rests(near)


def _rests(near: Sequence[Mention]) -> Iterator[Way]:
    """What counts that follow one another leave of another."""
    row = sorted(near, key=lambda each: (each.line, each.start))
    for of in (each.figure.value for each in near):
        for begin in range(len(row)):
            for size in range(2, MOST_PARTS + 1):
                parts = [each.figure.value for each in row[begin : begin + size]]
                left = of - sum(parts, Fraction(0))
                if left <= 0 or len(parts) < size:
                    break
                yield Way(left, "−".join(printed(each, 2) for each in (of, *parts)))


def _mean(one: Mention, near: Sequence[Mention]) -> Reckoned | None:
    """甲86条、乙74条，平均80条: what counts that follow one another in its sentence average to."""
    row = [
        each
        for each in near
        if each.line == one.line
        and one.sentence - each.sentence <= MEAN_WITHIN
        and each.start < one.start
    ]
    row.sort(key=lambda each: each.start)
    half = (one.figure.step or 1) / Fraction(2)
    for size in range(len(row), 1, -1):
        for begin in range(len(row) - size, -1, -1):
            run = row[begin : begin + size]
            mean = sum((each.figure.value for each in run), Fraction(0)) / size
            if len({each.unit for each in run}) == 1 and abs(mean - one.figure.value) <= half:
                return Reckoned(FigureVerdict.AGREES, f"{size}项平均={printed(mean, 4)}")
    return None


def _each(one: Mention, ledger: Ledger, unit: str, whose: str) -> Reckoned | None:
    """平均每件3.2篇: one count shared out over another, of the unit told if it is; first those of
    the words before 平均: 市直部门平均."""
    near = [each for each in ledger.near(one, Sort.COUNT) if not each.is_vague]
    near.sort(key=lambda each: not whose or whose not in each.words)
    if unit_of(unit) in {each.unit for each in near}:
        near = [each for each in near if each.unit in (unit_of(unit), one.unit)]
    if mean := _mean(one, near):
        return mean
    near = near[:MOST_OPERANDS]
    pairs = sorted(permutations(range(len(near)), 2), key=lambda pair: (max(pair), pair))
    half = (one.figure.step or 1) / Fraction(2)
    for whole, over in few_enough(pairs, one.figure, is_share=False, is_tied=True):
        high, low = near[whole].figure, near[over].figure
        if low.value and abs(high.value / low.value - one.figure.value) <= half:
            shown = f"{printed(high.value, 2)}÷{printed(low.value, 2)}"
            return Reckoned(FigureVerdict.AGREES, f"{shown}={printed(high.value / low.value, 4)}")
    return None
