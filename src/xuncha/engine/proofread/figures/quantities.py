"""Counts, measures and percentages as a text writes them, with their units and places."""

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.proofread.figures.arithmetic import Figure

DIGITS = {one: at for at, one in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}

FIGURE = re.compile("[0-9０-９]")
CHINESE = "零〇一二两三四五六七八九十百千万亿"
"""The characters a Chinese numeral is made of."""
PER_THOUSAND = ("‰", "个千分点")
"""Units a tenth of which is one of 100."""
FOLDED_ZEROS = "○Ｏ◯"


class Sort(Enum):
    """What a quantity measures."""

    COUNT = "count"
    MEASURE = "measure"
    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at characters ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int
    figure: Figure
    sort: Sort
    unit: str


def chinese_number(text: str) -> int | None:
    """一百三十五 → 135, 二〇二四 → 2024, 三万五 → None: what is no well-formed numeral."""
    if not text:
        return None
    if all(one in DIGITS for one in text):
        return int("".join(str(DIGITS[one]) for one in text))
    total = section = digit = 0
    largest = 10**16
    last = 10**4
    for at, one in enumerate(text):
        if one in DIGITS:
            if digit and text[at - 1] not in "零〇":
                return None
            digit = DIGITS[one]
        elif one in TENS:
            if TENS[one] >= last or (not digit and (one != "十" or (at and text[at - 1] in TENS))):
                return None
            section += (digit or 1) * TENS[one]
            digit, last = 0, TENS[one]
        else:
            worth = MYRIADS.get(one, 0)
            if not worth or worth >= largest or not section + digit:
                return None
            total += (section + digit) * worth
            section, digit, last, largest = 0, 0, 10**4, worth
    if digit and len(text) > 1 and text[-2] not in "零〇十":
        return None
    return total + section + digit


def read_figure(digits: str, scale: str = "", *, exact: bool = False) -> Figure:
    """The figure of plain digits (thousands commas allowed) and a scale such as 万 or 亿.

    ``exact``: a whole number without a scale is a count, not a rounded measure.
    """
    bare = digits.replace(",", "")
    _, _, decimals = bare.partition(".")
    worth = SCALES[scale]
    step = Fraction(worth, 10 ** len(decimals))
    value = Fraction(bare) * worth
    return Figure(value, Fraction(0) if exact and not decimals and not scale else step)


@cache
def _shape() -> re.Pattern[str]:
    units = "|".join(
        map(re.escape, words("figures_words", "count") + words("figures_words", "measure"))
    )
    return re.compile(
        r"(?<![\d.A-Za-z〔\[第\-−/])(?<!\d[,:])"
        r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d,./:]\d)"
        rf"(?P<scale>万亿|[十百千万亿])?(?P<vague>[多余几来])?\s?(?P<unit>个[百千]分点|[%％‰]|(?:{units}))?"
        rf"|(?<![{CHINESE}第])(?P<chinese>[{CHINESE}]+)(?:点(?P<chinese_places>[零〇一二两三四五六七八九]+))?"
        rf"(?P<chinese_unit>个[百千]分点|{units})"
        rf"|百分之(?P<percent>[{CHINESE}]+)(?:点(?P<places>[零〇一二三四五六七八九]+))?"
    )


@cache
def _start() -> re.Pattern[str]:
    """What every quantity has one of, before or after ``fold``."""
    units = words("figures_words", "count") + words("figures_words", "measure")
    first = "".join(map(re.escape, sorted({"个", *(one[0] for one in units)})))
    numeral = f"[{CHINESE}{FOLDED_ZEROS}]"
    return re.compile(rf"\d[\d.,]*|(?<!第){numeral}(?=[{first}])|百分之")


def quantity_places(text: str) -> list[int]:
    """Where a quantity may be, at least one place for each, in order."""
    return [match.start() for match in _start().finditer(text)]


def quantities(text: str) -> list[Quantity]:
    """Every number of a text that can be counted with, in order.

    Left out: ordinals (第3), codes and versions, vague numbers (30多人), numbers without a unit.
    """
    found = []
    for match in _shape().finditer(fold(text)):
        one = _digits(match) if match["digits"] else _chinese(match)
        if one:
            found.append(one)
    return found


@cache
def _counts() -> frozenset[str]:
    return frozenset(words("figures_words", "count"))


def _digits(match: re.Match[str]) -> Quantity | None:
    unit = match["unit"]
    if not unit or match["vague"]:
        return None
    sort = _sort(unit)
    figure = read_figure(match["digits"], match["scale"] or "", exact=sort is Sort.COUNT)
    if unit in PER_THOUSAND:
        figure = Figure(figure.value / 10, figure.step / 10)
    return Quantity(*match.span(), figure, sort, "%" if sort is Sort.PERCENT else unit)


def _chinese(match: re.Match[str]) -> Quantity | None:
    if match["percent"]:
        whole = chinese_number(match["percent"])
        if whole is None:
            return None
        decimals = "".join(str(DIGITS[one]) for one in match["places"] or "")
        figure = read_figure(f"{whole}.{decimals}" if decimals else str(whole))
        return Quantity(*match.span(), figure, Sort.PERCENT, "%")
    value = chinese_number(match["chinese"])
    if value is None:
        return None
    unit = match["chinese_unit"]
    sort = _sort(unit)
    if match["chinese_places"]:
        decimals = "".join(str(DIGITS[one]) for one in match["chinese_places"])
        return Quantity(*match.span(), read_figure(f"{value}.{decimals}"), sort, unit)
    step = Fraction(0 if sort is Sort.COUNT and not set(match["chinese"]) & set(MYRIADS) else 1)
    return Quantity(*match.span(), Figure(Fraction(value), step), sort, unit)


def _sort(unit: str) -> Sort:
    if unit in "%％‰":
        return Sort.PERCENT
    if unit in ("个百分点", "个千分点"):
        return Sort.POINTS
    return Sort.COUNT if unit in _counts() else Sort.MEASURE
