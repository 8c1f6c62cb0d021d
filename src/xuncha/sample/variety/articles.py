"""Articles: each form of markup a few times, with other words and other surroundings."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xuncha.sample.variety.addresses import DATED, address
from xuncha.sample.variety.forms import Form, read_forms
from xuncha.sample.variety.pen import AS_OF, FIRST_DAY, NOTICES, Pen
from xuncha.sample.variety.sheet import Sheet
from xuncha.sample.variety.truth import OtherDate, Row

GOVERNMENT = ("trs", "hanweb", "ucap", "vsb", "intensive", "policy", "handmade", "quirks")
COPIES = {**dict.fromkeys(GOVERNMENT, 4), "lies": 4, "news": 6, "old": 6}
OLD_FIRST, OLD_LAST = date(2003, 3, 1), date(2010, 11, 30)
DECLARED = re.compile(r'charset="?(utf-8|UTF-8)"?')
Page = tuple[Row, str]


def articles(pen: Pen) -> Iterator[Page]:
    """Every form of article, ``COPIES`` times each."""
    for family, copies in COPIES.items():
        for form in read_forms(family):
            for copy in range(copies):
                pen.turn(family, form.name, copy)
                yield article(pen, form, f"{family}-{form.name}-{copy + 1}.html")


def article(pen: Pen, form: Form, file: str) -> Page:
    """One article in one form: its row and its text."""
    place, settings = pen.place(), form.settings
    is_old = form.family == "old"
    first = date.fromisoformat(settings["first"]) if "first" in settings else None
    last = date.fromisoformat(settings["last"]) if "last" in settings else None
    sort = settings["sort"]
    story = pen.story(
        place,
        pen.pick(NOTICES) if sort == "notice" else sort,
        first or (OLD_FIRST if is_old else FIRST_DAY),
        last or (OLD_LAST if is_old else AS_OF),
    )
    addressed = story.published + timedelta(days=int(settings.get("moved", "0")))
    charset = settings.get("charset", "utf-8")
    if charset == "utf-8" and form.family in {"handmade", "vsb", "news"} and pen.chance(0.15):
        charset = "gbk"
    row = Row(
        file=file,
        url=place.root + address(pen, settings["url"], addressed, story.serial),
        content_type=content_type(pen, charset),
        family=form.family,
        form=f"{form.family}-{form.name}",
        kind="article",
        charset=charset,
        language="zh",
        as_of=AS_OF,
        title=story.title,
        lies=settings["lies"].split(",") if "lies" in settings else [],
    )
    sheet = Sheet(pen, place, story, row)
    text = sheet.text(form)
    if settings["url"] in DATED:
        if addressed != story.published:
            row.other_dates.append(OtherDate("migrated", addressed))
        else:
            sheet.see("url")
    sheet.settle_date()
    if "renders" in settings:
        row.needs_rendering, row.blank, row.title = True, None, ""
    return row, declare(pen, text, charset)


def content_type(pen: Pen, charset: str) -> str:
    """The header: mostly without a charset, else the right one."""
    return pen.pick(["text/html", "text/html", f"text/html; charset={charset.upper()}"])


def declare(pen: Pen, text: str, charset: str) -> str:
    """The text with a declaration that fits its bytes, or now and then does not."""
    if charset != "utf-8":
        return DECLARED.sub("charset=gb2312", text)
    if pen.chance(0.02):
        return DECLARED.sub("charset=gb2312", text)
    return text
