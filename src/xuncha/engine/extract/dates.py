"""Which dates a page carries, what each one is, and which of them is its publication date."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from xuncha.engine.domain.facts import DateFact
from xuncha.engine.domain.words import DateKind, DatePlace
from xuncha.engine.extract.lexicon import pattern, rows
from xuncha.engine.extract.numerals import (
    MAY_BE_DATED,
    Written,
    compact_dates,
    fold,
    url_date,
    written_dates,
)
from xuncha.engine.extract.outline import MAIN, NAV, Line, Outline

_LABEL_REACH = 24
_SHORT_LINE = 90
_HEAD_AFTER = 14
_HEAD_BEFORE = 5
_MAX_DATES = 240
_FAR = 999
_LONGEST_LINE = 20_000
_FIRM, _LOOSE = 3, 2
_SOURCED = re.compile(r"\d{1,2}:\d{2}|来源|作者|编辑|浏览|点击|阅读|字号|字体|稿源|记者")
_SENTENCE = re.compile(r"[，。；,;]")
_ATTACHED = re.compile(r"[\s:()\[\]（）【】「」|,，、>》]*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SCRIPT_VALUE = re.compile(r"[:=]\s{0,3}[\"'](\d{4}[^\"']{4,25})[\"']")
_LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """A date where it stands: what it is, how strongly a label says so, how far the title is.

    ``sourced``: its line has a clock time or names a source, as the line under a title does.
    """

    fact: DateFact
    strength: int
    line: int
    distance: int
    usable: bool
    sourced: bool


@cache
def _label_words() -> tuple[re.Pattern[str], dict[str, tuple[DateKind, int]]]:
    table = {
        fold(word).lower(): (DateKind(kind), int(strength))
        for word, kind, strength in rows("date_labels", 3)
    }
    longest = sorted(table, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest)) + ")$", re.IGNORECASE), table


def label_before(text: str) -> tuple[DateKind, int, int] | None:
    """(kind, strength, start) of the label a text ends with; None when it ends with none.

    A two-character label counts only as a word of its own: 会议时间 is not 时间.
    """
    shape, table = _label_words()
    squeezed = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
    bare = _ATTACHED.sub("", squeezed)
    match = shape.search(bare)
    if match is None:
        return None
    kind, strength = table[match[1].lower()]
    before = bare[match.start() - 1 : match.start()] if match.start() else ""
    if len(match[1]) < 4 and _HAN.match(before):
        return None
    if bare == squeezed and len(match[1]) < 3 and strength < 3:
        return None
    return kind, strength, len(text) - (len(squeezed) - match.start())


@dataclass(frozen=True, slots=True)
class _Host:
    """The line a date stands in, looked at once for all of its dates."""

    text: str
    above: str
    number: int
    distance: int
    starts_at: int
    rest: int
    sourced: bool
    plain: bool
    open: bool


def dates_in_lines(outline: Outline, title: str, title_at: int) -> list[Seen]:
    """Every date of the visible lines. ``title_at`` is the line of the title, -1 when not found."""
    found: list[Seen] = []
    for number, line in enumerate(outline.lines):
        if not MAY_BE_DATED.search(line.text):
            continue
        written = written_dates(line.text[:_LONGEST_LINE])[:_MAX_DATES]
        if not written:
            continue
        before = outline.lines[number - 1].text if number else ""
        distance = number - title_at if title_at >= 0 else _FAR
        host = _host(line, written, before, number, distance, len(title))
        found += [_seen(host, one) for one in written]
        if len(found) >= _MAX_DATES:
            break
    return found


def _host(
    line: Line, written: list[Written], before: str, number: int, distance: int, title_length: int
) -> _Host:
    text = fold(line.text[:_LONGEST_LINE])
    rest = len(line.text) - sum(one.end - one.start for one in written)
    sourced = bool(_SOURCED.search(text))
    linked = line.linked * 2 >= len(line.text)
    return _Host(
        text=text,
        above=fold(before) if len(before) < 14 else "",
        number=number,
        distance=distance,
        starts_at=title_length if distance == 0 else 0,
        rest=rest,
        sourced=sourced,
        plain=sourced or not _SENTENCE.search(text),
        open=line.zone in (MAIN, NAV) and not linked and rest <= _SHORT_LINE,
    )


def _seen(host: _Host, one: Written) -> Seen:
    kind, strength, start = _kind_of(host.text, one, host.above)
    place = DatePlace.LABEL if strength else DatePlace.TEXT
    quote = host.text[max(start, one.start - _LABEL_REACH) : one.end + 9].strip()
    usable = host.open and one.start >= host.starts_at and (host.plain or strength > 0)
    far = not -_HEAD_BEFORE <= host.distance <= _HEAD_AFTER
    if not strength and one.chinese and host.rest <= 1 and far:
        kind = DateKind.SIGNED
    fact = DateFact(kind, place, one.value, quote)
    return Seen(fact, strength, host.number, host.distance, usable, host.sourced)


def _kind_of(text: str, one: Written, above: str) -> tuple[DateKind, int, int]:
    """Kind, strength and where the label starts; strength 0 and the date's start without one."""
    before = text[max(0, one.start - _LABEL_REACH) : one.start]
    label = label_before(before)
    if label is not None:
        return label[0], label[1], one.start - len(before) + label[2]
    if not before.strip(" :([（【") and above:
        label = label_before(above.rstrip(" :") + ":")
        if label is not None:
            return label[0], label[1], one.start
    after = text[one.end : one.end + 40]
    for kind in ("effective", "deadline", "signed", "published"):
        if pattern("date_tails", kind).match(after):
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
    key = re.compile(rf"({alternatives})[\"']?\s{{0,3}}\Z", re.IGNORECASE)
    return key, tuple((re.compile(shape, re.IGNORECASE), kind, n) for shape, kind, n in keys)


def dates_in_scripts(scripts: list[tuple[str, str, str]]) -> list[tuple[DateFact, int]]:
    """(date, strength) of script variables and JSON keys that name a publication time."""
    named, keys = _script_keys()
    found: list[tuple[DateFact, int]] = []
    for _, _, code in scripts:
        for match in _SCRIPT_VALUE.finditer(code, 0, 200_000):
            key = named.search(code, max(0, match.start() - _LONGEST_KEY), match.start())
            if key is None:
                continue
            day = _first_day(match[1])
            kind, strength = next(
                ((k, n) for shape, k, n in keys if shape.fullmatch(key[1])), (None, 0)
            )
            if day and kind:
                quote = code[key.start() : match.end()][:80]
                found.append((DateFact(kind, DatePlace.SCRIPT, day, quote), strength))
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


def publication(
    seen: list[Seen], url: DateFact | None, others: list[tuple[DateFact, int]], as_of: date
) -> DateFact | None:
    """The publication date: visible label, then a date beside the title, then URL, then meta.

    Never after ``as_of``, never a signing date. None when nothing proves one.
    """
    open_dates = [one for one in seen if one.fact.value <= as_of and one.usable]
    published = [one for one in open_dates if one.fact.kind is DateKind.PUBLISHED]
    beside = [one for one in open_dates if _may_be_publication(one) and _is_beside(one)]
    for group in (
        [one for one in published if one.strength >= _FIRM],
        [one for one in published if one.strength == _LOOSE and _is_beside(one)],
        [one for one in beside if one.sourced or one.strength],
        beside,
    ):
        if group:
            return min(group, key=_closeness).fact
    if url is not None and url.value <= as_of:
        return url
    for fact, strength in sorted(others, key=lambda pair: (-pair[1], pair[0].place)):
        if fact.kind is DateKind.PUBLISHED and strength and fact.value <= as_of:
            return fact
    rest = [one for one in published if one.strength]
    loose = [one for one in open_dates if one.fact.kind is DateKind.UNLABELLED and one.sourced]
    return next((one.fact for one in [*rest, *loose]), None)


def _closeness(one: Seen) -> tuple[int, int]:
    """Nearest to the title first, below it before above it."""
    return (one.distance if one.distance >= 0 else 3 - one.distance * 2, one.line)


def is_source_line(one: Seen) -> bool:
    """Whether a date stands as the line under an article's title does."""
    if not one.usable or not _may_be_publication(one):
        return False
    return one.strength >= _FIRM or (_is_beside(one) and (one.sourced or one.strength > 0))


def _may_be_publication(one: Seen) -> bool:
    """Labelled as published, or not labelled at all; 会议时间 is a label that says neither."""
    if one.fact.kind is DateKind.PUBLISHED:
        return True
    return one.fact.kind is DateKind.UNLABELLED and not one.strength


def _is_beside(one: Seen) -> bool:
    return -_HEAD_BEFORE <= one.distance <= _HEAD_AFTER


def disagreement(facts: tuple[DateFact, ...], as_of: date) -> int | None:
    """Days between the publication dates of different places; None with fewer than two places."""
    by_place: dict[DatePlace, date] = {}
    for fact in facts:
        if (
            fact.kind is DateKind.PUBLISHED
            and fact.place is not DatePlace.TEXT
            and fact.value <= as_of
        ):
            by_place.setdefault(fact.place, fact.value)
    if len(by_place) < 2:
        return None
    return (max(by_place.values()) - min(by_place.values())).days
