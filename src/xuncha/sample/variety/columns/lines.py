"""Lists made of lines: ul, ol, dl, div, p and line breaks."""

from html import escape

from xuncha.sample.variety.columns.entries import (
    Entry,
    Listing,
    container,
    only_month_day,
    printed,
)
from xuncha.sample.variety.days import shown
from xuncha.sample.variety.sheet import Sheet

DATED = ("trs", "hanweb", "folder")
UNDATED = ("ucap", "vsb", "jiyue", "plain", "asp", "jsp", "nodate")


def span(sheet: Sheet, entries: list[Entry]) -> str:
    """The title, then the day in a span."""
    lines = [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries]
    return container(sheet, lines)


def span_first(sheet: Sheet, entries: list[Entry]) -> str:
    """The day before the title."""
    lines = [f'<li><span class="fr">{printed(sheet, e)}</span>{e.titled}</li>' for e in entries]
    return container(sheet, lines)


def inside_link(sheet: Sheet, entries: list[Entry]) -> str:
    """Title and day both inside the link."""
    lines = [
        f'<li><a href="{e.url}"><i>·</i><span>{escape(e.title)}</span>'
        f"<em>{printed(sheet, e)}</em></a></li>"
        for e in entries
    ]
    return container(sheet, lines)


def brackets(sheet: Sheet, entries: list[Entry]) -> str:
    """The day in brackets behind the link, as text."""
    left, right = sheet.pen.pick([("(", ")"), ("[", "]"), ("（", "）"), ("【", "】")])
    lines = [f"<li>·{e.link} {left}{printed(sheet, e)}{right}</li>" for e in entries]
    return container(sheet, lines)


def definitions(sheet: Sheet, entries: list[Entry]) -> str:
    """One dl: title in dt, day in dd."""
    lines = [f"<dt>{e.link}</dt><dd>{printed(sheet, e)}</dd>" for e in entries]
    return container(sheet, lines, "dl", "dd")


def many_definitions(sheet: Sheet, entries: list[Entry]) -> str:
    """A dl for each entry."""
    lines = [
        f"<dl><dt>{e.link}</dt><dd>来源：{escape(sheet.place.body.name)}</dd>"
        f"<dd>时间：{printed(sheet, e)}</dd></dl>"
        for e in entries
    ]
    return container(sheet, lines, "div", "p")


def divs(sheet: Sheet, entries: list[Entry]) -> str:
    """Divs: title, then day."""
    lines = [
        f'<div class="item"><div class="t">{e.titled}</div>'
        f'<div class="d">{printed(sheet, e)}</div></div>'
        for e in entries
    ]
    return container(sheet, lines, "div", "div")


def divs_date_first(sheet: Sheet, entries: list[Entry]) -> str:
    """Divs: day, then title."""
    lines = [
        f'<div class="row"><div class="col-2">{printed(sheet, e)}</div>'
        f'<div class="col-10">{e.link}</div></div>'
        for e in entries
    ]
    return container(sheet, lines, "div", "p")


def paragraphs(sheet: Sheet, entries: list[Entry]) -> str:
    """A p for each entry."""
    lines = [f"<p>{e.link}&nbsp;&nbsp;{printed(sheet, e)}</p>" for e in entries]
    return container(sheet, lines, "div", "p")


def breaks(sheet: Sheet, entries: list[Entry]) -> str:
    """Links parted by line breaks."""
    lines = [f"・{e.link} <font color=#999999>{printed(sheet, e)}</font><br>" for e in entries]
    return container(sheet, lines, "div", "center")


def numbered(sheet: Sheet, entries: list[Entry]) -> str:
    """An ol, with the time of day."""
    lines = [f"<li><b>{e.link}</b> <i>{shown(e.day, 'iso_hm')}</i></li>" for e in entries]
    return container(sheet, lines, "ol")


def chunks(sheet: Sheet, entries: list[Entry]) -> str:
    """Five entries a list, with rules between."""
    name, parts = sheet.class_word("list"), []
    for start in range(0, len(entries), 5):
        lines = [
            f'<li><a href="{e.url}">{escape(e.title)}</a><span>{printed(sheet, e)}</span></li>'
            for e in entries[start : start + 5]
        ]
        parts.append(f'<ul class="{name}">' + "".join(lines) + "</ul>")
    if not entries:
        return container(sheet, [])
    return '<div class="line"></div>\n'.join(parts)


def spacers(sheet: Sheet, entries: list[Entry]) -> str:
    """An empty line after every fifth entry."""
    lines = []
    for i, e in enumerate(entries, 1):
        lines.append(f"<li><span>{printed(sheet, e)}</span>{e.link}</li>")
        if i % 5 == 0:
            lines.append('<li class="dashed"></li>')
    return container(sheet, lines)


def month_groups(sheet: Sheet, entries: list[Entry]) -> str:
    """Nested lists under month headings, whole dates."""
    lines: list[str] = []
    for month in dict.fromkeys(shown(e.day, "ym_cn") for e in entries):
        inner = "".join(
            f"<li>{e.link}<span>{printed(sheet, e)}</span></li>"
            for e in entries
            if shown(e.day, "ym_cn") == month
        )
        lines.append(f"<li><h4>{month}</h4><ul>{inner}</ul></li>")
    return container(sheet, lines)


def year_groups(sheet: Sheet, entries: list[Entry]) -> str:
    """Month and day under a heading with the year: settled by the heading."""
    lines: list[str] = []
    tail = sheet.pen.pick(["", "年", "年度"])
    for year in dict.fromkeys(e.day.year for e in entries):
        lines.append(f'<div class="year">{year}{tail}</div><ul>')
        lines += [
            f"<li>{e.link}<span>{shown(e.day, 'short')}</span></li>"
            for e in entries
            if e.day.year == year
        ]
        lines.append("</ul>")
    return container(sheet, lines, "div", "p")


def month_day(sheet: Sheet, entries: list[Entry]) -> str:
    """Month and day only."""
    lines = [f"<li>{e.link}<span>{only_month_day(e)}</span></li>" for e in entries]
    return container(sheet, lines)


def month_day_brackets(sheet: Sheet, entries: list[Entry]) -> str:
    """Month and day in brackets before the link."""
    lines = [f'<li><span class="d">[{only_month_day(e)}]</span>{e.titled}</li>' for e in entries]
    return container(sheet, lines)


def cut(sheet: Sheet, entries: list[Entry]) -> str:
    """Long titles cut, whole in the title attribute."""
    dots = sheet.pen.pick(["…", "...", "……", "・・・"])
    lines = []
    for e in entries:
        words = escape(e.title[:16]) + (dots if len(e.title) > 16 else "")
        lines.append(
            f'<li><a href="{e.url}" title="{escape(e.title)}">{words}</a>'
            f"<span>{printed(sheet, e)}</span></li>"
        )
    return container(sheet, lines)


def labelled(sheet: Sheet, entries: list[Entry]) -> str:
    """The day behind a label, with source and number of views."""
    label = sheet.pen.pick(["发布时间：", "发布日期:", "时间：", "日期："])
    lines = [
        f"<li><h3>{e.link}</h3><p><span>来源：{escape(sheet.place.name)}</span>"
        f"<span>{label}{printed(sheet, e)}</span><span>阅读：{sheet.pen.number(1, 999)}</span>"
        "</p></li>"
        for e in entries
    ]
    return container(sheet, lines)


def categorised(sheet: Sheet, entries: list[Entry]) -> str:
    """A category link before each title."""
    lines = [
        f'<li><a href="/c{100 + i % 4}/" class="lb">[{sheet.pen.word("nav")}]</a> {e.link}'
        f"<span>{printed(sheet, e)}</span></li>"
        for i, e in enumerate(entries)
    ]
    return container(sheet, lines)


def two_digit_years(sheet: Sheet, entries: list[Entry]) -> str:
    """Years of two digits: ``26-09-15``."""
    lines = [f"<li>{e.link}<span>{shown(e.day, 'two_digit')}</span></li>" for e in entries]
    return container(sheet, lines)


LINES = {
    "span": Listing(span),
    "span-first": Listing(span_first),
    "inside-link": Listing(inside_link),
    "brackets": Listing(brackets),
    "definitions": Listing(definitions),
    "many-definitions": Listing(many_definitions),
    "divs": Listing(divs),
    "divs-date-first": Listing(divs_date_first),
    "paragraphs": Listing(paragraphs),
    "breaks": Listing(breaks),
    "numbered": Listing(numbered),
    "chunks": Listing(chunks),
    "spacers": Listing(spacers),
    "month-groups": Listing(month_groups),
    "year-groups": Listing(year_groups, UNDATED),
    "month-day": Listing(month_day, UNDATED),
    "month-day-url": Listing(month_day, DATED),
    "month-day-brackets": Listing(month_day_brackets, UNDATED),
    "cut": Listing(cut),
    "labelled": Listing(labelled),
    "categorised": Listing(categorised),
    "two-digit-years": Listing(two_digit_years, DATED),
}
