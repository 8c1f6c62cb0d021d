"""Whether a text carries a real mark of a state secret (``机密★20年``); not a text about them.

A mark is one level word with a star, alone on its line but for a copy number or an urgency, in
the place a document has it: above a document's head, or on top of a file's first page. What
explains, quotes, examines or tells of marks is not meant. A level word without a star is no mark.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from xuncha.engine.domain.words import SecrecyLevel
from xuncha.engine.extract.lexicon import pattern, words

PAGE_BREAK = "\f"
_TOP = 4
"""A mark stands in the first lines of a file: copy number, mark, urgency (GB/T 9704 7.2)."""
_HEAD_WITHIN = 8
"""Lines below a mark that may pass before the document's head: urgency, rules, blank boxes."""
_NEAR = 4
_MOST = 50
"""Candidates looked at: more stand only in tables and lists of marks."""
_STARS = ("★", "☆", "⭐", "✭", "&#9733", "&#9734", "&#x2605", "&starf", "&#X2605")
_WORDS = ("密", "&#23494", "&#x5bc6", "&#x5BC6", "&#X5BC6")
_HIDDEN = re.compile(r"<(script|style|template)\b[^<>]*>|<!--", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|font|b|strong|i|em|u|a|o:p|sup|sub|big|small|st1:\w+|label|mark)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<[^<>]*>")
_NO_CHARACTER = re.compile(r"&#[0-9]{20,};?")
"""References that stand for nothing; Python refuses to count that far."""


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """The class of a mark that was found, never the words around it."""

    level: SecrecyLevel


def mark_in(text: str, *, is_file: bool = False) -> SecrecyMark | None:
    """The first real mark in a text, a line per block; None when it has none.

    ``is_file``: the text is a whole file (its pages parted by form feeds), so a mark on top of it
    counts without a document's head below.
    """
    if not _may_have(text):
        return None
    lines, tops = _lines(text)
    found = [(at, mark) for at, line in enumerate(lines) if (mark := _mark_of(line)) is not None]
    if not found or len(found) > _MOST or pattern("secrecy_marks", "teaching").search(text):
        return None
    for at, mark in found:
        if _is_meant(lines, at, on_top=is_file and _is_on_top(lines, tops, at)):
            return mark
    return None


def mark_in_markup(markup: str) -> SecrecyMark | None:
    """The first real mark in the visible text of an HTML page or a feed; None when it has none."""
    if not _may_have(markup):
        return None
    return mark_in(visible_lines(markup))


def visible_lines(markup: str) -> str:
    """The text of markup, a line per block, without scripts, styles and comments."""
    text = _without_hidden(markup)
    for _ in range(2):  # feeds carry their markup escaped once more
        text = _NO_CHARACTER.sub("", _TAG.sub("\n", _INLINE.sub("", text)))
        text = html.unescape(text)
    return text


def _without_hidden(markup: str) -> str:
    """What is left when hidden parts are cut out; one that never ends hides the rest."""
    lowered = markup.lower()
    if len(lowered) != len(markup):
        lowered = markup
    kept: list[str] = []
    at = 0
    while (opened := _HIDDEN.search(markup, at)) is not None:
        kept.append(markup[at : opened.start()])
        end = f"</{opened[1].lower()}" if opened[1] else "-->"
        closed = lowered.find(end, opened.end())
        if closed < 0:
            return "\n".join(kept)
        at = closed + len(end)
    return "\n".join([*kept, markup[at:]])


def mark_in_blocks(blocks: Iterable[tuple[str, str]]) -> SecrecyMark | None:
    """The first real mark in the blocks (text, place) of a file; a page's first block is on top."""
    pieces: list[str] = []
    before = ""
    for text, place in blocks:
        pieces.append(PAGE_BREAK if place != before and place.endswith("页") else "\n")
        pieces.append(text)
        before = place
    return mark_in("".join(pieces), is_file=True)


def _may_have(text: str) -> bool:
    return any(star in text for star in _STARS) and any(word in text for word in _WORDS)


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines that are not blank, and which of them begin a page."""
    lines: list[str] = []
    tops: list[int] = []
    for page in text.split(PAGE_BREAK):
        tops.append(len(lines))
        for raw in page.splitlines():
            for cell in raw.split("\t"):
                line = unicodedata.normalize("NFKC", cell).strip()
                if line:
                    lines.append(line)
    return lines, tops


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    level = "|".join(f"(?P<{name}>{words('secrecy_marks', name)[0]})" for name in SecrecyLevel)
    star, term = (pattern("secrecy_marks", name).pattern for name in ("star", "term"))
    mark = rf"[\[【(（]?(?:密级[::]?)?(?:{level}){star}(?:{term})?[\]】)）]?"
    spaced = rf"[\[【(（]?(?:密级[::]?\s*)?(?:{level})\s*{star}\s*(?:{term})?[\]】)）]?"
    return (
        re.compile(rf"(?:\d{{3,8}})?{mark}(?:特急|加急|平急|特提)?"),
        re.compile(rf"{spaced}\s+(?P<rest>\S.*)"),
        re.compile(rf"(?P<rest>\S.*?)\s+{spaced}"),
    )


def _mark_of(line: str) -> SecrecyMark | None:
    """The mark a line is, or begins or ends with beside a copy number, an urgency or a head."""
    if len(line) > 120 or "密" not in line:
        return None
    alone, first, last = _forms()
    match = alone.fullmatch("".join(line.split()))
    if match is None:
        match = first.fullmatch(line) or last.fullmatch(line)
        if match is None or not _goes_beside(match["rest"].strip()):
            return None
    level = next(name for name in SecrecyLevel if match[name])
    return SecrecyMark(level)


def _is_on_top(lines: Sequence[str], tops: Sequence[int], at: int) -> bool:
    """Whether only a copy number, an urgency or a head stands above a mark on its page."""
    top = max(top for top in tops if top <= at)
    return at - top < _TOP and all(map(_goes_beside, lines[top:at]))


def _goes_beside(rest: str) -> bool:
    beside, head = (pattern("secrecy_marks", name) for name in ("beside", "head"))
    return bool(beside.fullmatch(rest) or head.fullmatch(rest))


def _is_meant(lines: Sequence[str], at: int, *, on_top: bool) -> bool:
    mention, filler = (pattern("secrecy_marks", name) for name in ("mention", "filler"))
    near = [*lines[max(0, at - _NEAR) : at], *lines[at : at + 1 + _HEAD_WITHIN]]
    if any(mention.search(line) or filler.search(line) for line in near):
        return False
    if at and pattern("secrecy_marks", "lead").search(lines[at - 1]):
        return False
    if on_top:
        return True
    head = pattern("secrecy_marks", "head")
    return bool(_rest_is_head(lines[at])) or any(
        head.fullmatch(line) for line in lines[at + 1 : at + 1 + _HEAD_WITHIN]
    )


def _rest_is_head(line: str) -> bool:
    for form in _forms()[1:]:
        match = form.fullmatch(line)
        if match is not None and pattern("secrecy_marks", "head").fullmatch(match["rest"].strip()):
            return True
    return False
