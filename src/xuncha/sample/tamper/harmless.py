"""What looks like tampering and is none: hidden elements, answers by device, counters, maps."""

from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Site
from xuncha.sample.pack import Page, Visitor
from xuncha.sample.tamper.answers import PHONES, urls_xml
from xuncha.sample.tamper.desk import insert, moved
from xuncha.sample.tamper.ground import Ground, home_of
from xuncha.sample.tamper.plants import Field, forms, put
from xuncha.sample.tamper.truth import CleanPage
from xuncha.sample.variety.gather import DEFAULT_SEED
from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.tongues.pages import tongue_pages

COPIES = 6
"""On how many pages each innocent element stands."""
COUNTED = 12
MAPPED = 8
TONGUES = 40


def add_harmless(work: Field, ground: Ground, clean_sites: list[Site]) -> list[CleanPage]:
    """Put every innocent thing on pages of its own; ``ground`` holds the free pages."""
    clean = answer_by_visitor(work, ground, clean_sites)
    clean += add_elements(work, ground)
    clean += add_counters(work, ground)
    clean += add_tongues(work, clean_sites)
    for site in clean_sites[:MAPPED]:
        urls = [site.url, *(f"http://{site.host}{c.path}" for c in site.columns)]
        for desk in (work.now, work.before):
            desk.add(site.host, "/sitemap.xml", urls_xml(urls), "application/xml")
    return clean


def add_elements(work: Field, ground: Ground) -> list[CleanPage]:
    """Menus, tabs, dialogs, labels for readers of screens, statistics …"""
    clean = []
    for form in forms("harmless"):
        for copy in range(COPIES):
            site, path = ground.take()
            work.hand.turn(stream("tamper", "harmless", form.name, copy), site)
            desks = [d for d in (work.now, work.before) if d.has(site.host, path)]
            put(form, site, path, desks, work.hand)
            clean.append(CleanPage(site.code, f"http://{site.host}{path}", f"element:{form.name}"))
    return clean


def add_counters(work: Field, ground: Ground) -> list[CleanPage]:
    """Numbers that are others at every visit."""
    clean = []
    for index in range(COUNTED):
        rng = stream("tamper", "counter", index)
        site, path = ground.article()
        visits = rng.randint(100, 90000)
        for desk, more in ((work.before, 0), (work.now, rng.randint(20, 9000))):
            if desk.has(site.host, path):
                text = insert(
                    desk.text(site.host, path), "inside", counter(rng, visits + more), rng
                )
                desk.write_text(site.host, path, text)
        clean.append(CleanPage(site.code, f"http://{site.host}{path}", "change:counter"))
    return clean


def add_tongues(work: Field, sites: list[Site]) -> list[CleanPage]:
    """Pages in the languages of minorities, in scripts of their own."""
    clean = []
    pages = list(tongue_pages(Pen(DEFAULT_SEED)))
    for index, (row, text) in enumerate(stream("tamper", "tongues").sample(pages, TONGUES)):
        site, path = sites[index % len(sites)], f"/minzu/{index + 1}.html"
        body = text.encode(row.charset, "xmlcharrefreplace")
        kind = (("Content-Type", f"text/html; charset={row.charset}"),)
        for desk in (work.now, work.before):
            desk.web[site.host][path] = Page(200, kind, frozenset(), body)
        clean.append(CleanPage(site.code, f"http://{site.host}{path}", f"language:{row.language}"))
    return clean


def counter(rng: Random, visits: int) -> str:
    """A count of readers."""
    habit = rng.choice(
        ["<p>浏览次数：{}次</p>", "<p>您是第{}位访问者</p>", "<p>【阅读：{}】【打印】【关闭】</p>"]
    )
    return habit.format(visits)


def answer_by_visitor(work: Field, ground: Ground, sites: list[Site]) -> list[CleanPage]:
    """Phones are sent to the site's own pages for phones; spiders get the same text, barer."""
    clean = []
    for site in sites[:4]:
        home = home_of(site)
        ground.homes.remove((site, home))
        small = f'<html><head><meta charset="utf-8"><title>{site.name}手机版</title></head>'
        small += f"<body><h1>{site.name}</h1><p><a href='/'>电脑版</a></p></body></html>"
        work.now.add(site.host, "/wap/", small.encode())
        to_own = moved(f"http://{site.host}/wap/")
        work.now.show(site.host, home, Visitor("user-agent", PHONES), to_own)
        clean.append(CleanPage(site.code, f"http://{site.host}{home}", "answer:own-mobile"))
    for _ in range(4):
        site, path = ground.article()
        bare = work.now.text(site.host, path).replace("<img ", "<img loading='lazy' ")
        bare = insert(bare, "head", '<meta name="renderer" content="static">', stream("bare"))
        other = work.now.altered(site.host, path, bare)
        work.now.show(site.host, path, Visitor("user-agent", "Baiduspider|Googlebot"), other)
        clean.append(CleanPage(site.code, f"http://{site.host}{path}", "answer:static-for-spider"))
    return clean
