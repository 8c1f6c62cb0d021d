"""南威 style JSP: query strings, a date in brackets without a label, tables with two dates."""

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
    list_date,
    marks,
    paragraphs,
    pasted_paragraphs,
    script_shell,
    shown,
    today_words,
)
from xuncha.sample.model import Article, Column, Site


class Jsp:
    """Dynamic pages of a JSP system."""

    name = "jsp"
    styles: tuple[str, ...] = ("iso", "bracket", "two-dates", "month", "signed")

    def place(self, site: Site) -> None:
        """Everything behind two scripts and their numbers."""
        for column in site.columns:
            column.path = f"/info/iList.jsp?node_id=GK{site.code[:6]}&cat_id={column.number}"
            for a in column.articles:
                a.path = f"/info/iIndex.jsp?cat_id={column.number}&info_id={a.number}"

    def frame(self, site: Site, title: str, head: str, main: str, today: date) -> str:
        """Header, navigation, content and footer; ampersands in links are escaped."""
        menus = "".join(
            f"<dl><dt>{name}</dt>"
            + "".join(f'<dd><a href="{escape(c.path)}">{c.name}</a></dd>' for c in columns)
            + "</dl>\n"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        script = (
            f"<div id='nowdate'>{today_words(today)}</div>"
            if site.shows_today
            else "<script>document.write(new Date().toLocaleDateString());</script>"
        )
        return f"""
<!DOCTYPE HTML>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={site.meta_charset}" />
<title>{escape(title)}</title>
{head}
<link href="/structure/css/main.css" rel="stylesheet" />
</head>
<body>
<div id="head"><a href="/">{site.name}</a>{script}</div>
<div id="menu"><dl><dt><a href="/">首页</a></dt></dl>
{menus}</div>
<div id="content">
{main}
</div>
<div id="foot"><p>版权所有 {site.body.name} {icp}</p><p>{police} {code}</p></div>
</body>
</html>
"""

    def home(self, site: Site, today: date) -> str:
        """Boxes with lists."""
        parts = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<li><a href="{escape(a.path)}" title="{escape(a.title)}">·{escape(a.title)}</a>'
                f'<span class="rq">{list_date(site.home, shown(a))}</span></li>'
                for a in articles
            )
            parts.append(
                f'<div class="kuang"><p class="kt"><a href="{escape(column.path)}">{column.name}</a></p><ul>\n{rows}\n</ul></div>'
            )
        return self.frame(site, site.name, labels(site), "\n".join(parts), today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """A list page of ``iList.jsp``."""

        def href(article: Article) -> str:
            return escape(article.path)

        if column.script_only:
            content = script_shell(column)
        elif not column.articles:
            content = f'<ul class="gl"></ul><center>{empty_words(column)}</center>'
        else:
            content = blocks.special_list(column, href) or self.rows(column, href)
        hidden = "<script>var emptyTip='暂无数据';</script>" if column.hides_empty_note else ""
        main = f"""<div class="wz">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;{column.name}</div>
<div class="gl_t">{column.name}</div>
{content}
{hidden}<div class="fy">第1页/共{column.pages}页 共{len(column.articles)}条记录</div>"""
        return self.frame(site, f"{site.name}--{column.name}", labels(site, column), main, today)

    def rows(self, column: Column, href: blocks.Href) -> str:
        """Plain rows."""
        lines = "\n".join(
            f'<li>{blocks.anchor(a, href)}<span class="rq">{blocks.plain_date(column, a)}</span></li>'
            for a in column.listed
        )
        return f'<ul class="gl">\n{lines}\n</ul>'

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article with the date in brackets below the title."""
        main = f"""<div class="wz">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="{escape(column.path)}">{column.name}</a></div>
{blocks.index_box(site, article)}<h2 id="ivs_title" class="Article-title">{escape(article.title)}</h2>
<h2 class="Article-title"><small id="ivs_date" class="Article-time">( {iso(article.published)})</small></h2>
<div class="ly">来源: {escape(article.source)}</div>
<div id="ivs_content" class="Article_content">
{pasted_paragraphs(article) if int(site.code) % 3 == 0 else paragraphs(article)}
{blocks.sign_off(site, article, article.signed)}</div>"""
        title = f"{article.title}--{site.name}"
        return self.frame(site, title, labels(site, column, article), main, today)
