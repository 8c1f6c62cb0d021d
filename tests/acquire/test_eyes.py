"""A second look with other eyes: only where the settings name an agent, apart from the pages."""

from dataclasses import replace

from tests.acquire.conftest import SETTINGS, Visit, article_page, list_page, site
from tests.acquire.zoo import Zoo, answer
from xuncha.engine.bundle.exchange import Purpose


def test_pages_are_looked_at_once_more_as_a_search_engine(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", answer(list_page("/1.html")))
    zoo.show("a.example", "/c/", answer(list_page("/1.html")))
    zoo.show("a.example", "/1.html", answer(article_page("文章")))
    settings = replace(SETTINGS, other_eyes_pages=2, search_engine_agent="Spider/1.0")
    bundle = visit(site("a.example", "/c/"), settings=settings)["a.example"]
    looks = list(bundle.link_looks(Purpose.AS_SEARCH_ENGINE))
    assert [one.url for one in looks] == ["http://a.example/", "http://a.example/c/"]
    assert not list(bundle.link_looks(Purpose.AS_PHONE))
    assert zoo.asked_of("a.example").count("/1.html") == 1


def test_without_an_agent_nobody_is_looked_at_twice(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", answer(list_page("/1.html")))
    zoo.show("a.example", "/1.html", answer(article_page("文章")))
    settings = replace(SETTINGS, other_eyes_pages=9)
    visit(site("a.example"), settings=settings)
    assert len(zoo.asked_of("a.example")) == len(set(zoo.asked_of("a.example")))


def test_who_comes_from_a_search_engine_says_so(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", answer(list_page("/1.html")))
    zoo.show("a.example", "/1.html", answer(article_page("文章")))
    referrer = "https://www.baidu.com/link?url=x"
    settings = replace(SETTINGS, other_eyes_pages=1, search_referrer=referrer)
    bundle = visit(site("a.example"), settings=settings)["a.example"]
    assert [one.url for one in bundle.link_looks(Purpose.FROM_SEARCH)] == ["http://a.example/"]
    assert [b"baidu" in head for head in zoo.heads].count(True) == 1
