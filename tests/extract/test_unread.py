# ruff: noqa: E501 (markup stands as a page has it)
"""A page that shows or loads content is never blank, and says when there is more than was read."""

from datetime import date

import pytest

from tests.extract import listpages
from xuncha.engine.domain.words import PageKind, UnableClass
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
OLD = listpages.ul_span(listpages.entries(date(2023, 5, 17)))
FRAME = '<iframe src="list_inner.html" width="100%" height="800"></iframe>'
AJAX = '<ul id="list"></ul><script>$.ajax({url:"/api/list.do?col=3",success:function(d){$("#list").html(d)}})</script>'
EMPTY = "<ul class='list'></ul>"


def read(body: bytes | str, kind: PageKind | None = PageKind.LIST, url: str = listpages.URL):
    text = body.encode() if isinstance(body, str) else body
    return read_page(text, url, content_type="text/html", as_of=AS_OF, kind=kind)


def column(markup: str):
    return read(listpages.page(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<ul id="list"></ul><script src="/js/list.js"></script>',
        '<ul id="list"></ul><script>loadPage(1);</script>',
        '<ul id="list"></ul><script type="module">import {r} from "/js/m.js"; r("#list")</script>',
        '<div class="xxgk-list" data-url="/gk/list?c=3"></div><script>new Pager({el:".xxgk-list",channel:15})</script>',
        FRAME, '<embed src="/a.pdf" width="100%" height="900">', '<object data="/a.pdf"></object>', AJAX,
    ],
)  # fmt: skip
def test_a_list_that_a_script_or_a_frame_brings_needs_rendering(markup):
    facts = column(markup)
    assert facts.needs_rendering
    assert not facts.blank


def test_a_frameset_needs_rendering():
    facts = read(
        '<html><frameset cols="20%,80%"><frame src="m.html"><frame src="l.html"></frameset></html>'
    )
    assert facts.needs_rendering
    assert not facts.blank


def test_a_script_at_the_end_that_calls_an_empty_box_by_name_fills_it():
    body = listpages.page('<div id="newslist"></div>').decode()
    body = body.replace("</body>", '<script>channel.render("newslist", 15)</script></body>')
    assert read(body).needs_rendering


@pytest.mark.parametrize(
    "markup",
    [
        '<div>' + "".join(f'<div class="row"><span>我县召开第{n}次会议</span><span>2026-10-0{n}</span></div>' for n in range(1, 6)) + "</div>",
        "<p>本栏目为办事大厅地址：某路 1 号。</p>",
        "".join(f'<a href="{n}.html"><img src="/p{n}.jpg" alt="我县召开第{n}次重点会议"></a>' for n in range(6)),
    ],
    ids=["rows without links", "a line of text", "pictures"],
)  # fmt: skip
def test_a_page_that_shows_dates_text_or_pictures_is_not_blank(markup):
    facts = column(markup)
    assert not facts.blank
    assert not facts.needs_rendering


def test_linked_pictures_with_captions_are_items():
    markup = "".join(
        f'<a href="{n}.html"><img src="/p{n}.jpg" alt="我县召开第{n}次重点会议"></a>'
        for n in range(3)
    )
    assert [item.title for item in column(markup).items] == [
        f"我县召开第{n}次重点会议" for n in range(3)
    ]


@pytest.mark.parametrize(
    "markup",
    [
        EMPTY, "<p>暂无数据</p>", "<p>栏目建设中，敬请期待。</p>", "<p>没有找到相关信息。</p>", '<p>当前位置：<a href="/">首页</a> &gt; 通知公告</p>',
        EMPTY + '<script>createPageHTML(1, 0, "index", "html");</script>', EMPTY + "<script>var jpage_3867 = {totalRecord:0,perPage:20};</script>",
        EMPTY + '<script src="/js/jquery-1.8.3.min.js"></script><script src="/js/share.js"></script>', EMPTY + '<script>$.get("/hits/count.do?id=1", function(n){ $("#n").html(n); });</script>',
        EMPTY + "<script>$('.nav li').hover(function(){ $(this).addClass('on'); });</script>", EMPTY + "<!-- <script>loadPage(1)</script> --><script>// loadPage(1)\n</script>",
        EMPTY + '<iframe src="about:blank"></iframe>',
    ],
)  # fmt: skip
def test_a_page_that_is_plainly_empty_stays_blank(markup):
    facts = column(markup)
    assert facts.blank
    assert not facts.needs_rendering


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("网站正在进行系统升级维护，预计 10 月 15 日恢复，给您带来不便敬请谅解。", UnableClass.UNREADABLE), ("系统升级维护中，请稍后访问", UnableClass.UNREADABLE),
        ("当前访问人数过多，请稍后再试", UnableClass.UNREADABLE), ("Welcome to nginx!", UnableClass.UNREADABLE), ("您没有权限访问该页面", UnableClass.FORBIDDEN),
        ("本网站仅限境内 IP 访问，您所在地区无法访问。", UnableClass.FORBIDDEN), ("抱歉，您访问的页面不存在", UnableClass.NOT_FOUND),
    ],
)  # fmt: skip
@pytest.mark.parametrize("framed", [False, True], ids=["alone", "with menus"])
def test_a_notice_in_place_of_a_page_is_no_content(words, wanted, framed):
    alone = f"<html><head><title>提示</title></head><body><h1>提示</h1><p>{words}</p></body></html>"
    menu = "".join(f'<li><a href="/c{n}/">栏目名称{n}</a></li>' for n in range(30))
    inside = alone.replace("<body>", f"<body><div class=nav><ul>{menu}</ul></div>").replace(
        "</body>", "<div class=footer>主办：平溪县人民政府办公室</div></body>"
    )
    facts = read(inside if framed else alone)
    assert facts.challenge is wanted
    assert not facts.blank


def test_an_article_about_maintenance_is_an_article():
    text = (
        "因系统升级维护，政务服务网将于10月15日零时至六时暂停服务，正在进行升级的业务办理将顺延，请广大群众合理安排时间。"
        * 5
    )
    facts = read(
        f"<html><title>关于系统升级维护的公告</title><body><h1>关于系统升级维护的公告</h1><p>发布时间：2026-10-12</p><div class=TRS_Editor><p>{text}</p></div></body></html>",
        PageKind.ARTICLE,
        f"{listpages.HOST}/a.html",
    )
    assert facts.challenge is None
    assert facts.publish_date == date(2026, 10, 12)


@pytest.mark.parametrize(
    "loader", [AJAX, FRAME, '<ul id="list"></ul><script>loadPage(1);</script>']
)
def test_an_old_block_beside_a_list_that_is_loaded_is_not_all(loader):
    facts = column(loader + "<div class=rel><h4>制度建设</h4>" + OLD + "</div>")
    assert facts.needs_rendering
    assert not facts.blank


def test_a_list_with_its_paging_script_and_counters_is_all():
    facts = column(
        OLD
        + '<div id="page"></div><script>createPageHTML(9, 0, "index", "html");</script><script>$.get("/hits/count.do",f)</script>'
    )
    assert not facts.needs_rendering


def home(markup: str):
    return read(listpages.page(markup, hot=date(2023, 5, 1)), None, f"{listpages.HOST}/")


def test_undated_lists_headlines_and_pictures_of_a_home_page_are_items():
    rows = "".join(
        f'<li><a href="/xw/{n}.html">我县召开第{n}次重点工作会议</a></li>' for n in range(3)
    )
    head = '<h1><a href="/xw/9.html">县委经济工作会议今日召开</a></h1><div class="banner"><a href="/xw/8.html"><img src="b.jpg"></a></div>'
    items = {item.url: item.date for item in home(head + f"<ul>{rows}</ul>" + OLD).items}
    assert {f"{listpages.HOST}/xw/{n}.html" for n in (0, 1, 2, 8, 9)} <= {
        url for url, day in items.items() if day is None
    }
    assert len([day for day in items.values() if day == date(2023, 5, 17)]) == 1


def test_entrances_friends_and_registration_numbers_of_a_home_page_are_no_items():
    markup = """<ul><li><a href="/bsfw/">个人办事服务大厅入口</a></li><li><a href="/ztzl/zt1/index.html">学习贯彻会议精神专题</a></li>
    <li><a href="http://www.gov.cn/">中华人民共和国中央人民政府</a></li><li><a href="/x.jsp">信箱</a></li></ul>
    <a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=1">滇公网安备 52999902000001号</a>"""
    assert [item.url for item in home(markup + OLD).items if item.date is None] == []


def test_a_home_page_that_loads_its_news_says_so():
    assert home(AJAX + OLD).needs_rendering
    assert not home(OLD).needs_rendering


@pytest.mark.parametrize("body", ['<div id="app"></div><script src="/static/js/app.3f2.js"></script>', '<script>window.location.href="http://good.example/";</script>'])  # fmt: skip
def test_a_home_page_that_is_a_shell_needs_rendering(body):
    assert read(
        f"<html><head><title>某县</title></head><body>{body}</body></html>",
        None,
        f"{listpages.HOST}/",
    ).needs_rendering
