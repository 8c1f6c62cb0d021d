"""Dates in words and figures: every calendar date a text writes out, with where it stands."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR = 1990
LAST_YEAR = 2099
"""Two-digit slips and event years outside these are no dates of a page."""
_REMEMBERED, _REMEMBERED_CHARS = 1024, 2000
"""The lines, the texts and the rows of a page are asked for the same dates one after the other: so
many texts, none longer, are remembered."""


class Written(NamedTuple):
    """A date as a text writes it: the day, and the characters [start, end) that say so."""

    value: date
    start: int
    end: int
    chinese: bool = False


_PAIRS = {
    "．": ".",
    "－": "-",
    "—": "-",
    "–": "-",
    "―": "-",
    "‐": "-",
    "／": "/",
    "：": ":",
    "∶": ":",
    "﹕": ":",
}
_PAIRS |= {
    "︰": ":",
    "\u3000": " ",
    "\xa0": " ",
    "〇": "〇",
    "○": "〇",
    "Ｏ": "〇",
    "◯": "〇",
    "零": "〇",
}
_DIGITS = {base + n: str(n) for base in (0xFF10, 0x0F20, 0x1810, 0x0660, 0x06F0) for n in range(10)}
_FOLD = _PAIRS | {chr(key): value for key, value in _DIGITS.items()}
_ODD = re.compile(f"[{''.join(_FOLD)}]")


def fold(text: str) -> str:
    """Full-width, Tibetan, Mongolian and Arabic digits and odd marks as plain ones, same length."""
    if text.isascii():
        return text
    return _fold_anew(text) if len(text) > _REMEMBERED_CHARS else _fold_once(text)


def _fold_anew(text: str) -> str:
    return _ODD.sub(_folded, text)


_fold_once = lru_cache(maxsize=_REMEMBERED)(_fold_anew)


def _folded(match: re.Match[str]) -> str:
    return _FOLD[match[0]]


_TAIL = r"(?:(?!\d)|(?=\d{2}:\d{2}))"
_YEAR = r"((?:1(?<!\d1)9|2(?<!\d2)0)\d{2})"
"""A year no digit stands before. A shape that starts with a plain character is found faster."""
_STARTS = "".join(odd for odd, plain in _FOLD.items() if plain in "12")
MAY_BE_DATED = re.compile(rf"[12{_STARTS}年](?:(?<=年)|\d{{3}})")
"""A year's four digits or 年: a text without either holds no full date."""
_NAMES_A_YEAR = re.compile(_YEAR)
_FIGURES = re.compile(
    _YEAR + r"(?<!\.\d{4})\s{0,3}(?:年|[-./])\s{0,3}(1[0-2]|0?[1-9])\s{0,3}(?:月|[-./])\s{0,3}"
    r"(3[01]|[12]\d|0?[1-9])" + _TAIL + r"(?!\.\d)\s{0,2}日?"
)
_WORDS = re.compile(
    r"([一二三四五六七八九〇]{4})年\s?([一二三四五六七八九十]{1,2})月\s?([一二三四五六七八九十]{1,3})日"
)
_ENGLISH = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d{2}(?::\d{2})?\s+)?)?((?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_LETTERS = (
    r"[\u0f40-\u0fbc\u0f0b\u1820-\u18af\u180b-\u180e\u202f\u0620-\u06ff\u0430-\u04ff"
    r"\u2018\u2019' ]{1,18}"
)
_GAP = r"[\s\-\u0f0b]{0,3}"
_MINORITY = re.compile(
    rf"{_YEAR}{_GAP}{_LETTERS}{_GAP}(1[0-2]|0?[1-9])"
    rf"{_GAP}{_LETTERS}{_GAP}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_TIBETAN_YEAR = "ལོ"
_TIBETAN = re.compile(
    _YEAR + rf"\s*{_TIBETAN_YEAR}" + r"[^\d\n]{0,12}?ཟླ[^\d\n]{0,6}(1[0-2]|0?[1-9])"
    r"[^\d\n]{0,12}?ཚེས[^\d\n]{0,6}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_COMPACT = re.compile(r"(2(?<!\d2)0\d{2}|1(?<!\d1)99\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_LATIN = re.compile(r"[A-Za-z]{3}")
_MONTH_NAME = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_UNITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def day_of(year: int, month: int, day: int) -> date | None:
    """The calendar day, None where there is none or the year is no page's year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _spoken(text: str) -> int:
    """二十三 → 23; 0 for what is no number under 100."""
    if "十" not in text:
        return _UNITS.get(text, 0)
    tens, _, units = text.partition("十")
    return (_UNITS.get(tens, 1) if tens else 1) * 10 + _UNITS.get(units, 0)


_MONTH_FIRST = re.compile(
    r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/((?:19|20)\d{2})(?![\d/])"
)


def _month_first(text: str) -> list[Written]:
    """9/17/2004, as old server scripts print the day."""
    return [
        Written(day, match.start(), match.end())
        for match in _MONTH_FIRST.finditer(text)
        if (day := day_of(int(match[3]), int(match[1]), int(match[2])))
    ]


_YEAR_APART = re.compile(
    _YEAR + r"\s{1,3}(1[0-2]|0?[1-9])\s{0,2}/\s{0,2}(3[01]|[12]\d|0?[1-9])(?=\s{1,3}\d{1,2}:\d{2})"
)
"""2012 11/04 10:22:31, as 新华网 sets year, day and time in boxes of their own."""


def _year_apart(text: str) -> list[Written]:
    return [
        Written(day, match.start(), match.end())
        for match in _YEAR_APART.finditer(text)
        if (day := day_of(int(match[1]), int(match[2]), int(match[3])))
    ]


def written_dates(text: str) -> list[Written]:
    """Every full date in a text, in order, overlaps left out; an empty list when there is none."""
    if not MAY_BE_DATED.search(text):
        return []
    if len(text) > _REMEMBERED_CHARS:
        return _read_dates(text)
    return list(_dates_once(text))


@lru_cache(maxsize=_REMEMBERED)
def _dates_once(text: str) -> tuple[Written, ...]:
    return tuple(_read_dates(text))


def _read_dates(text: str) -> list[Written]:
    folded = fold(text)
    if not _NAMES_A_YEAR.search(folded):
        return _in_words(folded)
    found = [
        Written(day, match.start(), match.end(), "年" in match[0])
        for match in _FIGURES.finditer(folded)
        if (day := day_of(int(match[1]), int(match[2]), int(match[3])))
    ]
    found += _in_words(folded)
    if not folded.isascii():
        found += _in_minority_languages(folded)
    if "/" in folded:
        found += _month_first(folded) + _year_apart(folded)
    if _LATIN.search(folded) and _MONTH_NAME.search(folded.lower()):
        found += _in_english(folded)
    if len(found) < 2:
        return found
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Written] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _in_words(text: str) -> list[Written]:
    if "年" not in text:
        return []
    found: list[Written] = []
    for match in _WORDS.finditer(text):
        year = int("".join(str(_UNITS[char]) for char in match[1]))
        day = day_of(year, _spoken(match[2]), _spoken(match[3]))
        if day:
            found.append(Written(day, match.start(), match.end(), chinese=True))
    return found


def _in_minority_languages(text: str) -> list[Written]:
    found = []
    for shape in (_TIBETAN, _MINORITY) if _TIBETAN_YEAR in text else (_MINORITY,):
        for match in shape.finditer(text):
            day = day_of(int(match[1]), int(match[2]), int(match[3]))
            if day:
                found.append(Written(day, match.start(), match.end()))
    return found


def _in_english(text: str) -> list[Written]:
    found = []
    for match in _ENGLISH.finditer(text):
        number = match[1] or match[3]
        if number is None:
            continue
        day = day_of(int(match[4]), _MONTHS.index(match[2].lower()) + 1, int(number))
        if day:
            found.append(Written(day, match.start(), match.end()))
    return found


def compact_dates(text: str) -> list[Written]:
    """Dates written without separators (20241016), as URLs and meta values have them."""
    return [
        Written(day, match.start(), match.end())
        for match in _COMPACT.finditer(text)
        if (day := day_of(int(match[1]), int(match[2]), int(match[3])))
    ]


_URL_DATE = re.compile(_YEAR + r"[-/_](1[0-2]|0?[1-9])[-/_](3[01]|[12]\d|0?[1-9])(?!\d)")
_URL_MONTH = re.compile(_YEAR + r"[-/_](1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_URL_SPLIT = re.compile(_YEAR + r"[-/]?(1[0-2]|0[1-9])/(3[01]|[12]\d|0[1-9])(?!\d)")


def url_date(path: str) -> Written | None:
    """The day a URL names (t20241016_1.html, art/2024/10/16/, 2024-10/16/), None without one."""
    for shape in (_URL_DATE, _URL_SPLIT, _URL_MONTH):
        for match in shape.finditer(path):
            day = day_of(int(match[1]), int(match[2]), int(match[3]))
            if day:
                return Written(day, match.start(), match.end())
    compact = compact_dates(path)
    return compact[-1] if compact else None
