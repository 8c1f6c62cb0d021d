"""A visit goes on where rendered pages lead: the same walk, on what is left of its budgets.

What a browser built is put into the bundles by hand here; tests/render does it with a real one.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, article_page, list_page, site
from tests.acquire.zoo import Zoo, answer
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import Part, SupplementWriter
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.services import LinkState
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.site import read_site

HOST = "spa.example"
SHELL = '<html><head><title>某县</title></head><body><div id="app"></div><script>go()</script>'
BUILT = (("content-type", "text/html; charset=utf-8"), ("lost-requests", "0"), ("settled", "yes"))
MENU = (("本地要闻", "/xw/"), ("通知公告", "/tz/"))
LINKS = replace(SETTINGS, max_links=20, links_per_column=5, links_per_host=20, link_max_bytes=9999)
GoOn = Callable[..., Bundle]


def home(*more: str) -> str:
    rows = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in MENU)
    menu = f'<div class="nav"><ul>{rows}</ul></div>'
    return f"<html><head><title>某县</title></head><body>{menu}{''.join(more)}</body></html>"


@pytest.fixture
def go_on(zoo: Zoo, tmp_path: Path) -> GoOn:
    """Visits the site, lets a browser have built ``doms`` (by path), and goes on."""
    zoo.show(HOST, "/", answer(SHELL))
    for _, path in MENU:
        links = [f"{path}{number}.html" for number in range(3)]
        zoo.show(HOST, path, answer(list_page(*links)))
        for number, link in enumerate(links):
            zoo.show(HOST, link, answer(article_page(f"第{number}次会议")))

    def go(doms: dict[str, str], *columns: str, settings=SETTINGS) -> Bundle:
        plan = site(HOST, *columns)
        order = ShardOrder((plan,), settings, zoo.host_map, AS_OF, tmp_path)
        visit_shard(order)
        folder = tmp_path / HOST
        with SupplementWriter(folder, Part.RENDER, {}, started_at=AS_OF) as writer:
            for path, dom in doms.items():
                url = f"http://{HOST}{path}"
                writer.conversion(url, (*BUILT, ("final-url", url)), dom.encode(), AS_OF, "")
            writer.finish(AS_OF)
        zoo.asked.clear()
        visit_shard(replace(order, goes_on=True))
        return Bundle.open(folder)

    return go


def test_what_a_rendered_home_page_shows_is_visited_down_to_its_articles(zoo, go_on):
    bundle = go_on({"/": home()})
    wanted = [f"{path}{end}" for _, path in MENU for end in ("", "0.html", "1.html", "2.html")]
    assert sorted(zoo.asked_of(HOST)) == sorted(wanted)
    facts = read_site(bundle, AS_OF)
    assert [column.plan.name for column in facts.columns] == [name for name, _ in MENU]
    assert len(facts.articles) == 6
    assert verify(bundle.folder).broken == ()


def test_articles_behind_a_rendered_list_are_visited_as_many_as_a_column_may_have(zoo, go_on):
    zoo.show(HOST, "/", answer(home()))
    zoo.show(HOST, "/js/", answer(SHELL))
    built = list_page(*(f"/xw/{number}.html" for number in range(3)))
    two = replace(SETTINGS, articles_per_column=2)
    bundle = go_on({"/js/": built}, "/js/", settings=two)
    assert sorted(zoo.asked_of(HOST)) == ["/xw/0.html", "/xw/1.html"]
    assert len(read_site(bundle, AS_OF).articles) == 2


def test_a_visit_and_what_follows_it_share_one_budget(zoo, go_on):
    bundle = go_on({"/": home()}, settings=replace(SETTINGS, site_max_pages=4))
    assert len(zoo.asked_of(HOST)) == 3
    budget = [entry for entry in bundle.journal() if entry.unable is UnableClass.BUDGET]
    assert any("已看满 4 页" in entry.reason for entry in budget)


def test_robots_is_heeded_when_a_visit_goes_on(zoo, go_on):
    rules = "User-agent: *\nDisallow: /tz/"
    zoo.show(HOST, "/robots.txt", answer(rules, content_type="text/plain"))
    bundle = go_on({"/": home()})
    assert not any(path.startswith("/tz/") for path in zoo.asked_of(HOST))
    assert read_site(bundle, AS_OF).columns[1].unable is UnableClass.ROBOTS


def test_a_secrecy_mark_found_when_a_visit_goes_on_leaves_a_tombstone(zoo, go_on):
    marked = "<p>机密★20年</p><p>关于边境管控工作的报告</p><p>正文。</p>"
    zoo.show(HOST, "/xw/1.html", answer(marked))
    bundle = go_on({"/": home()})
    (stone,) = bundle.withheld()
    assert stone.url.endswith("/xw/1.html")
    assert not any("机密★".encode() in one.body for one in bundle.fetches())


def test_files_of_articles_are_fetched_once_when_a_visit_goes_on(zoo, go_on):
    linked = article_page("通知").replace("正文", '<a href="/f.docx">附件</a>正文', 1)
    zoo.show(HOST, "/xw/1.html", answer(linked))
    zoo.show(HOST, "/tz/1.html", answer(linked))
    zoo.show(HOST, "/f.docx", answer(b"no document", content_type="application/octet-stream"))
    bundle = go_on({"/": home()})
    assert [file.url for file in bundle.attachments()] == [f"http://{HOST}/f.docx"]
    assert zoo.asked_of(HOST).count("/f.docx") == 1


def test_a_link_only_a_rendered_page_has_is_looked_at_and_gone_twice_is_dead(zoo, go_on):
    bundle = go_on({"/": home('<a href="/old/zt.html">旧专题</a>')}, settings=LINKS)
    (dead,) = read_site(bundle, AS_OF).services.links.dead
    assert (dead.url, dead.state) == (f"http://{HOST}/old/zt.html", LinkState.DEAD)


def test_links_looked_at_in_the_visit_are_not_looked_at_again(zoo, go_on):
    zoo.show(HOST, "/", answer(home('<a href="/old/zt.html">旧专题</a>')))
    zoo.show(HOST, "/js/", answer(SHELL))
    built = list_page("/xw/0.html")
    bundle = go_on({"/js/": built}, "/js/", settings=LINKS)
    assert "/old/zt.html" not in zoo.asked_of(HOST)
    (dead,) = read_site(bundle, AS_OF).services.links.dead
    assert dead.url.endswith("/old/zt.html")


def test_a_host_that_told_us_to_stop_is_left_alone_when_a_visit_goes_on(zoo, go_on):
    zoo.show(HOST, "/", answer(home()))
    zoo.show(HOST, "/js/", answer(SHELL))
    zoo.show(HOST, "/busy/", answer("slow down", 429))
    go_on({"/js/": list_page("/xw/0.html")}, "/js/", "/busy/")
    assert zoo.asked_of(HOST) == []


def test_going_on_twice_asks_for_nothing_the_second_time(zoo, go_on, tmp_path):
    bundle = go_on({"/": home()})
    seal = (bundle.folder / Part.FOLLOW / "manifest.json").read_bytes()
    zoo.asked.clear()
    order = ShardOrder((bundle.plan,), SETTINGS, zoo.host_map, AS_OF, tmp_path, goes_on=True)
    visit_shard(order)
    assert zoo.asked == []
    assert (bundle.folder / Part.FOLLOW / "manifest.json").read_bytes() == seal
