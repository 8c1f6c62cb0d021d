"""Rates of passing and failing: each against the counts its notice gives for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.counts import MOST_MENTIONS, Counts
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.periods import names_a_round
from xuncha.engine.noticecheck.tied import (
    NEAR,
    is_drawn,
    is_of_two_looks,
    is_tied,
    is_wider,
    says_the_same,
)
from xuncha.engine.noticecheck.wording import SHOWN, either
from xuncha.engine.proofread.figures.arithmetic import (
    HUNDRED,
    Agreement,
    Figure,
    judge_rate,
    judge_rate_alone,
    places_of,
    printed,
)
from xuncha.engine.proofread.figures.quantities import Sort

FAR = 10
"""Percentages further apart than this are of different things, not one wrongly worked out."""
PARTED = 2
"""Sentences between a rate and what refuses it where the one between them only tells its parts."""
SURE_DIGITS = 4
"""Figures with as many digits are not alike but for one by accident."""
ITS_PARAGRAPH = 3
WHOLE_NOTICE = 4
"""How far counts are from a rate, as ``Counts.around`` gives them."""
_BASES = ("inspected", "registered", "")
_NO_BASES = ("passed", "failed", "moved", "area", "received")
_AGREED = {Agreement.AGREES: FigureVerdict.AGREES, Agreement.TRUNCATED: FigureVerdict.TRUNCATED}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came out for a figure, and the calculation in words; empty where there was none.

    ``of``: the part and the whole of a rate that they give.
    """

    verdict: FigureVerdict
    computed: str
    of: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A part, its whole, and their division in words."""

    part: Figure
    whole: Figure
    shown: str
    is_sure: bool = True
    """False: that nothing else was meant cannot be said, so that it refuses no rate."""
    of: tuple[Mention, ...] = ()
    """The counts it is worked out from."""


NOTHING = Reckoned(FigureVerdict.UNCHECKED, "")


def reckon_rate(rate: Mention, counts: Counts) -> Reckoned:
    """A rate of passing or failing against the counts of its notice, of each of its subjects."""
    subjects = rate.subjects or ("",)
    found = [_of_subject(rate, subject, counts) for subject in subjects]
    worst = max(found, key=lambda one: _GRAVITY.index(one.verdict))
    if rate.is_vague and worst.verdict is not FigureVerdict.AGREES:
        return NOTHING
    if len(found) == 1:
        return worst
    shown = "；".join(dict.fromkeys(one.computed for one in found if one.computed))
    return Reckoned(worst.verdict, shown)


_FRACTION = re.compile(r"\s*[（(，,]\s*(?P<part>\d{1,9})\s*/\s*(?P<whole>\d{1,9})[）)]")


def reckon_fraction(rate: Mention, after: str) -> Reckoned | None:
    """A rate with its division in brackets right after it: 75%（6/8）; None: no such division."""
    told = _FRACTION.match(fold(after))
    if told is None or rate.sort is not Sort.PERCENT:
        return None
    pair = pair_of(Figure(Fraction(told["part"])), Figure(Fraction(told["whole"])))
    shown = f"{pair.shown}={judge_rate(pair.part, pair.whole, rate.figure).shown}%"
    return best([pair], rate.figure) or Reckoned(FigureVerdict.DIFFERS, shown)


_GRAVITY = (
    FigureVerdict.AGREES,
    FigureVerdict.UNCHECKED,
    FigureVerdict.TRUNCATED,
    FigureVerdict.IMPOSSIBLE,
    FigureVerdict.DIFFERS,
)


def _of_subject(rate: Mention, subject: str, counts: Counts) -> Reckoned:
    """From near to far; far counts only refuse a rate where the notice has no others."""
    first: list[Pair] = []
    near_bases: list[Mention] = []
    cut: Reckoned | None = None
    for far, mentions in enumerate(counts.around(rate)):
        about = _about(mentions, rate, subject)
        pairs = list(islice(_pairs(rate, about), MOST_MENTIONS))
        near_bases = near_bases or _bases(_counts(about))
        if far == WHOLE_NOTICE:
            if first or _is_about_so_many(rate, counts):
                break
            told = {one.figure for one in near_bases}
            pairs = [one for one in pairs if not told or one.whole in told]
        agreed = best(pairs, rate.figure)
        if agreed is not None:
            if far < WHOLE_NOTICE or agreed.verdict is FigureVerdict.AGREES:
                return agreed
            cut = agreed
        if far < WHOLE_NOTICE:
            first = first or pairs
        if first and rate.is_local:
            break
    if first:
        return _refused(first, rate, counts)
    alone = _alone(rate, subject, counts)
    return alone if cut is None or alone.verdict is FigureVerdict.AGREES else cut


def _is_about_so_many(rate: Mention, counts: Counts) -> bool:
    """Whether the rate's own sentence counts only roughly."""
    return any(one.is_vague and one.sort is Sort.COUNT for one in counts.of_sentence(rate))


def _counts(mentions: Iterable[Mention]) -> list[Mention]:
    return [one for one in mentions if one.sort is Sort.COUNT]


def _about(near: Iterable[Mention], rate: Mention, subject: str) -> list[Mention]:
    return [
        one
        for one in near
        if one.is_past == rate.is_past
        and not one.is_vague
        and (not subject or not one.subjects or subject in one.subjects)
    ]


def _pairs(rate: Mention, near: Sequence[Mention]) -> Iterator[Pair]:
    """What was counted and of how many, in every way the words allow."""
    counted = _counts(near)
    failed = [one for one in counted if one.role == "failed" and one.is_after == rate.is_after]
    passed = [one for one in counted if one.role == "passed" and one.is_after == rate.is_after]
    drawn = [one for one in counted if is_drawn(one)]
    bases = _bases(drawn or counted)
    yield from _of_all_classes(counted, passed, failed)
    if not any(one.role == "inspected" for one in counted):
        bases += _sampled(near)
    if rate.role == "failed":
        failed, passed = passed, failed
    for whole in bases:
        for one in failed:
            if one.figure.value <= whole.figure.value:
                yield left_of(one, whole)
        for one in passed:
            if one.figure.value <= whole.figure.value:
                yield pair_of(one.figure, whole.figure, one, whole)
    for one in passed:
        for other in failed:
            both = Figure(one.figure.value + other.figure.value)
            yield pair_of(one.figure, both, one, other)


def left_of(one: Mention, whole: Mention) -> Pair:
    """What a count leaves of another."""
    return pair_of(Figure(whole.figure.value - one.figure.value), whole.figure, one, whole)


def _bases(counted: Iterable[Mention]) -> list[Mention]:
    counted = list(counted)
    found = [one for role in _BASES for one in counted if one.role == role]
    found = found or [one for one in counted if one.role not in _NO_BASES]
    return list({one.figure: one for one in reversed(found)}.values())[::-1]


def _of_all_classes(
    counted: Sequence[Mention], passed: Sequence[Mention], failed: Sequence[Mention]
) -> Iterator[Pair]:
    """15个门户网站、32个部门网站，3个不合格: of all classes where no total is told."""
    bases = [one for one in counted if one.role in _BASES]
    groups = {one.group for one in bases if one.has_group}
    if len(groups) < 2 or len(groups) != len(bases) or len({one.sentence for one in bases}) > 1:
        return
    whole = Figure(sum((one.figure.value for one in bases), Fraction(0)))
    parts = [Figure(whole.value - one.figure.value) for one in failed]
    for part in (*parts, *(one.figure for one in passed)):
        if 0 <= part.value <= whole.value:
            yield replace(pair_of(part, whole), is_sure=False)


def _sampled(near: Sequence[Mention]) -> Iterator[Mention]:
    """How many were looked at where only the register and the share looked at are told."""
    for rate in near:
        if rate.sort is not Sort.PERCENT or rate.role != "sample" or rate.figure.value >= HUNDRED:
            continue
        for one in near:
            if one.sort is Sort.COUNT and one.role in ("registered", ""):
                drawn = Fraction(round(one.figure.value * rate.figure.value / HUNDRED))
                yield replace(one, figure=Figure(drawn))


def pair_of(part: Figure, whole: Figure, *of: Mention) -> Pair:
    """A part and its whole, with the division in words, and the counts they are worked out from."""
    return Pair(part, whole, f"{printed(part.value, 2)}÷{printed(whole.value, 2)}", of=of)


def added(counted: Iterable[Mention]) -> Fraction:
    """The sum of some counts."""
    return sum((one.figure.value for one in counted), Fraction(0))


def added_in_words(counted: Sequence[Mention]) -> str:
    """The sum of some counts with its parts: 3+4=7."""
    told = "+".join(printed(one.figure.value, 2) for one in counted)
    return f"{told}={printed(added(counted), 2)}"


def is_of_another(computed: Fraction, stated: Figure) -> bool:
    """Whether what comes out is so far from a stated percentage that it is of other things, not one
    wrongly worked out or with a digit mistyped."""
    return abs(computed - stated.value) > FAR and not is_mistyped(computed, stated)


def is_mistyped(computed: Fraction, stated: Figure) -> bool:
    """Whether a stated percentage is what comes out but for one digit, with digits in another
    order or the point in another place; rounded or cut off."""
    scale = 10 ** places_of(stated)
    written = digits(stated.value, scale)
    cut = Fraction(int(computed * scale), scale)
    for meant in (digits(computed, scale), digits(cut, scale)):
        if meant == written:
            continue
        if sorted(meant.strip("0")) == sorted(written.strip("0")):
            return True
        if len(meant) != len(written):
            continue
        differing = sum(one != other for one, other in zip(meant, written, strict=True))
        if differing == 1:
            return True
    return False


def digits(value: Fraction, scale: int) -> str:
    """The digits of a value rounded to a fraction of one."""
    return str(int(value * scale + Fraction(1, 2)))


def best(pairs: Iterable[Pair], stated: Figure) -> Reckoned | None:
    """The first pair that gives the stated rate, rounded rather than cut off; None: none does."""
    cut: Reckoned | None = None
    for one in pairs:
        judged = judge_rate(one.part, one.whole, stated)
        verdict = _AGREED.get(judged.agreement)
        of = one.part.value, one.whole.value
        found = Reckoned(verdict, f"{one.shown}={judged.shown}%", of) if verdict else None
        if found and found.verdict is FigureVerdict.AGREES:
            return found
        cut = cut or found
    return cut


def _refused(pairs: Sequence[Pair], rate: Mention, counts: Counts) -> Reckoned:
    """What is said of a rate that none of the nearest pairs gives; it is refused only where they
    come to the same and every other reading is excluded."""
    looked_at = [one for one in pairs if one.of and one.of[-1].role == "inspected"]
    pairs = looked_at or pairs
    one = pairs[0]
    judged = judge_rate(one.part, one.whole, rate.figure)
    shown = f"{one.shown}={judged.shown}%"
    line = counts.text_of_line(rate)
    first = min(one.of, key=lambda each: each.start, default=rate)
    before = counts.text_before(rate)
    is_parted = (
        counts.only_divide(first, rate)
        and len(_counts(counts.of_sentence(rate))) == 1
        and not names_a_round(before)
        and not either("after", "first", "mended", "past", "wider", "more").search(before)
        and len(digits(rate.figure.value, 10 ** places_of(rate.figure))) >= SURE_DIGITS
        and is_mistyped(judged.computed, rate.figure)
    )
    is_open = (
        is_of_another(judged.computed, rate.figure)
        or rate.is_vague
        or not one.is_sure
        or len({pair.part.value / (pair.whole.value or 1) for pair in pairs}) > 1
        or is_of_two_looks(rate, one.of, line)
        or is_wider(rate, line, counts.of_line(rate))
        or not is_tied(rate, one.of, line, between=PARTED if is_parted else NEAR)
    )
    return Reckoned(FigureVerdict.UNCHECKED if is_open else FigureVerdict.DIFFERS, shown)


def _alone(rate: Mention, subject: str, counts: Counts) -> Reckoned:
    """A rate of which only the base is told: whether any whole number gives it."""
    for far, near in enumerate(counts.around(rate)):
        if far == WHOLE_NOTICE:
            break
        about = _about(near, rate, subject)
        bases = _bases(_counts(about))
        drawn = [one for one in bases if _is_just_of(rate, one, counts)]
        bases = drawn if len(drawn) == 1 else bases
        if not bases:
            continue
        for whole in bases:
            value = whole.figure.value
            judged = judge_rate_alone(int(value), rate.figure)
            verdict = _AGREED.get(judged.agreement)
            if verdict:
                left = int(value - judged.computed)
                return Reckoned(verdict, f"{printed(value, 2)}中{left}个不在内时相符")
        told = [one for one in _counts(about) if one.role in ("inspected", "registered")]
        classes = [one for one in bases if one.has_group and one.subjects == rate.subjects]
        told += [one for one in classes if _is_of_those_drawn(one, counts)]
        is_sample = any(one.role == "sample" for one in about if one.sort is Sort.PERCENT)
        is_its_own = not rate.is_after and (told or far == 0)
        if (
            far < ITS_PARAGRAPH
            and len(bases) == 1
            and is_its_own
            and not rate.is_vague
            and (drawn or not is_sample or told[-1:] == bases)
            and _is_only(rate, bases[0], counts)
        ):
            shown = f"{printed(bases[0].figure.value, 2)}的任何整数都得不出"
            return Reckoned(FigureVerdict.IMPOSSIBLE, shown)
    return NOTHING


def _is_just_of(rate: Mention, one: Mention, counts: Counts) -> bool:
    """抽查63个，抽查比例29.4%，合格率: whether a rate follows those drawn with no count between,
    and they were drawn once and looked at in one way."""
    own = counts.of_sentence(rate)
    between = [each for each in own if one.start < each.start < rate.start]
    before = counts.text_before(rate)
    return (
        is_drawn(one)
        and one.sentence == rate.sentence
        and one.start < rate.start
        and not any(each.sort is Sort.COUNT for each in between)
        and either("each", "apiece", "more", "outside", "mended", "after").search(before) is None
    )


def _is_of_those_drawn(one: Mention, counts: Counts) -> bool:
    """抽查121个，其中市直部门38个、县区83个: whether a class is one of those that those drawn were
    divided into."""
    own = _counts(counts.of_sentence(one))
    drawn = [each for each in own if is_drawn(each) and each.start < one.start]
    since = [each for each in own if drawn and each.start > drawn[-1].start]
    return bool(drawn) and one in since and added(since) == drawn[-1].figure.value


def _is_only(rate: Mention, base: Mention, counts: Counts) -> bool:
    """Whether a rate can be of no other base than one told before it."""
    line = counts.text_of_line(rate)
    is_other = is_of_two_looks(rate, [base], line) or is_wider(rate, line, counts.of_line(rate))
    is_before = base.line == rate.line and base.start < rate.start
    tail = base.words.partition("|")[2].translate(SHOWN)
    is_other = is_other or either("area").match(tail) is not None
    is_other = is_other or either("score.average").search(line[base.end : rate.start]) is not None
    is_same = base.group == rate.group and base.is_past == rate.is_past and base.unit != "次"
    return (
        is_before
        and is_same
        and not is_other
        and bool(line)
        and says_the_same([base], line[: rate.start])
    )
