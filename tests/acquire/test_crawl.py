"""Which pages of a site are visited, in which order, and which are left alone."""

from dataclasses import replace

from tests.acquire.conftest import SETTINGS, Visit, article_page, list_page, site
from tests.acquire.zoo import CAPTCHA_PAGE, Zoo, answer, redirect
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.words import UnableClass


def stock(zoo: Zoo, host: str, columns: int = 3) -> list[str]:
    """A site with some columns of six articles each; the column paths."""
    zoo.show(host, "/", answer(list_page("/a/9.html", "/c0/1.html", "/a/8.html", "/a/7.html")))
    paths = [f"/c{column}/" for column in range(columns)]
    for path in paths:
        zoo.show(host, path, answer(list_page(*(f"{path}{n}.html" for n in range(6)))))
        for n in range(6):
            zoo.show(host, f"{path}{n}.html", answer(article_page(f"文章{path}{n}")))
    for n in range(7, 10):
        zoo.show(host, f"/a/{n}.html", answer(article_page(f"首页文章{n}")))
    return paths


def skipped(bundle: Bundle, unable: UnableClass) -> list[str]:
    """The addresses that were not looked at for one reason, in log order."""
    return [
        entry.url.partition(".example")[2]
        for entry in bundle.journal()
        if entry.decision is Decision.SKIPPED and entry.unable is unable
    ]


def test_home_then_columns_then_the_first_articles_of_each(zoo: Zoo, visit: Visit) -> None:
    paths = stock(zoo, "a.example")
    settings = replace(SETTINGS, requests_per_host=1, articles_per_column=2)
    bundle = visit(site("a.example", *paths), settings=settings)["a.example"]
    articles = [f"{path}{n}.html" for path in paths for n in (0, 1)]
    # The second item of the home page, /c0/1.html, was seen already.
    assert zoo.asked_of("a.example") == ["/", *paths, *articles, "/a/9.html"]
    fetched = [fetch.url for fetch in bundle.fetches()]
    assert fetched[0] == "http://a.example/robots.txt"
    assert len(fetched) == len(set(fetched)) == 1 + len(zoo.asked_of("a.example"))


def test_pages_fall_out_by_column_order_not_by_arrival(zoo: Zoo, visit: Visit) -> None:
    paths = stock(zoo, "a.example")
    settings = replace(SETTINGS, site_max_pages=9, articles_per_column=3)
    bundle = visit(site("a.example", *paths), settings=settings)["a.example"]
    expected = ["/", *paths, "/c0/0.html", "/c0/1.html", "/c0/2.html", "/c1/0.html", "/c1/1.html"]
    assert sorted(zoo.asked_of("a.example")) == sorted(expected)
    assert skipped(bundle, UnableClass.BUDGET) == [
        "/c1/2.html",
        *(f"/c2/{n}.html" for n in range(3)),
        "/a/9.html",
        "/a/8.html",
    ]
    failed = [fetch for fetch in bundle.fetches() if fetch.failure is UnableClass.BUDGET]
    assert len(failed) == 6
    assert "已看满 9 页" in failed[0].failure_reason


def test_bytes_and_depth_are_budgets_too(zoo: Zoo, visit: Visit) -> None:
    stock(zoo, "a.example", columns=1)
    stock(zoo, "b.example", columns=1)
    by_bytes = replace(SETTINGS, site_max_bytes=1500, max_depth=4)
    bundle = visit(site("a.example", "/c0/"), settings=by_bytes)["a.example"]
    assert zoo.asked_of("a.example") == ["/", "/c0/"]
    assert skipped(bundle, UnableClass.BUDGET)[0] == "/c0/0.html"
    by_depth = replace(SETTINGS, max_depth=1, articles_per_column=2)
    bundle = visit(site("b.example", "/c0/"), settings=by_depth)["b.example"]
    assert sorted(zoo.asked_of("b.example")) == ["/", "/a/9.html", "/c0/", "/c0/1.html"]
    assert skipped(bundle, UnableClass.BUDGET) == ["/c0/0.html", "/c0/1.html"]
    assert "/c0/1.html" in {
        fetch.url.partition(".example")[2] for fetch in bundle.fetches() if fetch.status
    }


def test_no_second_left_means_nothing_but_the_log(zoo: Zoo, visit: Visit) -> None:
    stock(zoo, "a.example", columns=1)
    settings = replace(SETTINGS, site_max_seconds=0.0)
    bundle = visit(site("a.example", "/c0/"), settings=settings)["a.example"]
    assert zoo.asked == []
    assert {fetch.failure for fetch in bundle.fetches()} == {UnableClass.BUDGET}


def test_other_hosts_are_noted_and_not_visited(zoo: Zoo, visit: Visit) -> None:
    links = (
        "http://b.example/x.html",
        "http://sub.a.example/y.html",
        "http://www.a.example/z.html",
    )
    zoo.show("a.example", "/", answer("<p>首页</p>"))
    zoo.show("a.example", "/c/", answer(list_page(*links)))
    zoo.show("sub.a.example", "/", answer(list_page("/own.html")))
    zoo.show("sub.a.example", "/y.html", answer(article_page("子站文章")))
    zoo.show("www.a.example", "/z.html", answer(article_page("同站文章")))
    zoo.show("b.example", "/x.html", answer(article_page("别处文章")))
    plan = site("a.example", "/c/", "http://sub.a.example/")
    bundle = visit(plan)["a.example"]
    assert zoo.asked_of("b.example") == []
    assert sorted(zoo.asked_of("sub.a.example")) == ["/", "/own.html", "/y.html"]
    assert zoo.asked_of("www.a.example") == ["/z.html"]
    noted = [entry.url for entry in bundle.journal() if entry.decision is Decision.NOTED]
    assert noted == ["http://b.example/x.html"]


def test_columns_are_discovered_when_the_register_names_none(zoo: Zoo, visit: Visit) -> None:
    menu = "".join(
        f'<li><a href="/{path}/">{name}</a></li>'
        for path, name in (("xw", "新闻动态"), ("tz", "通知公告"), ("zc", "政策文件"))
    )
    home = f'<html><body><div class="nav"><ul>{menu}</ul></div></body></html>'
    zoo.show("a.example", "/", answer(home))
    for path in ("xw", "tz", "zc"):
        zoo.show("a.example", f"/{path}/", answer(list_page(f"/{path}/1.html")))
        zoo.show("a.example", f"/{path}/1.html", answer(article_page("文章")))
    visit(site("a.example"))
    assert {"/xw/", "/tz/", "/zc/", "/zc/1.html"} <= set(zoo.asked_of("a.example"))


def test_a_home_page_that_moved_is_followed_and_its_new_host_counts(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", redirect("http://new.example/index/", 301))
    zoo.show("new.example", "/index/", answer(list_page("/art.html")))
    zoo.show("new.example", "/art.html", answer(article_page("新址文章")))
    bundle = visit(site("a.example"))["a.example"]
    assert "/art.html" in zoo.asked_of("new.example")
    chain = {fetch.url: fetch.redirects_to for fetch in bundle.fetches() if fetch.redirects_to}
    assert chain == {"http://a.example/": "http://new.example/index/"}


def test_behind_a_captcha_two_columns_are_tried_and_no_more(zoo: Zoo, visit: Visit) -> None:
    paths = stock(zoo, "a.example", columns=4)
    zoo.show("a.example", "/", answer(CAPTCHA_PAGE))
    bundle = visit(site("a.example", *paths))["a.example"]
    assert zoo.asked_of("a.example") == ["/", "/c0/", "/c1/"]
    assert skipped(bundle, UnableClass.CAPTCHA) == ["/c2/", "/c3/"]


def test_a_site_that_throttles_is_not_asked_again(zoo: Zoo, visit: Visit) -> None:
    paths = stock(zoo, "a.example", columns=4)
    zoo.show("a.example", "/c1/", answer("slow down", 429))
    settings = replace(SETTINGS, requests_per_host=1)
    bundle = visit(site("a.example", *paths), settings=settings)["a.example"]
    assert zoo.asked_of("a.example") == ["/", "/c0/", "/c1/"]
    assert skipped(bundle, UnableClass.THROTTLED)[:2] == ["/c2/", "/c3/"]


def test_a_site_nobody_answers_for_is_asked_for_its_home_page_only(zoo: Zoo, visit: Visit) -> None:
    zoo.show("other.example", "/", answer("x"))
    bundle = visit(site("a.example", "/c0/", "/c1/"))["a.example"]
    assert [fetch.failure for fetch in bundle.fetches()] == [UnableClass.GUARD] * 3
    reasons = [entry.reason for entry in bundle.journal()]
    assert reasons.count("主机不在映射表中") == 1, "a gate decision is logged once per host"


def test_further_list_pages_are_walked_as_far_as_asked(zoo: Zoo, visit: Visit) -> None:
    zoo.show("a.example", "/", answer("<p>首页</p>"))
    more = '<a href="/c/index_1.html">下一页</a>'
    zoo.show("a.example", "/c/", answer(list_page("/1.html", more=more)))
    script = '<script>createPageHTML(3, 1, "index", "html");</script>'
    zoo.show("a.example", "/c/index_1.html", answer(list_page("/2.html", more=script)))
    zoo.show("a.example", "/c/index_2.html", answer(list_page("/3.html")))
    settings = replace(SETTINGS, list_pages_per_column=3, requests_per_host=1)
    visit(site("a.example", "/c/"), settings=settings)
    assert zoo.asked_of("a.example") == [
        "/",
        "/c/",
        "/c/index_1.html",
        "/c/index_2.html",
        "/1.html",
        "/2.html",
        "/3.html",
    ]
