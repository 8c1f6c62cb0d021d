"""Which of a page's dates is its publication date."""

from datetime import date

from xuncha.engine.domain.facts import DateFact
from xuncha.engine.domain.words import DateKind, DatePlace
from xuncha.engine.extract.dates import FIRM, Seen

_HEAD_AFTER = 14
_HEAD_BEFORE = 5


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
        [one for one in published if one.strength >= FIRM],
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
    return one.strength >= FIRM or (_is_beside(one) and (one.sourced or one.strength > 0))


def source_lines(seen: list[Seen]) -> set[int]:
    """The numbers of the lines that stand as the line under an article's title does."""
    return {one.line for one in seen if is_source_line(one)}


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
