"""Dates as lists print them: alone in a box, without a year, or split over two boxes."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from xuncha.engine.domain.words import DateKind
from xuncha.engine.extract.dates import label_before
from xuncha.engine.extract.numerals import Written, day_of, fold, url_date, written_dates
from xuncha.engine.extract.outline import Outline


class Stamp(NamedTuple):
    """A date beside an item: nodes [first, last], the day or (month, day), and what it is.

    ``alone``: no sentence stands around it. ``bare``: no word does that is not its label. ``rest``:
    the words it ends, where those could be a title.
    """

    first: int
    last: int
    value: date | None
    month_day: tuple[int, int] | None
    kind: DateKind
    quote: str
    alone: bool
    bare: bool = True
    rest: str = ""


_EDGE = r"[\s\[\]()（）【】〔〕「」|/·•:：,，;；.\-]*"
_CLOCK = r"(?:\s*(?:T|星期.|周.|上午|下午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_MONTH_DAY = re.compile(
    _EDGE
    + r"(?:(1[0-2]|0[1-9]|[1-9])\s?[-/.]\s?(3[01]|[12]\d|0[1-9]|[1-9])"
    + r"|(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])\s?日)"
    + _CLOCK
    + _EDGE
    + r"$"
)
_DAY = re.compile(_EDGE + r"(3[01]|[12]\d|0?[1-9])\s?日?" + _EDGE + r"$")
_MONTH = re.compile(_EDGE + r"(1[0-2]|0?[1-9])\s?月" + _EDGE + r"$")
_YEAR = re.compile(_EDGE + r"((?:19|20)\d{2})\s?年?" + _EDGE + r"$")
_YEAR_MONTH = re.compile(
    _EDGE + r"((?:19|20)\d{2})\s?(?:[-/.]|年)\s?(1[0-2]|0?[1-9])\s?月?" + _EDGE + r"$"
)
_PIECE = re.compile("|".join(one.pattern for one in (_MONTH_DAY, _DAY, _MONTH, _YEAR, _YEAR_MONTH)))
"""What may be a date without its year, or a part of one."""
_LETTERS = re.compile(r"[A-Za-z\u0f40-\u0fbc\u0620-\u06ff\u1820-\u18af\u3400-\u9fff]")
_FIGURE = re.compile(r"[\d一二三四五六七八九十](?:(?<=\d)|月)")
_LONE_REST = 14
_SHORTEST_TITLE = 4


@lru_cache(maxsize=8192)
def day_in_address(url: str) -> date | None:
    """The day the path of an address names; None when it names none."""
    path = url.partition("?")[0].partition("://")[2].partition("/")[2]
    written = url_date(path)
    return written.value if written else None


def stamps_of(outline: Outline) -> list[Stamp]:
    """Every date that stands alone or labelled in a text node, in document order.

    Dates inside sentences are kept with ``alone`` False.
    """
    found: list[Stamp] = []
    texts = [(index, outline.texts[index]) for index in outline.words]
    skip_to = -1
    for place, (index, raw) in enumerate(texts):
        if index <= skip_to or not _FIGURE.search(raw):
            continue
        text = fold(raw)
        written = written_dates(text) if len(text) < 2000 else []
        if written:
            found += _full(index, text, written, texts[place - 1][1] if place else "")
        elif len(text) < 24:
            stamp = _partial(outline, texts, place, index, text)
            if stamp is not None:
                found.append(stamp)
                skip_to = stamp.last
    return found


def _full(index: int, text: str, written: list[Written], above: str) -> list[Stamp]:
    found = []
    rest = text
    for one in reversed(written):
        rest = rest[: one.start] + rest[one.end :]
    letters = len(_LETTERS.findall(rest))
    for one in written:
        label = label_before(text[max(0, one.start - 20) : one.start])
        if label is None and not text[: one.start].strip(" :[(") and len(above.strip()) < 12:
            label = label_before(fold(above).rstrip().rstrip(":") + ":")
        kind = label[0] if label else DateKind.PUBLISHED
        bracketed = text[: one.start].rstrip()[-1:] in "[(（【〔" and not text[one.end :].strip(
            " ])）】〕"
        )
        alone = letters <= _LONE_REST or (label is not None and letters <= 40) or bracketed
        quote = text[max(0, one.start - 12) : one.end].strip()
        bare = len(written) == 1 and (letters == 0 or label is not None or bracketed)
        ends = label is None and not text[one.end :].strip(" ])）】〕")
        title = text[: one.start].strip(" [(（【〔") if ends and letters >= _SHORTEST_TITLE else ""
        found.append(Stamp(index, index, one.value, None, kind, quote, alone, bare, title))
    return found


def _partial(
    outline: Outline, texts: list[tuple[int, str]], place: int, index: int, text: str
) -> Stamp | None:
    """A month and day, or a date split over neighbouring boxes."""
    text = text.strip()
    if _PIECE.fullmatch(text) is None:
        return None
    after = _near(outline, texts, place, 1)
    quote = text
    split = _split(text, after[1]) if after else None
    if split is not None and after is not None:
        value, month_day = split
        joined = f"{quote} {after[1]}"
        return Stamp(index, after[0], value, month_day, DateKind.PUBLISHED, joined, alone=True)
    match = _MONTH_DAY.fullmatch(text)
    if match is None:
        only_day = _DAY.fullmatch(text)
        if only_day and ("日" in text or text[:1] in "[(（【"):
            return Stamp(
                index, index, None, (0, int(only_day[1])), DateKind.PUBLISHED, text, alone=True
            )
        return None
    month, day = int(match[1] or match[3]), int(match[2] or match[4])
    if day_of(2024, month, day) is None:
        return None
    year = _YEAR.fullmatch(after[1]) if after else None
    if year and after:
        full = day_of(int(year[1]), month, day)
        if full:
            return Stamp(
                index, after[0], full, None, DateKind.PUBLISHED, f"{after[1]} {text}", alone=True
            )
    return Stamp(index, index, None, (month, day), DateKind.PUBLISHED, text, alone=True)


def _near(
    outline: Outline, texts: list[tuple[int, str]], place: int, step: int
) -> tuple[int, str] | None:
    """The neighbouring text when it stands in the same small box."""
    at = place + step
    if not 0 <= at < len(texts):
        return None
    index, text = texts[at]
    here = outline.ancestors(texts[place][0], 3)
    if not set(here) & set(outline.ancestors(index, 3)):
        return None
    return index, fold(text).strip()


def _split(first: str, second: str) -> tuple[date | None, tuple[int, int] | None] | None:
    """Day + year-month, year-month + day, year + month-day, day + month, month + day."""
    for one, other in ((first, second), (second, first)):
        day = _DAY.fullmatch(one)
        month_of_year = _YEAR_MONTH.fullmatch(other)
        if day and month_of_year:
            return day_of(int(month_of_year[1]), int(month_of_year[2]), int(day[1])), None
        year = _YEAR.fullmatch(one)
        month_day = _MONTH_DAY.fullmatch(other)
        if year and month_day:
            month, number = int(month_day[1] or month_day[3]), int(month_day[2] or month_day[4])
            return day_of(int(year[1]), month, number), None
        month_alone = _MONTH.fullmatch(other)
        if day and month_alone:
            return None, (int(month_alone[1]), int(day[1]))
    return None
