# ruff: noqa: E501 (markup stands as a page has it)
"""Columns found from menus, home page blocks, site maps and trails; what is none of them."""

import pytest

from xuncha.engine.domain.facts import Link
from xuncha.engine.domain.words import ColumnKind, FoundBy
from xuncha.engine.extract.columns import Discovery, settled
from xuncha.engine.extract.navigation import read_navigation

HOME = "http://www.pingxi.gov.cn/"
MENU = """<div class=nav><ul><li><a href="/">首页</a></li><li><a href="/xwzx/">新闻中心</a><ul><li>
<a href="/xwzx/pxyw/index.html">平溪要闻</a></li><li><a href="xwzx/tzgg/">通知公告</a></li></ul></li>
<li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/zcwj/">政策文件</a></li></ul></li>
<li><a href="http://www.else.gov.cn/">政务服务</a></li>
<li><a href="/login">登录</a></li><li><a href="/wza/">无障碍</a></li><li><a href="/en/">English</a></li></ul></div>"""


def page(markup: str, url: str = HOME):
    return read_navigation(f"<html><body>{markup}</body></html>".encode(), url, "")


def found(markup: str, url: str = HOME):
    return Discovery(page(markup, url)).columns()


def test_columns_come_from_the_menu_with_the_names_above_them():
    columns = found(MENU)
    assert [(one.reading.path, one.reading.level, one.reading.kind) for one in columns] == [
        (("新闻中心",), 1, ColumnKind.NEWS), (("新闻中心", "平溪要闻"), 2, ColumnKind.NEWS),
        (("新闻中心", "通知公告"), 2, ColumnKind.NOTICE), (("政务公开",), 1, ColumnKind.DISCLOSURE),
        (("政务公开", "政策文件"), 2, ColumnKind.POLICY),
    ]  # fmt: skip
    assert columns[2].url == "http://www.pingxi.gov.cn/xwzx/tzgg/"
    assert {one.reading.found_by for one in columns} == {FoundBy.MENU}
    assert columns[0].plan().has_duty is None


def test_articles_outside_links_foot_links_and_technical_entries_are_no_columns():
    content = """<div class=main><ul><li><a href="/xwzx/202611/t20261101_5.html">供暖启动</a><span>2026-11-01</span></li>
    <li><a href="/art/2026/11/1/art_12_345.html">停水通知</a></li><li><a href="/shownews.asp?id=12">招聘公告</a></li>
    <li><a href="http://zwfw.qinghai.gov.cn/">办事指南</a></li></ul></div>
    <div class=footer><a href="/gywm/">关于我们</a><a href="/flsm/">法律声明</a><a href="/zcwj2/">政策文件汇编</a></div>"""
    names = {one.name for one in found(MENU + content)}
    assert names == {"新闻中心", "平溪要闻", "通知公告", "政务公开", "政策文件"}


def test_a_home_page_block_names_a_column_its_more_link_leads_to():
    block = """<div class=box><div class=tit><span>部门动态</span><a href="/bmdt/">更多&gt;&gt;</a></div>
    <ul><li><a href="/bmdt/202611/t20261101_1.html">教育局开展调研</a><span>11-01</span></li></ul></div>"""
    column = next(one for one in found(MENU + block) if one.url.endswith("/bmdt/"))
    assert (column.name, column.reading.found_by) == ("部门动态", FoundBy.HOME_BLOCK)


def test_a_group_that_leads_to_its_first_column_is_not_a_second_column():
    menu = """<div class=nav><ul><li><a href="/a/yw/">新闻动态</a><ul><li><a href="/a/yw/">今日要闻</a></li>
    <li><a href="/a/dt/">部门动态</a></li></ul></li><li><a href="/b/tz/">政务公开</a><ul><li><a href="/b/tz/">通知公告</a></li>
    <li><a href="/b/zc/">政策文件</a></li></ul></li></ul></div>"""
    assert [one.name for one in found(menu)] == ["今日要闻", "部门动态", "通知公告", "政策文件"]


def test_definition_lists_table_cells_and_bold_labels_open_groups_too():
    for menu in (
        '<div class=menu><dl><dt>政务公开</dt><dd><a href="/z/t/">通知公告</a><a href="/z/f/">法规文件</a></dd></dl></div>',
        '<table class=nav><tr><td><a href="/z/">政务公开</a><div><a href="/z/t/">通知公告</a><a href="/z/f/">法规文件</a></div></td></tr></table>',
        '<div class=nav><p><b>政务公开：</b><a href="/z/t/">通知公告</a> <a href="/z/f/">法规文件</a></p></div>',
    ):
        paths = {one.url: one.reading.path for one in found(menu)}
        assert paths[HOME + "z/t/"] == ("政务公开", "通知公告"), menu


def test_a_language_entry_is_a_column_below_a_group_and_a_switch_beside_the_menu():
    menu = MENU.replace("</ul></li>", '<li><a href="/xwzx/bod/">བོད་ཡིག</a></li></ul></li>', 1)
    top = '<div class=top><a href="/zw/">藏文版</a></div>'
    languages = [one for one in found(top + menu) if "/bod/" in one.url or "/zw/" in one.url]
    assert [one.reading.path for one in languages] == [("新闻中心", "བོད་ཡིག")]


def test_a_name_of_the_site_is_no_group():
    menu = f'<meta name=SiteName content="平溪县人民政府"><div class=header><h1>平溪县人民政府</h1>{MENU}</div>'
    assert {one.reading.path[0] for one in found(menu)} == {"新闻中心", "政务公开"}


def test_a_site_without_a_marked_menu_still_has_columns():
    menu = '<table><tr><td><a href="/">首页</a> | <a href="/class.asp?cid=3">工作动态</a> | <a href="/class.asp?cid=4">通知公告</a></td></tr></table>'
    assert [(one.name, one.reading.level) for one in found(menu)] == [("工作动态", 1), ("通知公告", 1)]  # fmt: skip


def test_the_site_map_adds_what_the_menu_leaves_out():
    home = page(MENU + '<div class=footer><a href="/wzdt/">网站地图</a></div>')
    discovery = Discovery(home)
    assert discovery.map_url == "http://www.pingxi.gov.cn/wzdt/"
    listed = '<dl><dt><a href="/zwgk/">政务公开</a></dt><dd><a href="/zwgk/rsxx/">人事信息</a><a href="/zwgk/zcwj/">政策文件</a></dd></dl>'
    discovery.add_map(page(f"<div class=main>{listed}</div>", discovery.map_url))
    new = [one for one in discovery.columns() if one.reading.found_by is FoundBy.SITE_MAP]
    assert [(one.name, one.reading.path) for one in new] == [("人事信息", ("政务公开", "人事信息"))]


def test_a_trail_names_columns_no_menu_shows():
    discovery = Discovery(page(MENU))
    trail = """<div class=x>您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/cz/">财政资金</a> &gt; 正文</div><p>正文</p>"""
    discovery.add_page(page(trail, HOME + "zwgk/cz/202601/t20260102_3.html"))
    column = discovery.columns()[-1]
    assert (column.name, column.reading.path, column.reading.level) == ("财政资金", ("政务公开", "财政资金"), 2)  # fmt: skip
    assert column.reading.found_by is FoundBy.TRAIL


def test_trails_are_read_in_links_cells_and_plain_text():
    for markup in (
        '<div>当前位置：<a href="/">首页</a>&gt;<a href="/z/">政务公开</a>&gt;<a href="/z/t/">通知公告</a></div>',
        '<table><tr><td>当前位置：</td><td><a href="/">首页</a></td><td> &gt; <a href="/z/">政务公开</a></td><td> &gt; 通知公告</td></tr></table>',
        "<p>首页 &gt;&gt; 政务公开 &gt;&gt; 通知公告 &gt;&gt; 正文</p>",
        '<ol class=breadcrumb><li><a href="/">首页</a></li><li>» <a href="/z/">政务公开</a></li><li>» 通知公告</li></ol>',
    ):
        assert [step.text for step in page(markup).trail] == ["政务公开", "通知公告"], markup


def test_a_page_without_a_trail_has_none():
    assert page(MENU + "<p>我县地理位置优越：位于首都以西</p>").trail == ()
    assert page("<p>打开首页后点击通知公告</p>").trail == ()
    assert page('<ul><li><a href="#">地理<br>位置</a></li><li>地图</li></ul>').trail == ()


def test_a_trail_ends_before_the_tools_beside_it():
    tools = '<div>当前位置 : 首页->政务信息->通知公告 <span>字号：</span><a href="#">默认</a> <a href="#">大</a> 打印</div>'
    assert [step.text for step in page(tools).trail] == ["政务信息", "通知公告"]


def test_the_beginning_of_a_trail_is_no_group():
    trail = '<div>当前位置：<a href="/z/">政务公开</a> &gt; <a href="/z/t/">通知公告</a></div>'
    assert {one.reading.path for one in found(MENU + trail) if "/z/" in one.url} <= {("政务公开",), ("通知公告",)}  # fmt: skip


def test_the_columns_own_page_corrects_its_name_and_level():
    group = next(one for one in found(MENU) if one.name == "政务公开")
    own = page(
        '<p>位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/">通知公告</a></p>'
    )
    assert own.trail[0] == Link("http://www.pingxi.gov.cn/zwgk/", "政务公开")
    column = settled(group, own, "", [])
    assert (column.name, column.reading.level, column.reading.kind) == ("通知公告", 2, ColumnKind.NOTICE)  # fmt: skip


def test_a_deep_address_without_any_name_above_it_counts_as_the_second_level():
    block = '<div><h3>镇街动态</h3><a href="/a/b/c/">更多</a></div>'
    column = next(one for one in found(MENU + block) if one.name == "镇街动态")
    assert column.reading.level == 2


@pytest.mark.parametrize("href", ["http://[通知/", "http://a]b.cn/", "http://℀.cn/tzgg/"])
def test_an_address_nobody_can_read_is_no_column(href):
    link = f'<li><a href="{href}">通知公告</a></li>'
    assert [one.url for one in found(MENU.replace("<ul>", f"<ul>{link}", 1))] == [
        one.url for one in found(MENU)
    ]


def test_a_page_that_begins_countless_trails_has_none():
    assert page("当前位置：" + "<a href=/>首页</a> &gt; " * 15_000).trail == ()
