"""robots.txt is read, recorded and obeyed, or overridden in the open."""

from dataclasses import replace

from tests.acquire.conftest import SETTINGS, Visit, account, list_page, site
from tests.acquire.zoo import Zoo, answer, redirect
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.words import UnableClass

RULES = "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"


def stock(zoo: Zoo) -> None:
    """A site with one public and one private column."""
    zoo.show("a.example", "/robots.txt", answer(RULES, content_type="text/plain"))
    zoo.show("a.example", "/", answer("<p>首页</p>"))
    zoo.show("a.example", "/public/", answer(list_page("/private/x.html")))
    zoo.show("a.example", "/private/", answer(list_page("/private/y.html")))


def test_what_robots_txt_forbids_is_not_asked_for(zoo: Zoo, visit: Visit) -> None:
    stock(zoo)
    bundle = visit(site("a.example", "/public/", "/private/"))["a.example"]
    assert sorted(zoo.asked_of("a.example")) == ["/", "/public/"]
    fetches = {fetch.url: fetch for fetch in bundle.fetches()}
    assert fetches["http://a.example/private/"].failure is UnableClass.ROBOTS
    assert fetches["http://a.example/private/x.html"].failure is UnableClass.ROBOTS
    assert fetches["http://a.example/robots.txt"].body.decode() == RULES
    reads = [entry.reason for entry in bundle.journal() if entry.decision is Decision.ROBOTS_READ]
    assert reads == ["已读取 robots 规则，其中建议间隔 7 秒"]


def test_an_override_is_recorded_beside_the_rules(zoo: Zoo, visit: Visit) -> None:
    stock(zoo)
    settings = replace(SETTINGS, obeys_robots=False)
    bundle = visit(site("a.example", "/public/", "/private/"), settings=settings)["a.example"]
    assert "/private/" in zoo.asked_of("a.example")
    decisions = [entry.decision for entry in bundle.journal()]
    assert decisions.count(Decision.ROBOTS_OVERRIDDEN) == 1
    assert Decision.ROBOTS_READ in decisions


def test_a_host_is_asked_once_and_every_bundle_keeps_the_rules(zoo: Zoo, visit: Visit) -> None:
    zoo.show("p.example", "/robots.txt", redirect("/real-robots.txt"))
    zoo.show("p.example", "/real-robots.txt", answer("User-agent: *\nDisallow: /no\n"))
    codes = ("n1", "n2", "n3")
    for code in codes:
        zoo.show("p.example", f"/{code}.xml", answer("<rss/>"))
    bundles = visit(*(account(code, f"http://p.example/{code}.xml") for code in codes))
    assert zoo.asked.count(("p.example", "/robots.txt")) == 1
    for code in codes:
        urls = {fetch.url for fetch in bundles[code].fetches()}
        assert urls == {
            "http://p.example/robots.txt",
            "http://p.example/real-robots.txt",
            f"http://p.example/{code}.xml",
        }
