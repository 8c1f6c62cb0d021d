"""Rates and differences whose counts stand in other paragraphs, in a table, in an annex.

What is found this far from a figure may bear it out, never refuse it; and only as many ways are
tried, the likeliest first, as would not give it by accident.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product

from xuncha.engine.noticecheck.derivations import near
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.guesses import WIDTH, few_enough
from xuncha.engine.noticecheck.ledger import Ledger
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.periods import rounds_of
from xuncha.engine.noticecheck.rates import Reckoned, best
from xuncha.engine.noticecheck.wording import either, stem_of
from xuncha.engine.proofread.figures.arithmetic import (
    HUNDRED,
    Agreement,
    judge_rate_alone,
    printed,
)
from xuncha.engine.proofread.figures.quantities import Sort

Guess = tuple[Fraction, Fraction]
"""A part and its whole; what the part leaves of the whole is meant too."""
_FROM = re.compile(r"[较比由从][^，,。；;%％]{0,20}$")
_CLAUSES = re.compile(r"[，,。；;]")
_ROUNDS = re.compile("环比|同比|[与较比][^，,。；]{0,8}(?:季度|上期|上月|上年|去年|同期|上次|上轮)")
VERDICTS = ("passed", "failed")
MOST_OWN = 8
REACH = 8
"""Characters before a count in which 由 makes it the earlier one."""
LEAD = 12
"""Characters before a difference in which a word says that two are apart by it."""
MOST_BASES = 24
MOST_RATES = 16
"""Figures near one that are tried with those further off."""


def rate_elsewhere(rate: Mention, ledger: Ledger) -> Reckoned | None:
    """A rate that counts of other paragraphs or of tables give; None: none do.

    Cut off, it is given by counts of its own paragraph alone; what others come to when cut off may
    be an accident, and leaves it UNCHECKED.
    """
    if rate.sort is not Sort.PERCENT or rate.figure.value >= HUNDRED:
        return None
    cut: Reckoned | None = None
    own = [one.figure.value for one in ledger.of_line(rate.line) if one.sort is Sort.COUNT]
    for part, whole in few_enough(_guesses(rate, ledger), rate.figure, is_share=True):
        found = best(near(part, whole, rate.figure), rate.figure)
        if found and found.verdict is FigureVerdict.AGREES:
            return found
        if found and rate.role != "change":
            is_own = part in own and (whole in own or any(whole - one in own for one in own))
            cut = found if is_own else cut or Reckoned(FigureVerdict.UNCHECKED, "")
    return cut or _of_its_base(rate, ledger)


def _of_its_base(rate: Mention, ledger: Ledger) -> Reckoned | None:
    """A rate of which only what it is a share of is told, where few shares of that are possible."""
    since: list[Mention] = []
    for one in ledger.of_sentence(rate):
        if one.start >= rate.start:
            break
        since = [*since, one] if one.sort is Sort.COUNT else []
    if rate.role != "done" or len(since) != 1 or since[0].is_vague or since[0].figure.step:
        return None
    whole = int(since[0].figure.value)
    judged = judge_rate_alone(whole, rate.figure)
    if judged.agreement is not Agreement.AGREES or whole * rate.figure.step > WIDTH / 2:
        return None
    return Reckoned(FigureVerdict.AGREES, f"{whole}中有{judged.shown}个时相符")


def points_elsewhere(points: Mention, ledger: Ledger) -> Reckoned | None:
    """A difference of two percentages anywhere in the notice; None: no two have it."""
    rates = [one for one in ledger.near(points, Sort.PERCENT) if not one.is_vague][:MOST_RATES]
    if apart := _of_a_column(points, ledger):
        return apart
    alike = [one for one in rates if _share_a_subject(one, points)]
    pairs = [*combinations(alike, 2), *combinations(rates, 2)]
    told = [one for one in rates if one.sentence == points.sentence and one.end <= points.start]
    if told and sum(one.sort is Sort.POINTS for one in ledger.of_sentence(points)) == 1:
        last = max(told, key=lambda one: one.start)
        pairs = [pair for pair in pairs if last in pair]
    is_between_rounds = _ROUNDS.search(ledger.text_of(points)) is not None
    for one, other in few_enough(pairs, points.figure, is_share=True):
        if is_between_rounds and not any(_is_early(each, points, ledger) for each in (one, other)):
            continue
        high, low = sorted((one.figure.value, other.figure.value), reverse=True)
        if high - low == points.figure.value:
            shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(high - low, 4)}"
            return Reckoned(FigureVerdict.AGREES, shown)
    return None


def _of_a_column(points: Mention, ledger: Ledger) -> Reckoned | None:
    """最高与最低相差5.5个百分点: how far the ends of a column of percentages are apart."""
    lead = ledger.text_of(points)[: points.start - ledger.start_of(points)][-LEAD:]
    if either("score.apart").search(lead) is None:
        return None
    for column in ledger.columns:
        high, low = max(column.values), min(column.values)
        if column.is_share and high - low == points.figure.value:
            shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(high - low, 4)}"
            return Reckoned(FigureVerdict.AGREES, shown)
    return None


def _is_early(one: Mention, points: Mention, ledger: Ledger) -> bool:
    """Whether a percentage may be of the round that a difference is from: it is told as early, or
    with the round that the difference names; of a cell nothing is known."""
    text = ledger.text_of(one)
    is_named = bool(rounds_of(text) & rounds_of(ledger.text_of(points)))
    return one.is_past or not text or is_named


def _share_a_subject(one: Mention, other: Mention) -> bool:
    return not one.subjects or not other.subjects or bool(set(one.subjects) & set(other.subjects))


def may_be_of(part: Mention, whole: Mention) -> bool:
    """Whether one count may be some of another: the same is counted, and no more of it."""
    same_unit = not part.unit or not whole.unit or part.unit == whole.unit
    return same_unit and 0 <= part.figure.value <= whole.figure.value and whole.figure.value > 0


def is_early(rate: Mention, text: str, begin: int) -> bool:
    """Whether a rate is that of an earlier round: 上季度为55.2%, 较二季度的84.78%上升."""
    before, after = text[: rate.start - begin], text[rate.end - begin :].lstrip("，, ）)")
    if rate.is_past and either("past").search(_CLAUSES.split(before)[-1]):
        return True
    changes = either("change.up", "change.down", "change").match(after)
    return changes is not None and _FROM.search(before) is not None


def _guesses(rate: Mention, ledger: Ledger) -> Iterator[Guess]:
    close = [
        one for one in ledger.near(rate, Sort.COUNT) if not one.is_vague and one.figure.step < 1
    ]
    if is_early(rate, ledger.text_of(rate), ledger.start_of(rate)):
        close = [
            one for one in close if one.is_past or one.line != rate.line or _is_from(one, ledger)
        ]
    own = [one for one in close if one.line == rate.line][:MOST_OWN]
    about = [one for one in close if _share_a_subject(one, rate)]
    yield from _of_a_table(rate, ledger)
    yield from _after(rate, about)
    for part in own:
        for whole in about[:MOST_BASES]:
            yield from _of(part, whole)
    for whole in own:
        for part in about[:MOST_BASES]:
            if part.line != rate.line:
                yield from _of(part, whole)
    yield from _told_together(_of_its_kind(rate, ledger), about, rate.line)
    yield from _added(own, close)
    yield from _left(own, close)


def _of_a_table(rate: Mention, ledger: Ledger) -> Iterator[Guess]:
    """从上表看，微信公众号占监测总数的62.7%: what a row named before a share is of its column."""
    clause = _CLAUSES.split(ledger.text_of(rate)[: rate.start - ledger.start_of(rate)])[-1]
    if rate.role != "share":
        return
    for column in ledger.columns:
        whole = column.total.value if column.total else sum(column.values, Fraction(0))
        for name, part in zip(column.names, column.values, strict=True):
            if name and name in clause and not column.is_share and 0 <= part <= whole:
                yield part, whole


def _is_from(one: Mention, ledger: Ledger) -> bool:
    """Whether a count is what another came from: 由57个降至40个."""
    return (
        _FROM.search(ledger.text_of(one)[: one.start - ledger.start_of(one)][-REACH:]) is not None
    )


def _of(part: Mention, whole: Mention) -> Iterator[Guess]:
    """A count of another; what it leaves is tried with it."""
    if part is not whole and may_be_of(part, whole):
        yield part.figure.value, whole.figure.value


def _after(rate: Mention, about: Sequence[Mention]) -> Iterator[Guess]:
    """整改后: what passed at first and what was put right since, of all but those closed since."""
    if not (rate.is_after or any(one.is_after for one in about if one.line == rate.line)):
        return
    failed = [one.figure.value for one in about if one.role == "failed"]
    righted = [one for one in about if one.role == "done" or (one.is_after and not one.role)]
    righted += [one for one in about if one.is_after and one.role == "passed"]
    closed = [one for one in about if one.role == "moved" or either("moved").search(one.words)]
    wholes = [one.figure.value for one in about[:MOST_BASES]]
    for whole, at_first, since in product(wholes, failed, righted):
        left = at_first - since.figure.value
        if left < 0 or at_first > whole:
            continue
        yield left, whole
        for gone in (one.figure.value for one in closed if one is not since):
            if left <= whole - gone:
                yield left, whole - gone
            if left - gone >= 0:
                yield left - gone, whole - gone


def _of_its_kind(rate: Mention, ledger: Ledger) -> Callable[[Mention], bool]:
    """Whether a count may be what a rate names: those that passed or failed, or the word itself."""
    if rate.role in VERDICTS:
        return lambda one: one.role in VERDICTS
    text = ledger.text_of(rate)
    stem = stem_of(text[: rate.start - ledger.start_of(rate)])
    return lambda one: bool(stem) and stem in one.words


def _told_together(
    is_part: Callable[[Mention], bool], about: Sequence[Mention], line: int
) -> Iterator[Guess]:
    """Two counts of another sentence or of one row, of which one is what the rate names."""
    far = [one for one in about if one.line != line and one.role != "moved"][:MOST_BASES]
    for part, whole in permutations(far, 2):
        if part.sentence == whole.sentence and is_part(part):
            yield from _of(part, whole)


def _added(own: Sequence[Mention], close: Sequence[Mention]) -> Iterator[Guess]:
    """Two counts together, of another or of two others together."""
    pairs = [
        (one, other, one.figure.value + other.figure.value)
        for one, other in combinations(sorted(own, key=lambda each: each.start), 2)
        if one.unit == other.unit
    ]
    for one, other, both in pairs:
        for whole in close[:MOST_BASES]:
            if whole is one or whole is other:
                continue
            if both <= whole.figure.value and whole.unit in (one.unit, ""):
                yield both, whole.figure.value
            if whole.unit == one.unit and whole.figure.value <= both:
                yield whole.figure.value, both
    wholes = [
        (one, other, one.figure.value + other.figure.value)
        for one, other in combinations(close[:MOST_BASES], 2)
        if one.sentence == other.sentence and one.unit == other.unit
    ]
    for part, more, parts in pairs:
        for one, other, whole_of in wholes:
            if parts <= whole_of and not (part is one or part is other or more is other):
                yield parts, whole_of


def _left(own: Sequence[Mention], close: Sequence[Mention]) -> Iterator[Guess]:
    """What one count leaves of another, of a third."""
    for one, other in permutations(own, 2):
        left = one.figure.value - other.figure.value
        if left <= 0 or one.unit != other.unit:
            continue
        for whole in close[:MOST_BASES]:
            if whole is not one and whole is not other and left <= whole.figure.value:
                yield left, whole.figure.value
