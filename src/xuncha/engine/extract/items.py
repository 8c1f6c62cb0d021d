"""Rows of a list turned into items: which of a row's dates counts, and in which year it lies."""

import re
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.words import DateKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import Stamp, day_in_address
from xuncha.engine.extract.lists import Group, Row
from xuncha.engine.extract.numerals import day_of, fold
from xuncha.engine.extract.outline import Outline

_PERIOD = re.compile(
    r"^[\[【(（\s]*((?:19|20)\d{2})\s?(?:年度?|[-./])?\s?(1[0-2]|0?[1-9])?\s?月?(?:份)?[\]】)）:：\s]*$"
)
_HEAD_BOXES = 4


@dataclass(frozen=True, slots=True)
class Period:
    """A head such as 2024年 or 2024年9月: where it stands and up to which node it can reach."""

    node: int
    reach: int
    year: int
    month: int | None
    text: str


def items_of(outline: Outline, group: Group, as_of: date) -> tuple[ListItem, ...]:
    """The items of a group in page order, one per row."""
    kinds = _head_kinds(outline, group)
    periods = _periods_of(outline, group)
    return tuple(_item(row, kinds, periods, as_of) for row in group.rows)


def newest_of(items: tuple[ListItem, ...], as_of: date) -> date | None:
    """The newest publication date not after ``as_of``; None when no item proves one."""
    days = [
        item.date
        for item in items
        if item.date and item.date <= as_of and item.date_kind is DateKind.PUBLISHED
    ]
    return max(days, default=None)


def _item(row: Row, kinds: list[DateKind], periods: list[Period], as_of: date) -> ListItem:
    stamps = row.stamps
    if kinds and len(kinds) == len(stamps):
        named = [
            (kind if one.kind is DateKind.PUBLISHED else one.kind, one)
            for kind, one in zip(kinds, stamps, strict=True)
        ]
    else:
        only = kinds[0] if len(set(kinds)) == 1 else None
        named = [
            (only if only and one.kind is DateKind.PUBLISHED else one.kind, one) for one in stamps
        ]
    if any(one.bare for _, one in named):
        named = [(kind, one) for kind, one in named if one.bare]
    title, url = row.anchor.title, row.anchor.url
    for wanted in (DateKind.PUBLISHED, DateKind.SIGNED):
        chosen = [one for kind, one in named if kind is wanted]
        full = [one for one in chosen if one.value]
        if full:
            best = max(
                full,
                key=lambda one: (
                    one.value is not None and one.value <= as_of,
                    one.value or date.min,
                ),
            )
            return ListItem(title, url, best.value, best.quote, None, wanted)
        if chosen:
            return _without_year(row, chosen[0], wanted, _period_above(periods, row), as_of)
    return _by_url(row)


def _by_url(row: Row) -> ListItem:
    title, url = row.anchor.title, row.anchor.url
    day = None if row.stamps else day_in_address(url)
    return ListItem(title, url, day, url if day else "")


def _without_year(
    row: Row, stamp: Stamp, kind: DateKind, period: Period | None, as_of: date
) -> ListItem:
    """A month and day: the year stands above the list, or in the address, or nowhere.

    A year alone above the list does not make a day of the future; a year and month do.
    """
    title, url = row.anchor.title, row.anchor.url
    assert stamp.month_day is not None
    month, day = stamp.month_day
    if period is not None and (month == period.month or not month or not period.month):
        value = day_of(period.year, month or period.month or 0, day)
        if value and (value <= as_of or period.month):
            return ListItem(title, url, value, f"{period.text} {stamp.quote}", None, kind)
    if not month:
        return ListItem(title, url, None, stamp.quote, None, kind)
    named = day_in_address(url)
    if named and (named.month, named.day) == (month, day):
        return ListItem(title, url, named, stamp.quote, (month, day), kind)
    return ListItem(title, url, None, stamp.quote, (month, day), kind)


def _period_above(periods: list[Period], row: Row) -> Period | None:
    """The nearest year or month head above a row, in the boxes around its list."""
    start = min(row.box, row.stamps[0].first)
    return next((one for one in reversed(periods) if one.node < start < one.reach), None)


def _periods_of(outline: Outline, group: Group) -> list[Period]:
    """Every year or month head of a page outside menus and links, in page order."""
    if not any(stamp.month_day for row in group.rows for stamp in row.stamps):
        return []
    found = []
    for node, text in enumerate(outline.texts):
        if not text or len(text) > 40 or outline.zones[node]:
            continue
        match = _PERIOD.match(fold(text).strip())
        if match is None:
            continue
        above = outline.ancestors(node, _HEAD_BOXES)
        if any(outline.tags[up] in {"a", "select", "option"} for up in above[:2]):
            continue
        month = int(match[2]) if match[2] else None
        reach = max(outline.ends[up] for up in above)
        found.append(Period(node, reach, int(match[1]), month, text.strip()))
    return found


def _head_kinds(outline: Outline, group: Group) -> list[DateKind]:
    """What the head of a list says its date columns are, in order; empty without a head."""
    first = group.rows[0]
    start = min(first.box, first.stamps[0].first if first.stamps else first.box)
    holder = first.parent
    while holder > 0 and outline.tags[holder] in {"tbody", "ul", "ol", "dl"}:
        holder = outline.parents[holder]
    low = max(holder, start - 60)
    kinds = []
    for node in range(low, start):
        text = outline.texts[node].strip()
        if not text or len(text) > 40:
            continue
        kinds += _kinds_in(text)
    return kinds[-max((len(row.stamps) for row in group.rows), default=1) :]


def _kinds_in(text: str) -> list[DateKind]:
    squeezed = "".join(text.split()).strip("[]【】()（）:：")
    found: list[tuple[int, DateKind]] = []
    for name, kind in (("signed", DateKind.SIGNED), ("deadline", DateKind.DEADLINE)):
        found += [(match.start(), kind) for match in pattern("list_marks", name).finditer(squeezed)]
    taken = {start for start, _ in found}
    for match in pattern("list_marks", "published").finditer(squeezed):
        covered = any(start <= match.start() < start + 4 for start in taken)
        if not covered and (
            len(match[0]) > 2 or squeezed == match[0] or squeezed.endswith(match[0])
        ):
            found.append((match.start(), DateKind.PUBLISHED))
    return [kind for _, kind in sorted(found)]
