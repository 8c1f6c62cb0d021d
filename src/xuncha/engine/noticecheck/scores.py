"""Scores: what a full mark leaves after deductions and bonus; what the parts of a score add to."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Sentence
from xuncha.engine.noticecheck.rates import Reckoned, is_mistyped
from xuncha.engine.noticecheck.wording import WORDS, either
from xuncha.engine.proofread.figures.arithmetic import Figure, printed

SORTS = ("base", "total", "minus", "plus", "sum")
LEAST_PARTS = 2
MOST_SCORES = 60
LEAD = 12
"""Characters before a score in which a word makes it an average or a difference."""


@dataclass(frozen=True, slots=True)
class Score:
    """A stated score at characters ``start`` to ``end`` of its sentence, and what comes out."""

    start: int
    end: int
    reckoned: Reckoned


@cache
def _shape() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{either(f'score.{name}').pattern})" for name in SORTS)
    return re.compile(rf"(?:{groups})?[为是了达到至]{{0,3}}(?P<value>\d+(?:\.\d+)?)分(?!之|钟)")


def scores(sentence: Sentence) -> Iterator[Score]:
    """The score of a sentence that also tells what was deducted or its parts; else nothing."""
    found = list(_shape().finditer(fold(sentence.text)))
    by_sort = {name: [one for one in found if one[name]] for name in SORTS}
    if by_sort["minus"]:
        if len(by_sort["total"]) == 1:
            net = _net(by_sort["total"][0], by_sort["minus"], by_sort["plus"], by_sort["base"])
            if net.reckoned.verdict is not FigureVerdict.UNCHECKED:
                yield net
    elif found and found[-1]["sum"]:
        parts = found[:-1]
        if len(parts) >= LEAST_PARTS and not any(one["total"] or one["plus"] for one in parts):
            yield _added(found[-1], parts)


def told_points(sentence: Sentence) -> list[Fraction]:
    """Every score of a sentence, in order."""
    return [Fraction(one[1]) for one in _points().finditer(fold(sentence.text))]


def summed_up(sentence: Sentence, rows: Sequence[Sequence[Fraction]]) -> Iterator[Score]:
    """Averages, medians and differences that a row of scores or a column of a table bears out."""
    text = fold(sentence.text)
    for one in _points().finditer(text):
        lead = text[max(0, one.start() - LEAD) : one.start()]
        stated, step = Fraction(one[1]), _step(one[1])
        for row in (sorted(row) for row in rows if len(row) > LEAST_PARTS):
            shown = ""
            middle = (row[(len(row) - 1) // 2] + row[len(row) // 2]) / 2
            mean = sum(row, Fraction(0)) / len(row)
            if either("score.median").search(lead):
                shown = "中位数" if abs(middle - stated) <= step / 2 else ""
            elif either("score.average").search(lead):
                shown = f"{len(row)}项平均" if abs(mean - stated) <= step / 2 else ""
            elif either("score.apart").search(lead) and row[-1] - row[0] == stated:
                shown = f"{printed(row[-1], 4)}−{printed(row[0], 4)}"
            if shown:
                told = f"{shown}={one[1]}"
                yield Score(*one.span(), Reckoned(FigureVerdict.AGREES, told))
                break


def bands(sentence: Sentence, rows: Sequence[Sequence[Fraction]]) -> Iterator[Score]:
    """得分110分以上的7个: how many of a row of scores, or of a column, lie in a band."""
    for match in _BAND.finditer(fold(sentence.text)):
        low, high = Fraction(match["low"]), Fraction(match["high"] or 0)
        for row in rows:
            if match["bound"] == "以上" and not high:
                inside = sum(one >= low for one in row)
            elif match["bound"] and not high:
                inside = sum(one < low for one in row)
            else:
                inside = sum(low <= one < high for one in row)
            if inside == int(match["count"]) and len(row) > LEAST_PARTS:
                shown = f"{len(row)}个得分中有{inside}个"
                yield Score(*match.span("count"), Reckoned(FigureVerdict.AGREES, shown))
                break


_BAND = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)分?(?:[（(]含[）)])?(?:(?:至|到|—|-|~)+(?P<high>\d+(?:\.\d+)?)分)?"
    r"(?<=分|）|\))(?:[（(]含[）)])?(?P<bound>以上|以下)?[^，,。；;\d]{0,8}?(?P<count>\d{1,3})(?=[个家])"
)


def rows_of(points: Sequence[Fraction], sizes: Collection[int]) -> list[Sequence[Fraction]]:
    """The scores of a paragraph, and those in a row that are as many as something told there."""
    wanted = sorted(size for size in sizes if LEAST_PARTS < size < len(points))
    if len(points) > MOST_SCORES:
        return []
    runs = [points[at : at + size] for size in wanted for at in range(len(points) - size + 1)]
    return [points, *runs]


def _step(digits: str) -> Fraction:
    return Fraction(1, 10 ** len(digits.partition(".")[2]))


def derived_scores(sentence: Sentence, of_line: Sequence[Fraction]) -> Iterator[Score]:
    """Averages of the scores told right before, and how far two scores of the paragraph
    (``of_line``) are apart; a wrong average only where a count says that these are all."""
    text = fold(sentence.text)
    told = list(_points().finditer(text))
    if len(of_line) > MOST_SCORES:
        return
    begin = 0
    for at, one in enumerate(told):
        lead = text[max(0, one.start() - LEAD) : one.start()]
        clause = _CLAUSE_ENDS.split(lead)[-1]
        is_apart = either("change.up", "change.down", "score.apart").search(clause)
        is_apart = is_apart or _MORE.search(clause)
        if borne_out := _divided(told[at:], text) or _times(one, text):
            yield borne_out
        elif either("score.average").search(lead) and not is_apart:
            found = _average(one, told[begin:at], sentence)
            begin = at + 1
            if found:
                yield found
        elif is_apart or either("change.up", "change.down", "score.apart").search(lead):
            apart = Fraction(one[1])
            pair = next((each for each in of_line if each - apart in of_line), None)
            if pair is not None:
                shown = f"{printed(pair, 4)}−{printed(pair - apart, 4)}={printed(apart, 4)}"
                yield Score(*one.span(), Reckoned(FigureVerdict.AGREES, shown))


def _divided(told: Sequence[re.Match[str]], text: str) -> Score | None:
    """共扣18分，其中更新扣9分、互动扣5分、设计扣4分: a score that all those after it add up to."""
    whole, *parts = told
    between = text[whole.end() : parts[0].start()] if parts else ""
    values = [Fraction(one[1]) for one in parts]
    if len(parts) < LEAST_PARTS or not either("opens").search(between):
        return None
    shown = "+".join(printed(one, 4) for one in values)
    if sum(values) == Fraction(whole[1]):
        return Score(*whole.span(), Reckoned(FigureVerdict.AGREES, f"{shown}={whole[1]}"))
    last = _CLAUSE_ENDS.split(text[: parts[-1].start()])[-1]
    stated = Figure(Fraction(whole[1]), _step(whole[1]))
    has_rest = either("rest").search(re.split("、", last)[-1]) is not None
    told_of = text[whole.end() : parts[-1].start()]
    is_apiece = either("apiece").search(told_of) is not None
    is_mixed = either("score.minus", "score.plus").search(told_of) is not None
    is_mixed = is_mixed and not either("score.minus").search(text[: whole.start()])
    if not has_rest or is_apiece or is_mixed or not is_mistyped(sum(values, Fraction(0)), stated):
        return None
    shown = f"{shown}={printed(sum(values, Fraction(0)), 4)}"
    return Score(*whole.span(), Reckoned(FigureVerdict.DIFFERS, shown))


def _times(stated: re.Match[str], text: str) -> Score | None:
    """每个扣0.5分，6个账号合计扣3分: what falls to each, times so many told right before."""
    before = text[: stated.start()]
    many = re.findall(r"(?<![\d.])(\d{1,4})[个家条处项次件]", _CLAUSE_ENDS.split(before)[-1])
    for each in _EACH.finditer(before):
        for one in many:
            if Fraction(each["value"]) * int(one) == Fraction(stated[1]):
                shown = f"{one}×{each['value']}={stated[1]}"
                return Score(*stated.span(), Reckoned(FigureVerdict.AGREES, shown))
    return None


_CLAUSE_ENDS = re.compile("[，,；;。]")
_MORE = re.compile("[高低多少][了出于]?$")
"""较平均得分低4.33分."""
_EACH = re.compile(
    r"每[个家条处项次件](?:[^，,；;。\d]{0,12}[，,]?)[^，,；;。\d]{0,6}(?P<value>\d+(?:\.\d+)?)分"
)


@cache
def _points() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)分(?!之|钟|以|及|（含|制)")


def _average(
    stated: re.Match[str], before: Sequence[re.Match[str]], sentence: Sentence
) -> Score | None:
    values = [Fraction(one[1]) for one in before]
    step = _step(stated[1])
    for size in range(len(values), LEAST_PARTS, -1):
        mean = sum(values[-size:], Fraction(0)) / size
        if abs(mean - Fraction(stated[1])) <= step / 2:
            shown = f"{size}项平均={printed(mean, 4)}"
            return Score(*stated.span(), Reckoned(FigureVerdict.AGREES, shown))
    counted = {one.figure.value for one in sentence.mentions if one.end <= stated.start()}
    mean = sum(values, Fraction(0)) / (len(values) or 1)
    is_slip = is_mistyped(mean, Figure(Fraction(stated[1]), step))
    is_outside = bool(values) and not min(values) <= Fraction(stated[1]) <= max(values)
    between = sentence.text[before[-1].end() : stated.start()] if before else ""
    is_of_others = "、" in between or either("rest", "last").search(between) is not None
    is_sure = len(values) > LEAST_PARTS and len(values) in counted and not is_of_others
    if is_sure and (is_slip or is_outside):
        shown = f"{len(values)}项平均={printed(mean, 4)}"
        return Score(*stated.span(), Reckoned(FigureVerdict.DIFFERS, shown))
    return None


def _net(
    stated: re.Match[str],
    minus: Sequence[re.Match[str]],
    plus: Sequence[re.Match[str]],
    base: Sequence[re.Match[str]],
) -> Score:
    full = Fraction(base[0]["value"] if base else words(WORDS, "score.full")[0])
    less, more = _values(minus), _values(plus)
    shown = f"{printed(full, 2)}" + "".join(f"−{printed(one, 4)}" for one in less)
    shown += "".join(f"+{printed(one, 4)}" for one in more)
    return _judged(stated, full - sum(less) + sum(more), shown, is_sure=bool(base))


def _added(stated: re.Match[str], parts: Sequence[re.Match[str]]) -> Score:
    values = _values(parts)
    shown = "+".join(printed(one, 4) for one in values)
    return _judged(stated, sum(values, Fraction(0)), shown)


def _values(found: Sequence[re.Match[str]]) -> list[Fraction]:
    return [Fraction(one["value"]) for one in found]


def _judged(
    stated: re.Match[str], computed: Fraction, shown: str, *, is_sure: bool = True
) -> Score:
    """``is_sure``: what it starts from is told, so that more than a slip of a digit is refused."""
    told = Fraction(stated["value"])
    step = _step(stated["value"])
    is_wrong = is_sure or is_mistyped(computed, Figure(told, step))
    verdict = FigureVerdict.DIFFERS if is_wrong else FigureVerdict.UNCHECKED
    if abs(computed - told) <= step / 2:
        verdict = FigureVerdict.AGREES
    return Score(*stated.span(), Reckoned(verdict, f"{shown}={printed(computed, 4)}"))
