"""Rates of passing and failing: each against the counts its notice gives for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, islice

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.tied import (
    is_drawn,
    is_of_two_looks,
    is_tied,
    is_wider,
    says_the_same,
)
from xuncha.engine.noticecheck.wording import WORDS, either
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

MOST_MENTIONS = 1000
"""More figures than this in one notice, or more pairs of them, are not held against one another."""
LONGEST_LINE = 20_000
"""Characters; what a longer paragraph says is not looked through for every rate of it."""
FAR = 10
"""Percentages further apart than this are of different things, not one wrongly worked out."""
ITS_PARAGRAPH = 3
WHOLE_NOTICE = 4
"""How far counts are from a rate, as ``Counts.around`` gives them."""
_BASES = ("inspected", "registered", "")
_NO_BASES = ("passed", "failed", "moved", "area", "received")
_AGREED = {Agreement.AGREES: FigureVerdict.AGREES, Agreement.TRUNCATED: FigureVerdict.TRUNCATED}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came out for a figure, and the calculation in words; empty where there was none."""

    verdict: FigureVerdict
    computed: str


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


class Counts:
    """All counts of a notice, looked up from near to far."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._of_sentence = {one.number: list(one.mentions) for one in sentences}
        self._text = {one.number: one.text for one in sentences}
        self._begin = {one.number: one.start for one in sentences}
        self._lines: dict[int, str] = {}
        for line, told in groupby(sentences, key=lambda one: one.line):
            self._lines[line] = "".join(one.text for one in told)
        self._of_line: dict[int, list[Mention]] = {}
        for one in sentences:
            self._of_line.setdefault(one.line, []).extend(one.mentions)
        self._all = [one for sentence in sentences for one in sentence.mentions]

    def of_sentence(self, rate: Mention) -> list[Mention]:
        """All mentions of a rate's sentence."""
        return self._of_sentence[rate.sentence]

    def of_line(self, one: Mention) -> list[Mention]:
        """All mentions of a figure's paragraph."""
        return self._of_line[one.line]

    def text_of_line(self, one: Mention) -> str:
        """The text of a figure's paragraph, with every place where it was; nothing of one longer
        than a notice has."""
        text = self._lines[one.line]
        return text if len(text) <= LONGEST_LINE else ""

    def beside(self, rate: Mention) -> Iterator[list[Mention]]:
        """The counts of a rate's clauses, of its sentence, with the one before, of its line."""
        near = self.around(rate)
        yield next(near)
        yield next(near)
        yield self.with_the_one_before(rate)
        line = self._of_line[rate.line]
        yield line if len(line) <= MOST_MENTIONS else []

    def opens(self, one: Mention) -> bool:
        """Whether a figure's sentence begins by telling the parts of what stands before it."""
        return self._text[one.sentence].lstrip().startswith(words(WORDS, "divides"))

    def tells_of_a_look(self, one: Mention) -> bool:
        """Whether a figure's sentence says that something was inspected."""
        return either("inspected").search(self._text[one.sentence]) is not None

    def text_before(self, one: Mention) -> str:
        """A figure's sentence up to it."""
        return self._text[one.sentence][: one.start - self._begin[one.sentence]]

    def text_from(self, one: Mention) -> str:
        """A figure's sentence and the one after it."""
        return self._text[one.sentence] + self._text.get(one.sentence + 1, "")

    def of_line_before(self, one: Mention) -> list[Mention]:
        """All mentions of the paragraph before a figure's that has any."""
        return next(self.lines_before(one), [])

    def lines_before(self, one: Mention) -> Iterator[list[Mention]]:
        """The mentions of the paragraphs before a figure's, the nearest first."""
        return filter(None, (self._of_line.get(at) for at in range(one.line - 1, 0, -1)))

    def lines_about(self, one: Mention, most: int) -> Iterator[list[Mention]]:
        """The mentions of so many paragraphs before a figure's and after it, the nearest first,
        those before sooner."""
        for far in range(1, most + 1):
            yield self._of_line.get(one.line - far, [])
            yield self._of_line.get(one.line + far, [])

    def around(self, rate: Mention) -> Iterator[list[Mention]]:
        """The mentions near a rate, then those of its sentence, of the one before too, of its
        paragraph, of the notice.

        Nothing beyond its sentence for a rate of one region or of an earlier round; nothing of a
        notice with more figures than a notice has.
        """
        sentence = self.of_sentence(rate)
        earlier = [
            one.start
            for one in sentence
            if one.sort is Sort.PERCENT
            and one.role == rate.role
            and one.start < rate.start
            and one.segment != rate.segment
        ]
        begin = max(earlier, default=-1)
        if rate.group:
            sentence = [one for one in sentence if one.group == rate.group]
        yield [one for one in sentence if begin < one.start < rate.start]
        yield sentence
        if rate.is_local or rate.is_past:
            return
        yield [one for one in self.with_the_one_before(rate) if one.group == rate.group]
        for wider in (self._of_line[rate.line], self._all):
            is_readable = len(wider) <= MOST_MENTIONS
            yield [one for one in wider if one.group == rate.group] if is_readable else []

    def with_the_one_before(self, rate: Mention) -> list[Mention]:
        """All mentions of a figure's sentence and of the one before it in its paragraph."""
        before = self._of_sentence.get(rate.sentence - 1, [])
        if before and before[0].line != rate.line:
            before = []
        return [*before, *self.of_sentence(rate)]


def reckon_rate(rate: Mention, counts: Counts) -> Reckoned:
    """A rate of passing or failing against the counts of its notice, of each of its subjects."""
    subjects = rate.subjects or ("",)
    found = [_of_subject(rate, subject, counts) for subject in subjects]
    worst = max(found, key=lambda one: _GRAVITY.index(one.verdict))
    if rate.is_vague and worst.verdict is not FigureVerdict.AGREES:
        return NOTHING
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
        found = Reckoned(verdict, f"{one.shown}={judged.shown}%") if verdict else None
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
    is_open = (
        is_of_another(judged.computed, rate.figure)
        or rate.is_vague
        or not one.is_sure
        or len({pair.part.value / (pair.whole.value or 1) for pair in pairs}) > 1
        or is_of_two_looks(rate, one.of, line)
        or is_wider(rate, line, counts.of_line(rate))
        or not is_tied(rate, one.of, line)
    )
    return Reckoned(FigureVerdict.UNCHECKED if is_open else FigureVerdict.DIFFERS, shown)


def _alone(rate: Mention, subject: str, counts: Counts) -> Reckoned:
    """A rate of which only the base is told: whether any whole number gives it."""
    for far, near in enumerate(counts.around(rate)):
        if far == WHOLE_NOTICE:
            break
        about = _about(near, rate, subject)
        bases = _bases(_counts(about))
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
        is_sample = any(one.role == "sample" for one in about if one.sort is Sort.PERCENT)
        is_its_own = not rate.is_after and (told or far == 0)
        if (
            far < ITS_PARAGRAPH
            and len(bases) == 1
            and is_its_own
            and not rate.is_vague
            and not is_sample
            and _is_only(rate, bases[0], counts)
        ):
            shown = f"{printed(bases[0].figure.value, 2)}的任何整数都得不出"
            return Reckoned(FigureVerdict.IMPOSSIBLE, shown)
    return NOTHING


def _is_only(rate: Mention, base: Mention, counts: Counts) -> bool:
    """Whether a rate can be of no other base than one told before it."""
    line = counts.text_of_line(rate)
    is_other = is_of_two_looks(rate, [base], line) or is_wider(rate, line, counts.of_line(rate))
    is_before = base.line == rate.line and base.start < rate.start
    is_same = base.group == rate.group and base.is_past == rate.is_past and base.unit != "次"
    return (
        is_before
        and is_same
        and not is_other
        and bool(line)
        and says_the_same([base], line[: rate.start])
    )
