"""集约化平台: ``/zwgk/tzgg/content/post_3456789.html``, big dates, summaries, month groups."""

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
from xuncha.sample.cms.trs import group_slug
from xuncha.sample.model import Article, Column, Site


class Jiyue:
    """Pages as a province's shared platform writes them."""

    name = "jiyue"
    styles: tuple[str, ...] = ("iso", "summary", "big-day", "month", "signed")

    def place(self, site: Site) -> None:
        """Folders by column, posts by number."""
        for column in site.columns:
            column.path = f"/{group_slug(column)}/{column.slug}/index.html"
            for a in column.articles:
                a.path = f"/{group_slug(column)}/{column.slug}/content/post_{a.number}.html"

    def frame(self, site: Site, title: str, head: str, main: str, today: date) -> str:
        """Header, navigation, content and footer with absolute links."""
        base = f"http://{site.host}"
        menus = "".join(
            f'<div class="menu-col"><h5>{name}</h5>'
            + "".join(f'<a href="{base}{c.path}">{c.name}</a>' for c in columns)
            + "</div>\n"
            for name, columns in groups(site)
        )
        code, icp, police = marks(site)
        today_line = f"<i>{today_words(today)}</i>" if site.shows_today else ""
        return f"""<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="{site.meta_charset}"/>
<meta name="viewport" content="width=device-width,initial-scale=1"/>
<!-- 站点标签 -->
{head}
<!-- 站点标签 -->
<title>{escape(title)}</title>
<link rel="stylesheet" href="{base}/assets/css/app.css"/>
</head>
<body class="pc">
<div class="topbar">{today_line}<a href="{base}/">{site.name}</a></div>
<div class="mega-menu"><a href="{base}/">首页</a>
{menus}</div>
<div class="container">
{main}
</div>
<div class="footer"><p><span>主办单位：{site.body.name}</span><span>承办单位：{site.body.area.name}政务公开办公室</span></p>
<p>{code}　{icp}　{police}</p></div>
<script src="{base}/assets/js/app.js"></script>
</body>
</html>
"""

    def home(self, site: Site, today: date) -> str:
        """Cards with lists."""
        parts = entry(site)
        for column, articles in home_blocks(site):
            rows = "\n".join(
                f'<li><a href="http://{site.host}{a.path}">{escape(a.title)}</a>'
                f"<time>{list_date(site.home, shown(a))}</time></li>"
                for a in articles
            )
            parts.append(
                f'<div class="card"><div class="card-hd"><a href="http://{site.host}{column.path}">{column.name}</a></div><ul>\n{rows}\n</ul></div>'
            )
        return self.frame(site, site.name, labels(site), "\n".join(parts), today)

    def listing(self, site: Site, column: Column, today: date) -> str:
        """Definition-like entries, or one of the special lists."""

        def href(article: Article) -> str:
            return f"http://{site.host}{article.path}"

        if column.script_only:
            content = script_shell(column)
        elif not column.articles:
            content = f'<div class="news-list"><div class="empty"><p>{empty_words(column)}</p></div></div>'
        else:
            content = blocks.special_list(column, href) or self.rows(column, href)
            content = f'<div class="news-list"><ul>\n{content}\n</ul></div>'
        hidden = '<div class="empty hide"><p>暂无数据</p></div>' if column.hides_empty_note else ""
        main = f"""<div class="bread">您现在的位置：<a href="http://{site.host}/">首页</a> / <a href="http://{site.host}{column.path}">{column.name}</a></div>
<h1 class="col-name">{column.name}</h1>
{content}{hidden}
<div class="page-control" data-count="{len(column.articles)}"></div>"""
        return self.frame(site, f"{column.name}_{site.name}", labels(site, column), main, today)

    def rows(self, column: Column, href: blocks.Href) -> str:
        """Plain rows with the date first."""
        return "\n".join(
            f'<li><span class="time">{blocks.plain_date(column, a)}</span>{blocks.anchor(a, href)}</li>'
            for a in column.listed
        )

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article whose colon is U+2236, as this platform prints it."""
        main = f"""<div class="bread">您现在的位置：<a href="http://{site.host}/">首页</a> / <a href="http://{site.host}{column.path}">{column.name}</a> / 正文</div>
{blocks.index_box(site, article)}<article>
<h3 class="article-title">{escape(article.title)}</h3>
<div class="article-meta"><span>发布时间∶{iso(article.published)}　{article.clock}:00</span><span>来源∶{escape(article.source)}</span><span>【字体：大 中 小】</span></div>
<div class="article-content">
{paragraphs(article)}
{blocks.sign_off(site, article, article.signed)}</div>
<div class="share">分享到：</div></article>"""
        return self.frame(site, article.title, labels(site, column, article), main, today)
