"""TRS WCM: relative links, ``t20261008_1.html``, paging by ``createPageHTML``, ``TRS_Editor``."""

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
    paragraphs,
    pasted_paragraphs,
    script_shell,
    shown,
    today_words,
)
from xuncha.sample.model import Article, Column, Site


class Trs:
    """Pages as TRS WCM writes them."""

    name = "trs"
    styles: tuple[str, ...] = ("iso", "bracket", "md", "url", "iso", "signed")

    def place(self, site: Site) -> None:
        """``/zwgk/tzgg/`` and ``/zwgk/tzgg/202610/t20261008_123456.html``."""
        for column in site.columns:
            column.path = f"/{group_slug(column)}/{column.slug}/"
            for a in column.articles:
                a.path = f"{column.path}{a.published:%Y%m}/t{a.published:%Y%m%d}_{a.number}.html"

    def frame(
        self, site: Site, at: str, title: str, head: str, main: str, today: date, crumbs: str = ""
    ) -> str:
        """Header, navigation, content and footer."""
        today_line = f'<div class="date">{today_words(today)}</div>' if site.shows_today else ""
        menus = "\n".join(
            f'<li><a href="{link(at, columns[0].path)}">{name}</a><dl>'
            + "".join(f'<dd><a href="{link(at, c.path)}">{c.name}</a></dd>' for c in columns)
            + "</dl></li>"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={site.meta_charset}" />
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
{head}
<title>{escape(title)}</title>
<link href="{link(at, "/images/base.css")}" rel="stylesheet" type="text/css" />
<script src="{link(at, "/images/jquery-1.8.3.min.js")}" type="text/javascript"></script>
</head>
<body>
<!--头部 begin-->
<div class="top"><div class="logo"><a href="{link(at, "/")}" title="{site.name}">{site.name}</a></div>{today_line}
<div class="search"><form action="http://{site.host}/search" method="get"><input type="text" name="q" value="请输入关键字" /></form></div></div>
<div class="nav"><ul><li><a href="{link(at, "/")}">首页</a></li>
{menus}
</ul></div>
<!--头部 end-->
<div class="main">
{crumbs}{main}
</div>
<!--底部 begin-->
<div class="footer"><p>主办单位：{site.body.name}　技术支持：{site.body.area.name}信息中心</p>
<p>版权所有 &copy; 2018-{today.year} {site.name}　{icp}　{police}　{code}</p>
<p>网站提示：建议使用分辨率1366*768以上的浏览器浏览本网站</p></div>
<!--底部 end-->
<script type="text/javascript" src="{link(at, "/images/esd_web.js")}"></script>
</body>
</html>
"""

    def crumbs(self, site: Site, at: str, column: Column) -> str:
        """The trail above lists and articles."""
        return (
            f'<div class="cru">您的位置：<a href="{link(at, "/")}" title="首页" class="CurrChnlCls">首页</a>'
            f'&nbsp;&gt;&nbsp;<a href="{link(at, column.path)}" title="{column.name}" '
            f'class="CurrChnlCls">{column.name}</a></div>\n'
        )

    def home(self, site: Site, today: date) -> str:
        """Blocks of list items; navigation only where the site has such a home."""
        parts = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<li><span class="time">{list_date(site.home, shown(a))}</span>'
                f'<a href="{link("/", a.path)}" title="{escape(a.title)}">{escape(a.title)}</a></li>'
                for a in articles
            )
            parts.append(
                f'<div class="box"><h2><a href="{link("/", column.path)}">{column.name}</a>'
                f'<a class="more" href="{link("/", column.path)}">更多&gt;&gt;</a></h2>\n<ul>\n{rows}\n</ul></div>'
            )
        return self.frame(site, "/index.html", site.name, labels(site), "\n".join(parts), today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """A list with TRS paging script."""
        at = column.path + "index.html"

        def href(article: Article) -> str:
            return link(at, article.path)

        if column.script_only:
            rows = script_shell(column)
        else:
            special = blocks.special_list(column, href)
            rows = special if special and column.articles else self.rows(column, href)
        total = len(column.articles)
        hidden = (
            '<div class="nodata" style="display:none">暂无数据</div>'
            if column.hides_empty_note
            else ""
        )
        main = f"""<div class="left_nav"><h3>{column.group}</h3></div>
<div class="right_list"><h2 class="lm">{column.name}</h2>
{rows}
{hidden}<div class="page"><script>
var recordCount = {total};
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){{if(_nPageCount==null||_nPageCount<=1){{return;}}}}
createPageHTML({column.pages}, 0, "index", "html");
</script></div></div>"""
        head = labels(site, column)
        return self.frame(
            site, at, f"{column.name}_{site.name}", head, main, today, self.crumbs(site, at, column)
        )

    def rows(self, column: Column, href: blocks.Href) -> str:
        """Plain rows; a blank column keeps its empty list."""
        lines = []
        for article in column.listed:
            day = blocks.plain_date(column, article)
            tail = f"<span>{day}</span>" if day else ""
            lines.append(f"<li>{blocks.anchor(article, href)}{tail}</li>")
        note = "" if lines else f'<p class="none">{empty_words(column)}</p>'
        return '<ul class="xxgk_list">\n' + "\n".join(lines) + f"\n</ul>{note}"

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article with label, index box, body in ``TRS_Editor`` and sign-off."""
        at = article.path
        main = f"""{blocks.index_box(site, article)}<div class="mainCon"><div class="title">{escape(article.title)}</div>
<div class="info"><div class="pubDate">发布日期：<span>{iso(article.published)} {article.clock}</span></div>
<div class="source">来源：{escape(article.source)}</div>
<div class="fontS">字号：<span>[大]</span> <span>[中]</span> <span>[小]</span> <span onclick="window.print()">[打印]</span></div></div>
<div class="article" id="dochtmlcon"><div class="TRS_Editor">
{pasted_paragraphs(article) if int(site.code) % 3 == 0 else paragraphs(article)}
{blocks.sign_off(site, article, article.signed)}</div></div></div>"""
        head = labels(site, column, article)
        title = f"{article.title}-{site.name}"
        return self.frame(site, at, title, head, main, today, self.crumbs(site, at, column))


def group_slug(column: Column) -> str:
    """The folder of a navigation group."""
    return {
        "新闻动态": "xwdt",
        "新闻中心": "xwzx",
        "政务公开": "zwgk",
        "政务服务": "zwfw",
        "办事服务": "bsfw",
        "互动交流": "hdjl",
        "走进本地": "zjbd",
        "机构概况": "jggk",
        "专题专栏": "ztzl",
    }.get(column.group, "qt")
