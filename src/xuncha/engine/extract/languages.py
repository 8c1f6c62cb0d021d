"""Which language a text is in, by its script: zh, bo, mn, ug, en, or nothing."""

import re

_SCRIPTS = (
    ("bo", re.compile(r"[\u0f00-\u0fff]")),
    ("mn", re.compile(r"[\u1800-\u18af]")),
    ("ug", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("zh", re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")),
    ("mn", re.compile(r"[\u0400-\u04ff]")),
)
_SCRIPT_NAMES = {"bo": "Tibetan", "mn": "Mongolian", "ug": "Arabic", "zh": "Han", "en": "Latin"}
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = _SCRIPTS[3][1]
_HAN_RUN = re.compile(_HAN.pattern + "+")
_LATIN_OR_OTHER = re.compile(r"[A-Za-z\u0400-\u18af\ufb50-\ufeff]")
_OTHER = re.compile(r"[\u0400-\u18af\ufb50-\ufeff]")


def language_of(text: str) -> str:
    """The language of the script most of the letters are in; empty without letters.

    A Latin word counts as one letter, so an abbreviation does not turn a Chinese line English.
    """
    if not _LATIN_OR_OTHER.search(text):
        return "zh" if _HAN.search(text) else ""
    if not _OTHER.search(text):
        if not _HAN.search(text):
            return "en" if _LATIN.search(text) else ""
        latin = len(_LATIN.findall(text))
        return "zh" if not latin or sum(map(len, _HAN_RUN.findall(text))) * 4 >= latin else "en"
    counts: dict[str, int] = {}
    for name, script in _SCRIPTS:
        counts[name] = counts.get(name, 0) + len(script.findall(text))
    counts["en"] = len(_LATIN.findall(text))
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def script_of(language: str, text: str) -> str:
    """The script a text of this language is in; empty without a language. Mongolian is written
    in its own letters or in Cyrillic ones."""
    if language == "mn" and not _SCRIPTS[1][1].search(text):
        return "Cyrillic"
    return _SCRIPT_NAMES.get(language, "")
