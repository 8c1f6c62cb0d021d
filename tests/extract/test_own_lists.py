# ruff: noqa: E501 (markup stands as a page has it)
"""The column's own list is told from what stands beside it; a column is blank only where proved."""

from datetime import date

import pytest

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
ROWS = (
    ("关于城区停水的通告", "2026-05-06"),
    ("关于河道采砂许可的公示", "2026-04-11"),
    ("县水务局召开防汛会议", "2026-03-01"),
    ("农村饮水安全工程开工", "2026-02-02"),
)
LINES = "".join(f'<li><a href="/a/{n}.html">{t}</a><span>{d}</span></li>' for n, (t, d) in enumerate(ROWS))  # fmt: skip
UNDATED = "".join(f'<li><a href="/a/{n}.html">{t}</a></li>' for n, (t, _) in enumerate(ROWS))
NEWER = "".join(f'<li><a href="/h/{n}.html">全县热点新闻的第{n}条标题</a><span>2026-11-0{n}</span></li>' for n in range(1, 7))  # fmt: skip
MENU = "".join(f'<li><a href="/c{n}/">{t}</a></li>' for n, t in enumerate(("首页", "政务公开", "互动交流", "新闻中心", "图片新闻")))  # fmt: skip


def page(
    content: str,
    top: str = f'<div class="nav"><ul>{MENU}</ul></div>',
    title: str = "通知公告-某县水务局",
):
    html = (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{top}'
        '<div class="weizhi">当前位置：<a href="/">首页</a> &gt; 通知公告</div>'
        f'<div class="w">{content}</div>'
        '<div class="footer"><p>主办：某县水务局 滇ICP备00000000号</p></div></body></html>'
    )
    return read_page(html.encode(), "http://x.example/tzgg/", content_type="text/html", as_of=AS_OF, kind=PageKind.LIST)  # fmt: skip


def titles(content: str, **more: str) -> list[str]:
    return [item.title for item in page(content, **more).items]


OWN = [title for title, _ in ROWS]


@pytest.mark.parametrize(
    "top", [f"<div><ul>{MENU}</ul></div>", f'<div class="nav"><ul>{MENU}</ul></div>']
)
def test_the_last_link_of_a_menu_heads_no_list(top):
    assert titles(f"<ul>{LINES}</ul>", top=top) == OWN


def test_the_shown_panel_of_several_is_the_columns_own():
    hidden = f'<div class="p" style="display:none"><ul>{NEWER}</ul></div>'
    assert titles(f'<div class="p"><ul>{LINES}</ul></div>{hidden}{hidden}') == OWN


def test_rows_kept_for_later_pages_are_items_although_hidden():
    lines = LINES.replace("<li>", "<li style='display:none'>").replace(
        "<li style='display:none'>", "<li>", 2
    )
    assert titles(f"<ul>{lines}</ul>") == OWN


def test_a_list_under_no_heading_wins_over_newer_rows_under_anothers():
    others = f"<div class='left'><h3>Дэлгэрэнгүй</h3><ul>{NEWER}</ul></div>"
    assert titles(f"{others}<div class='right'><ul class='list'>{UNDATED}</ul></div>") == OWN


def test_pieces_of_a_list_in_the_body_itself_are_one_list():
    top = f"<ul class='l'>{LINES}</ul><div class='line'></div><ul class='l'>{LINES.replace('/a/', '/b/')}</ul>"
    assert len(titles("", top=top)) == 2 * len(ROWS)


def test_a_lone_last_cell_belongs_to_the_list_of_the_cells_above():
    cells = [f'<td><a href="/a/{n}.html">{t}</a> ({d})</td>' for n, (t, d) in enumerate(ROWS[:3])]
    assert titles(f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}</tr></table>") == OWN[:3]


def test_a_date_alone_beats_the_days_of_a_summary():
    lines = "".join(f'<li><h4><a href="/a/{n}.html">{t}</a></h4><p>报名时间自2024年1月17日至2026年7月3日，逾期不予受理</p><i>{d}</i></li>' for n, (t, d) in enumerate(ROWS))  # fmt: skip
    assert [str(item.date) for item in page(f"<ul>{lines}</ul>").items] == [d for _, d in ROWS]


def test_dates_that_end_every_title_are_the_dates_of_the_items():
    lines = "".join(f'<li><a href="/a/{n}.html">{t}（{d}）</a></li>' for n, (t, d) in enumerate(ROWS))  # fmt: skip
    facts = page(f"<ul>{lines}</ul>")
    assert [(item.title, str(item.date)) for item in facts.items] == list(ROWS)


def test_a_date_that_ends_one_title_beside_a_column_of_dates_belongs_to_the_title():
    lines = LINES.replace("防汛会议", "防汛会议（2026年10月19日）")
    facts = page(f"<ul>{lines}</ul>")
    assert facts.items[2].title == "县水务局召开防汛会议（2026年10月19日）"
    assert facts.newest == date(2026, 5, 6)


def test_friends_whose_addresses_lead_nowhere_are_no_items():
    friends = "".join(f"<li><a href='#'>某某市人民政府{n}</a></li>" for n in range(12))
    facts = page(f"{EMPTY}<div class='bottom'><ul>{friends}</ul></div>")
    assert facts.items == ()
    assert facts.blank


def test_short_names_with_words_beside_them_are_items():
    cards = "".join(f'<div class="ld"><h4><a href="/l/{n}.html">{t}</a></h4><p>党组成员、副局长</p></div>' for n, t in enumerate(("王某", "李某某", "赵某")))  # fmt: skip
    assert titles(f"<div>{cards}</div>") == ["王某", "李某某", "赵某"]


def test_a_head_of_a_year_dates_the_days_below_it():
    lines = "".join(f'<li><a href="/a/{n}.html">{t}</a><i>{d[5:]}</i></li>' for n, (t, d) in enumerate(ROWS))  # fmt: skip
    assert page(f"<h4>2025年度</h4><ul>{lines}</ul>").newest == date(2025, 5, 6)


EMPTY = '<ul class="news-list"></ul>'


@pytest.mark.parametrize(
    "content",
    [
        EMPTY, "<p>暂无信息</p>", "<table class='list'><tr><th>标题</th><th>日期</th></tr></table>",
        f"<div class='l'><h3>热点排行</h3><ul>{NEWER}</ul></div>{EMPTY}", f"<div class='sidebar'><h3>公告</h3><ul>{NEWER}</ul></div>{EMPTY}",

        f"<marquee><a href='/a/9.html'>关于停水的通告（2026-10-05）</a></marquee>{EMPTY}",
        f"<div>2026年11月22日 星期日 农历十月十四</div>{EMPTY}", f"{EMPTY}<div class='yqlj'><ul>{MENU}</ul></div>",
        '<div id="l"></div><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/dataproxy.jsp?page=1"></a>]]></nextgroup><totalrecord>0</totalrecord><recordset></recordset></datastore></script>',
        '<div id="list"></div><script>var rows=[];renderList(rows);</script>',
        '<div id="app"><p>加载中</p></div><script type="application/json">{"total": 0, "list": []}</script>',
        f"{EMPTY}<script>var recordCount=0;var pageSize=5;</script>",
    ],
)  # fmt: skip
def test_a_column_whose_own_place_is_empty_is_blank(content):
    facts = page(content)
    assert facts.items == ()
    assert facts.newest is None
    assert facts.blank
    assert not facts.needs_rendering


@pytest.mark.parametrize(
    "content",
    [
        f"<div class='side'><ul>{LINES}</ul></div>", f"<div class='menu'><ul>{UNDATED}</ul></div>", f"<div class='bottom'><ul>{LINES}</ul></div>",
        f"<div class='left'><h3>最新公示</h3><ul>{LINES}</ul></div><div class='right'>{EMPTY}</div>",
        f"<h3>最新公示</h3><ul>{LINES}</ul><div class='nodata' style='display:none'>暂无数据</div>",
        f"<div class='p' style='display:none'><ul>{LINES}</ul></div>", f"<div class='p'>{EMPTY}</div><div class='p' style='display:none'><ul>{LINES}</ul></div>",
        '<p><a href="/u/1.doc">附件一</a></p><p><a href="/u/2.doc">附件二</a></p>', '<a href="/u/2026.pdf">2026年</a>',
        '<ul><li><a href="/y/2025/">2025年</a></li><li><a href="/y/2024/">2024年</a></li></ul><div class="ly">暂无留言数据</div>',
        f'<ul><li><a href="/l/1.html">办公室</a></li><li><a href="/l/2.html">人事科</a></li></ul>{EMPTY}',
        "<table><tr><td>姓名</td></tr><tr><td>王某</td></tr></table>", "<p>联系电话：0871-1234567</p>", '<img src="/jgt.jpg">', '<video src="/v.mp4"></video>',
        "".join(f'<a href="/p/{n}.html"><img src="/p{n}.jpg"></a>' for n in range(5)),
        '<div id="list"></div><script>var a=[];var rows=[{"x":"关于停水的通告","u":"/a/1"}];render(a);show(rows);</script>',
        '<ul id="list"></ul><script>var conf={"total":0,"list":[]};$.getJSON("/api/list?c=1",function(d){conf=d;});</script>',
    ],
)  # fmt: skip
def test_a_page_that_shows_anything_that_could_be_the_columns_is_not_blank(content):
    assert not page(content).blank


def test_a_month_above_the_rows_is_no_other_columns_heading_nor_a_template_note_proof_of_nothing():
    rows = "".join(f'<li><span>{n}日</span><a href="/a/{n}.html">{t}</a></li>' for n, (t, _) in enumerate(ROWS, 1))  # fmt: skip
    note = "<div class='empty hide'><p>暂无数据</p></div>"
    facts = page(
        f"<h1>通知公告</h1><div class='news-list'><ul><h4>2026年10月</h4><ul>{rows}</ul></ul></div>{note}"
    )
    assert facts.newest == date(2026, 10, 4)


@pytest.mark.parametrize("note", ["<div class='empty'>暂无数据</div>", f"<div>{EMPTY}</div>"])
def test_a_list_under_another_heading_beside_an_empty_place_leaves_a_doubt(note):
    assert not page(f"<div class='l'><h3>最新公示</h3><ul>{LINES}</ul></div>{note}").blank


def test_rows_below_the_pages_own_folder_are_its_own_under_any_heading():
    rows = LINES.replace("/a/", "/tzgg/2026/")
    assert titles(f"<div class='l'><h3>最新公示</h3><ul>{rows}</ul></div>{EMPTY}") == OWN
