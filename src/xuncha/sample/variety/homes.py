"""Home pages: many blocks of columns, a carousel, month-day dates, entries to columns."""

from collections.abc import Callable, Iterator
from html import escape

from xuncha.sample.variety.columns.entries import (
    Entry,
    Listing,
    draw,
    only_month_day,
    printed,
)
from xuncha.sample.variety.columns.lists import column_story, told
from xuncha.sample.variety.forms import read_forms
from xuncha.sample.variety.pen import AS_OF, Pen, words
from xuncha.sample.variety.sheet import Sheet
from xuncha.sample.variety.truth import Item, Row

COPIES = 5
AGES = ("fresh", "fresh", "fresh", "still", "old")
Line = Callable[[Sheet, Entry], str]


def nothing(sheet: Sheet, entries: list[Entry]) -> str:
    """Blocks make their own markup."""
    return ""


ANY = Listing(nothing)
UNDATED = Listing(nothing, ("ucap", "vsb", "plain", "nodate"))


def full(sheet: Sheet, entry: Entry) -> str:
    """Title and whole date."""
    return f"<li>{entry.link}<span>{printed(sheet, entry)}</span></li>"


def short(sheet: Sheet, entry: Entry) -> str:
    """Month and day before the title."""
    return f"<li><em>[{only_month_day(entry)}]</em>{entry.titled}</li>"


def bare(sheet: Sheet, entry: Entry) -> str:
    """The title alone; the day only where the address carries it."""
    only_month_day(entry)
    entry.month_day = ""
    return f"<li>{entry.titled}</li>"


LINES: tuple[Line, ...] = (full, full, short, bare)
WRAPS = (
    (
        '<div class="mk"><div class="mk-t"><h3>{name}</h3><a href="{url}">更多&gt;&gt;</a></div>'
        '<ul class="mk-l">{lines}</ul></div>'
    ),
    (
        '<div class="tabbox"><ul class="tab"><li class="on"><a href="{url}">{name}</a></li></ul>'
        '<div class="bd"><ul>{lines}</ul></div></div>'
    ),
    (
        '<table class="k"><tr><td background="/t.gif"><b>{name}</b></td><td><a href="{url}">'
        'more...</a></td></tr><tr><td colspan="2"><ul>{lines}</ul></td></tr></table>'
    ),
)


def homes(pen: Pen) -> Iterator[tuple[Row, str]]:
    """Every form of home page some times; the last of each has stood still for long."""
    for form in read_forms("homes"):
        for copy in range(COPIES):
            pen.turn("home", form.name, copy)
            sheet = start(pen, f"home-{form.name}", copy)
            fill(sheet, ("old",) if copy == COPIES - 1 else AGES)
            yield sheet.row, sheet.text(form)


def start(pen: Pen, form: str, copy: int) -> Sheet:
    """An empty home page."""
    place = pen.place()
    row = Row(
        file=f"{form}-{copy + 1}.html",
        url=place.root + "/",
        content_type="text/html",
        family="home",
        form=form,
        kind="home",
        charset="utf-8",
        language="zh",
        as_of=AS_OF,
        title=place.name,
    )
    return Sheet(pen, place, column_story(pen, place), row)


def fill(sheet: Sheet, ages: tuple[str, ...]) -> None:
    """Blocks and carousel of the page; ``service`` names the columns with their own newest day."""
    pen, blocks, columns = sheet.pen, [], []
    wrap = pen.pick(WRAPS)
    for number, name in enumerate(pen.some(words()["columns"], pen.number(5, 9))):
        line = pen.pick(LINES)
        listing = pen.pick([ANY, UNDATED])
        entries = draw(sheet, listing, pen.pick(ages))[: pen.number(5, 8)]
        lines = "\n".join(line(sheet, e) for e in entries)
        url = f"/lm{number}/index.html"
        blocks.append(wrap.format(name=escape(name), url=url, lines=lines))
        items = [told(e) for e in entries]
        sheet.row.items += items
        columns.append({"name": name, "url": url, "newest": newest(items), "items": len(items)})
    shown = draw(sheet, UNDATED, pen.pick(ages))[:5]
    sheet.parts["carousel"] = "".join(
        f'<li class="swiper-slide"><a href="{e.url}"><img src="/u/{i}.jpg" alt="{escape(e.title)}">'
        f"<p>{escape(e.title)}</p></a></li>"
        for i, e in enumerate(shown)
    )
    sheet.parts["blocks"] = "\n".join(blocks)
    sheet.row.service = {
        "sort": "home",
        "columns": columns,
        "carousel": [{"title": e.title, "url": e.url} for e in shown],
    }
    sheet.row.settle_newest()


def newest(items: list[Item]) -> object:
    """The newest day of a block, ``None`` where no day is settled."""
    return max((i.date for i in items if i.date), default=None)
