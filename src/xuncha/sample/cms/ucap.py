"""开普 Ucap: ``/xxgk/c100021/202610/<32 hex>.shtml`` and tags of its own such as ``<ucaptitle>``."""

# ruff: noqa: E501 - page templates keep the lines the systems print

from datetime import date
from hashlib import md5
from html import escape

from xuncha.sample.cms import blocks
from xuncha.sample.cms.fragments import (
    empty_words,
    entry,
    groups,
    home_blocks,
    iso,
    labels,
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


class Ucap:
    """Pages as Ucap's platform writes them."""

    name = "ucap"
    styles: tuple[str, ...] = ("iso", "big-day", "cn", "iso", "two-dates")

    def place(self, site: Site) -> None:
        """Hexadecimal names below a numbered channel."""
        for column in site.columns:
            folder = f"/{group_slug(column)}/c{100000 + column.number}"
            column.path = f"{folder}/list.shtml"
            for a in column.articles:
                name = md5(f"{site.code}/{a.number}".encode(), usedforsecurity=False).hexdigest()
                a.path = f"{folder}/{a.published:%Y%m}/{name}.shtml"

    def frame(self, site: Site, title: str, head: str, main: str, today: date) -> str:
        """Header, navigation, content and footer in HTML 5."""
        menus = "".join(
            f'<li class="nav-item"><a href="{columns[0].path}">{name}</a><div class="nav-sub">'
            + "".join(f'<a href="{c.path}">{c.name}</a>' for c in columns)
            + "</div></li>\n"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        today_line = f"<span>{today_words(today)}</span>" if site.shows_today else ""
        return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{site.meta_charset}">
<meta name="renderer" content="webkit">
<title>{escape(title)}</title>
{head}
<link rel="stylesheet" href="/{site.code[:6]}/xhtml/css/common.css">
<script src="/{site.code[:6]}/xhtml/js/jquery.min.js"></script>
</head>
<body>
<header class="header"><div class="wrap"><a class="logo" href="/">{site.name}</a>{today_line}</div>
<nav><ul><li class="nav-item"><a href="/">首页</a></li>
{menus}</ul></nav></header>
<main class="wrap">
{main}
</main>
<footer><div class="wrap"><p>{site.body.name}主办</p><p><span>{code}</span><span>{icp}</span><span>{police}</span></p>
<script id="_jiucuo_" sitecode="{site.code}" src="/static/jiucuo.js"></script></div></footer>
</body>
</html>
"""

    def home(self, site: Site, today: date) -> str:
        """Tab boxes with lists."""
        parts = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<li><a href="{a.path}" title="{escape(a.title)}"><em></em>{escape(a.title)}</a>'
                f"<b>{list_date(site.home, shown(a))}</b></li>"
                for a in articles
            )
            parts.append(
                f'<section class="tab-box"><div class="tab-hd"><a href="{column.path}">{column.name}</a></div>\n'
                f'<ul class="tab-bd">\n{rows}\n</ul></section>'
            )
        return self.frame(site, site.name, labels(site), "\n".join(parts), today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """A list with a pager of plain links."""
        if column.script_only:
            content = script_shell(column)
        elif column.style == "two-dates" and column.articles:
            content = blocks.two_dates(column, lambda a: a.path)
        else:
            content = f'<ul class="list-ul">\n{self.rows(column)}\n</ul>'
        if not column.articles and not column.script_only:
            content += f'<div class="no-data">{empty_words(column)}</div>'
        hidden = (
            '<script type="text/html" id="tpl"><div class="no-data">暂无数据</div></script>'
            if column.hides_empty_note
            else ""
        )
        main = f"""<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{column.path}">{column.name}</a></div>
<h2 class="list-title">{column.name}</h2>
{content}
{hidden}<div class="pages" data-total="{len(column.articles)}"><a class="cur">1</a></div>"""
        return self.frame(site, f"{column.name}-{site.name}", labels(site, column), main, today)

    def rows(self, column: Column) -> str:
        """Plain or big-day rows."""
        if column.style == "big-day":
            return blocks.big_days(column, lambda a: a.path)
        return "\n".join(
            f"<li>{blocks.anchor(a, lambda a: a.path, '置顶')}"
            f"<b>{list_date(column.style, shown(a))}</b></li>"
            for a in column.listed
        )

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article in Ucap's own tags, with a box of related reading."""
        related = "".join(
            f'<li><a href="{o.path}">{escape(o.title)}</a><span>{iso(o.published)}</span></li>'
            for o in neighbours(column, article)
        )
        aside = f'<div class="related"><h4>相关阅读</h4><ul>{related}</ul></div>' if related else ""
        main = f"""<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{column.path}">{column.name}</a></div>
<div class="detail">
{blocks.index_box(site, article)}<h1><ucaptitle>{escape(article.title)}</ucaptitle></h1>
<div class="detail-info"><span>发布时间：<publishtime>{iso(article.published)} {article.clock}</publishtime></span>
<span>来源：<ucapsource>{escape(article.source)}</ucapsource></span><span>阅读：<i id="hits">--</i></span></div>
<div class="detail-content"><ucapcontent>
{paragraphs(article, '<p style="text-indent:2em">')}
{blocks.sign_off(site, article, article.signed)}</ucapcontent></div>
</div>
{aside}"""
        title = f"{article.title}-{site.name}"
        return self.frame(site, title, labels(site, column, article), main, today)
