# ruff: noqa: E501 (markup stands as a page has it)
"""Marks and entries of a home page: there, missing, or not read."""

import pytest

from tests.services.pages import sheet
from xuncha.engine.domain.services import EntryKind, MarkKind, Presence
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.services.entries import read_entries
from xuncha.engine.extract.services.marks import read_marks

NEWS = "".join(
    f'<li><a href="/xw/{n}.html">我县召开第{n}次重点工作会议部署任务</a><span>2026-11-{n:02d}</span></li>'
    for n in range(1, 20)
)
FOOT = """<div class="footer"><p>主办：某某县人民政府&nbsp;&nbsp;承办：某某县人民政府办公室　联系电话：0971-8123456</p>
<p>版权所有：某某县人民政府　网站标识码：6321220001　青ICP备05001234号-1　<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=63212202000012">青公网安备 63212202000012号</a></p>
<a href="/wzdt/">网站地图</a><a href="http://bszs.conac.cn/sitename?method=show&amp;id=ABC"><img src="/red.png"></a></div>"""


def home(foot: str, head: str = ""):
    return sheet(f"{head}<ul>{NEWS}</ul>{foot}", PageKind.HOME, "/")


def marks(foot: str, code: str = "6321220001"):
    return {mark.kind: mark for mark in read_marks(home(foot), code)}


def entries(head: str):
    return {entry.kind: entry for entry in read_entries(home("", head))}


def test_every_mark_of_a_whole_footer_is_read_with_its_value():
    found = marks(FOOT)
    assert {kind for kind, mark in found.items() if mark.presence is Presence.PRESENT} == set(
        MarkKind
    )
    assert found[MarkKind.SITE_CODE].value == "6321220001"
    assert found[MarkKind.ICP].value == "青ICP备05001234号-1"
    assert found[MarkKind.POLICE].value == "青公网安备 63212202000012号"
    assert found[MarkKind.SPONSOR].value == "某某县人民政府"
    assert found[MarkKind.OPERATOR].value == "某某县人民政府办公室"
    assert found[MarkKind.PHONE].value == "0971-8123456"


@pytest.mark.parametrize(
    ("code", "matches"), [("6321220001", True), ("6321220002", False), ("www.a.gov.cn", None)]
)
def test_the_site_code_is_held_against_the_registers(code, matches):
    assert marks(FOOT, code)[MarkKind.SITE_CODE].matches is matches


def test_a_code_of_the_wrong_length_is_read_as_it_stands():
    found = marks('<div class="footer">网站标识码：310000000044</div>', "3100000000")
    assert found[MarkKind.SITE_CODE].value == "310000000044"
    assert found[MarkKind.SITE_CODE].matches is False


def test_what_a_read_footer_lacks_is_missing():
    found = marks('<div class="footer">主办：某某县人民政府 网站标识码：6321220001</div>')
    assert found[MarkKind.ICP].presence is Presence.ABSENT
    assert found[MarkKind.SIGN].presence is Presence.ABSENT


def test_a_footer_that_a_script_brings_was_not_read():
    found = marks('<div class="footer"></div><script src="/common/foot.js"></script>')
    assert {mark.presence for mark in found.values()} == {Presence.UNREAD}


def test_marks_in_a_comment_are_not_there():
    found = marks(f'<!--{FOOT}--><div class="footer">版权所有 某县 网站标识码：6321220001</div>')
    assert found[MarkKind.ICP].presence is Presence.ABSENT


@pytest.mark.parametrize(
    "markup",
    [
        "<script type='text/javascript' src='//dcs.conac.cn/js/29/000/0000/60412345/CA290000000604123450001.js'></script>",
        '<span id="_ideConac"><a href="//bszs.conac.cn/sitename?method=show&id=1"><img></a></span>',
        '<img src="/images/dz.png" alt="党政机关">',
    ],
)
def test_the_sign_is_seen_as_link_script_or_picture(markup):
    assert marks(f'<div class="footer">{markup}</div>')[MarkKind.SIGN].presence is Presence.PRESENT


def test_a_news_title_names_no_sponsor():
    page = home(
        "<div class='footer'>网站标识码：6321220001</div>", "<p>本次大赛主办单位：某协会</p>"
    )
    found = {mark.kind: mark for mark in read_marks(page, "")}
    assert found[MarkKind.SPONSOR].presence is Presence.ABSENT


@pytest.mark.parametrize(
    ("markup", "how", "url"),
    [
        (
            '<form action="/search/" method="get"><input type="text" name="q"></form>',
            "form",
            "http://www.pages.example/search/",
        ),
        (
            '<div><input id="searchword" placeholder="请输入关键字"><a onclick="s()">搜</a></div>',
            "script",
            "",
        ),
        ('<a href="/so.html">站内搜索</a>', "link", "http://www.pages.example/so.html"),
    ],
)
def test_a_search_box_is_seen_as_form_script_or_link(markup, how, url):
    entry = entries(markup)[EntryKind.SEARCH]
    assert (entry.presence, entry.how, entry.url) == (Presence.PRESENT, how, url)


def test_a_login_form_is_no_search_box():
    markup = '<form action="/login"><input name="username" placeholder="请输入用户名"><input type="password"></form>'
    assert entries(markup)[EntryKind.SEARCH].presence is Presence.ABSENT


def test_a_link_to_the_staff_mail_is_no_login():
    assert (
        entries('<a href="http://mail.a.gov.cn/">邮箱登录</a>')[EntryKind.LOGIN].presence
        is Presence.ABSENT
    )
    assert entries('<a href="/user/">用户中心</a>')[EntryKind.LOGIN].presence is Presence.PRESENT


@pytest.mark.parametrize(
    ("markup", "how", "code"),
    [
        (
            '<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=6321220001&url=http%3A%2F%2Fwww"><img src="/jc.png"></a>',
            "link",
            "6321220001",
        ),
        (
            '<script id="_jiucuo_" sitecode="6321220001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
            "script",
            "6321220001",
        ),
        ('<a href="#"><img src="/i/zc.png" alt="我为政府网站找错"></a>', "script", ""),
    ],
)
def test_the_error_report_entry_is_seen_as_link_script_or_picture(markup, how, code):
    entry = entries(markup)[EntryKind.ERROR_REPORT]
    assert (entry.presence, entry.how, entry.site_code) == (Presence.PRESENT, how, code)


def test_a_picture_called_like_the_sign_that_leads_nowhere_is_for_a_person():
    foot = '<div class="footer">网站标识码：6321220001 <a href="#"><img src="images/footer_dzjg.jpg" alt=""></a></div>'
    assert marks(foot)[MarkKind.SIGN].presence is Presence.UNREAD
    assert marks(foot.replace("dzjg", "ewm"))[MarkKind.SIGN].presence is Presence.ABSENT
