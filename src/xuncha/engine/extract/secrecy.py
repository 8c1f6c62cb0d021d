"""Whether a text carries a real mark of a state secret (``机密★20年``); not a text about them.

A mark is one level word with a star, alone on its line but for a copy number or an urgency, in
the place a document has it: above a document's head, or on top of a file's first page. What
explains, quotes, examines or tells of marks is not meant. A level word without a star is no mark.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from xuncha.engine.domain.words import SecrecyLevel
from xuncha.engine.extract.lexicon import pattern

PAGE_BREAK = "\f"
_TABLE = "secrecy_marks"
_TOP = 4
"""A mark stands in the first lines of a file: copy number, mark, urgency (GB/T 9704 7.2)."""
_HEAD_WITHIN = 8
"""Lines below a mark that may pass before the document's head: urgency, rules, blank boxes."""
_NEAR = 4
_TAUGHT_ABOVE, _TAUGHT_BELOW = 15, 25
"""Lines around a mark in which a text that explains marks says so."""
_MOST = 50
"""Candidates looked at: more stand only in tables and lists of marks."""
_LINE, _WORDS_OF_LINE = 120, 12
"""Characters and words of a line that is searched for a mark anywhere in it."""
_PIECE, _PIECES = 4, 7
"""A mark that was cut apart: characters of one piece, and how many pieces."""
_SOME_TEXT = 8
_STARS = tuple("★☆⭐✭✩✮✯✰⋆")
_ASTERISK = re.compile(r"密(?:\s|级|\u3000|</?\w[^<>]{0,80}>|&nbsp;){0,6}[*＊∗﹡]")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f"))
_OPENED, _CLOSED = r"[\[【(（〔]", r"[\]】)）〕]"


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """The class of a mark that was found, never the words around it."""

    level: SecrecyLevel


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark on the lines ``at`` to ``end``: its term, whether a head stands beside it, the words
    up to there, and what follows them on the line."""

    mark: SecrecyMark
    at: int
    end: int
    term: str
    has_head: bool
    own: str
    rest: str = ""


def mark_in(text: str, *, is_file: bool = False) -> SecrecyMark | None:
    """The first real mark in a text, a line per block; None when it has none.

    ``is_file``: the text is a whole file (its pages parted by form feeds), so a mark on top of it
    counts without a document's head below.
    """
    if not may_have(text):
        return None
    lines, tops = _lines(text)
    found = list(_candidates(lines))
    if not found or len(found) > _MOST:
        return None
    is_alone = len(found) == 1 and not any(pattern(_TABLE, "topic").search(one) for one in lines)
    for one in found:
        top = max(top for top in tops if top <= one.at)
        on_top = is_file and _is_on_top(lines, top, one.at)
        if _is_meant(lines, one, lines[max(top, one.at - _NEAR) : one.at], on_top, is_alone):
            return one.mark
    return None


def mark_in_blocks(blocks: Iterable[tuple[str, str]]) -> SecrecyMark | None:
    """The first real mark in the blocks (text, place) of a file; a page's first block is on top."""
    pieces: list[str] = []
    before = ""
    for text, place in blocks:
        pieces.append(PAGE_BREAK if place != before and place.endswith("页") else "\n")
        pieces.append(text)
        before = place
    return mark_in("".join(pieces), is_file=True)


def may_have(text: str) -> bool:
    """Whether the characters of a mark stand anywhere in a text: a quick look before a long one."""
    return "密" in text and has_star(text)


def has_star(text: str) -> bool:
    """Whether a star stands in a text, or what is typed for it behind the word it belongs to."""
    return any(star in text for star in _STARS) or _ASTERISK.search(text) is not None


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines that are not blank, and which of them begin a page."""
    lines: list[str] = []
    tops: list[int] = []
    for page in text.split(PAGE_BREAK):
        tops.append(len(lines))
        for raw in page.splitlines():
            for cell in raw.split("\t"):
                line = unicodedata.normalize("NFKC", cell).translate(_UNSEEN).strip()
                if line:
                    lines.append(line)
    return lines, tops


@cache
def _mark() -> re.Pattern[str]:
    level = "|".join(f"(?P<{name}>{pattern(_TABLE, name).pattern})" for name in SecrecyLevel)
    star, asterisk, term = (pattern(_TABLE, one).pattern for one in ("star", "asterisk", "term"))
    starred = rf"{star}{{1,3}}(?:保密期限?[::]?)?[(]?(?P<term>{term})?[)]?"
    typed = rf"{asterisk}(?P<late>{term})"
    return re.compile(rf"(?:密级[::]?)?(?:{level})(?:{starred}|{typed})")


@cache
def _alone() -> re.Pattern[str]:
    """A line that is a mark and nothing else but a copy number and an urgency."""
    return re.compile(
        rf"(?:\d{{3,8}})?{_OPENED}?{_mark().pattern}{_CLOSED}?(?:特急|加急|平急|特提)?"
    )


@cache
def _bracketed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A mark in brackets right before a head, and right behind one."""
    mark = rf"{_OPENED}{_mark().pattern}{_CLOSED}"
    return re.compile(rf"{mark}(?P<rest>\S.*)"), re.compile(rf"(?P<rest>.*\S){mark}")


def _candidates(lines: Sequence[str]) -> Iterable[_Found]:
    at = 0
    while at < len(lines):
        found = _on_line(lines[at], at) or _in_pieces(lines, at)
        if found is not None:
            yield found
        at = found.end + 1 if found is not None else at + 1


def _on_line(line: str, at: int) -> _Found | None:
    """The mark a line is, or has beside a copy number, an urgency or a head."""
    if "密" not in line:
        return None
    match = _alone().fullmatch("".join(line.split())) if len(line) <= _LINE else None
    if match is not None:
        return _found(match, (at, at), line)
    for form in _bracketed():
        match = form.fullmatch(line) if len(line) <= _LINE else None
        if match is not None and _is_head(match["rest"].strip()):
            return _found(match, (at, at), line, has_head=True)
    return _among_words(line, at)


def _among_words(line: str, at: int) -> _Found | None:
    """A mark parted by spaces from what goes beside it; of a long line only its beginning."""
    words = line.split(maxsplit=_WORDS_OF_LINE)
    is_whole = len(line) <= _LINE and len(words) <= _WORDS_OF_LINE
    for begin in range(min(len(words), _WORDS_OF_LINE)):
        for end in range(begin + 1, min(len(words), begin + _PIECES) + 1):
            match = _alone().fullmatch("".join(words[begin:end]))
            before, after = words[:begin], words[end:]
            if match is None or (before and not _goes_beside(" ".join(before))):
                continue
            if is_whole and (not after or _goes_beside(" ".join(after))):
                has_head = _is_head(" ".join([*before, *after]))
                return _found(match, (at, at), line, has_head=has_head)
            for count in range(1, min(3, len(after)) + 1):
                if _is_head(" ".join(after[:count])):
                    own = " ".join(words[: end + count])
                    return _found(match, (at, at), own, has_head=True)
            if match["term"] or match["late"]:
                return _found(match, (at, at), " ".join(words[:end]), rest=" ".join(after))
    return None


def _in_pieces(lines: Sequence[str], at: int) -> _Found | None:
    """A mark whose characters stand on lines of their own (cells, boxes, broken lines)."""
    joined = ""
    for end in range(at, min(len(lines), at + _PIECES)):
        if len(lines[end]) > _PIECE + 4 * (end > at):
            return None
        joined += lines[end]
        match = _alone().fullmatch("".join(joined.split())) if end > at else None
        if match is not None:
            return _found(match, (at, end), joined)
    return None


def _found(
    match: re.Match[str],
    where: tuple[int, int],
    own: str,
    *,
    has_head: bool = False,
    rest: str = "",
) -> _Found:
    level = next(name for name in SecrecyLevel if match[name])
    term = match["term"] or match["late"] or ""
    return _Found(SecrecyMark(level), *where, term, has_head, own, rest)


def _is_on_top(lines: Sequence[str], top: int, at: int) -> bool:
    """Whether only a copy number, an urgency or a head stands above a mark on its page."""
    return at - top < _TOP and all(map(_goes_beside, lines[top:at]))


def _is_head(rest: str) -> bool:
    return bool(pattern(_TABLE, "head").fullmatch(rest))


def _goes_beside(rest: str) -> bool:
    beside = pattern(_TABLE, "beside")
    if beside.fullmatch(rest) or _is_head(rest):
        return True
    return all(beside.fullmatch(one) or _is_head(one) for one in rest.split())


def _is_meant(
    lines: Sequence[str],
    found: _Found,
    above: Sequence[str],
    on_top: bool,
    is_alone: bool,
) -> bool:
    """Whether a mark is one: ``above`` are the lines before it on its page."""
    below = lines[found.end + 1 : found.end + 1 + _HEAD_WITHIN]
    head = next((number for number, one in enumerate(below) if _is_head(one)), len(below))
    if _is_spoken_of(lines, found, (*above, found.own), below, head):
        return False
    if found.has_head or (not found.rest and (on_top or head < len(below))):
        return True
    return (
        is_alone
        and bool(found.term)
        and any(len(one) >= _SOME_TEXT for one in (found.rest, *below))
    )


def _is_spoken_of(
    lines: Sequence[str], found: _Found, above: Sequence[str], below: Sequence[str], head: int
) -> bool:
    """Whether what stands around a mark says that it is quoted, taught, invented or examined."""

    def has(name: str, some: Iterable[str]) -> bool:
        return any(pattern(_TABLE, name).search(line) for line in some)

    taught = lines[max(0, found.at - _TAUGHT_ABOVE) : found.end + _TAUGHT_BELOW]
    if pattern(_TABLE, "teaching").search("\n".join(taught)) or has("mention", above):
        return True
    if len(above) > 1 and pattern(_TABLE, "lead").search(above[-2]):
        return True
    if has("around", (*above, *below)) or has("filler", (*above, *below[: head + 1])):
        return True
    is_exam = not found.term or bool(pattern(_TABLE, "exam_term").search(found.term))
    return has("exam", above) or (is_exam and has("exam", (found.rest, *below)))
