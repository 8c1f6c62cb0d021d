"""Pieces of pages several families build in the same manner: tables, month groups, index boxes."""

from collections.abc import Callable
from datetime import date
from html import escape
from itertools import groupby

from xuncha.sample.cms.fragments import iso, list_date, shown, words
from xuncha.sample.model import Article, Column, Site

Href = Callable[[Article], str]


def anchor(article: Article, href: Href, mark: str = "[置顶]") -> str:
    """The link of a list entry, with the pin mark where the item is pinned."""
    pin = f'<font color="red">{mark}</font>' if article.pinned else ""
    title = escape(article.title)
    return f'{pin}<a href="{href(article)}" target="_blank" title="{title}">{title}</a>'


def two_dates(column: Column, href: Href) -> str:
    """A table list with the signing and the publication date side by side."""
    rows = "\n".join(
        f'<tr><td class="num">{i}</td><td align="left">{anchor(a, href)}</td>'
        f"<td>{a.doc_no}</td><td>{iso(a.signed or a.published)}</td><td>{iso(shown(a))}</td></tr>"
        for i, a in enumerate(column.listed, 1)
    )
    return (
        '<table class="zcwj-table" width="100%" border="0" cellspacing="0" cellpadding="0">\n'
        "<tr><th>序号</th><th>标题</th><th>发文字号</th><th>成文日期</th><th>发布日期</th></tr>\n"
        f"{rows}\n</table>"
    )


def signed_dates(column: Column, href: Href) -> str:
    """A table list that prints nothing but signing dates."""
    rows = "\n".join(
        f'<tr><td class="bt">{anchor(a, href)}</td><td class="wh">{a.doc_no}</td>'
        f'<td class="rq">{iso(a.signed or a.published)}</td></tr>'
        for a in column.listed
    )
    return (
        '<table class="xxgk_table" cellpadding="0" cellspacing="0">\n'
        "<thead><tr><td>文件名称</td><td>文号</td><td>成文日期</td></tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>"
    )


def month_groups(column: Column, href: Href) -> str:
    """Entries under a heading for each month; each entry prints its day only."""
    parts = []
    entries = sorted(column.articles, key=lambda a: (shown(a), a.number), reverse=True)
    for (year, month), items in groupby(entries, key=lambda a: (shown(a).year, shown(a).month)):
        lines = "\n".join(
            f'<li><span class="day">{shown(a).day:02d}日</span>{anchor(a, href)}</li>'
            for a in items
        )
        parts.append(f'<h4 class="month">{year}年{month:02d}月</h4>\n<ul>\n{lines}\n</ul>')
    return "\n".join(parts)


def summaries(column: Column, href: Href) -> str:
    """Entries with the first words of the article, which may hold other dates."""
    return "\n".join(
        f'<div class="news-item"><h3>{anchor(a, href, "置顶")}</h3>'
        f'<p class="summary">{escape(a.paragraphs[0][:88] if a.paragraphs else "")}…</p>'
        f'<div class="info"><span>来源：{escape(a.source)}</span>'
        f"<span>时间：{iso(shown(a))}</span></div></div>"
        for a in column.listed
    )


def big_days(column: Column, href: Href) -> str:
    """Entries with the day in large figures above year and month."""
    return "\n".join(
        f'<li class="clearfix"><div class="date"><b>{shown(a).day:02d}</b>'
        f"<span>{shown(a):%Y-%m}</span></div>"
        f'<div class="text">{anchor(a, href)}<p>{escape(a.source)}</p></div></li>'
        for a in column.listed
    )


def special_list(column: Column, href: Href) -> str | None:
    """The list markup of the styles that look the same everywhere; None for plain styles."""
    makers = {
        "two-dates": two_dates,
        "signed": signed_dates,
        "month": month_groups,
        "summary": summaries,
        "big-day": big_days,
    }
    maker = makers.get(column.style)
    return maker(column, href) if maker else None


def plain_date(column: Column, article: Article) -> str:
    """The date words of a plain list style."""
    return list_date(column.style, shown(article))


def index_box(site: Site, article: Article) -> str:
    """The index box above a policy document: signing and publication date among other facts."""
    if article.signed is None:
        return ""
    cells = (
        ("索 引 号", f"{site.code}/{article.published.year}-{article.number % 100000:05d}"),
        ("发文机关", site.body.name),
        ("成文日期", words(article.signed)),
        ("发文字号", article.doc_no),
        ("发布日期", words(article.published)),
    )
    rows = "".join(
        f'<tr><td class="xxgk_t">{name}：</td><td class="xxgk_v">{escape(value)}</td></tr>\n'
        for name, value in cells
    )
    return f'<table class="xxgk_index" cellpadding="0" cellspacing="0">\n{rows}</table>\n'


def sign_off(site: Site, article: Article, day: date | None) -> str:
    """The body's name and the signing day at the end of a document."""
    if day is None:
        return ""
    return (
        f'<p style="text-align:right">{site.body.name}</p>\n'
        f'<p style="text-align:right">{day.year}年{day.month}月{day.day}日</p>\n'
        "<p>（此件公开发布）</p>\n"
    )
