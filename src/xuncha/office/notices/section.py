"""What a section of a notice is: one module in ``sections`` with a constant ``SECTION``."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import ConfigDict

from xuncha.office.notices import sections
from xuncha.office.notices.backing import Backing, records
from xuncha.office.notices.facts import Entry, RoundFacts
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.references import See
from xuncha.office.notices.tables import AnnexDraft


class Need(StrEnum):
    """What a section needs beyond the figures of the round; gathered only where it is asked."""

    TARGETS = "targets"
    EARLIER = "earlier"
    HITS = "hits"
    COLUMNS = "columns"
    RECORDS = "records"
    RECTIFIED = "rectified"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph; ``lead`` is its run-in heading without number, or empty."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a section gives. ``gap`` says in Chinese what was missing where it gives nothing."""

    passages: tuple[Passage, ...] = ()
    annexes: tuple[AnnexDraft, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """Options of a section that has none; ``lead`` renames its run-in heading."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    lead: str = ""


@dataclass(frozen=True, slots=True)
class Windowed:
    """Options of a section that counts dated records: its window, by default the period."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    lead: str = ""
    since: date | None = None
    until: date | None = None


Window = tuple[date | None, date | None]
"""First and last day; None where the window is open."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name in templates, what it is in Chinese, the functions it serves (F01…),
    what it needs, the type of its options, and the function that writes it."""

    name: str
    title: str
    codes: tuple[str, ...]
    write: Callable[[RoundFacts, Any, See], Written]
    needs: frozenset[Need] = frozenset()
    options: type = Plain


@cache
def all_sections() -> dict[str, Section]:
    """Every section by its name: the constants ``SECTION`` of the modules in the folder."""
    found = {}
    for info in pkgutil.iter_modules(sections.__path__):
        module = importlib.import_module(f"{sections.__name__}.{info.name}")
        found[module.SECTION.name] = module.SECTION
    return found


def records_of(facts: RoundFacts, kind: str, options: Windowed) -> tuple[Entry, ...]:
    """The records of a kind in the section's window, the period's where none is set, else all."""
    start, end = window_of(facts, options)
    return tuple(
        entry
        for entry in facts.entries.get(kind, ())
        if (start is None or start <= entry.on) and (end is None or entry.on <= end)
    )


def window_of(facts: RoundFacts, options: Windowed) -> Window:
    """First and last day of the section's window."""
    period = facts.window or (None, None)
    return options.since or period[0], options.until or period[1]


def spoken_window(facts: RoundFacts, options: Windowed) -> str:
    """The window as the text names it (2026年7月1日至9月30日), or the period's name."""
    start, end = window_of(facts, options)
    if start is None or end is None:
        return facts.content.head.period
    last = chinese_date(end)
    if start.year == end.year:
        last = last.partition("年")[2]
    return f"{chinese_date(start)}至{last}"


def behind(facts: RoundFacts, kind: str, options: Windowed, **where: object) -> Backing:
    """The list of ``records_of``, narrowed as ``backing.records`` says."""
    return records(kind, *window_of(facts, options), **where)


def no_records(title: str, facts: RoundFacts, options: Windowed) -> Written:
    """What a section gives that has nothing to count: nothing said, and the gap told."""
    return Written(gap=f"{spoken_window(facts, options)}没有“{title}”记录，该部分未写入")
