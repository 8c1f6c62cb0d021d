"""The meta tags of government pages, as the systems print them."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from xuncha.sample.variety.days import shown
from xuncha.sample.variety.truth import OtherDate

if TYPE_CHECKING:
    from xuncha.sample.variety.sheet import Sheet

PUB_STYLES = ("iso", "iso_hm", "iso_hm", "iso_hms", "loose_hms")


def write(sheet: Sheet, mode: str) -> str:
    """The block of tags.

    Modes, joined by commas: ``nodate`` (no PubDate), ``emptydate``, ``html`` (markup inside
    ArticleTitle), ``commented`` (ColumnType commented out), ``notitle``, ``maketime``, ``og``,
    ``itemprop``, ``list`` (a column page), ``lower`` (names in lower case).
    """
    modes = set(mode.split(",")) - {""}
    if "og" in modes:
        return _social(sheet, modes)
    pairs = _site_pairs(sheet)
    if "list" not in modes:
        pairs += _article_pairs(sheet, modes)
    if sheet.pen.chance(0.25):
        pairs = [(n.lower() if "lower" in modes else n, v) for n, v in reversed(pairs)]
    lines = [f'<meta name="{n}" content="{v}" />' for n, v in pairs]
    if "commented" in modes:
        lines = [f"<!--{x}-->" if "ColumnType" in x else x for x in lines]
    if "maketime" in modes:
        lines.insert(0, f'<meta name="Maketime" content="{_generated(sheet)}" />')
    if "lastmodified" in modes:
        lines.append(f'<meta http-equiv="last-modified" content="{_generated(sheet)}">')
    return "\n".join(lines)


def _site_pairs(sheet: Sheet) -> list[tuple[str, str]]:
    place = sheet.place
    kind = sheet.pen.pick(["工作动态", "政策文件", "1", "", place.column])
    return [
        ("SiteName", escape(place.name)),
        ("SiteDomain", place.host),
        ("SiteIDCode", place.code),
        ("ColumnName", escape(place.column)),
        ("ColumnDescription", f"{escape(place.name)}{escape(place.column)}栏目"),
        ("ColumnKeywords", escape(place.column)),
        ("ColumnType", kind),
    ]


def _article_pairs(sheet: Sheet, modes: set[str]) -> list[tuple[str, str]]:
    story, pairs = sheet.story, []
    title = escape(story.title)
    if "html" in modes:
        title = escape(f"<p style='text-align:center'>{story.title}</p>")
    if "notitle" not in modes:
        pairs.append(("ArticleTitle", title))
    if "emptydate" in modes:
        pairs.append(("PubDate", ""))
    elif "nodate" not in modes:
        pairs.append(("PubDate", _pub_date(sheet)))
    pairs.append(("ContentSource", escape(story.source)))
    if sheet.pen.chance(0.6):
        pairs.append(("Keywords", escape(story.title[:6]) + ";" + escape(sheet.place.column)))
        pairs.append(("Description", escape(story.paragraphs[0][:80])))
    if sheet.pen.chance(0.5):
        pairs.append(("Url", escape(sheet.row.url)))
    return pairs


def _pub_date(sheet: Sheet) -> str:
    day = sheet.story.published + timedelta(days=sheet.meta_shift)
    if sheet.meta_shift:
        kind = "migrated" if sheet.meta_shift < 0 else "updated"
        sheet.row.other_dates.append(OtherDate(kind, day))
    else:
        sheet.see("meta")
    return shown(day, sheet.pen.pick(PUB_STYLES), sheet.story.clock)


def _generated(sheet: Sheet) -> str:
    later = sheet.story.published + timedelta(days=sheet.pen.number(30, 900))
    day = min(later, sheet.row.as_of)
    sheet.row.other_dates.append(OtherDate("generated", day))
    return shown(day, "iso_hms", sheet.pen.clock())


def _social(sheet: Sheet, modes: set[str]) -> str:
    story = sheet.story
    lines = [
        f'<meta property="og:title" content="{escape(story.title)}"/>',
        '<meta property="og:type" content="article"/>',
        f'<meta name="keywords" content="{escape(sheet.place.name)},新闻"/>',
        f'<meta name="description" content="{escape(story.paragraphs[0][:60])}"/>',
    ]
    if "nodate" not in modes:
        day = story.published + timedelta(days=sheet.meta_shift)
        if sheet.meta_shift:
            sheet.row.other_dates.append(OtherDate("updated", day))
        else:
            sheet.see("meta")
        stamp = shown(day, "iso_t", story.clock)
        lines.append(f'<meta property="article:published_time" content="{stamp}"/>')
    return "\n".join(lines)
