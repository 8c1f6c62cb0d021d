"""The ways sites print a day."""

from collections.abc import Callable
from datetime import date

from xuncha.sample.variety.tongue_days import TONGUE_STYLES

FULL_WIDTH = str.maketrans("0123456789-:", "０１２３４５６７８９－：")
HAN = "〇一二三四五六七八九"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def han_number(number: int) -> str:
    """``15`` as ``十五``; up to 31."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十"
    return head + (HAN[ones] if ones else "")


def han(day: date, zero: str = "〇") -> str:
    """``二〇二六年九月十五日``, with the zero a site prefers."""
    year = "".join(HAN[int(digit)] for digit in str(day.year)).replace("〇", zero)
    return f"{year}年{han_number(day.month)}月{han_number(day.day)}日"


STYLES: dict[str, Callable[[date, str], str]] = {
    "iso": lambda d, t: f"{d:%Y-%m-%d}",
    "iso_hm": lambda d, t: f"{d:%Y-%m-%d} {t}",
    "iso_hms": lambda d, t: f"{d:%Y-%m-%d} {t}:27",
    "iso_t": lambda d, t: f"{d:%Y-%m-%d}T{t}:00+08:00",
    "slash": lambda d, t: f"{d:%Y/%m/%d}",
    "slash_hm": lambda d, t: f"{d.year}/{d.month}/{d.day} {t}:05",
    "dot": lambda d, t: f"{d:%Y.%m.%d}",
    "loose": lambda d, t: f"{d.year}-{d.month}-{d.day}",
    "loose_hms": lambda d, t: f"{d.year}-{d.month}-{d.day} {t}:41",
    "cn": lambda d, t: f"{d.year}年{d.month}月{d.day}日",
    "cn0": lambda d, t: f"{d:%Y}年{d:%m}月{d:%d}日",
    "cn_hm": lambda d, t: f"{d:%Y}年{d:%m}月{d:%d}日 {t}",
    "cn_spaced": lambda d, t: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "full": lambda d, t: f"{d:%Y-%m-%d}".translate(FULL_WIDTH),
    "full_cn": lambda d, t: f"{d.year}年{d.month}月{d.day}日".translate(FULL_WIDTH),
    "han": lambda d, t: han(d),
    "han_ring": lambda d, t: han(d, "○"),
    "compact": lambda d, t: f"{d:%Y%m%d}",
    "short": lambda d, t: f"{d:%m-%d}",
    "short_cn": lambda d, t: f"{d.month}月{d.day}日",
    "short_slash": lambda d, t: f"{d:%m/%d}",
    "two_digit": lambda d, t: f"{d:%y-%m-%d}",
    "english": lambda d, t: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "ym": lambda d, t: f"{d:%Y-%m}",
    "ym_dot": lambda d, t: f"{d:%Y.%m}",
    "ym_cn": lambda d, t: f"{d.year}年{d.month}月",
    "ym_slash": lambda d, t: f"{d:%Y/%m}",
    "year": lambda d, t: f"{d.year}",
    "day": lambda d, t: f"{d:%d}",
    "month": lambda d, t: f"{d:%m}",
}
STYLES |= TONGUE_STYLES
PARTIAL = frozenset({"short", "short_cn", "short_slash", "ym", "ym_dot", "ym_cn", "ym_slash"})
PARTIAL |= {"year", "month", "day"}
"""Styles that do not print the whole day."""
WEEKDAYS = "一二三四五六日"


def shown(day: date, style: str, clock: str = "09:30") -> str:
    """The day in one of the styles."""
    return STYLES[style](day, clock)


def today_words(day: date) -> str:
    """``2026年11月22日 星期日``."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
