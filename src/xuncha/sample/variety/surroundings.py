"""What stands around the content: header, navigation, breadcrumb, tools, sidebars, footer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from xuncha.sample.variety.days import shown
from xuncha.sample.variety.forms import Form, read_forms
from xuncha.sample.variety.pen import AS_OF, words
from xuncha.sample.variety.truth import OtherDate

if TYPE_CHECKING:
    from xuncha.sample.variety.sheet import Sheet

CITY_CODES = ("97010202", "97020302", "97030102")


def slots(sheet: Sheet) -> dict[str, Callable[..., str]]:
    """The slots of the surroundings."""
    place, pen = sheet.place, sheet.pen
    return {
        "site": lambda: escape(place.name),
        "org": lambda: escape(place.body.name),
        "host": lambda: place.host,
        "root": lambda: place.root,
        "code": lambda: place.code,
        "column": lambda: escape(place.column),
        "source": lambda: escape(sheet.story.source),
        "person": lambda: pen.writer.scene(place.body, pen.rng).person(),
        "url": lambda: escape(sheet.row.url),
        "serial": lambda: str(sheet.story.serial),
        "area": lambda: escape(place.body.area.name),
        "docno": lambda: sheet.keep("docno", lambda: doc_no(sheet)),
        "index": lambda: sheet.keep("index", lambda: index_no(sheet)),
        "top": lambda: piece(sheet, "tops"),
        "crumb": lambda: piece(sheet, "crumbs"),
        "listcrumb": lambda: piece(sheet, "listcrumbs"),
        "tools": lambda: piece(sheet, "tools"),
        "side": lambda: piece(sheet, "sides"),
        "below": lambda: piece(sheet, "belows"),
        "foot": lambda: piece(sheet, "feet"),
        "assets": lambda: piece(sheet, "assets"),
        "oldtop": lambda: piece(sheet, "oldtops"),
        "oldfoot": lambda: piece(sheet, "oldfeet"),
        "nav": lambda markup, low="8", high="24": nav(sheet, markup, int(low), int(high)),
        "friends": lambda markup: each(markup, [(w, "#") for w in words()["friends"]]),
        "newer": lambda markup, count="6": newer(sheet, markup, int(count)),
        "hot": lambda markup, count="6": hot(sheet, markup, int(count)),
        "departments": lambda markup, count="8": hands(sheet, markup, int(count)),
        "icp": lambda: f"霁ICP备{pen.number(10000000, 23999999):08d}号",
        "police": lambda: f"霁公网安备 {pen.pick(CITY_CODES)}{pen.number(0, 999999):06d}号",
        "phone": lambda: f"0979-{pen.number(2000000, 7999999)}",
        "generated": lambda style="iso_hms": generated(sheet, style),
    }


def piece(sheet: Sheet, family: str) -> str:
    """One of the forms of a part, unfilled."""
    forms: tuple[Form, ...] = read_forms(family)
    return sheet.pen.pick(forms).markup


def each(markup: str, pairs: list[tuple[str, str]]) -> str:
    """The markup once a pair: ``@t`` its text, ``@u`` its address."""
    return "\n".join(markup.replace("@t", escape(t)).replace("@u", u) for t, u in pairs)


def nav(sheet: Sheet, markup: str, low: int, high: int) -> str:
    """A run of navigation links, the page's own column among them."""
    names = sheet.pen.some(words()["nav"], sheet.pen.number(low, high))
    if sheet.place.column not in names:
        names.insert(min(3, len(names)), sheet.place.column)
    return each(markup, [(n, f"/c{100 + i}/index.html") for i, n in enumerate(names)])


def newer(sheet: Sheet, markup: str, count: int) -> str:
    """Links to other items, newer than the page's own date wherever that can be."""
    pen, lines = sheet.pen, []
    first = min(sheet.story.published + timedelta(days=1), AS_OF)
    for _ in range(count):
        day = max(first, AS_OF - timedelta(days=pen.number(0, 60)))
        line = markup.replace("@t", escape(pen.title(sheet.place, day)))
        line = line.replace("@u", f"/c{pen.number(100, 160)}/{pen.number(10000, 99999)}.html")
        for style in ("iso", "short", "cn", "slash"):
            line = line.replace(f"@{style}", shown(day, style))
        lines.append(line)
    return "\n".join(lines)


def hot(sheet: Sheet, markup: str, count: int) -> str:
    """Links to other items without dates."""
    titles = [sheet.pen.title(sheet.place, AS_OF) for _ in range(count)]
    pairs = [(t, f"/hot/{sheet.pen.number(10000, 99999)}.html") for t in titles]
    return each(markup, pairs)


def hands(sheet: Sheet, markup: str, count: int) -> str:
    """Links to departments."""
    names = sheet.pen.some(words()["departments"], count)
    return each(markup, [(n, f"/jg/{i + 1}/") for i, n in enumerate(names)])


def doc_no(sheet: Sheet) -> str:
    """A document number."""
    pen, stem = sheet.pen, sheet.place.body.area.stem[0]
    kind = pen.pick(["政发", "政办发", "政办函", "发改规", "教函", "财预"])
    return f"{stem}{kind}〔{sheet.story.published.year}〕{pen.number(1, 120)}号"


def index_no(sheet: Sheet) -> str:
    """An index number of the disclosure catalogue."""
    return f"{sheet.place.code}/{sheet.story.published.year}-{sheet.pen.number(1, 99999):05d}"


def generated(sheet: Sheet, style: str) -> str:
    """A stamp of the machine: the page was written anew long after publication."""
    day = max(sheet.story.published, AS_OF - timedelta(days=sheet.pen.number(0, 20)))
    sheet.row.other_dates.append(OtherDate("generated", day))
    return shown(day, style, sheet.pen.clock())
