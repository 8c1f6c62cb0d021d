"""What all page writers share: labels, marks in the footer, dates, relative links."""

from datetime import date
from html import escape
from posixpath import dirname, relpath
from typing import Protocol

from xuncha.sample.model import Article, Column, Site

WEEK = "一二三四五六日"
COLUMN_TYPES = {
    "动态要闻": "工作动态",
    "通知公告": "通知公告",
    "政策文件": "政策文件",
    "政策解读": "政策解读",
    "信息公开": "信息公开目录",
    "办事服务": "办事服务",
    "互动交流": "征集调查",
    "概况信息": "概况信息",
}


class Family(Protocol):
    """A content management system: where pages lie and what they look like."""

    name: str
    styles: tuple[str, ...]

    def place(self, site: Site) -> None:
        """Give every column and article its path."""

    def home(self, site: Site, today: date) -> str:
        """The home page."""

    def listing(self, site: Site, column: Column, today: date) -> str:
        """The first page of a column."""

    def article(self, site: Site, column: Column, article: Article, today: date) -> str:
        """An article page."""


def link(source: str, target: str) -> str:
    """``target`` as ``source`` would write it with a relative link."""
    path = relpath(target, dirname(source) or "/")
    if target.endswith("/"):
        path += "/"
    return path if path.startswith("..") else "./" + path


def iso(day: date) -> str:
    """``2026-10-08``."""
    return day.isoformat()


def words(day: date) -> str:
    """``2026年10月08日``, as templates print it."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def today_words(today: date) -> str:
    """The date in the header of many sites."""
    return f"今天是{today.year}年{today.month}月{today.day}日 星期{WEEK[today.weekday()]}"


def shown(article: Article) -> date:
    """The day the list prints."""
    return article.listed or article.published


def list_date(style: str, day: date) -> str:
    """A date as a list of this style prints it; empty where the list prints none."""
    return {
        "iso": iso(day),
        "bracket": f"[{iso(day)}]",
        "slash": f"{day.year}/{day.month:02d}/{day.day:02d}",
        "dot": f"{day.year}.{day.month:02d}.{day.day:02d}",
        "cn": words(day),
        "short": f"({day.year}-{day.month}-{day.day})",
        "md": f"{day.month:02d}-{day.day:02d}",
        "url": "",
    }.get(style, iso(day))


LABEL_HABITS = ("{day} {clock}", "{day} {clock}:00", "{day}", "{day}  {clock}", "{day} {clock}")


def labels(site: Site, column: Column | None = None, article: Article | None = None) -> str:
    """The government meta labels (网页标签) of a page; some sites have few or none."""
    if site.labels == "none":
        return ""
    pairs = [("SiteName", site.name), ("SiteDomain", site.host), ("SiteIDCode", site.code)]
    if column is not None:
        kind = COLUMN_TYPES.get(column.kind, column.name)
        pairs.append(("ColumnName", column.name))
        if article is None:
            pairs.append(("ColumnDescription", f"{site.name}{column.name}栏目"))
            pairs.append(("ColumnKeywords", f"{column.name},{column.kind}"))
        pairs.append(("ColumnType", "" if site.labels == "part" else kind))
    habit = LABEL_HABITS[int(site.code) // 7 % len(LABEL_HABITS)]
    if article is not None:
        stamp = article.meta_date or article.published
        pairs.append(("ArticleTitle", article.title))
        pairs.append(("PubDate", habit.format(day=iso(stamp), clock=article.clock)))
        pairs.append(("ContentSource", article.source))
    if site.labels == "part":
        pairs = [p for p in pairs if p[0] not in {"ColumnKeywords", "PubDate"}]
    return "\n".join(f'<meta name="{n}" content="{escape(v)}">' for n, v in pairs)


def marks(site: Site) -> tuple[str, str, str]:
    """Site code, ICP number and police number as the footer prints them."""
    serial = int(site.code[-6:]) * 37 % 90000 + 10000
    return (
        f"网站标识码：{site.code}",
        f"霁ICP备{serial:08d}号-1",
        f"霁公网安备 {site.code[:6]}02{serial:06d}号",
    )


def groups(site: Site) -> list[tuple[str, list[Column]]]:
    """The navigation: groups with their columns in order."""
    order: dict[str, list[Column]] = {}
    for column in site.columns:
        order.setdefault(column.group, []).append(column)
    return list(order.items())


def paragraphs(article: Article, opening: str = "<p>　　", closing: str = "</p>") -> str:
    """The body, a paragraph a line."""
    return "\n".join(f"{opening}{escape(p)}{closing}" for p in article.paragraphs)


def pasted_paragraphs(article: Article) -> str:
    """The body as it comes out of a word processor: spans that part words anywhere."""
    faces = ("font-family:仿宋_GB2312;font-size:21px", "font-family:Calibri;font-size:21px")
    size = 29 + article.number % 17
    lines = []
    for paragraph in article.paragraphs:
        parts = [paragraph[i : i + size] for i in range(0, len(paragraph), size)]
        spans = "".join(
            f'<span style="{faces[i % 2]}">{escape(part)}</span>' for i, part in enumerate(parts)
        )
        lines.append(f'<p style="text-indent:43px">{spans}</p>')
    return "\n".join(lines)


HOME_KINDS = ("动态要闻", "通知公告", "政策文件", "政策解读", "专题专栏")


def home_blocks(site: Site, blocks: int = 6, rows: int = 4) -> list[tuple[Column, list[Article]]]:
    """The columns the home page shows, each with its first articles."""
    if site.home == "none":
        return []
    picked = [c for c in site.columns if c.kind in HOME_KINDS and c.articles and not c.script_only]
    picked = [c for c in picked if c.language == "zh"]
    result = []
    for column in picked[:blocks]:
        articles = [a for a in column.listed if not a.pinned][:rows]
        for article in articles:
            article.shown_on = 3
        result.append((column, articles))
    return result


def entry(site: Site) -> list[str]:
    """The only content of a home page that is a mere way in: large links to columns."""
    if site.home != "none":
        return []
    links = "".join(
        f'<li><a href="{escape(c.path)}"><img src="/images/e{i % 6}.png" alt="">{c.name}</a></li>'
        for i, c in enumerate(site.columns)
        if c.level == 1 or c.kind == "动态要闻"
    )
    return [f'<div class="entry"><ul>{links}</ul></div>']


def neighbours(column: Column, article: Article, count: int = 1) -> list[Article]:
    """Other articles of the column that may still be named on one more page."""
    free = [a for a in column.articles if a is not article and a.shown_on < 3][:count]
    for other in free:
        other.shown_on += 1
    return free


def empty_words(column: Column) -> str:
    """What a blank list says, or a full list keeps hidden in its template."""
    return column.empty_note or "暂无数据"


def script_shell(column: Column) -> str:
    """A list that only a browser can fill."""
    return (
        f'<div id="app" class="list-box" data-cid="{column.number}"></div>\n'
        '<script src="/static/js/vue.min.js"></script>\n'
        '<script src="/static/js/axios.min.js"></script>\n'
        "<script>\nvar vm = new Vue({el:'#app',data:{rows:[],page:1,total:0},\n"
        f"mounted:function(){{axios.get('/api/channel/{column.number}/list.json')"
        ".then(function(r){vm.rows=r.data.rows;});},\n"
        'template:\'<ul><li v-for="r in rows"><a :href="r.url">{{r.title}}</a>'
        '<span>{{r.date}}</span></li><li v-if="!rows.length">暂无数据</li></ul>\'});\n</script>'
    )
