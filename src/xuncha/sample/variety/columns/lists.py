"""Every form of list: fresh, still, very old, and empty."""

from collections.abc import Iterator
from datetime import timedelta

from xuncha.sample.variety.articles import content_type
from xuncha.sample.variety.columns.boxes import BOXES
from xuncha.sample.variety.columns.entries import AGES, Entry, Listing, draw
from xuncha.sample.variety.columns.lines import LINES
from xuncha.sample.variety.columns.odd import ODD
from xuncha.sample.variety.columns.scripts import SCRIPTS
from xuncha.sample.variety.columns.tables import TABLES
from xuncha.sample.variety.forms import read_forms
from xuncha.sample.variety.pen import AS_OF, Pen, Place, Story
from xuncha.sample.variety.sheet import Sheet
from xuncha.sample.variety.truth import Item, Row

PATHS = ("zwgk/tzgg", "col/col1229", "c104", "xwzx/gzdt", "gk/fdzdgknr/ghjh")
LISTINGS: dict[str, Listing] = {**LINES, **TABLES, **BOXES, **SCRIPTS, **ODD}


def lists(pen: Pen) -> Iterator[tuple[Row, str]]:
    """Each form once an age, and once empty where it can be."""
    for name, listing in LISTINGS.items():
        for age in (*AGES, *(["blank"] if listing.has_blank else [])):
            pen.turn("list", name, age)
            yield column_page(pen, name, listing, age)


def column_page(pen: Pen, name: str, listing: Listing, age: str) -> tuple[Row, str]:
    """One column page in one form."""
    place = pen.place()
    charset = "gbk" if pen.chance(0.15) else "utf-8"
    row = Row(
        file=f"list-{name}-{age}.html",
        url=f"{place.root}/{pen.pick(PATHS)}/index.html",
        content_type=content_type(pen, charset),
        family="list",
        form=f"list-{name}",
        kind="list",
        charset=charset,
        language="zh",
        as_of=AS_OF,
        title=place.column,
    )
    sheet = Sheet(pen, place, column_story(pen, place), row)
    entries = [] if age == "blank" else draw(sheet, listing, age)
    row.needs_rendering = listing.renders
    row.blank = None if listing.renders else not entries
    sheet.parts["list"] = listing.render(sheet, entries)
    sheet.parts["pager"] = pen.pick(read_forms("pagers")).markup if entries else ""
    if not listing.renders:
        row.items = [told(e) for e in entries]
        row.settle_newest()
        if any(i.date and i.date > AS_OF for i in row.items):
            row.lies.append("future-date")
    text = sheet.text(pen.pick(read_forms("shells")))
    if charset == "gbk":
        text = text.replace("charset=utf-8", "charset=gb2312")
        text = text.replace('charset="utf-8"', 'charset="gbk"')
    return row, text


def told(entry: Entry) -> Item:
    """What the page says of an entry."""
    return Item(entry.title, entry.url, entry.told, entry.signed, entry.month_day)


def column_story(pen: Pen, place: Place) -> Story:
    """The story behind the surroundings of a column page: its sidebars are of the last weeks."""
    day = AS_OF - timedelta(days=60)
    return Story(place.column, [f"{place.name}{place.column}"], day, "09:00", place.name, 1000)
