"""Dates, times and ranges of dates that cannot be."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.catalogue import finding
from xuncha.engine.proofread.figures.quantities import FIGURE, chinese_number
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.standing import REACH, parted

FIRST_CIVIL_YEAR = 1912
"""Before it China counted by the moon: 二月三十日 was a day."""
CALENDAR_REACH = 400
"""Characters in which a calendar that is spoken of, or the begin of a sentence, is looked for."""
CYCLE_DAYS = 1
"""5月10日至5月9日 is one whole year, not a range that runs backwards."""

_COUNTED = re.compile("季度|星期")
_MAY_HOLD = re.compile(r"[月年时点:：]|[-./]\d")
_DASH = re.compile(r"\d[-./]\d{1,2}[-./]\d")
_CLOCK = re.compile(r"\d[:时点]")
_NUMERALS = "〇一二三四五六七八九十"
_SPOKEN_MONTH = re.compile(r"[一二三四五六七八九十]月[一二三四五六七八九十]")
_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{1,5})\s?年\s?)?(?<![\d.])(?<!\d\s)(?P<month>\d{1,2})\s?月\s?"
    r"(?P<day>\d{1,3})\s?(?P<end>[日号])"
)
_SPOKEN_DAY = re.compile(
    rf"(?<![{_NUMERALS}])(?:(?P<year>[〇○零一二三四五六七八九]{{4}})年)?"
    rf"(?<![{_NUMERALS}])(?P<month>[一二三四五六七八九十]{{1,3}})月"
    rf"(?P<day>[一二三四五六七八九十]{{1,4}})(?P<end>日)"
)
_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年\s?(?P<month>\d{1,3})\s?月(?!\s?\d)"
    r"|(?<![\d.第])(?<!\d\s)(?P<alone>1[3-9]|[2-9]\d|0{1,2})月份"
)
_DASHED = re.compile(
    r"(?<![A-Za-z\d.\-/])(?P<year>(?:19|20)\d{2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)"
    r"(?P<day>\d{1,2})(?![A-Za-z\d\-/]|\.\d)"
)
_NAMED = re.compile("版本?|编?号|标准|代码|[Vv]$")
_CLOCK_AFTER = re.compile(r"\s{1,2}\d{1,2}:\d{2}")
_WEEKDAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日\s?"
    r"[，,]?\s?(?:(?P<open>[（(])\s?)?(?P<name>星期|礼拜|周)(?P<which>[一二三四五六日天])"
    r"(?(open)\s?[）)])"
    r"(?!\s?[至到\-、和~～])"
)
_AFTER_WEEKDAY = "上下中晚早凌起将前之在于召举"
_YEARS = re.compile(
    r"(?<![\d.A-Za-z\-/〔])(?<![A-Za-z] )(?P<first>(?:19|20)\d{2})\s?年?\s?"
    r"(?:至|到|-{1,2}|~|～)\s?(?P<second>(?:19|20)\d{2})\s?年(?!\s?\d{1,2}\s?月)"
)
_RANGE = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d{2})\s?年\s?)?(?<!\d)(?P<month>\d{1,2})\s?月\s?"
    r"(?P<day>\d{1,2})\s?日(?:\s?[（(][^（）()\d]{1,8}[）)])?\s?(?:起)?(?:至|到|-{1,2}|~|～)\s?"
    r"(?:(?P<year2>(?:19|20)\d{2})\s?年\s?)?(?<!\d)(?P<month2>\d{1,2})\s?月\s?(?P<day2>\d{1,2})\s?日"
)
_MONTH_RANGE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年\s?(?P<month>\d{1,2})\s?月\s?起?(?:至|到|-{1,2}|~|～)\s?"
    r"(?P<year2>(?:19|20)\d{2})\s?年\s?(?P<month2>\d{1,2})\s?月(?!\s?\d)"
)
_DAY_RANGE = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日?(?:至|-{1,2}|~|～)"
    r"(?P<day2>\d{1,2})\s?日(?![内后前之以])"
)
_TIME = re.compile(
    r"(?P<before>日|上午|下午|中午|晚上?|凌晨|[）)]|(?:时间|日期)[为是:]?|截[至止]到?"
    r"|(?<![低高等大小少多优介属处位])于|自|从|^|(?<=[。；\n]))\s?(?P<hour>\d{1,2})"
    r"(?P<mark>[:时点])(?P<minute>\d{1,2})?(?![\d:])(?P<unit>分)?"
)
_RATIO = re.compile("比例|配比|比值|之比|比为|尺")
_LASTING = re.compile(r"(?:[用历耗计总]时|时长|累计|共计?|间隔)[为约]?$")
_MINUTES = re.compile(
    r"(?<![\d.第])(?:(?:[01]?\d|2[0-4])时[6-9]\d分|(?:2[5-9]|[3-9]\d)时\d{1,2}分)"
)
_MORNING = re.compile(r"上午\s?(?P<hour>1[3-9]|2[0-4])(?::[0-5]\d|时|点)")
_ODD_YEAR = re.compile(
    r"(?<!\d)(?P<long>(?:19|20)\d{3})年(?=\d{1,2}月)"
    r"|(?<![\d元前、\-~至])(?P<short>20\d)年(?=\d{1,2}月\d{1,2}日)"
    r"|(?<![\d元前])(?P<far>2[1-9]\d{2})年(?=\d{1,2}月\d{1,2}日)"
)
_QUARTER = re.compile(
    r"(?<!连续)(?<!连续的)第(?P<which>[五六七八九5-9])季度|(?P<week>星期[七八九])(?![\u4e00-\u9fff]{0,2}[人名位个])"
)


def maybe_dated(batch: Batch) -> set[int]:
    """The texts in which a date, a time or a weekday may stand."""
    return batch.having(_SPOKEN_MONTH) | batch.having(_COUNTED) | batch.having(FIGURE)


def date_findings(text: str, published: date | None) -> Iterator[TextFinding]:
    """Dates that no calendar has, ranges that run backwards, weekdays of another day."""
    if "月" in text and "日" in text and _SPOKEN_MONTH.search(text):
        yield from _days(text, text, _SPOKEN_DAY)
    if "季度" in text or "星期" in text:
        yield from _counted(text)
    if not FIGURE.search(text) or not _MAY_HOLD.search(text):
        return
    folded = fold(text)
    if "月" in folded:
        yield from _days(text, folded, _DAY)
        yield from _months(text, folded)
        yield from _days_apart(text, folded)
        yield from _months_apart(text, folded)
    if "年" in folded:
        yield from _odd_years(text, folded)
        yield from _years(text, folded)
    if "周" in folded or "星期" in folded or "礼拜" in folded:
        yield from _weekdays(text, folded)
    if _DASH.search(folded):
        yield from _dashed(text, folded)
    if _CLOCK.search(folded):
        yield from _times(text, folded)
    if published and "年" in folded:
        yield from _to_come(text, folded, published)


def days_in(year: int | None, month: int) -> int:
    """The days of a month; of February 29 where the year is not known."""
    return 29 if month == 2 and year is None else monthrange(year or 2000, month)[1]


def _days(text: str, folded: str, shape: re.Pattern[str]) -> Iterator[TextFinding]:
    for match in shape.finditer(folded):
        year, month, day = _number(match["year"]), _number(match["month"]), _number(match["day"])
        if month is None or day is None or (year is not None and year < FIRST_CIVIL_YEAR):
            continue
        if 1 <= month <= 12 and 1 <= day <= days_in(year, month):
            continue
        if _is_other_calendar(folded, match, chinese=shape is _SPOKEN_DAY and year is None):
            continue
        yield _no_such(text, match.span(), (year, month, day), doubtful=match["end"] == "号")


def _no_such(
    text: str, span: tuple[int, int], when: tuple[int | None, int, int], *, doubtful: bool
) -> TextFinding:
    year, month, day = when
    if not 1 <= month <= 12:
        return finding("date-no-such-month", text, span, doubtful=doubtful, month=month)
    most = "最多" if month == 2 and not year else "只有"
    return finding(
        "date-no-such-day",
        text,
        span,
        doubtful=doubtful,
        month=f"{year}年{month}月" if year else f"{month}月",
        days=f"{most}{days_in(year, month)}",
        day=day,
    )


def _number(written: str | None) -> int | None:
    """2024, ０５ or 二十九 as a number; None for nothing and for what is no numeral."""
    if not written:
        return None
    return int(written) if written.isdecimal() else chinese_number(written.replace("○", "〇"))


def _is_other_calendar(text: str, match: re.Match[str], *, chinese: bool) -> bool:
    """Whether the moon or another people's calendar is spoken of.

    For a day in Chinese numerals without a year on either side, else before it in its sentence.
    """
    begin, end = max(0, match.start() - CALENDAR_REACH), match.start()
    if chinese:
        end = match.end() + CALENDAR_REACH
    else:
        begin = max(begin, _sentence_start(text, match.start()))
    part = text[begin:end]
    return any(word in part for word in words("figures_words", "other_calendar"))


def _sentence_start(text: str, at: int) -> int:
    least = max(0, at - CALENDAR_REACH)
    return max(least, max(text.rfind(mark, least, at) for mark in "。；\n") + 1)


def _months(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _MONTH.finditer(folded):
        month = int(match["month"] or match["alone"])
        if not 1 <= month <= 12:
            yield finding("date-no-such-month", text, match.span(), month=month)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words("figures_words", "date_label")) + ")[为是]?:?\\s?$")


def _dashed(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _DASHED.finditer(folded):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= days_in(year, month):
            continue
        before = folded[max(0, match.start() - 8) : match.start()]
        sure = bool(_labels().search(before) or _CLOCK_AFTER.match(folded, match.end()))
        written = text[max(0, match.start() - 1) : match.start()]
        begins = not written or not written.isascii()
        full = match["mark"] == "-" and len(match["month"]) == len(match["day"]) == 2
        if sure or full or (begins and not _NAMED.search(before)):
            yield _no_such(text, match.span(), (year, month, day), doubtful=not sure)


def _weekdays(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _WEEKDAY.finditer(folded):
        day = _day_of(match["year"], match["month"], match["day"])
        said = "一二三四五六日".find(match["which"].replace("天", "日"))
        if day and day.weekday() != said and not _begins_name(folded, match):
            yield finding(
                "date-weekday",
                text,
                match.span(),
                suggestion=_with_weekday(text, match, day),
                day=f"{day.year}年{day.month}月{day.day}日",
                right="星期" + "一二三四五六日"[day.weekday()],
                said=f"{match['name']}{match['which']}",
            )


def _begins_name(text: str, match: re.Match[str]) -> bool:
    """Whether 周三 may begin a name (周三强到任): no word of the dictionary follows it."""
    if match["open"] or match["name"] != "周":
        return False
    after = text[match.end() : match.end() + REACH]
    if not after or not "\u4e00" <= after[0] <= "\u9fff" or after[0] in _AFTER_WEEKDAY:
        return False
    return len(parted(after, hmm=False)[0]) == 1


def _with_weekday(text: str, match: re.Match[str], day: date) -> str:
    """The date with the weekday that belongs to it."""
    at = match.start("which")
    right = "一二三四五六日"[day.weekday()]
    return text[match.start() : at] + right + text[at + 1 : match.end()]


def _day_of(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _years(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _YEARS.finditer(folded):
        if match["first"] > match["second"]:
            yield finding(
                "date-range-backwards",
                text,
                match.span(),
                first=f"{match['first']}年",
                second=f"{match['second']}年",
            )


def _days_apart(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _RANGE.finditer(folded):
        first = int(match["month"]), int(match["day"])
        second = int(match["month2"]), int(match["day2"])
        years = match["year"], match["year2"]
        if years[1]:
            backwards = bool(years[0]) and (years[0], *first) > (years[1], *second)
        else:
            backwards = first[0] == second[0] and second[1] < first[1] - CYCLE_DAYS
        if backwards:
            yield finding(
                "date-range-backwards",
                text,
                match.span(),
                doubtful="每年" in folded[_sentence_start(folded, match.start()) : match.start()],
                first=f"{first[0]}月{first[1]}日",
                second=f"{second[0]}月{second[1]}日",
            )


def _months_apart(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _MONTH_RANGE.finditer(folded):
        first = int(match["year"]), int(match["month"])
        second = int(match["year2"]), int(match["month2"])
        if first > second:
            yield finding(
                "date-range-backwards",
                text,
                match.span(),
                first=f"{first[0]}年{first[1]}月",
                second=f"{second[0]}年{second[1]}月",
            )
    for match in _DAY_RANGE.finditer(folded):
        if int(match["day2"]) < int(match["day"]):
            yield finding(
                "date-range-backwards",
                text,
                match.span(),
                doubtful=True,
                first=f"{match['month']}月{match['day']}日",
                second=f"{match['day2']}日",
            )


def _times(text: str, folded: str) -> Iterator[TextFinding]:
    ratio = _RATIO.search(folded) is not None
    for match in _TIME.finditer(folded):
        hour, minute = int(match["hour"]), match["minute"] or ""
        spoken = match["mark"] != ":"
        if (minute and not match["unit"]) if spoken else len(minute) != 2:
            continue
        if hour <= 24 and int(minute or 0) <= 59:
            continue
        loose = not match["before"] or match["before"] in "）)"
        if (loose or match["before"] == "于") and spoken and not minute:
            continue
        if not ratio:
            span = match.start("hour"), match.end()
            yield finding("date-no-such-time", text, span, doubtful=loose)
    for match in _MINUTES.finditer(folded):
        if not _LASTING.search(folded[max(0, match.start() - 4) : match.start()]):
            yield finding("date-no-such-time", text, match.span())
    for match in _MORNING.finditer(folded):
        yield finding("date-morning", text, match.span(), hour=match["hour"])


def _odd_years(text: str, folded: str) -> Iterator[TextFinding]:
    for match in _ODD_YEAR.finditer(folded):
        digits = match["long"] or match["short"] or match["far"]
        far = match["far"] is not None
        yield finding("date-odd-year", text, match.span(), doubtful=far, year=digits)


def _counted(text: str) -> Iterator[TextFinding]:
    for match in _QUARTER.finditer(text):
        rule = "date-no-such-quarter" if match["which"] else "date-no-such-weekday"
        yield finding(rule, text, match.span())


def _to_come(text: str, folded: str, published: date) -> Iterator[TextFinding]:
    for match in _past().finditer(folded):
        day = _day_of(match["year"], match["month"], match["day"])
        if day and day > published:
            yield finding(
                "date-to-come", text, match.span("date"), day=day.isoformat(), out=published
            )


@cache
def _past() -> re.Pattern[str]:
    done = "|".join(words("figures_words", "already"))
    return re.compile(
        rf"(?:{done})(?P<date>(?P<year>20\d{{2}})\s?年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日)(?!前|之前|以前|起)"
    )
