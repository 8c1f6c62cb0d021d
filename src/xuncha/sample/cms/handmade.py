"""Hand-made ASP pages: nested tables, FONT tags, GBK, dates such as ``(2026-10-8)``."""

# ruff: noqa: E501 - page templates keep the lines the systems print

from datetime import date
from html import escape

from xuncha.sample.cms import blocks
from xuncha.sample.cms.fragments import (
    empty_words,
    entry,
    groups,
    home_blocks,
    labels,
    list_date,
    marks,
    script_shell,
    shown,
    today_words,
)
from xuncha.sample.model import Article, Column, Site


class HandMade:
    """Pages somebody once wrote by hand."""

    name = "handmade"
    styles: tuple[str, ...] = ("short", "bracket", "short", "dot")

    def place(self, site: Site) -> None:
        """Two ASP scripts with numbers."""
        for column in site.columns:
            column.path = f"/class.asp?cid={column.number}"
            for a in column.articles:
                a.path = f"/shownews.asp?id={a.number}"

    def frame(self, site: Site, title: str, head: str, main: str, today: date) -> str:
        """Everything in tables."""
        menus = " | ".join(
            f'<a href="{c.path}"><font color="#FFFFFF">{c.name}</font></a>'
            for _, columns in groups(site)
            for c in columns
        )
        code, icp, police = marks(site)
        today_cell = (
            f'<td align="right"><font size="2">{today_words(today)}</font></td>'
            if site.shows_today
            else ""
        )
        meta = (
            f'<meta http-equiv="Content-Type" content="text/html; charset={site.meta_charset}">'
            if site.meta_charset
            else ""
        )
        return f"""<html>
<head>
{meta}
<title>{escape(title)}</title>
{head}
<meta name="GENERATOR" content="Microsoft FrontPage 5.0">
<style type="text/css">td {{ font-size: 12px; line-height: 22px }}</style>
</head>
<body topmargin="0" bgcolor="#FFFFFF">
<table border="0" width="960" align="center" cellspacing="0"><tr><td><b><font size="5">{site.name}</font></b></td>{today_cell}</tr></table>
<table border="0" width="960" align="center" bgcolor="#CC0000"><tr><td><a href="/"><font color="#FFFFFF">首页</font></a> | {menus}</td></tr></table>
{main}
<table border="0" width="960" align="center"><tr><td align="center">版权所有&copy;2009-{today.year} {site.body.name}<br>{icp} {police}<br>{code}</td></tr></table>
</body>
</html>
"""

    def home(self, site: Site, today: date) -> str:
        """A table of boxes, two in a row."""
        cells = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<tr><td>・<a href="{a.path}" target="_blank">{escape(a.title)}</a>'
                f'<font color="#999999">{list_date(site.home, shown(a))}</font></td></tr>'
                for a in articles
            )
            cells.append(
                f'<td width="480" valign="top"><table border="0" width="100%"><tr><td bgcolor="#F0F0F0"><b>{column.name}</b> <a href="{column.path}">更多...</a></td></tr>\n{rows}\n</table></td>'
            )
        lines = "\n".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in range(0, len(cells), 2))
        main = f'<table border="0" width="960" align="center">\n{lines}\n</table>'
        return self.frame(site, site.name, labels(site), main, today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """A list of table rows with the date in grey behind the title."""
        content = script_shell(column) if column.script_only else self.rows(column)
        hidden = "<!-- 暂无数据 -->" if column.hides_empty_note else ""
        main = f"""<table border="0" width="960" align="center"><tr><td><font color="#CC0000">首页 &gt;&gt; {column.name}</font></td></tr></table>
{content}{hidden}
<table border="0" width="960" align="center"><tr><td align="center">共 {len(column.articles)} 条信息 首页 上一页 下一页 尾页 页次：1/{column.pages}页</td></tr></table>"""
        return self.frame(site, f"{column.name}--{site.name}", labels(site, column), main, today)

    def rows(self, column: Column) -> str:
        """Rows of the list; one cell with a note for a blank column."""
        lines = "\n".join(
            f'<tr><td height="24"><img src="images/dot.gif">{blocks.anchor(a, lambda a: a.path)} '
            f'<font color="#999999">{blocks.plain_date(column, a)}</font></td></tr>'
            for a in column.listed
        )
        if not lines:
            lines = f"<tr><td>{empty_words(column)}</td></tr>"
        return f'<table border="0" width="960" align="center" cellpadding="2">\n{lines}\n</table>'

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article in one cell, paragraphs parted by line breaks."""
        day = article.published
        body = "<br>\n".join(f"　　{escape(p)}" for p in article.paragraphs)
        main = f"""<table border="0" width="960" align="center"><tr><td><font color="#CC0000">首页 &gt;&gt; <a href="{column.path}">{column.name}</a> &gt;&gt; 正文</font></td></tr>
<tr><td align="center"><font size="4"><b>{escape(article.title)}</b></font></td></tr>
<tr><td align="center">作者：{escape(article.source)}　发布时间：{day.year}-{day.month}-{day.day} {article.clock}:00　阅读次数：<script src="hits.asp?id={article.number}"></script></td></tr>
<tr><td>{blocks.index_box(site, article)}<div id="NewsContent">{body}<br>
{blocks.sign_off(site, article, article.signed)}</div></td></tr></table>"""
        return self.frame(site, article.title, labels(site, column, article), main, today)
