"""The entries of a column, before any markup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from xuncha.sample.variety.addresses import address
from xuncha.sample.variety.days import shown
from xuncha.sample.variety.pen import AS_OF
from xuncha.sample.variety.sheet import Sheet

AGES = {"fresh": (0, 10), "still": (400, 800), "old": (1900, 4900)}
UNDATED = ("ucap", "vsb", "jiyue", "plain", "asp", "aspx", "jsp", "nodate")
DAY_STYLES = ("iso", "iso", "iso", "slash", "dot", "loose", "cn", "cn0")


@dataclass(slots=True)
class Entry:
    """One entry; ``day`` is its true day, ``told`` what the page settles of it."""

    title: str
    url: str
    day: date
    told: date | None
    signed: date | None = None
    summary: str = ""
    month_day: str = ""

    @property
    def link(self) -> str:
        """The title as a link."""
        return f'<a href="{self.url}" target="_blank">{escape(self.title)}</a>'

    @property
    def titled(self) -> str:
        """The title as a link with a title attribute."""
        words = escape(self.title)
        return f'<a href="{self.url}" title="{words}">{words}</a>'


Render = Callable[[Sheet, list[Entry]], str]


@dataclass(frozen=True, slots=True)
class Listing:
    """One form of list: its markup, the addresses that fit it, and what it leaves open."""

    render: Render
    addresses: tuple[str, ...] = (*UNDATED, "trs", "hanweb", "folder")
    renders: bool = False
    has_blank: bool = True


def draw(sheet: Sheet, listing: Listing, age: str) -> list[Entry]:
    """Entries in falling order, the newest as old as ``age`` says."""
    pen = sheet.pen
    low, high = AGES[age]
    day = AS_OF - timedelta(days=pen.number(low, high))
    style = pen.pick(listing.addresses)
    gap = {"fresh": 9, "still": 25, "old": 40}[age]
    entries = []
    for _ in range(pen.number(6, 20)):
        serial = pen.number(1000, 9_999_999)
        url = address(pen, style, day, serial)
        entries.append(Entry(pen.title(sheet.place, day), url, day, day))
        day -= timedelta(days=pen.number(0, gap))
    return entries


def day_style(sheet: Sheet) -> str:
    """How this page prints the days of its list."""
    return sheet.keep("day_style", lambda: sheet.pen.pick(DAY_STYLES))


def printed(sheet: Sheet, entry: Entry) -> str:
    """The day of an entry in the page's style."""
    return shown(entry.day, day_style(sheet))


def only_month_day(entry: Entry) -> str:
    """``09-15``: settles the day only where the address carries it."""
    entry.month_day = shown(entry.day, "short")
    dated = f"{entry.day:%Y%m%d}" in entry.url or any(
        mark in entry.url
        for mark in (
            f"/{entry.day.year}/{entry.day.month}/{entry.day.day}/",
            f"/{entry.day:%Y/%m%d}/",
        )
    )
    entry.told = entry.day if dated else None
    return entry.month_day


def container(sheet: Sheet, lines: list[str], tag: str = "ul", note: str = "li") -> str:
    """The lines in their element; an empty list holds what sites put there, or nothing."""
    name = sheet.class_word("list")
    if not lines:
        words = sheet.pen.word("empty_notes")
        lines = [f"<{note}>{words}</{note}>"] if words and sheet.pen.chance(0.7) else []
    inner = "\n".join(lines)
    return f'<{tag} class="{name}">\n{inner}\n</{tag}>'
