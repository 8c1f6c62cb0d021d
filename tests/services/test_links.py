"""Dead links on loopback: what is gone twice, what only looks so, what could not be looked at."""

import asyncio
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, Visit, list_page, site, visit, zoo
from tests.acquire.zoo import CAPTCHA_PAGE, Exhibit, Zoo, answer, drop, redirect, slow
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.links import look_once
from xuncha.engine.acquire.lookout import Traffic
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import HostMap, VisitSettings
from xuncha.engine.domain.services import LinkFacts, LinkState
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.site import read_site

__all__ = ["visit", "zoo"]

LOOKING = replace(
    SETTINGS,
    timeout_s=1.0,
    articles_per_column=1,
    max_links=50,
    links_per_column=20,
    links_per_host=50,
    link_max_bytes=60_000,
)
HOST = "www.links.example"
NOT_THERE = "<html><title>提示</title><body><h1>抱歉，您访问的页面不存在</h1></body></html>"


def home(*links: str) -> str:
    """A home page with a column, an item and the given links."""
    named = "".join(f'<a href="{link}">链接{n}</a>' for n, link in enumerate(links))
    return list_page("/a1.html", "/a2.html", title="某某县人民政府", more=f"<div>{named}</div>")


def turns(*exhibits: Exhibit) -> Exhibit:
    """Each in its turn, over and over."""
    order = cycle(exhibits)

    async def show(writer):
        await next(order)(writer)

    return show


def seen(
    visit: Visit, zoo: Zoo, *links: str, settings: VisitSettings = LOOKING, column: str = ""
) -> tuple[LinkFacts, Bundle]:
    """What a visit to a home page with these links found."""
    zoo.show(HOST, "/", answer(home(*links)))
    zoo.show(HOST, "/xw/", answer(column or list_page("/a1.html", "/a2.html")))
    for path in ("/a1.html", "/a2.html"):
        zoo.show(HOST, path, answer("<h1>标题</h1><p>" + "正文内容。" * 60))
    bundle = visit(site(HOST, "/xw/"), settings=settings)[HOST]
    return read_site(bundle, AS_OF).services.links, bundle


def state_of(links: LinkFacts, path: str) -> LinkState:
    """The state of the link that ends so; open where it is not listed."""
    return next((one.state for one in links.seen if one.url.endswith(path)), LinkState.OPEN)


def test_a_link_gone_at_two_looks_is_dead(visit, zoo):
    zoo.show(HOST, "/gone.html", answer("<p>404</p>", 404))
    links, bundle = seen(visit, zoo, "/gone.html")
    (dead,) = links.dead
    assert dead.url == f"http://{HOST}/gone.html"
    assert (dead.text, dead.on, dead.is_own) == ("链接0", f"http://{HOST}/", True)
    assert bundle.body_of(dead.record) == b"<p>404</p>"
    assert zoo.asked_of(HOST).count("/gone.html") == 4


def test_a_link_gone_once_and_back_at_the_second_look_is_open(visit, zoo):
    lost, found = answer("<p>404</p>", 404), answer("<h1>回来了</h1><p>" + "正文。" * 80)
    zoo.show(HOST, "/flaky.html", turns(lost, lost, found, found))
    links, _ = seen(visit, zoo, "/flaky.html")
    assert state_of(links, "/flaky.html") is LinkState.OPEN


def test_a_page_whose_second_look_fails_is_suspected(visit, zoo):
    lost = answer("<p>404</p>", 404)
    zoo.show(HOST, "/half.html", turns(lost, lost, answer("", 503), answer("", 503)))
    links, _ = seen(visit, zoo, "/half.html")
    assert state_of(links, "/half.html") is LinkState.SUSPECT


def test_a_visited_page_that_is_gone_gets_its_second_look(visit, zoo):
    page = list_page("/lost.html")
    links, _ = seen(visit, zoo, column=page)
    assert state_of(links, "/lost.html") is LinkState.DEAD
    assert zoo.asked_of(HOST).count("/lost.html") == 3


def test_without_the_time_for_a_second_look_nothing_is_dead(visit, zoo):
    zoo.show(HOST, "/gone.html", answer("<p>404</p>", 404))
    hurried = replace(LOOKING, link_second_look_s=900.0, site_max_seconds=600.0)
    links, _ = seen(visit, zoo, "/gone.html", settings=hurried)
    assert links.dead == ()
    assert state_of(links, "/gone.html") is LinkState.SUSPECT


@pytest.mark.parametrize(
    ("exhibit", "unable"),
    [
        (answer("<p>no</p>", 403), UnableClass.FORBIDDEN),
        (answer("", 429), UnableClass.THROTTLED),
        (answer("", 500), UnableClass.SERVER_ERROR),
        (answer(CAPTCHA_PAGE), UnableClass.CAPTCHA),
        (answer(CAPTCHA_PAGE, 404), UnableClass.CAPTCHA),
        (slow(3.0), UnableClass.TIMEOUT),
        (drop(), UnableClass.RESET),
        (redirect("/odd.html"), UnableClass.UNREADABLE),
    ],
)
def test_a_link_that_could_not_be_looked_at_is_never_dead(visit, zoo, exhibit, unable):
    zoo.show(HOST, "/odd.html", exhibit)
    links, _ = seen(visit, zoo, "/odd.html")
    assert links.dead == links.suspect == ()
    assert [one.unable for one in links.unable] == [unable]


def test_a_ring_of_redirects_is_left_after_a_while(visit, zoo):
    zoo.show(HOST, "/r1.html", redirect("/r2.html"))
    zoo.show(HOST, "/r2.html", redirect("/r1.html"))
    links, _ = seen(visit, zoo, "/r1.html")
    assert state_of(links, "/r1.html") is LinkState.UNABLE
    assert len(zoo.asked_of(HOST)) < 60


def test_a_page_that_says_it_is_not_there_is_suspected(visit, zoo):
    zoo.show(HOST, "/soft.html", answer(NOT_THERE))
    links, _ = seen(visit, zoo, "/soft.html")
    assert state_of(links, "/soft.html") is LinkState.SUSPECT


def test_a_page_of_the_site_that_leads_to_its_home_page_is_suspected(visit, zoo):
    zoo.show(HOST, "/old/page.html", redirect("/"))
    links, _ = seen(visit, zoo, "/old/page.html")
    assert state_of(links, "/old/page.html") is LinkState.SUSPECT


def test_a_moved_page_is_open(visit, zoo):
    zoo.show(HOST, "/old.html", redirect("/new.html", 301))
    zoo.show(HOST, "/new.html", answer("<h1>新页面</h1><p>" + "正文。" * 80))
    links, _ = seen(visit, zoo, "/old.html")
    assert state_of(links, "/old.html") is LinkState.OPEN


def test_another_site_is_told_apart_from_pages_of_its_own(visit, zoo):
    zoo.show("www.other.example", "/", answer("<p>404</p>", 404))
    links, _ = seen(visit, zoo, "http://www.other.example/")
    assert [one.is_own for one in links.dead] == [False]


def test_addresses_inside_our_own_walls_are_refused(tmp_path: Path, zoo: Zoo):
    inside = ("http://127.0.0.1:1/x", "http://10.0.0.8/x", "http://metadata.internal/x")
    links, _ = _seen_mapped(tmp_path, zoo, *inside)
    assert {one.unable for one in links.unable} == {UnableClass.GUARD}
    assert len(links.unable) == 3


def _seen_mapped(tmp_path: Path, zoo: Zoo, *links: str) -> tuple[LinkFacts, Bundle]:
    zoo.show(HOST, "/", answer(home(*links)))
    hosts = HostMap(((HOST, "127.0.0.1", zoo.port),))
    visit_shard(ShardOrder((site(HOST, "/xw/"),), LOOKING, hosts, AS_OF, tmp_path))
    bundle = Bundle.open(tmp_path / HOST)
    return read_site(bundle, AS_OF).services.links, bundle


def test_thousands_of_links_are_looked_at_within_the_bounds(visit, zoo):
    many = [f"/p{n}.html" for n in range(3000)]
    links, _ = seen(visit, zoo, *many, settings=replace(LOOKING, max_links=30))
    assert links.found > 3000
    asked = {path for path in zoo.asked_of(HOST) if path.startswith("/p")}
    assert 25 <= len(asked) <= 30
    assert len(links.dead) == len(asked)


def test_a_file_is_not_fetched_to_see_that_it_is_there(visit, zoo):
    zoo.show(HOST, "/form.pdf", answer(b"%PDF-1.4", content_type="application/pdf"))
    links, _ = seen(visit, zoo, "/form.pdf")
    assert state_of(links, "/form.pdf") is LinkState.OPEN
    methods = [head.split(b" ")[0] for head in zoo.heads if b"/form.pdf" in head]
    assert methods == [b"HEAD"]


def test_visited_pages_are_not_asked_for_again(visit, zoo):
    seen(visit, zoo, "/a1.html")
    assert zoo.asked_of(HOST).count("/a1.html") == 1


def test_looks_at_links_are_no_pages_of_the_visit(visit, zoo):
    zoo.show(HOST, "/soft.html", answer(NOT_THERE))
    _, bundle = seen(visit, zoo, "/soft.html", "/a2.html")
    assert not any(fetch.url.endswith("/soft.html") for fetch in bundle.fetches())


def test_no_link_is_looked_at_where_the_settings_allow_none(visit, zoo):
    links, _ = seen(visit, zoo, "/gone.html", settings=replace(LOOKING, max_links=0))
    assert zoo.asked_of(HOST).count("/gone.html") == 0
    assert links.dead == links.suspect == ()


def test_the_host_of_a_shared_link_is_asked_once_for_all_sites_of_a_shard(visit, zoo):
    zoo.show("www.shared.example", "/", answer("<h1>共享</h1><p>" + "正文。" * 80))
    codes = ("www.one.example", "www.two.example")
    for host in codes:
        zoo.show(host, "/", answer(home("http://www.shared.example/")))
    visit(*(site(host, "/xw/") for host in codes), settings=LOOKING)
    methods = [path for path in zoo.asked_of("www.shared.example") if path == "/"]
    assert len(methods) == 2


def test_looks_at_one_host_keep_the_delay_between_them(zoo):
    zoo.show(HOST, "/gone.html", answer("<p>404</p>", 404))
    clock, pauses = [0.0], []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock[0] += seconds

    traffic = Traffic(
        transport=None,
        gate=Gate(zoo.host_map),
        settings=replace(LOOKING, delay_s=1.5),
        now=lambda: AS_OF,
        seconds=lambda: clock[0],
        pause=pause,
    )
    answers = asyncio.run(look_once(traffic, f"http://{HOST}/gone.html", Purpose.LINK))
    assert [(one.method, one.status) for one in answers] == [("HEAD", 404), ("GET", 404)]
    assert pauses == [1.5, 1.5]
