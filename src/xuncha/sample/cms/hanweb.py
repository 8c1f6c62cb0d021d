"""大汉 Hanweb JCMS: ``/col/col1/index.html``, ``/art/2026/10/8/art_1_2.html``, lists in CDATA records."""

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
    script_shell,
    shown,
    today_words,
)
from xuncha.sample.model import Article, Column, Site


class Hanweb:
    """Pages as Hanweb JCMS writes them."""

    name = "hanweb"
    styles: tuple[str, ...] = ("iso", "bracket", "iso", "md", "url")

    def place(self, site: Site) -> None:
        """Numbers for columns, dates and numbers for articles."""
        for column in site.columns:
            column.path = f"/col/col{column.number}/index.html"
            for a in column.articles:
                day = a.published
                a.path = (
                    f"/art/{day.year}/{day.month}/{day.day}/art_{column.number}_{a.number}.html"
                )

    def frame(self, site: Site, title: str, head: str, main: str, today: date) -> str:
        """Header, navigation, content and footer, in tables."""
        menus = "".join(
            f'<td class="menu"><a href="{columns[0].path}">{name}</a><div class="sub">'
            + "".join(f'<a href="{c.path}" target="_blank">{c.name}</a>' for c in columns)
            + "</div></td>\n"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        today_cell = f'<td align="right">{today_words(today)}</td>' if site.shows_today else ""
        return f"""<!doctype html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={site.meta_charset}">
<script language="javascript" src="/module/jslib/jquery/jquery.js"></script>
<link href="/script/page.css" type="text/css" rel="stylesheet">
<link rel="stylesheet" type="text/css" href="/images/{site.code[-5:]}/hanweb.css">
<title>{escape(title)}</title>
<meta name="Maketime" content="{iso(today)} 06:{int(site.code[-2:]) % 60:02d}:37">
{head}
</head>
<body>
<div class="bt-head"><table width="1200" border="0" cellspacing="0"><tr><td><a href="/index.html">{site.name}</a></td>{today_cell}</tr></table>
<table class="nav" width="1200"><tr><td class="menu"><a href="/index.html">首页</a></td>
{menus}</tr></table></div>
{main}
<div class="bt-foot"><table width="1200" align="center"><tr><td align="center">
<p><a href="/index.html">网站地图</a> 丨 <a href="/index.html">联系我们</a></p>
<p>{site.name} 版权所有　主办：{site.body.name}</p>
<p>备案号：<a target="_blank" href="https://beian.example/">{icp}</a> {code} {police}</p></td></tr></table></div>
<div style="display:none"><script src="/script/web_front.js"></script></div>
</body></html>
"""

    def crumbs(self, column: Column) -> str:
        """The trail, as nested tables."""
        return (
            '<table class="dqwz"><tr><td>当前位置：</td><td><a href="/index.html">首页</a></td><td>'
            f'<table width="100%" cellspacing="0"><tbody><tr><td> &gt;<a href="{column.path}">'
            f"{column.name}</a></td></tr></tbody></table></td></tr></table>\n"
        )

    def home(self, site: Site, today: date) -> str:
        """Blocks in table cells."""
        cells = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<tr><td height="28"><a href="{a.path}" title="{escape(a.title)}" target="_blank">'
                f'{escape(a.title)}</a></td><td align="right">{list_date(site.home, shown(a))}</td></tr>'
                for a in articles
            )
            cells.append(
                f'<div class="lm"><span>{column.name}</span><a href="{column.path}">更多</a></div>'
                f'<table width="100%" border="0">\n{rows}\n</table>'
            )
        main = '<div class="bt-main">' + "\n".join(cells) + "</div>"
        return self.frame(site, site.name, labels(site), main, today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """Records in CDATA, shown by a script of the CMS."""
        content = script_shell(column) if column.script_only else self.records(site, column)
        hidden = "<!-- <div>暂无数据</div> -->" if column.hides_empty_note else ""
        main = f"""{self.crumbs(column)}<div class="wz-con"><h3>{column.name}</h3>
{content}{hidden}</div>"""
        title = f"{site.name} {column.name}"
        return self.frame(site, title, labels(site, column), main, today)

    def records(self, site: Site, column: Column) -> str:
        """The data store of a list; a blank column has an empty record set."""
        records = []
        for article in column.listed:
            day = blocks.plain_date(column, article)
            tail = f'<span class="bt-date">{day}</span>' if day else ""
            entry = blocks.anchor(article, lambda a: a.path)
            records.append(f"<record><![CDATA[\n<li>{entry}{tail}</li>]]></record>")
        body = "\n".join(records)
        unit = int(site.code[-4:]) + column.number
        note = "" if records else f'<div class="none">{empty_words(column)}</div>'
        return f"""<div id="{unit}" class="default_pgContainer">{note}</div>
<script type="text/xml"><datastore>
<nextgroup></nextgroup>
<recordset>
{body}
</recordset></datastore></script>
<script language="javascript">var jpage_{unit} = {{totalRecord:{len(records)},perPage:20}};</script>"""

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article with Hanweb's comment marks around title and body."""
        title = escape(article.title)
        main = f"""{self.crumbs(column)}<div class="con">
<p class="con-title"> <!--<$[标题]>begin-->{title}<!--<$[标题]>end--></p>
{blocks.index_box(site, article)}<div class="small-title clearfix"><span>发布日期：{iso(article.published)}</span>
<span>浏览次数： </span>
<span>信息来源：<!--<$[信息来源]>begin-->{escape(article.source)}<!--<$[信息来源]>end--></span></div>
<div class="main-txt" id="zoom">
<!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin--><meta name="ContentStart">{paragraphs(article)}
{blocks.sign_off(site, article, article.signed)}<meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end-->
</div>
<div class="main-word"><span class="printer" onclick="window.print()">打印</span><span class="close">关闭</span></div></div>"""
        return self.frame(site, article.title, labels(site, column, article), main, today)
