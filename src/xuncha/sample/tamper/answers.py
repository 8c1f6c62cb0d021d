"""Plants that are answers of a server: cloaking, stuffed heads, lapsed names, parasite pages."""

import re
from dataclasses import replace
from html import escape
from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Site
from xuncha.sample.pack import Page, Visitor
from xuncha.sample.tamper.desk import Desk, insert, moved
from xuncha.sample.tamper.plants import Field, forms
from xuncha.sample.tamper.spam import words
from xuncha.sample.tamper.truth import Seen, TamperPlant

SPIDERS = (
    "Baiduspider",
    "Baiduspider|Googlebot|bingbot",
    "spider|bot",
    "Baiduspider|Sogou web spider|360Spider",
    "Googlebot|Baiduspider|YisouSpider",
    "Baiduspider/2.0",
)
ENGINES = (
    r"baidu\.com",
    r"(baidu|sogou|so|bing|google)\.",
    r"www\.baidu\.com/(s|link)",
    r"baidu\.com|sm\.cn",
    r"baidu|sogou",
)
PHONES = "Android|iPhone|iPod|Mobile"
TITLE = re.compile(r"(<title>)(.*?)(</title>)", re.IGNORECASE | re.DOTALL)
PARASITES = (
    "/news/2021/",
    "/wp-content/",
    "/html/2020/ssc/",
    "/upload/app/",
    "/xw/vod/",
    "/bbs/dy/",
)
PARTS = ("bbs", "mail", "test", "m", "video", "en")


def plant_answers(work: Field) -> None:
    """Every kind of plant of this module."""
    cloak_for_spiders(work)
    cloak_for_searchers(work)
    redirect_phones(work)
    stuff_heads(work)
    let_names_lapse(work)
    let_own_names_lapse(work)
    stuff_site_maps(work)
    add_parasites(work)
    add_parasite_hosts(work)


def note(work: Field, kind: str, form: str, site: Site, url: str, **more: object) -> None:
    """Remember a plant on the page ``url``."""
    targets = tuple(dict.fromkeys(work.hand.targets))
    plant = TamperPlant(kind, form, site.code, url, targets, work.hand.sort)
    work.note(replace(plant, **more))  # type: ignore[arg-type]


def sort_of(rng: Random) -> str:
    """Gambling mostly."""
    return "adult" if rng.random() < 0.2 else "gambling"


def other_answer(work: Field, form: str, site: Site, path: str) -> Page:
    """What the chosen visitor is shown instead of the page."""
    hand, text = work.hand, work.now.text(site.host, path)
    if form == "jump":
        return moved(hand.bad())
    if form == "page":
        name = hand.pick(["casino", "list", "article"])
        return Page(
            200, (("Content-Type", "text/html"),), frozenset(), hand.page(forms("spam"), name)
        )
    if form == "head":
        text = stuffed(text, hand.word() + "_" + hand.word() + "_" + hand.pick(words()["brands"]))
    else:
        links = hand.fill("<div>[[links| ]]</div>" if form == "links" else "<p>[[slogan]]</p>" * 3)
        text = insert(text, "start", links, hand.rng)
    return work.now.altered(site.host, path, text)


def cloak_for_spiders(work: Field) -> None:
    """Search engines are shown something else."""
    for index, form in enumerate(("page", "links", "head", "jump", "text", "page")):
        rng = stream("tamper", "spider", index)
        site, path = work.ground.home() if index % 2 else work.ground.take()
        work.hand.turn(rng, site, sort_of(rng))
        other = other_answer(work, form, site, path)
        work.now.show(site.host, path, Visitor("user-agent", SPIDERS[index]), other)
        url = f"http://{site.host}{path}"
        note(work, "cloak-agent", form, site, url, seen=Seen.SPIDER)


def cloak_for_searchers(work: Field) -> None:
    """Who comes from a search engine is shown something else."""
    for index, form in enumerate(("jump", "page", "jump", "text", "page")):
        rng = stream("tamper", "searcher", index)
        site, path = work.ground.take()
        work.hand.turn(rng, site, sort_of(rng))
        other = other_answer(work, form, site, path)
        work.now.show(site.host, path, Visitor("referer", ENGINES[index]), other)
        url = f"http://{site.host}{path}"
        note(work, "cloak-referrer", form, site, url, seen=Seen.FROM_SEARCH)


def redirect_phones(work: Field) -> None:
    """The server sends phones elsewhere."""
    for index in range(4):
        rng = stream("tamper", "phone", index)
        site, path = work.ground.home()
        work.hand.turn(rng, site, sort_of(rng))
        other = other_answer(work, "page" if index == 3 else "jump", site, path)
        work.now.show(site.host, path, Visitor("user-agent", PHONES), other)
        url = f"http://{site.host}{path}"
        note(work, "mobile-redirect", f"server-{index + 1}", site, url, seen=Seen.PHONE)


def stuffed(text: str, words_: str) -> str:
    """The page with another title."""
    return TITLE.sub(lambda m: m[1] + words_ + m[3], text, count=1)


def stuff_heads(work: Field) -> None:
    """Title, keywords and description advertise; the body is as it was."""
    for index, form in enumerate(
        (
            "title",
            "title-entities",
            "keywords",
            "description",
            "all",
            "title-prefix",
            "all",
            "title",
        )
    ):
        rng = stream("tamper", "head", index)
        site, path = work.ground.home() if index in {0, 4} else work.ground.take()
        work.hand.turn(rng, site, sort_of(rng))
        hand = work.hand
        text = work.now.text(site.host, path)
        line = "_".join(hand.word() for _ in range(3)) + "_" + hand.pick(words()["brands"])
        if form == "title-entities":
            text = stuffed(text, "".join(f"&#{ord(c)};" for c in line))
        elif form == "title-prefix":
            old = TITLE.search(text)
            text = stuffed(text, f"{hand.word()},{hand.word()}-{old[2] if old else ''}")
        elif form in {"title", "all"}:
            text = stuffed(text, line)
        if form in {"keywords", "all"}:
            listed = ",".join(hand.word() for _ in range(6))
            text = insert(text, "head", f'<meta name="keywords" content="{listed}">', rng)
        if form in {"description", "all"}:
            content = escape(hand.slogan() + hand.slogan())
            text = insert(text, "head", f'<meta name="description" content="{content}">', rng)
        work.now.write_text(site.host, path, text)
        note(work, "stuffed-head", form, site, f"http://{site.host}{path}")


LAPSED = (
    (
        "sentence",
        '<p>　　详情可登录<a href="{url}" target="_blank">{name}官方网站</a>查询。</p>',
        "casino",
    ),
    (
        "picture",
        '<p><a href="{url}"><img src="/images/zt{n}.jpg" alt="{name}" width="300"></a></p>',
        "list",
    ),
    ("form", '<p>报名表下载：<a href="{url}down/bmb.doc">{name}报名表</a></p>', "casino"),
    ("site", '<p>相关网站：<a href="{url}">{url}</a>（{name}）</p>', "article"),
    ("live", '<p>直播地址：<a href="{url}live.html" target="_blank">{name}</a></p>', "jump"),
    ("moved", '<p>　　欢迎访问{name}网站（<a href="{url}">点击进入</a>）。</p>', "302"),
    ("friend", '<div class="link"><a href="{url}" title="{name}">{name}</a></div>', "casino"),
)
"""An innocent link as it stood for years, and what its target shows now."""


def let_names_lapse(work: Field) -> None:
    """An outside site somebody linked to years ago now belongs to a casino."""
    for index, (form, markup, state) in enumerate(LAPSED):
        rng = stream("tamper", "lapsed", index)
        site, path = work.ground.home() if form == "friend" else work.ground.article(work.before)
        work.hand.turn(rng, site, "adult" if index == 3 else "gambling")
        host = f"www.{words()['lapsed_hosts'][index]}.example"
        url, name = f"http://{host}/", words()["lapsed_names"][index]
        fragment = markup.format(url=url, name=name, n=rng.randint(1, 99))
        link_on_both(work, site, path, "foot" if form == "friend" else "inside", fragment)
        lapse(work, host, name, state)
        address = f"http://{site.host}{path}"
        note_lapsed(work, "lapsed-outside", form, site, address, url)


FORMER = (
    ("footer", '<p>原域名：<a href="{url}">{host}</a></p>', "casino"),
    ("notice", '<p>　　本站已迁移，旧版网站<a href="{url}">{url}</a>停止更新。</p>', "casino"),
    ("old-version", '<a class="old" href="{url}" target="_blank">旧版入口</a>', "jump"),
    (
        "picture",
        '<p><img src="{url}upload/2015/{n}.jpg" alt="资料"><a href="{url}">原文链接</a></p>',
        "list",
    ),
    ("part", '<li><a href="{url}">网上办事大厅（旧）</a></li>', "302"),
    ("article", '<p>（来源：<a href="{url}">{name}原网站</a>）</p>', "article"),
)
"""How a site still leads to a domain it used to have, and what stands there now."""


def let_own_names_lapse(work: Field) -> None:
    """A domain the site itself used to have was let go and sold."""
    for index, (form, markup, state) in enumerate(FORMER):
        rng = stream("tamper", "former", index)
        site, path = work.ground.home() if index in {0, 2} else work.ground.article(work.before)
        work.hand.turn(rng, site, "adult" if index == 5 else "gambling")
        tail = rng.choice(["gov", "zw", "xxw", "online"])
        host = f"www.{site.host.split('.')[-2]}{tail}{index}.example"
        url = f"http://{host}/"
        fragment = markup.format(url=url, host=host, name=site.name, n=rng.randint(100, 999))
        link_on_both(work, site, path, "foot" if index in {0, 2} else "inside", fragment)
        lapse(work, host, site.name, state)
        note_lapsed(work, "lapsed-former", form, site, f"http://{site.host}{path}", url)


def link_on_both(work: Field, site: Site, path: str, room: str, fragment: str) -> None:
    """An old link stands on the page at both visits."""
    for desk in (work.now, work.before):
        if desk.has(site.host, path):
            rng = stream("tamper", "old link", path)
            text = insert(desk.text(site.host, path), room, fragment, rng)
            desk.write_text(site.host, path, text)


def lapse(work: Field, host: str, name: str, state: str) -> None:
    """What the host showed then and shows now."""
    then = f'<html><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1>'
    work.before.add(host, "*", (then + f"<p>欢迎访问{name}网站。</p></body></html>").encode())
    if state == "302":
        work.now.web.setdefault(host, {})["*"] = moved(work.hand.bad())
    else:
        work.now.add(host, "*", work.hand.page(forms("spam"), state))


def note_lapsed(work: Field, kind: str, form: str, site: Site, page: str, url: str) -> None:
    """The lapsed address comes first among the targets; what it leads on to follows."""
    work.hand.targets.insert(0, url)
    since = (
        "before" if work.before.has(site.host, page.removeprefix(f"http://{site.host}")) else "now"
    )
    note(work, kind, form, site, page, since=since)


def sites_in_turn(work: Field) -> list[Site]:
    """The tampered sites, for plants that take no page."""
    sites = list({s.code: s for s, _ in work.ground.articles}.values())
    return sorted(sites, key=lambda s: stream("tamper", "turn", s.code).random())


def urls_xml(urls: list[str]) -> bytes:
    """A site map."""
    rows = "".join(f"<url><loc>{escape(u)}</loc></url>\n" for u in urls)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n".encode()


def stuff_site_maps(work: Field) -> None:
    """Site maps and robots.txt that advertise."""
    for index, form in enumerate(
        ("xml-own", "xml-outside", "text", "robots-sitemap", "robots-allow", "html")
    ):
        site = sites_in_turn(work)[index]
        rng = stream("tamper", "map", form)
        work.hand.turn(rng, site, sort_of(rng))
        hand, root = work.hand, f"http://{site.host}"
        own = [
            f"{root}/?{hand.pick(['ssc', 'app', 'vod', 'cp'])}/{rng.randint(1000, 99999)}.html"
            for _ in range(40)
        ]
        real = [f"{root}{c.path}" for c in site.columns]
        outside = [hand.bad() + f"{n}.html" for n in range(12)]
        path, kind = "/sitemap.xml", "application/xml"
        if form == "xml-own":
            body, hand.targets = urls_xml(real + own), own
        elif form == "xml-outside":
            body = urls_xml(real + outside)
        elif form == "text":
            path, kind, body = (
                "/sitemap.txt",
                "text/plain",
                "\n".join(real + own + outside).encode(),
            )
        elif form == "html":
            path, kind = "/sitemap.html", "text/html"
            body = hand.page(forms("spam"), "list")
        elif form == "robots-sitemap":
            path, kind = "/robots.txt", "text/plain"
            body = f"User-agent: *\nDisallow:\nSitemap: {hand.bad()}sitemap.xml\n".encode()
        else:
            path, kind = "/robots.txt", "text/plain"
            lines = "".join(f"Allow: /{hand.pick(['ssc', 'bocai', 'lhc'])}{n}/\n" for n in range(9))
            body, hand.targets = f"User-agent: Baiduspider\n{lines}".encode(), []
        work.now.add(site.host, path, body, kind)
        if path in {"/sitemap.xml", "/sitemap.txt"}:
            robots = f"User-agent: *\nDisallow:\nSitemap: {root}{path}\n".encode()
            work.now.add(site.host, "/robots.txt", robots, "text/plain")
        via = ""
        if path == "/sitemap.html":
            via = link_from(work, site, path, "网站地图")
        note(work, "stuffed-map", form, site, root + path, via=via)


def link_from(work: Field, site: Site, target: str, words_: str) -> str:
    """Link to ``target`` in the footer of a free page of the site; gives that page's address."""
    spots = [s for s in work.ground.articles if s[0] is site]
    path = spots[0][1]
    work.ground.articles.remove(spots[0])
    text = work.now.text(site.host, path)
    rng = stream("tamper", "link", target)
    text = insert(text, "foot", f'<p><a href="{target}">{words_}</a></p>', rng)
    work.now.write_text(site.host, path, text)
    return f"http://{site.host}{path}"


def spam_pages(work: Field, desk: Desk, host: str, folder: str, rng: Random) -> list[str]:
    """Several pages of advertisement in a folder of a host; gives their addresses."""
    found = []
    for _ in range(rng.randint(3, 6)):
        path = f"{folder}{rng.randint(1000, 99999)}.html"
        body = work.hand.page(forms("spam"), work.hand.pick(["article", "article", "casino"]))
        desk.add(host, path, body)
        found.append(f"http://{host}{path}")
    return found


def add_parasites(work: Field) -> None:
    """Pages of advertisement in a folder of the site that no menu leads to."""
    for index, folder in enumerate(PARASITES):
        site = sites_in_turn(work)[8 + index]
        rng = stream("tamper", "parasite", index)
        work.hand.turn(rng, site, "adult" if folder == "/bbs/dy/" else "gambling")
        urls = spam_pages(work, work.now, site.host, folder, rng)
        if index % 2:
            via = link_from(work, site, urls[0].removeprefix(f"http://{site.host}"), "更多新闻")
        else:
            via = f"http://{site.host}/sitemap.xml"
            work.now.add(site.host, "/sitemap.xml", urls_xml([site.url, *urls]), "application/xml")
        work.hand.targets[:0] = urls
        note(work, "parasite-pages", "linked" if index % 2 else "map", site, urls[0], via=via)


def add_parasite_hosts(work: Field) -> None:
    """A name under the site's own domain serves advertisement."""
    for index, part in enumerate(PARTS):
        site = sites_in_turn(work)[16 + index]
        rng = stream("tamper", "parasite host", index)
        work.hand.turn(rng, site, sort_of(rng))
        host = f"{part}.{site.host.removeprefix('www.')}"
        work.now.add(host, "/", work.hand.page(forms("spam"), "casino"))
        urls = [f"http://{host}/", *spam_pages(work, work.now, host, "/", rng)]
        via = link_from(work, site, urls[0], {"bbs": "论坛", "en": "English"}.get(part, "旧版"))
        work.hand.targets[:0] = urls
        note(work, "parasite-host", part, site, urls[0], via=via)
