"""A site nobody registered: its columns are found, visited and read from the bundle."""

from dataclasses import replace

import pytest

from tests.acquire.conftest import SETTINGS, Visit, article_page, list_page, site
from tests.acquire.zoo import CAPTCHA_PAGE, Zoo, answer
from xuncha.engine.domain.words import FoundBy, UnableClass
from xuncha.engine.extract.site import read_site

HOST = "a.example"
MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li>'
    '<li><a href="/xw/">新闻中心</a><ul><li><a href="/xw/yw/">本地要闻</a></li>'
    '<li><a href="/xw/dt/">部门动态</a></li></ul></li>'
    '<li><a href="/gk/">政务公开</a><ul><li><a href="/gk/tz/">通知公告</a></li></ul></li>'
    "</ul></div>"
)
FOOT = '<div class="footer"><a href="/map.html">网站地图</a> <a href="/us/">关于我们</a></div>'


def page(markup: str) -> str:
    return f"<html><head><title>某县人民政府</title></head><body>{MENU}{markup}{FOOT}</body></html>"


@pytest.fixture
def site_map(zoo: Zoo) -> None:
    """A site whose map names a column no menu shows, and whose list's trail names another."""
    zoo.show(HOST, "/", answer(page(list_page("/xw/yw/1.html"))))
    for path in ("/xw/", "/xw/yw/", "/xw/dt/", "/gk/", "/gk/tz/", "/gk/rs/", "/gk/cz/"):
        zoo.show(HOST, path, answer(list_page(f"{path}1.html", f"{path}2.html")))
        for number in (1, 2):
            zoo.show(HOST, f"{path}{number}.html", answer(article_page(f"文章{path}{number}")))
    zoo.show(
        HOST,
        "/map.html",
        answer(page('<dl><dt>政务公开</dt><dd><a href="/gk/rs/">人事任免</a></dd></dl>')),
    )
    trail = (
        '<p>您的位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a> &gt; '
        '<a href="/gk/cz/">财政资金</a> &gt; 正文</p>'
    )
    zoo.show(HOST, "/gk/1.html", answer(trail + article_page("关于资金安排的公示")))


def test_menu_site_map_and_trails_lead_to_columns_that_are_visited(
    zoo: Zoo, visit: Visit, site_map: None
) -> None:
    bundle = visit(site(HOST))[HOST]
    asked = zoo.asked_of(HOST)
    assert "/map.html" in asked
    assert {"/gk/rs/", "/gk/rs/1.html", "/gk/cz/", "/gk/cz/1.html"} <= set(asked)
    assert "/us/" not in asked
    columns = {column.plan.name: column for column in read_site(bundle, bundle.as_of).columns}
    assert set(columns) == {
        "新闻中心", "本地要闻", "部门动态", "政务公开", "通知公告", "人事任免", "财政资金",
    }  # fmt: skip
    assert all(len(column.items) == 2 for column in columns.values())
    assert columns["人事任免"].reading.found_by is FoundBy.SITE_MAP
    assert columns["财政资金"].reading.path == ("政务公开", "财政资金")
    assert columns["财政资金"].reading.found_by is FoundBy.TRAIL
    assert columns["本地要闻"].plan.level == 2


def test_registered_columns_are_visited_alone_and_the_register_holds(
    zoo: Zoo, visit: Visit, site_map: None
) -> None:
    bundle = visit(site(HOST, "/gk/tz/"))[HOST]
    assert "/map.html" not in zoo.asked_of(HOST)
    (column,) = read_site(bundle, bundle.as_of).columns
    assert (column.plan.name, column.plan.kind, column.plan.level) == ("栏目0", "news", 1)
    assert (column.reading.level, column.reading.path) == (2, ("政务公开", "栏目0"))


def test_found_columns_share_the_budget(zoo: Zoo, visit: Visit, site_map: None) -> None:
    visit(site(HOST), settings=replace(SETTINGS, site_max_pages=4))
    assert len(zoo.asked_of(HOST)) == 4


def test_a_wall_before_the_home_page_finds_nothing(zoo: Zoo, visit: Visit) -> None:
    zoo.show(HOST, "/", answer(CAPTCHA_PAGE))
    bundle = visit(site(HOST))[HOST]
    facts = read_site(bundle, bundle.as_of)
    assert facts.columns == ()
    assert facts.unable is UnableClass.CAPTCHA
