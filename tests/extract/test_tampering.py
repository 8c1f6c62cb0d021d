"""Traces of tampering on a page: what is hidden from whom, and what only speaks of it."""

from datetime import UTC, datetime

import pytest

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.tampering import Hiding, TracePlace
from xuncha.engine.extract.tampering.outside import outside_trace
from xuncha.engine.extract.tampering.page import Brought, read_traces, told_only_here
from xuncha.engine.extract.tampering.scripts import unfold
from xuncha.engine.extract.tampering.site import SiteTraces
from xuncha.engine.extract.tampering.wording import weigh, weigh_body
from xuncha.engine.extract.visited import VisitedPages

URL = "http://www.a.example/1.html"
LINK = '<a href="http://other.example.net/">网址</a>'
WHITE = LINK.replace("<a", '<a style="color:#fefefe"')
FAR = "position:absolute;left:-9999px"
LED = "location='http://other.example.net/'"
ACCUSED = 4


def page(inner: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>会议通知</p>{inner}</body></html>"


def accused(html: str) -> list[Hiding | None]:
    return [link.hiding for link in read_traces(html, URL).links if link.weight >= ACCUSED]


@pytest.mark.parametrize(
    ("inner", "hiding"),
    [
        (f'<div style="{FAR}">{LINK}</div>', Hiding.OFF_SCREEN),
        (f"<style>.far{{{FAR}}}</style><i class='far'>{LINK}</i>", Hiding.OFF_SCREEN),
        (f'<div style="height:1px;overflow:hidden">{LINK}</div>', Hiding.TINY),
        (f'<marquee width="1" height="1">{LINK}</marquee>', Hiding.MARQUEE),
        (f'<p style="font-size:0">{LINK}</p>', Hiding.TINY_FONT),
        (f'<p style="clip:rect(0 0 0 0);position:absolute">{LINK}</p>', Hiding.CLIPPED),
        (f'<p style="background:#fff">{WHITE}</p>', Hiding.SAME_COLOUR),
        ('<iframe src="http://other.example.net/" width="0" height="0"></iframe>', Hiding.FRAME),
        ('<script>var u="http://b.example.net/";top.location.href=u;</script>', Hiding.REDIRECT),
        (f"<script>if(/baidu/.test(document.referrer)){{{LED}}}</script>", Hiding.CONDITIONAL),
    ],
)
def test_a_link_hidden_in_a_way_menus_do_not_use_is_suspected(inner, hiding):
    assert accused(page(inner)) == [hiding]


@pytest.mark.parametrize(
    "inner",
    [
        f'<ul class="tab" style="display:none"><li>{LINK}</li></ul>',
        f"<style>.m{{display:none}} .m.on{{display:block}}</style><div class='m on'>{LINK}</div>",
        f"<style>@media print{{.p{{{FAR}}}}}</style><p class='p'>{LINK}</p>",
        f'<p style="background:#fff;color:#fff">{LINK}</p>',
        f"<style>a{{color:#fff}} .dark{{background:#123}}</style><div class='dark'>{LINK}</div>",
        '<a style="position:absolute;left:-9999px" href="#main">跳到正文</a>',
        '<a style="position:absolute;left:-9999px" href="http://www.gov.cn/">中国政府网</a>',
        "<script>function go(){location.href='http://other.example.net/'}</script>",
        f"<!-- {LINK} -->",
        f'<div style="position:absolute;left:50%;margin-left:-500px">{LINK}</div>',
    ],
)
def test_what_pages_hide_every_day_is_not_suspected(inner):
    assert accused(page(inner)) == []


def test_an_important_rule_outranks_the_style_of_the_element():
    rule = "<style>.x{position:static !important;left:auto !important}</style>"
    inner = f'<div class="x" style="position:absolute;left:-9999px">{LINK}</div>'
    assert accused(page(rule + inner)) == []


@pytest.mark.parametrize(
    "code",
    [
        r"document.write('\x3ca href=\x22http:\x2f\x2fb.example\x22\x3ex\x3c/a\x3e')",
        "eval(atob('ZG9jdW1lbnQud3JpdGUoJzxhIGhyZWY9Imh0dHA6Ly9iLmV4YW1wbGUiPicp'))",
        "x(['<','a hr','ef=\"ht','tp://b.exa','mple\">'].join(''))",
    ],
)
def test_coded_strings_are_read_without_running_them(code):
    plain, coded = unfold(code)
    assert 'href="http://b.example"' in plain
    assert coded


def test_words_are_weighed_segment_by_segment():
    assert weigh("某市公安局 - 首页_时时彩平台").words == ("时时彩平台",)
    assert not weigh("公安机关打击时时彩网络赌博").words
    assert weigh("时 时\u200b彩 平台").words == ("时时彩平台",)
    assert weigh("免费成人小说").words == ("成人小说",)
    assert not weigh("小说中的情色描写").words


def test_running_text_that_speaks_of_gambling_offers_none():
    offer = "最新时时彩平台，北京赛车pk10投注，注册送彩金，提现秒到。"
    assert weigh_body(offer).is_bad
    assert not weigh_body(f"民警介绍，嫌疑人打出“{offer}”的广告，引诱群众赌博，已被刑拘。").is_bad


def test_a_title_about_what_the_page_reports_is_no_stuffing():
    text = "<p>民警介绍：六合彩是非法赌博，警方已立案。</p>"
    assert not read_traces(page(text, "<title>六合彩</title>"), URL).wording
    (trace,) = read_traces(page("", "<title>六合彩</title>"), URL).wording
    assert trace.place is TracePlace.TITLE


def test_a_host_that_stands_openly_on_many_pages_is_not_looked_at_again():
    reader = SiteTraces(URL, VisitedPages([]))
    plain = page(LINK).encode()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(4):
        url = f"http://www.a.example/{number}.html"
        assert reader.read(Fetch(url, 200, (), plain, "r", at)) is None
    hidden = page('<a style="font-size:0" href="http://other.example.net/">时时彩平台</a>').encode()
    assert reader.read(Fetch("http://www.a.example/9.html", 200, (), hidden, "r", at)) is not None


def test_a_button_that_hands_our_address_over_is_no_hidden_link():
    share = "http://share.example.net/to?u=http%3A%2F%2Fwww.a.example%2F1.html"
    link = f'<a href="{share}" style="font-size:0">微博</a>'
    assert accused(page(link)) == []
    assert accused(page(link.replace("www.a.example", "www.c.example"))) == [Hiding.TINY_FONT]


@pytest.mark.parametrize(
    ("code", "hiding"),
    [
        ("var x=['<a h','ref=','http://b.','example.net/>']; write(x.join(''))", Hiding.OBFUSCATED),
        (
            "var f=document.createElement('iframe');f.src='http://b.example.net/';f.width=0;",
            Hiding.FRAME,
        ),
        (
            "document.write(\"<a style='display:none' href='http://b.example.net/'>网址</a>\")",
            Hiding.NOT_SHOWN,
        ),
    ],
)
def test_what_a_script_makes_to_be_hidden_is_suspected(code, hiding):
    assert accused(page(f"<script>{code}</script>")) == [hiding]
    brought = Brought(scripts={page_key("http://www.a.example/js/x.js"): code})
    loaded = read_traces(page('<script src="/js/x.js"></script>'), URL, brought).links
    assert [link.hiding for link in loaded if link.weight >= ACCUSED] == [hiding]


def test_a_header_that_sends_the_reader_on_is_suspected():
    (link,) = read_traces(page(""), URL, Brought(refresh="0;url=http://b.example.net/")).links
    assert (link.hiding, link.weight >= ACCUSED) == (Hiding.REDIRECT, True)


def test_words_only_a_search_engine_is_told_are_few_and_enough():
    usual = page("<p>会议通知</p>")
    told = told_only_here(page("<p>会议通知</p><p>真人娱乐欢迎您</p>"), usual)
    assert told is not None
    assert told.words == ("真人娱乐",)
    assert told_only_here(page("<p>会议通知</p><p>公安机关打击真人娱乐</p>"), usual) is None
    assert told_only_here(usual, usual) is None


def test_a_site_map_that_names_other_hosts_is_suspected():
    reader = SiteTraces(URL, VisitedPages([]))
    rows = "".join(f"<loc>http://{host}/1.html</loc>" for host in ("www.a.example", "b.net"))
    fetch = answer_at("http://www.a.example/sitemap.xml", rows)
    traces = reader.read(fetch)
    assert traces is not None
    assert [(link.hiding, link.weight) for link in traces.links] == [(Hiding.FILE, ACCUSED)]
    for other in ("www.c.net", "dept.a.example"):
        assert reader.read(answer_at(f"http://{other}/robots.txt", rows)) is None
    own = rows.replace("b.net", "www.a.example")
    assert reader.read(answer_at("http://www.a.example/sitemap.xml", own)) is None


@pytest.mark.parametrize(
    ("inner", "is_bad"),
    [
        ("<h1>棋牌下载</h1><p>立即注册</p>", True),
        ("<h1>春茶博览会</h1><p>欢迎报名</p>", False),
        ("<h1>反诈宣传</h1><p>棋牌下载都是骗局，请立即举报</p>", False),
        ("<h1>棋牌下载</h1><p>立即注册</p><p>网站标识码：1234567890</p>", False),
    ],
)
def test_what_an_outside_page_offers_now_is_weighed_as_a_whole(inner, is_bad):
    found = outside_trace(
        "http://b.example.net/", answer_at("http://b.example.net/", page(inner)), URL
    )
    assert (found is not None) is is_bad


def answer_at(url: str, text: str) -> Fetch:
    return Fetch(url, 200, (), text.encode(), "r", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_rule_of_a_fetched_style_sheet_hides_what_it_names():
    sheet = answer_at("http://www.a.example/css/x.css", ".far{position:absolute;left:-9999px}")
    html = page(f'<div class="far">{LINK}</div>', '<link rel="stylesheet" href="/css/x.css">')
    blind, seeing = (SiteTraces(URL, VisitedPages([]), parts) for parts in ((), (sheet,)))
    assert blind.read(answer_at(URL, html)) is None
    traces = seeing.read(answer_at(URL, html))
    assert traces is not None
    assert [link.hiding for link in traces.links] == [Hiding.OFF_SCREEN]


@pytest.mark.parametrize(
    "title",
    [
        "浓郁的民族风情色彩",
        "隐私服务协议",
        "设立电子游艺娱乐场所审批",
        "代开发票办理指南",
        "全市新增彩票网点 12 个",
        "支援交通建设",
        "新华社北京28日电",
        "网格化三级片区管理",
        "复方三黄片抽检",
        "老年活动中心棋牌娱乐室",
        "官网投诉渠道",
        "成人高考报名",
    ],
)
def test_an_ordinary_word_that_holds_a_bad_one_is_no_bad_word(title):
    assert not weigh(title).is_bad
