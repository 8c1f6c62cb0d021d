"""Fills columns with articles whose dates make the columns' wishes true."""

from datetime import date, timedelta
from random import Random

from xuncha.sample.cms import FAMILIES
from xuncha.sample.layout import NEWS, NOTICE, POLICY, SPECIAL, days_of, newest_for
from xuncha.sample.model import Article, Column, Site
from xuncha.sample.prose import Scene, Writer

SORTS = {
    "通知公告": "notice",
    "政策文件": "policy",
    "人事信息": "personnel",
    "规划计划": "plan",
    "政策解读": "interp",
    "信息公开": "disclosure",
    "办事服务": "service",
    "互动交流": "interact",
    "概况信息": "about",
}
TABLES = {"signed", "two-dates"}
ROOMY = {"summary", "big-day", "month"}
EMPTY_NOTES = ("暂无数据", "栏目建设中……", "", "暂无相关信息")
EXEMPT_REASON = "本单位无此类事项，经批准暂不发布"
EXEMPT_BY = "霁川省政府办公厅政务公开处"


def fill_site(site: Site, writer: Writer, as_of: date, rng: Random) -> None:
    """Write all articles of a site and choose the style of every list."""
    scene = writer.scene(site.body, rng)
    serial = 10000 + rng.randrange(80000)
    for column in site.columns:
        column.style = style_for(site, column, rng)
        newest = newest_for(column, as_of, rng)
        if column.wish.startswith("exempt"):
            column.exempt = (EXEMPT_REASON, EXEMPT_BY, date(2026, 1, 1), date(2026, 12, 31))
        if newest is None:
            column.empty_note = rng.choice(EMPTY_NOTES)
            continue
        if site.wants_stale_home:
            newest = min(newest, as_of - timedelta(days=rng.randrange(20, 60)))
        for day in days_of(column, newest, rng):
            serial += rng.randint(1, 90)
            column.articles.append(write(site, column, scene, writer, day, serial))


def style_for(site: Site, column: Column, rng: Random) -> str:
    """A list style the site's CMS has and the column's kind allows."""
    styles = list(FAMILIES[site.family].styles)
    if column.wish == "year-old" and "md" in styles:
        return "md"
    if column.wish in {"last-day", "first-still-day"}:
        return styles[0]
    if column.kind != POLICY:
        styles = [s for s in styles if s not in TABLES or (column.kind == NOTICE and s != "signed")]
    if column.kind not in {NEWS, NOTICE, SPECIAL}:
        styles = [s for s in styles if s not in ROOMY]
    return rng.choice(styles)


def write(
    site: Site, column: Column, scene: Scene, writer: Writer, day: date, serial: int
) -> Article:
    """One article of the column, published on ``day``."""
    rng = scene.rng
    theme = rng.choice(site.themes)
    scene.at(theme, day)
    sort = SORTS.get(column.kind, "news")
    if sort == "news":
        title, paragraphs = writer.news(scene, theme)
    else:
        title, paragraphs = writer.document(scene, sort)
    source = rng.choice([site.body.brand + "发布", site.body.name, scene.unit, site.body.name])
    article = Article(
        title=title,
        paragraphs=paragraphs,
        published=day,
        clock=f"{8 + rng.randrange(10):02d}:{rng.randrange(60):02d}",
        source=source,
        sort=sort,
        number=serial,
    )
    if sort == "policy":
        article.signed = day - timedelta(days=rng.randint(2, 20))
        article.doc_no = (
            f"{site.body.area.stem[0]}政{rng.choice(['发', '办发', '办函'])}"
            f"〔{article.signed.year}〕{rng.randint(1, 98)}号"
        )
    return article
