"""Documents and their interpretations: linked both ways, one way, or not at all."""

from collections.abc import Iterator
from html import escape

from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.services.sheets import Page, finish, start

BOXES = (
    '<div class="xgjd"><h4>{label}</h4><ul><li><a href="{url}">{title}</a></li></ul></div>',
    '<p class="link">{label}：<a href="{url}" target="_blank">{title}</a></p>',
    '<div class="rel"><span>{label}</span> <a href="{url}">{title}</a></div>',
    '<dl class="glwj"><dt>{label}</dt><dd><a href="{url}">{title}</a></dd></dl>',
)
DOCUMENT_LABELS = ("相关政策", "相关文件", "解读文件", "政策原文", "原文链接")
READING_LABELS = ("相关解读", "政策解读", "图解", "文件解读", "解读链接")


def readings(pen: Pen) -> Iterator[Page]:
    """For each box a document and an interpretation, linked and not."""
    for index, box in enumerate(BOXES, 1):
        for sort in ("policy", "interp"):
            for is_linked in (True, False):
                pen.turn("reading", index, sort, is_linked)
                yield one(pen, box, sort, is_linked, index)


def one(pen: Pen, box: str, sort: str, is_linked: bool, index: int) -> Page:
    """One document or interpretation."""
    state = "linked" if is_linked else "alone"
    form = f"{'document' if sort == 'policy' else 'interpretation'}-{state}-{index}"
    sheet = start(pen, "article", form, "", f"/zwgk/wj/{pen.number(10000, 99999)}.html")
    sheet.story = story = pen.story(sheet.place, sort)
    sheet.row.title = sheet.parts["heading"] = story.title
    other = f"/zcjd/{pen.number(10000, 99999)}.html"
    label = pen.pick(READING_LABELS if sort == "policy" else DOCUMENT_LABELS)
    title = escape(pen.title(sheet.place, story.published))
    link = box.format(label=label, url=other, title=title) if is_linked else ""
    body = '<div class="i">' + sheet.pub() + '</div><div class="zw">[[body|p,indented]]</div>'
    sheet.shape = "plain"
    sheet.settle_date()
    found = other if is_linked else None
    names = ("interpretation_url", "document_url")
    mine, others = names if sort == "policy" else names[::-1]
    return finish(sheet, body + link, sort="readings", **{mine: found, others: None})
