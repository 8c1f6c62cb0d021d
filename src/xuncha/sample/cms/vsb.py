"""博达 VSB: ``/xwdt/zwyw.htm``, ``/info/1021/12345.htm``, capital META tags, dates with slashes."""

# ruff: noqa: E501 - page templates keep the lines the systems print

from datetime import date
from html import escape

from xuncha.sample.cms import blocks
from xuncha.sample.cms.fragments import (
    empty_words,
    entry,
    groups,
    home_blocks,
    iso,
    labels,
    link,
    list_date,
    marks,
    neighbours,
    paragraphs,
    script_shell,
    shown,
    today_words,
)
from xuncha.sample.cms.trs import group_slug
from xuncha.sample.model import Article, Column, Site


class Vsb:
    """Pages as Boda's VSB writes them."""

    name = "vsb"
    styles: tuple[str, ...] = ("slash", "iso", "md", "slash", "two-dates", "signed")

    def place(self, site: Site) -> None:
        """Flat list pages; articles below ``/info/``."""
        for column in site.columns:
            column.path = f"/{group_slug(column)}/{column.slug}.htm"
            for a in column.articles:
                a.path = f"/info/{column.number}/{a.number}.htm"

    def frame(self, site: Site, at: str, title: str, head: str, main: str, today: date) -> str:
        """Header, navigation, content and footer."""
        menus = "".join(
            f'<li><a href="{link(at, columns[0].path)}">{name}</a><ul>'
            + "".join(f'<li><a href="{link(at, c.path)}">{c.name}</a></li>' for c in columns)
            + "</ul></li>\n"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        today_line = f'<div class="top-date">{today_words(today)}</div>' if site.shows_today else ""
        return f"""<!DOCTYPE html>
<HTML><HEAD><TITLE>{escape(title)}</TITLE>
<META Name="keywords" Content="{site.name}" />
<META charset="{site.meta_charset}">
{head}
<LINK rel="stylesheet" type="text/css" href="{link(at, "/css/style.css")}">
<!--Announced by Visual SiteBuilder 9-->
<SCRIPT language="javascript" src="{link(at, "/system/resource/js/counter.js")}"></SCRIPT>
</HEAD>
<BODY>
<div class="header"><h1><a href="{link(at, "/index.htm")}">{site.name}</a></h1>{today_line}
<ul class="nav"><li><a href="{link(at, "/index.htm")}">首页</a></li>
{menus}</ul></div>
{main}
<div class="footer"><p>版权所有：{site.name} All Rights Reserved 2016-{today.year}</p>
<p>地址：{site.body.area.name}政务中心　{icp}　{police}　{code}</p></div>
</BODY></HTML>
"""

    def home(self, site: Site, today: date) -> str:
        """Blocks of lines with the date before the title."""
        parts = entry(site)
        for column, articles in home_blocks(site, rows=3):
            rows = "\n".join(
                f'<li id="line_u{column.number}_{i}"><span>{list_date(site.home, shown(a))}</span>'
                f'<a href="{link("/", a.path)}" target="_blank" title="{escape(a.title)}">{escape(a.title)}</a></li>'
                for i, a in enumerate(articles)
            )
            parts.append(
                f'<div class="ibox"><div class="tit"><h3>{column.name}</h3><a href="{link("/", column.path)}">MORE+</a></div>\n<ul>\n{rows}\n</ul></div>'
            )
        return self.frame(site, "/index.htm", site.name, labels(site), "\n".join(parts), today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """A list in a table, as older VSB components write it."""
        at = column.path

        def href(article: Article) -> str:
            return link(at, article.path)

        if column.script_only:
            content = script_shell(column)
        else:
            special = blocks.special_list(column, href)
            content = special if special and column.articles else self.rows(column, href)
        hidden = '<span style="display:none">暂无数据！</span>' if column.hides_empty_note else ""
        main = f"""<div class="dqwz">当前位置: <a href="{link(at, "/index.htm")}">首页</a>&gt;&gt;<a href="{link(at, at)}">{column.name}</a></div>
<div class="list-r"><h2>{column.name}</h2>
{content}
{hidden}<div align="center"><TABLE cellspacing=0 class="headStyle8y3" width="100%"><TR><TD>共{len(column.articles)}条&nbsp;&nbsp;1/{column.pages}&nbsp;</TD></TR></TABLE></div></div>"""
        title = f"{column.name}-{site.name}"
        return self.frame(site, at, title, labels(site, column), main, today)

    def rows(self, column: Column, href: blocks.Href) -> str:
        """Table rows; nothing but the table for a blank column."""
        lines = "\n".join(
            f'<tr height="20" id="lineu{column.number}_{i}"><td width="7"><span class="leaderfont">·</span></td>'
            f"<td>{blocks.anchor(a, href)}</td>"
            f'<td align="right" width="1%" nowrap><span class="timestyle">{blocks.plain_date(column, a)}&nbsp;</span></td></tr>'
            for i, a in enumerate(column.listed)
        )
        note = "" if lines else f"<div>{empty_words(column)}</div>"
        return f'<table class="winstyle" width="100%" cellspacing="0" cellpadding="0">\n{lines}\n</table>{note}'

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article in the news-content form."""
        at = article.path
        following = "".join(
            f'<p>下一条：<a href="{link(at, o.path)}">{escape(o.title)}</a></p>'
            for o in neighbours(column, article)
        )
        main = f"""<div class="dqwz">当前位置: <a href="{link(at, "/index.htm")}">首页</a>&gt;&gt;<a href="{link(at, column.path)}">{column.name}</a>&gt;&gt;正文</div>
{blocks.index_box(site, article)}<form name="_newscontent_fromname"><div class="content">
<h2 align="center">{escape(article.title)}</h2>
<div align="center">发布日期：{iso(article.published)} &nbsp;&nbsp; 来源：{escape(article.source)} &nbsp;&nbsp; 点击：[<script>_showDynClicks("wbnews", {column.number}, {article.number})</script>]</div>
<div id="vsb_content_2"><div class="v_news_content">
{paragraphs(article, '<p style="text-indent: 32px">')}
{blocks.sign_off(site, article, article.signed)}</div></div>
{following}</div></form>"""
        title = f"{article.title}-{site.name}"
        return self.frame(site, at, title, labels(site, column, article), main, today)
