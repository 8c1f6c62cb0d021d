# ruff: noqa: E501 (markup stands as a page has it)
"""Bodies, titles, charsets, challenge pages, and bounds."""

import gc
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.engine.domain.words import PageKind, UnableClass
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
URL = "http://www.pingxi.gov.cn/xwzx/a.html"
TEXT = "县水务局有关负责人介绍，今年以来全县新建改建供水工程四十六处，受益群众三万余人。"


def read(text: str, kind: PageKind | None = None, url: str = URL):
    return read_page(text.encode(), url, content_type="", as_of=AS_OF, kind=kind)


def page(
    body: str, *, title: str = "全县推进供水工程建设", box: str = "TRS_Editor", head: str = ""
) -> str:
    menu = "".join(f"<li><a href=/c{n}/>栏目{n}</a></li>" for n in range(12))
    return f"""<html><head><title>{title}_平溪县人民政府</title>{head}</head><body><div class=nav><ul>{menu}</ul></div>
    <h1>{title}</h1><p class=src>发布时间：2026-11-03 来源：县水务局 【字体：大 中 小】</p><div class="{box}">{body}</div>
    <div>上一篇：<a href=b.html>关于开展安全检查的通知</a></div><div>下一篇：<a href=c.html>全县召开会议</a></div>
    <div class=footer>主办：平溪县人民政府办公室 地址：平溪县人民路一号，邮编：000000</div></body></html>"""


@pytest.mark.parametrize(
    "box", ["TRS_Editor", "zoom", "v_news_content", "pages_content", "box17", "content"]
)
def test_every_paragraph_table_cell_and_caption_is_in_the_body(box):
    parts = [f"第{n}部分：{TEXT}" for n in range(5)]
    rows = "<table><tr><td>项目名称</td><td>金额（万元）</td></tr><tr><td>城东水厂</td><td>1,280</td></tr></table>"
    body = (
        "".join(f"<p>{part}</p>" for part in parts)
        + rows
        + "<p>城东水厂全景</p><p>图一：施工现场（李文摄）</p>"
    )
    facts = read(page(body, box=box))
    for wanted in [*parts, "项目名称", "城东水厂", "1,280", "图一：施工现场（李文摄）"]:
        assert wanted in facts.body
    for other in ("栏目3", "上一篇", "邮编", "发布时间"):
        assert other not in facts.body


def test_two_editor_boxes_are_one_body():
    body = f"<p>{TEXT * 3}</p></div><div class=TRS_Editor><p>另据了解，{TEXT * 3}</p>"
    assert "另据了解" in read(page(body)).body


def test_a_table_page_without_any_class_gives_its_text():
    text = f"""<html><title>供水情况通报</title><body><table><tr><td><a href=/>首页</a> <a href=/1/>新闻</a></td></tr>
    <tr><td><table><tr><td><b>供水情况通报</b></td></tr><tr><td>2005-08-16 来源：水务局</td></tr><tr><td>
    <font size=3>　　{TEXT}<br>　　{TEXT}<br>　　特此通报。</font></td></tr></table></td></tr></table></body></html>"""
    facts = read_page(
        text.encode("gb18030"), URL, content_type="text/html; charset=gb2312", as_of=AS_OF
    )
    assert facts.charset == "gb18030"
    assert facts.body.count(TEXT) == 2
    assert "特此通报。" in facts.body
    assert facts.publish_date == date(2005, 8, 16)


@pytest.mark.parametrize(
    "head",
    ['<meta name="ArticleTitle" content="<p>全县推进<br>供水工程建设</p>">', '<META NAME="articletitle" CONTENT="全县推进供水工程建设">', ""],
)  # fmt: skip
def test_the_title_comes_without_markup_and_site_name(head):
    assert read(page(f"<p>{TEXT}</p>", head=head)).title == "全县推进供水工程建设"


def test_labels_are_found_in_any_case_and_without_markup():
    facts = read(
        page(
            f"<p>{TEXT}</p>",
            head='<META name="SITEIDCODE" content="5299990001"><meta name="ColumnName" content="">',
        )
    )
    assert facts.label("SiteIDCode") == "5299990001"
    assert facts.label("ColumnName") == ""


@pytest.mark.parametrize(
    ("body", "declared", "charset"),
    [
        (TEXT.encode(), "", "utf-8"), (TEXT.encode(), "text/html; charset=gbk", "utf-8"),
        (f'<meta charset="gb2312">{TEXT}'.encode(), "", "utf-8"), (TEXT.encode("gb18030"), "", "gb18030"),
        (f'<meta charset="utf-8">{TEXT}'.encode("gb18030"), "", "gb18030"),
        (f'<meta http-equiv=Content-Type content="text/html; charset=gb2312">{TEXT}镕'.encode("gb18030"), "", "gb18030"),
        ("\ufeff".encode() + TEXT.encode(), "", "utf-8"), (f'<meta charset="big5">{"國"*9}'.encode("big5"), "", "big5"),
        (TEXT.encode()[:-1], "", "utf-8"),
    ],
)  # fmt: skip
def test_the_charset_is_what_the_bytes_are(body, declared, charset):
    text, name = decode(body, declared)
    assert name == charset
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<html><body><h1>创宇盾</h1><p>您的请求疑似攻击行为，已被拦截。</p></body></html>", UnableClass.WAF),
        ("<html><script>document.cookie='__jsl_clearance=1;';location.href=location.pathname</script></html>", UnableClass.WAF),
        ("<html><title>安全验证</title><body><p>请完成滑块验证后继续访问</p></body></html>", UnableClass.CAPTCHA),
        ("<html><title>用户登录</title><form><input name=u><input type=password name=p></form>用户登录</html>", UnableClass.LOGIN),
    ],
)  # fmt: skip
def test_a_wall_is_no_content(text, wanted):
    facts = read(text, PageKind.LIST)
    assert facts.challenge is wanted
    assert not facts.blank


@pytest.mark.parametrize(
    "body",
    [
        f"<p>我县部署Web应用防火墙，拦截非法请求，网站要求输入验证码。{TEXT * 2}</p>",
        f"<form>用户登录 <input type=password> 请输入验证码 <input></form><p>{TEXT}</p>",
    ],
)
def test_a_page_that_only_mentions_walls_is_a_page(body):
    assert read(page(body)).challenge is None


def test_a_page_built_by_script_needs_rendering():
    shell = '<html><head><title>平溪县</title></head><body><div id="app"></div><script src="/js/app.3f2a9c1d.js"></script></body></html>'
    facts = read(shell, PageKind.LIST)
    assert facts.needs_rendering
    assert not facts.blank


@pytest.mark.parametrize(
    ("text", "language"),
    [("བོད་ལྗོངས་ཀྱི་གསར་འགྱུར་བརྒྱུད་བསྒྲགས", "bo"), ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ", "mn"), ("شىنجاڭ ئۇيغۇر ئاپتونوم رايونى", "ug"), (TEXT, "zh"), ("Government Work Report", "en"), ("123", "")],
)  # fmt: skip
def test_the_language_of_a_block_is_its_script(text, language):
    facts = read(page(f"<p>{text}</p><p>{text}</p>"), PageKind.ARTICLE)
    assert {block.language for block in facts.blocks if block.text == text} == {language}


def test_a_page_inside_a_script_is_unwrapped():
    inner = page(f"<p>{TEXT}</p>")
    assert TEXT in read(f"var page = `<!DOCTYPE html>{inner}`;\nmodule.exports = page;").body


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000 + TEXT, "<ul>" + f"<li><a href=x.html>{TEXT}</a><span>2026-11-01</span></li>" * 12_000 + "</ul>",
        f"<p>{TEXT}</p>" * 15_000, "<a href=" + "x" * 3_000_000, "2026-11-01 " * 90_000, f"<p>{TEXT}2026-11-01</p>" * 9_000, "<table><tr><td>" * 8_000,
        "<div>" * 40_000 + "<header>x</header>" * 10_000,
        "<div>" * 20_000 + f"<div><h3>x</h3><ul><li><a href=x.html>{TEXT}</a>2026-11-01</li></ul></div>" * 3_000,
    ],
    ids=["nested", "long list", "long text", "one tag", "dates", "dated lines", "tables", "deep heads", "deep lists"],
)  # fmt: skip
def test_a_monstrous_page_is_read_in_bounded_time(text):
    started = time.process_time()
    read(text[:5_000_000])
    assert time.process_time() - started < 20


def test_a_body_over_the_limit_is_cut_before_it_is_parsed():
    started = time.process_time()
    facts = read_page(b"<p>" + b"a" * 200_000_000, URL, content_type="", as_of=AS_OF)
    assert time.process_time() - started < 10
    assert facts.charset == "utf-8"


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=2000))
def test_any_bytes_at_all_are_read_without_a_fault(body):
    facts = read_page(body, URL, content_type="text/html", as_of=AS_OF)
    assert facts.publish_date is None or facts.publish_date <= AS_OF


def test_a_byte_order_mark_changes_nothing_of_what_a_page_says():
    body = page(f"<p>{TEXT}</p><p>{TEXT}</p>").encode()
    plain = read_page(body, URL, content_type="", as_of=AS_OF)
    marked = read_page(b"\xef\xbb\xbf" + body, URL, content_type="", as_of=AS_OF)
    assert plain.blocks
    assert marked == plain


def test_a_page_cut_within_a_character_is_read_up_to_there():
    body = page(f"<p>{TEXT}</p>").encode()
    end = body.index("受益".encode()) + 1
    facts = read_page(body[:end], URL, content_type="", as_of=AS_OF, kind=PageKind.ARTICLE)
    assert "".join(block.text for block in facts.blocks) == TEXT[: TEXT.index("受益")]


def test_reading_leaves_the_collector_on():
    read(page(f"<p>{TEXT}</p>"))
    assert gc.isenabled()


def test_reading_makes_nothing_that_only_the_collector_could_free():
    text = page(f"<p>{TEXT}</p>")
    read(text)
    gc.collect()
    gc.disable()
    try:
        read(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
