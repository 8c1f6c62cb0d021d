"""A column page gives exactly its own items, their dates and the newest one."""

from datetime import date

import pytest

from tests.extract import listpages
from xuncha.engine.domain.words import DateKind, PageKind
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
FRESH, OLD = date(2026, 11, 19), date(2023, 5, 17)


def read(body: bytes, kind: PageKind | None = None, url: str = listpages.URL):
    return read_page(body, url, content_type="text/html", as_of=AS_OF, kind=kind)


def named(pattern):
    return pattern.__name__


@pytest.mark.parametrize("newest", [FRESH, OLD], ids=["fresh", "old"])
@pytest.mark.parametrize("pattern", listpages.PATTERNS, ids=named)
def test_a_list_gives_its_own_items_and_their_newest_date(pattern, newest):
    rows = listpages.entries(newest, named_by_day=pattern is listpages.dates_in_addresses)
    facts = read(listpages.page(pattern(rows)))
    assert facts.kind is PageKind.LIST
    assert sorted(item.title for item in facts.items) == sorted(row.title for row in rows)
    assert {item.title: item.date for item in facts.items} == {row.title: row.day for row in rows}
    assert facts.newest == newest
    assert not facts.blank
    assert not facts.needs_rendering


@pytest.mark.parametrize("pattern", listpages.PATTERNS, ids=named)
def test_a_list_without_items_is_blank(pattern):
    facts = read(listpages.page(pattern([])), PageKind.LIST)
    assert facts.items == ()
    assert facts.blank
    assert not facts.needs_rendering


def test_a_list_that_a_script_fills_needs_rendering_and_is_not_blank():
    markup = """<div id="list"></div><script>$.ajax({url:"/api/article/list?column=12",
    success:function(d){$("#list").html(d)}})</script>"""
    facts = read(listpages.page(markup), PageKind.LIST)
    assert facts.needs_rendering
    assert not facts.blank


def test_month_days_without_a_year_stay_open():
    rows = listpages.entries(FRESH)
    markup = (
        "<ul>"
        + "".join(f"<li><a href='{r.href}'>{r.title}</a><i>{r.day:%m-%d}</i></li>" for r in rows)
        + "</ul>"
    )
    facts = read(listpages.page(markup))
    assert [item.date for item in facts.items] == [None] * len(rows)
    assert [item.month_day for item in facts.items] == [
        (row.day.month, row.day.day) for row in rows
    ]
    assert facts.newest is None


def test_month_days_take_their_year_from_addresses_that_agree():
    rows = listpages.entries(FRESH, named_by_day=True)
    markup = (
        "<ul>"
        + "".join(f"<li><a href='{r.href}'>{r.title}</a><i>{r.day:%m-%d}</i></li>" for r in rows)
        + "</ul>"
    )
    assert read(listpages.page(markup)).newest == FRESH


def test_a_future_date_is_never_the_newest():
    rows = [
        listpages.Entry("关于举办第十届平溪文化节的预告", "a.html", date(2027, 1, 1)),
        *listpages.entries(OLD),
    ]
    assert read(listpages.page(listpages.ul_span(rows))).newest == OLD


def test_a_list_of_signing_dates_proves_no_update():
    rows = "".join(
        f"<tr><td><a href='{r.href}'>{r.title}</a></td><td>{r.day}</td></tr>"
        for r in listpages.entries(FRESH)
    )
    markup = f"<table><tr><th>标题</th><th>成文日期</th></tr>{rows}</table>"
    facts = read(listpages.page(markup))
    assert {item.date_kind for item in facts.items} == {DateKind.SIGNED}
    assert len(facts.items) == 8
    assert facts.newest is None


def test_a_ranking_beside_a_blank_list_does_not_fill_it():
    facts = read(listpages.page("<ul class='list'></ul>", hot=FRESH), PageKind.LIST)
    assert facts.items == ()
    assert facts.newest is None
    assert facts.blank


def test_the_longer_old_list_wins_over_a_fresh_ranking():
    facts = read(listpages.page(listpages.ul_span(listpages.entries(OLD)), hot=FRESH))
    assert facts.newest == OLD


def test_one_item_alone_is_still_a_list():
    rows = listpages.entries(FRESH)[:1]
    facts = read(listpages.page(listpages.ul_span(rows)), PageKind.LIST)
    assert [item.title for item in facts.items] == [rows[0].title]
    assert facts.newest == FRESH


def test_a_gbk_list_reads_like_a_utf8_one():
    text = (
        listpages.page(listpages.table_rows(listpages.entries(FRESH)))
        .decode()
        .replace("utf-8", "gb2312")
    )
    facts = read(text.encode("gb18030"))
    assert facts.charset == "gb18030"
    assert facts.newest == FRESH


def test_items_of_a_home_page_come_from_all_its_blocks():
    blocks = "".join(
        f"<div class=block><h3>{name}</h3>{listpages.ul_span(listpages.entries(day))}</div>"
        for name, day in (("政务要闻", FRESH), ("部门动态", OLD))
    )
    facts = read(listpages.page(blocks, hot=OLD), url=f"{listpages.HOST}/")
    assert facts.kind is PageKind.HOME
    assert facts.newest == FRESH
    assert len([item for item in facts.items if item.title in listpages.TITLES]) == 16


@pytest.mark.parametrize(
    "title",
    [
        "新建改建供水工程四十六处",
        "热线电话办理情况通报",
        "【通知】关于停水的公告",
        "推荐优秀干部公示",
    ],
)
def test_a_title_keeps_its_first_characters(title):
    rows = [listpages.Entry(title, "a.html", FRESH), *listpages.entries(OLD)]
    assert read(listpages.page(listpages.ul_span(rows))).items[0].title == title


def test_a_day_under_a_month_head_of_the_future_is_dated_and_not_the_newest():
    row = '<li><span>{}日</span><a href="/a{}.html">{}</a></li>'
    november = row.format(12, 1, "关于认定科技型中小企业的通知")
    july = row.format(25, 2, "全区通村公路全部建成通车运行")
    july += row.format(24, 3, "全区推进非物质文化遗产保护传承")
    html = (
        "<html><head><title>今日要闻</title></head><body><div class='list'>"
        f"<h4>2026年11月</h4><ul>{november}</ul><h4>2026年07月</h4><ul>{july}</ul>"
        "</div></body></html>"
    )
    page = read_page(
        html.encode(),
        "http://a.example/list/",
        content_type="text/html; charset=utf-8",
        as_of=date(2026, 10, 12),
        kind=PageKind.LIST,
    )
    assert [item.date for item in page.items] == [
        date(2026, 11, 12),
        date(2026, 7, 25),
        date(2026, 7, 24),
    ]
    assert page.newest == date(2026, 7, 25)


def test_a_script_may_spell_what_is_no_address():
    row = '{"title":"我县召开重点工作会议部署任务","url":"/gz/\\ud800.html","date":"2026-11-18"}'
    page = f"<html><body><script>var list=[{row},{row.replace('ud800', 'u5de5')}];</script></body>"
    assert [item.url for item in read(page.encode(), PageKind.LIST).items] == [
        "",
        "http://www.pingxi.gov.cn/gz/工.html",
    ]
