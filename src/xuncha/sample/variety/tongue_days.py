"""The ways days are printed in Tibetan, Mongolian and Uyghur."""

from collections.abc import Callable
from datetime import date

TIBETAN = str.maketrans("0123456789", "༠༡༢༣༤༥༦༧༨༩")
MONGOLIAN = str.maketrans("0123456789", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙")
MVS = "\N{MONGOLIAN VOWEL SEPARATOR}"


def tibetan_words(day: date) -> str:
    """Year, month and day in words with Western digits."""
    return f"{day.year}ལོའི་ཟླ་{day.month}པའི་ཚེས་{day.day}"


def mongolian_words(day: date) -> str:
    """Year, month and day in the traditional script with Western digits."""
    return f"{day.year} ᠣᠨ ᠤ {day.month} ᠰᠠᠷ{MVS}ᠠ ᠶᠢᠨ {day.day}"


TONGUE_STYLES: dict[str, Callable[[date, str], str]] = {
    "bo_iso": lambda d, t: f"{d:%Y-%m-%d}".translate(TIBETAN),
    "bo_dot": lambda d, t: f"{d:%Y.%m.%d}".translate(TIBETAN),
    "bo_words": lambda d, t: tibetan_words(d),
    "bo_full": lambda d, t: tibetan_words(d).translate(TIBETAN) + "ཉིན།",
    "bo_short": lambda d, t: f"{d.year}ལོའི་ཟླ་{d.month}ཚེས་{d.day}",
    "mn_iso": lambda d, t: f"{d:%Y-%m-%d}".translate(MONGOLIAN),
    "mn_words": lambda d, t: mongolian_words(d),
    "mn_full": lambda d, t: mongolian_words(d).translate(MONGOLIAN),
    "mn_day": lambda d, t: mongolian_words(d) + " ᠤ ᠡᠳᠦᠷ",
    "cyrl_words": lambda d, t: f"{d.year} оны {d.month} сарын {d.day}",
    "cyrl_full": lambda d, t: f"{d.year} оны {d.month}-р сарын {d.day}-ны өдөр",
    "ug_words": lambda d, t: f"{d.year}-يىلى {d.month}-ئاينىڭ {d.day}-كۈنى",
    "ug_tight": lambda d, t: f"{d.year}-يىلى{d.month}-ئاينىڭ{d.day}-كۈنى",
    "ug_short": lambda d, t: f"{d.year}-يىل {d.month}-ئاي {d.day}-كۈن",
}
