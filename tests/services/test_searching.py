"""A site's own search: which forms can be tried, with what, and what a page of results shows."""

from datetime import date

import pytest

from tests.services.pages import HOST, TODAY, fetch, sheet
from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.services.searching import drawn_titles, is_named, search_form

FIELD = '<input type="text" name="kw" placeholder="请输入关键字">'
TITLE = "关于印发某县防汛抗旱应急方案的通知"


def form(markup: str):
    return search_form(sheet(markup, PageKind.HOME, "/"))


def test_a_title_is_asked_for_with_the_forms_fixed_fields():
    found = form(f'<form action="/s?site=1"><input type="hidden" name="t" value="9">{FIELD}</form>')
    assert found is not None
    assert found.address_for("通知") == f"{HOST}/s?site=1&t=9&kw=%E9%80%9A%E7%9F%A5"


def test_a_site_in_gbk_is_asked_in_gbk():
    found = form(f'<form action="/s" accept-charset="gbk">{FIELD}</form>')
    assert found is not None
    assert found.address_for("通知") == f"{HOST}/s?kw=%CD%A8%D6%AA"
    assert found.address_for("ཡིག") == ""


@pytest.mark.parametrize(
    "markup",
    [
        f'<form action="/s" method="post">{FIELD}</form>',
        f'<form action="/s" onsubmit="return go()">{FIELD}</form>',
        FIELD,
        '<form action="/s"><input type="text" placeholder="请输入关键字"></form>',
    ],
)
def test_what_a_script_or_a_post_would_send_is_left_to_a_person(markup):
    assert form(markup) is None


def test_titles_are_drawn_alike_whatever_the_order_and_only_whole_ones():
    items = [
        ListItem(f"{TITLE}（第{n}号）", f"{HOST}/{n}.html", date(2026, 11, 1)) for n in range(9)
    ]
    odd = [
        ListItem(f"{TITLE}…", f"{HOST}/cut.html", date(2026, 11, 1)),
        ListItem("通知", f"{HOST}/short.html", date(2026, 11, 1)),
        ListItem(f"{TITLE}今天", f"{HOST}/today.html", TODAY),
    ]
    page, back = Listed(items + odd), Listed([*odd, *reversed(items)])
    drawn = drawn_titles([page], 3, HOST, TODAY)
    assert drawn == drawn_titles([back], 3, HOST, TODAY)
    assert len(drawn) == 3
    assert not set(drawn) & set(odd)


class Listed:
    """A page that shows these items."""

    def __init__(self, items):
        self.items = tuple(items)


def results(*titles: str):
    rows = "".join(
        f'<li><a href="/{n}.html">{title}</a><span>2026-10-01</span></li>'
        for n, title in enumerate(titles)
    )
    return fetch("/s", f"<h1>搜索结果</h1><ul>{rows}</ul>")


OTHERS = tuple(f"某县召开第{n}次重点工作推进会议部署任务" for n in range(6))


def test_a_title_among_the_results_is_found_marked_up_or_cut():
    assert is_named(TITLE, results(*OTHERS, f"<em>{TITLE[:4]}</em>{TITLE[4:]}"), TODAY)[0] is True
    assert is_named(TITLE, results(*OTHERS, TITLE[:12] + "..."), TODAY)[0] is True


def test_results_without_the_title_do_not_name_it():
    assert is_named(TITLE, results(*OTHERS), TODAY)[0] is False


def test_results_a_script_brings_tell_nothing():
    empty = fetch("/s", '<h1>搜索</h1><div id="list"></div><script>$.ajax("/api")</script>')
    assert is_named(TITLE, empty, TODAY)[0] is None
    assert is_named(TITLE, None, TODAY)[0] is None
