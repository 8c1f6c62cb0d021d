"""Writes all responses of the sites and feeds of a scenario into a pack."""

import json
from datetime import date

from xuncha.sample.cms import FAMILIES
from xuncha.sample.feeds import feed
from xuncha.sample.model import Account, Column, Site
from xuncha.sample.pack import PackWriter
from xuncha.sample.walls import captcha_page, waf_page

SERVERS = ("nginx", "nginx/1.20.1", "Apache", "openresty", "Microsoft-IIS/7.5", "******")
CHALLENGE_STATUS = 468
NOT_FOUND = (
    "<html><head><title>404</title></head>"
    "<body><h1>404</h1><p>您访问的页面不存在或已删除</p></body></html>"
)


def headers_of(site: Site, kind: str = "text/html") -> list[tuple[str, str]]:
    """The response headers of a site."""
    charset = f"; charset={site.header_charset}" if site.header_charset else ""
    server = SERVERS[int(site.code) % len(SERVERS)]
    return [("Server", server), ("Content-Type", f"{kind}{charset}")]


def write_site(pack: PackWriter, site: Site, today: date) -> None:
    """Home, lists, articles, robots and what else a site answers."""
    if site.wall:
        write_wall(pack, site)
        return
    family = FAMILIES[site.family]
    transfer = " ".join(n for n, on in (("gzip", site.gzip), ("chunked", site.chunked)) if on)
    headers = headers_of(site)

    def add(path: str, text: str, status: int = 200) -> None:
        body = text.encode(site.charset, "xmlcharrefreplace")
        pack.add(site.host, path, status, headers, body, transfer)

    write_home(pack, site, family.home(site, today), add)
    for column in site.columns:
        listing = family.listing(site, column, today)
        add(column.path, listing)
        if column.path.endswith("/"):
            add(column.path + "index.html", listing)
        if column.script_only:
            write_channel(pack, site, column)
    for column in site.columns:
        for article in column.articles:
            add(article.path, family.article(site, column, article, today))
    write_robots(pack, site)
    add("*", NOT_FOUND, 404)


def write_home(pack: PackWriter, site: Site, home: str, add: object) -> None:
    """The home page at all its addresses, behind a redirect on some sites."""
    assert callable(add)
    if site.redirect:
        where = [("Location", site.redirect), *headers_of(site)]
        status = 301 if int(site.code) % 2 else 302
        pack.add(site.host, "/", status, where, b"")
        add(site.redirect, home)
    else:
        add("/", home)
    for path in ("/index.html", "/index.htm"):
        if path != site.redirect:
            add(path, home)


def write_wall(pack: PackWriter, site: Site) -> None:
    """A firewall or captcha page for whatever is asked."""
    headers = [("Server", "******"), ("Content-Type", "text/html; charset=utf-8")]
    if site.wall == "waf":
        body = waf_page(site).encode()
        pack.add(site.host, "/", 200, [*headers, ("Set-Cookie", "acw_tc=; path=/; HttpOnly")], body)
        pack.add(site.host, "*", CHALLENGE_STATUS, headers, body)
    else:
        pack.add(site.host, "*", 200, headers, captcha_page(site).encode())


def write_channel(pack: PackWriter, site: Site, column: Column) -> None:
    """The records a browser fetches to fill a script-built list."""
    rows = [
        {"title": a.title, "url": a.path, "date": a.published.isoformat()} for a in column.listed
    ]
    body = json.dumps({"code": 200, "data": {"rows": rows}}, ensure_ascii=False).encode()
    headers = [("Server", "nginx"), ("Content-Type", "application/json;charset=UTF-8")]
    pack.add(site.host, f"/api/channel/{column.number}/list.json", 200, headers, body)


def write_robots(pack: PackWriter, site: Site) -> None:
    """robots.txt on part of the sites."""
    if not site.robots:
        return
    rule = "Disallow: /admin/\nDisallow: /search" if site.robots == "admin" else "Disallow:"
    body = f"User-agent: *\n{rule}\n".encode()
    pack.add(site.host, "/robots.txt", 200, [("Content-Type", "text/plain")], body)


def write_feeds(pack: PackWriter, accounts: list[Account]) -> None:
    """The feeds of all accounts that have one."""
    for account in accounts:
        if not account.feed_url:
            continue
        host, _, path = account.feed_url.removeprefix("http://").partition("/")
        body, kind = feed(account)
        headers = [("Server", "openresty"), ("Content-Type", kind)]
        pack.add(host, "/" + path, 200, headers, body, "gzip")
