"""Which dates a page carries, what each one is, and which of them is its publication date."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from xuncha.engine.domain.facts import DateFact
from xuncha.engine.domain.words import DateKind, DatePlace
from xuncha.engine.extract.datelines import FAR_AWAY, in_link, meant_by_place, rows_of
from xuncha.engine.extract.lexicon import lowered, pattern, rows
from xuncha.engine.extract.numerals import (
    MAY_BE_DATED,
    Written,
    compact_dates,
    fold,
    url_date,
    written_dates,
)
from xuncha.engine.extract.outline import FOOT, MAIN, NAV, Line, Outline

_LABEL_REACH = 24
_SHORT_LINE = 90
_SOURCE_REACH = 4
_NOTE_REST = 8
_AROUND = " ()（）[]【】「」|:.。-"
_MAX_DATES = 240
FIRM, LOOSE = 3, 2
"""Strengths of labels that say publication plainly and loosely."""
_LONGEST_LINE = 20_000
SOURCED = re.compile(r"\d{1,2}:\d{2}|来源|作者|编辑|浏览|点击|阅读|字号|字体|稿源|记者")
_SENTENCE = re.compile(r"[，。；,;]")
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_ATTACHED = _BLANKS + ":()[]（）【】「」|,，、>》"
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_NEVER = frozenset({DateKind.GENERATED, DateKind.DEADLINE})
_HAN = re.compile(r"[\u3400-\u9fff]")
_SCRIPT_VALUE = re.compile(r"20(?<=[\"']20)\d{2}[^\"']{4,25}[\"']")
"""A quoted value that starts with a year. The plain start is found faster than any quote."""
_LONGEST_KEY = 40


class Seen(NamedTuple):
    """A date where it stands: what it is, how strongly a label says so, how far the title is.

    ``sourced``: its line has a clock time or names a source, as the line under a title does.
    ``usable``: it stands where a page's own date may stand, not in a list's row or a sentence.
    """

    fact: DateFact
    strength: int
    line: int
    distance: int
    usable: bool
    sourced: bool


@cache
def _label_words() -> tuple[dict[str, tuple[DateKind, int]], int]:
    """What each label says, and the length of the longest."""
    table = {
        fold(word).lower(): (DateKind(kind), int(strength))
        for word, kind, strength in rows("date_labels", 3)
    }
    return table, max(map(len, table))


def label_before(text: str) -> tuple[DateKind, int, int] | None:
    """(kind, strength, start) of the label a text ends with; None when it ends with none.

    A short label counts only as a word of its own: 会议时间 is not 时间. One that says when a page
    was made counts behind any word: 本页生成于.
    """
    squeezed = _GAP.sub("", text) if len(text.split()) > 1 else text
    bare = squeezed.rstrip(_ATTACHED)
    table, longest = _label_words()
    end = lowered(bare[-longest:])
    length = len(end)
    while length and end[-length:] not in table:
        length -= 1
    if not length:
        return None
    kind, strength = table[end[-length:]]
    start = len(bare) - length
    if length < 4 and kind not in _NEVER and start and _HAN.match(bare[start - 1]):
        return None
    if bare == squeezed and length < 3 and strength < 3:
        return None
    return kind, strength, len(text) - (len(squeezed) - start)


def is_dated_source(text: str) -> bool:
    """Whether a line has a date with a label, a clock time or a source, as source lines have."""
    if not MAY_BE_DATED.search(text):
        return False
    text = fold(text)
    return any(
        SOURCED.search(text) or label_before(text[max(0, one.start - _LABEL_REACH) : one.start])
        for one in written_dates(text)
    )


class _Host(NamedTuple):
    """The line a date stands in, looked at once for all of its dates."""

    line: Line
    text: str
    above: str
    distance: int
    starts_at: int
    rest: int
    sourced: bool
    plain: bool
    open: bool
    last: DateKind | None


_Dated = list[tuple[Line, list[Written]]]


def dates_in_lines(
    outline: Outline, title: str, title_at: int, *, may_publish: bool = True
) -> list[Seen]:
    """Every date of the visible lines. ``title_at`` is the line of the title, -1 when not found.

    ``may_publish`` False, for a page that is no article: none is usable, and where a page's own
    date may stand is not looked at.
    """
    dated: _Dated = []
    count = 0
    for line in outline.lines:
        written = written_dates(line.text[:_LONGEST_LINE])[:_MAX_DATES]
        if written:
            dated.append((line, written))
            count += len(written)
        if count >= _MAX_DATES:
            break
    rows = rows_of(outline, dated, title_at) if may_publish else None
    found: list[Seen] = []
    for line, written in dated:
        distance = line.number - title_at if title_at >= 0 else FAR_AWAY
        host = _host(outline, line, written, distance, len(title), rows)
        found += [_seen(host, one) for one in written]
    return found


def _host(
    outline: Outline,
    line: Line,
    written: list[Written],
    distance: int,
    title_length: int,
    rows: set[int] | None,
) -> _Host:
    text = fold(line.text[:_LONGEST_LINE])
    rest = len(line.text) - sum(one.end - one.start for one in written)
    sourced = SOURCED.search(text) is not None
    before = outline.lines[line.number - 1].text if line.number else ""
    is_open = rows is not None and rest <= _SHORT_LINE and line.number not in rows
    if is_open and line.linked * 2 >= len(line.text):
        is_open = not in_link(outline, line, written[0])
    return _Host(
        line=line,
        text=text,
        above=fold(before) if len(before) < 14 else "",
        distance=distance,
        starts_at=title_length if distance == 0 else 0,
        rest=rest,
        sourced=sourced,
        plain=is_open and (not _SENTENCE.search(text) or (sourced and _at_edge(text, written))),
        open=is_open,
        last=meant_by_place(outline, line, written, distance, rest),
    )


def _at_edge(text: str, written: list[Written]) -> bool:
    """Whether dates open or close a line, as they do where a page says when it was published."""
    opens = not text[: written[0].start].strip(_AROUND)
    return opens or not text[written[-1].end :].strip(_AROUND)


def _seen(host: _Host, one: Written) -> Seen:
    kind, strength, start = _kind_of(host, one)
    place = DatePlace.LABEL if strength else DatePlace.TEXT
    quote = host.text[max(start, one.start - _LABEL_REACH) : one.end + 9].strip()
    if not strength and host.last is not None:
        kind = host.last
        strength = LOOSE if kind is DateKind.PUBLISHED else 0
    own = host.line.zone in (MAIN, NAV) or _is_foot_note(host, strength)
    usable = host.open and own and one.start >= host.starts_at and (host.plain or strength > 0)
    if kind is DateKind.SIGNED and strength == LOOSE - 1 and host.sourced:
        below = 0 < host.distance <= _SOURCE_REACH
        kind = DateKind.PUBLISHED if below else DateKind.SIGNED
    fact = DateFact(kind, place, one.value, quote)
    return Seen(fact, strength, host.line.number, host.distance, usable, host.sourced)


def _is_foot_note(host: _Host, strength: int) -> bool:
    """Whether a date stands alone with its label in a footer: some sites close the text there."""
    alone = host.line.zone == FOOT and host.distance < FAR_AWAY and host.rest <= _NOTE_REST
    return alone and strength >= LOOSE


def _kind_of(host: _Host, one: Written) -> tuple[DateKind, int, int]:
    """Kind, strength and where the label starts; strength 0 and the date's start without one."""
    text = host.text
    before = text[max(0, one.start - _LABEL_REACH) : one.start]
    label = label_before(before)
    if label is not None:
        return label[0], label[1], one.start - len(before) + label[2]
    if not before.strip(" :([（【") and host.above:
        label = label_before(host.above.rstrip(" :") + ":")
        if label is not None:
            return label[0], label[1], one.start
    after = text[one.end : one.end + 40]
    for kind in ("effective", "deadline", "signed", "published"):
        if pattern("date_tails", kind).match(after):
            if kind == "published" and text[: one.start].strip(_AROUND):
                break
            return DateKind(kind), 2, one.start
    return DateKind.UNLABELLED, 0, one.start


def dates_in_metas(labels: tuple[tuple[str, str], ...]) -> list[tuple[DateFact, int]]:
    """(date, strength) of the meta labels that carry one."""
    found = []
    for name, value in labels:
        meant = _meant_by(name.strip())
        day = _first_day(value) if meant else None
        if meant and day:
            quote = f"{name}: {value}"[:80]
            found.append((DateFact(meant[0], DatePlace.META, day, quote), meant[1]))
    return found


@lru_cache(maxsize=1024)
def _meant_by(name: str) -> tuple[DateKind, int] | None:
    """(kind, strength) of the date a meta label of this name carries; None when it carries none."""
    for place, shape, kind, strength in rows("date_metas", 4):
        if place == "meta" and re.fullmatch(shape, name, re.IGNORECASE):
            return DateKind(kind), int(strength)
    return None


@cache
def _script_keys() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], DateKind, int], ...]]:
    """What a value's key ends in, and what each key means."""
    keys = [
        (shape, DateKind(kind), int(n))
        for place, shape, kind, n in rows("date_metas", 4)
        if place == "script"
    ]
    alternatives = "|".join(shape for shape, _, _ in keys)
    key = re.compile(rf"({alternatives})[\"']?\s{{0,3}}[:=]\s{{0,3}}\Z", re.IGNORECASE)
    return key, tuple((re.compile(shape, re.IGNORECASE), kind, n) for shape, kind, n in keys)


def dates_in_scripts(scripts: list[tuple[str, str, str]]) -> list[tuple[DateFact, int]]:
    """(date, strength) of script variables and JSON keys that name a publication time."""
    named, keys = _script_keys()
    found: list[tuple[DateFact, int]] = []
    for _, _, code in scripts:
        for match in _SCRIPT_VALUE.finditer(code, 0, 200_000):
            quote = match.start() - 1
            key = named.search(code, max(0, quote - _LONGEST_KEY), quote)
            if key is None:
                continue
            day = _first_day(match[0])
            kind, strength = next(
                ((k, n) for shape, k, n in keys if shape.fullmatch(key[1])), (None, 0)
            )
            if day and kind:
                said = code[key.start() : match.end()][:80]
                found.append((DateFact(kind, DatePlace.SCRIPT, day, said), strength))
            if len(found) >= 8:
                return found
    return found


def date_in_url(url: str) -> DateFact | None:
    """The publication date a URL names; None when it names none."""
    parts = urlsplit(url)
    written = url_date(unquote(parts.path))
    if written is None:
        return None
    return DateFact(DateKind.PUBLISHED, DatePlace.URL, written.value, parts.path)


def _first_day(value: str) -> date | None:
    written = written_dates(value) or compact_dates(value)
    return written[0].value if written else None
