"""The pages of the lists, the allowances and the rules: what they say, who may act on them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.feedback.conftest import found, later, sites, wrong  # noqa: F401
from tests.office.results import summary
from xuncha.engine.domain.outcomes import Evidence, LeftOut, Outcome
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.words import AllowanceScope, OwnList, Result
from xuncha.office.casework import decisions
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.wordlists import allowances, lists
from xuncha.office.wordlists.allowances import AllowanceOrder
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.office.wordlists.models import AllowanceRecord, RuleBandRecord

CODE = "1100000001"
LEAST = feedback_limits().least_decisions
FILE = "错误写法,正确写法,理由\n=甲,乙,坏行\n<b>政务云系统</b>,政务云平台,统一名称\n".encode()


@pytest.fixture
def home(settings, tmp_path):
    settings.XUNCHA_HOME = tmp_path


@pytest.fixture
def page(client, reviewer, home):
    client.force_login(reviewer)
    return client


@pytest.fixture
def reading(client, office, home):
    client.force_login(User.objects.create_user("kan", office, name="看查", role=Role.READER))
    return client


def text_of(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def said(client, name, *args, **form):
    """What the page says after a form was sent."""
    response = client.post(reverse(name, args=args), form, follow=True)
    assert response.status_code in (200, 403)
    return response.content.decode()


def uploaded(client, body=FILE, name="词库.csv"):
    return said(client, "wordlist", "words", file=SimpleUploadedFile(name, body), mode="merge")


def test_empty_pages_say_what_to_do_next(page):
    assert "下载空表" in text_of(page, "wordlists")
    assert "认定本期线索" in text_of(page, "wordlists")
    assert "下载空表" in text_of(page, "wordlist", "leaders")
    assert "可以在上面直接添加" in text_of(page, "allowances")
    assert "完成一轮检查" in text_of(page, "rules")


def test_an_upload_is_looked_at_with_its_faults_and_then_holds(page, office):
    text = uploaded(page)
    assert "新增 1 条" in text
    assert "第 2 行“错误写法”：单元格是公式" in text
    assert "&lt;b&gt;政务云系统&lt;/b&gt;" in text
    assert "<b>政务云系统" not in text
    assert lists.current(office, OwnList.WORDS) is None
    assert "还没有生效" in text_of(page, "wordlist", "words")
    assert "现为第 1 版，共 1 条" in said(page, "wordlist-draft", "words", confirm="1")
    assert lists.current(office, OwnList.WORDS).number == 1


def test_an_upload_may_be_dropped(page, office):
    uploaded(page)
    assert "词库没有改动" in said(page, "wordlist-draft", "words", discard="1")
    assert lists.current(office, OwnList.WORDS) is None
    assert "词库没有改动" not in text_of(page, "wordlist-draft", "words")


@pytest.mark.parametrize(
    ("body", "name", "message"),
    [
        (b"", "空.csv", "缺少列"),
        (b"\xd0\xcf\x11\xe0", "旧.xls", "另存为 XLSX"),
        (b"PK\x03\x04x", "坏.xlsx", "已损坏"),
        (FILE, "../../etc/passwd.csv", "的改动"),
    ],
)
def test_a_file_that_is_no_list_is_one_clear_line(page, body, name, message):
    text = uploaded(page, body, name)
    assert message in text
    assert "Traceback" not in text


def test_no_file_at_all_is_said_so(page):
    assert "没有选择文件" in said(page, "wordlist", "words", mode="merge")


def test_a_version_is_undone_from_the_page(page, office, reviewer):
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("甲写法", "乙写法", "一"), "一")
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("丙写法", "丁写法", "二"), "二")
    assert "现为第 3 版" in said(page, "wordlist", "words", restore="1")
    rows = lists.rows_of(lists.current(office, OwnList.WORDS), OwnList.WORDS)
    assert [row.wrong for row in rows] == ["甲写法"]
    for nonsense in ("x", "99", "-1"):
        assert "note-error" in said(page, "wordlist", "words", restore=nonsense)


def test_a_download_is_an_attachment_that_can_be_uploaded_again(page, reviewer):
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("甲写法", "乙写法", "一"), "一")
    response = page.get(reverse("wordlist-download", args=["words", 1]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(response.content))
    assert book["易错词"]["A2"].value == "甲写法"
    assert "文件内容与现有词库相同" in uploaded(page, response.content, "words-1.xlsx")
    blank = load_workbook(
        io.BytesIO(page.get(reverse("wordlist-download", args=["leaders", 0])).content)
    )
    assert [cell.value for cell in blank["领导人"][1]] == ["职务", "姓名", "起", "止"]


@pytest.mark.parametrize("args", [("none",), ("none", 1), ("words", 7)])
def test_lists_and_versions_that_are_not_there_are_not_found(page, args):
    name = "wordlist" if len(args) == 1 else "wordlist-version"
    assert page.get(reverse(name, args=args)).status_code == 404


def test_readers_see_everything_and_change_nothing(reading, office, reviewer, inspection):
    row = allowances.add(reviewer, AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称"))
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("甲写法", "乙写法", "一"), "一")
    for name, args in (("wordlists", ()), ("wordlist", ("words",)), ("allowances", ())):
        main = text_of(reading, name, *args).partition("<main")[2]
        assert 'method="post"' not in main
    assert "权限" in uploaded(reading)
    assert "权限" in said(reading, "wordlist", "words", restore="0")
    assert "权限" in said(reading, "allowances", text="新词", scope="office", reason="理由")
    assert "权限" in said(reading, "allowances", withdraw=str(row.pk), reason="理由")
    assert lists.current(office, OwnList.WORDS).number == 1
    assert AllowanceRecord.objects.count() == 1


def test_an_allowance_is_added_and_taken_back_with_reasons(page, inspection):
    added = said(
        page, "allowances", text="政务云系统", scope="target", target=CODE, reason="项目专名"
    )
    assert "已允许“政务云系统”" in added
    assert "青石市政府网" in added
    row = AllowanceRecord.objects.get()
    assert "没有写理由" in said(page, "allowances", withdraw=str(row.pk), reason="")
    text = said(page, "allowances", withdraw=str(row.pk), reason="项目已更名")
    assert "已撤回" in text
    assert "项目已更名" in text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"text": "一", "scope": "office", "reason": "x"}, "2 到 60"),
        ({"text": "政务云", "scope": "office", "reason": ""}, "没有写理由"),
        ({"text": "政务云", "scope": "", "reason": "x"}, "没有选择范围"),
        ({"text": "政务云", "scope": "target", "target": "无", "reason": "x"}, "核对编码"),
        ({"text": "政务云", "scope": "rule", "reason": "x"}, "规则编号"),
        ({"text": "政务云", "scope": "office", "reason": "x", "since": "明天"}, "不是日期"),
    ],
)
def test_an_allowance_that_lacks_something_says_what(page, form, message):
    assert message in said(page, "allowances", **form)
    assert not AllowanceRecord.objects.exists()


def test_another_office_takes_no_allowance_of_this_one_back(client, reviewer, neighbour, home):
    row = allowances.add(reviewer, AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称"))
    client.force_login(neighbour)
    response = client.post(reverse("allowances"), {"withdraw": row.pk, "reason": "x"})
    assert response.status_code == 404
    assert allowances.standing(row.office).count() == 1


def test_rules_show_their_rate_and_open_to_their_findings(page, inspection, reviewer):
    rows = found(inspection, CODE, *(wrong(CODE, f"误{n}") for n in range(4)))
    for row in rows[:3]:
        decisions.confirm(row, reviewer)
    text = text_of(page, "rules")
    assert "100%" in text
    assert "44%–100%" in text
    assert "误0" in text_of(page, "rule", "stat-word")
    assert page.get(reverse("rule", args=["none"])).status_code == 404


def test_a_doubted_rule_is_named_and_brought_back_by_a_person(page, inspection, reviewer, later):  # noqa: F811
    rows = found(inspection, CODE, *(wrong(CODE, f"误{n}") for n in range(LEAST)))
    for row in rows:
        decisions.dismiss(row, reviewer, "写法正确")
    later()
    assert "1 条规则现为存疑" in text_of(page, "rules")
    assert "没有写理由" in said(page, "rules", rule="stat-word", reason="")
    assert "已恢复" in said(page, "rules", rule="stat-word", reason="词库已补")
    assert RuleBandRecord.objects.order_by("id").last().band == "A"


def test_a_proposal_is_taken_with_one_click_or_refused(page, inspection, sites, office):  # noqa: F811
    for code in sites[:3]:
        found(inspection, code, wrong(code, "稽", rule="stat-character", word="征稽"))
    assert "“征稽”登记为允许词语" in text_of(page, "wordlists")
    assert "已加入词库" in said(page, "wordlists", proposal="term|征稽", accept="1")
    assert lists.current(office, OwnList.TERMS).row_count == 1
    assert "不再成立" in said(page, "wordlists", proposal="term|征稽", refuse="1")


def test_a_finding_on_many_pages_opens_to_all_of_them(page, inspection):
    (row,) = found(inspection, CODE, wrong(CODE, "布署", pages=60))
    other = "1100000002"
    found(inspection, other, wrong(other, "布署"))
    assert (len(row.evidence), len(row.places), row.place_count) == (5, 55, 60)
    listed = text_of(page, "findings", inspection.pk)
    assert "同样的写法共 60 处" in listed
    assert f"{CODE}.cn/4.html" in listed
    assert f"{CODE}.cn/5.html" not in listed
    address = ("places", inspection.pk, CODE, row.fingerprint)
    first, second = text_of(page, *address), text_of(page, *address, page=2)
    assert f"{CODE}.cn/49.html" in first
    assert f"{CODE}.cn/59.html" in second
    assert "呼兰省财政厅网" in first


def test_what_was_left_out_opens_on_the_page_of_its_target(page, inspection):
    piece = Evidence("http://a.cn/1", "在<b>政务云系统</b>上申报", "正文第1段", "sha256:ab")
    left = LeftOut("政务云系统", "own-word-1", "白名单“政务云系统”（李审：专名）", 7, (piece,))
    clear = Outcome("W-N1", "wording", Result.CLEAR, 0, 0, "因白名单略去 7 处", left_out=(left,))
    store_target(inspection.targets.get(code=CODE), summary(), [clear])
    text = text_of(page, "target", inspection.pk, CODE)
    assert "因白名单略去的写法（1 种）" in text
    assert "白名单“政务云系统”（李审：专名）" in text
    assert "在&lt;b&gt;政务云系统" in text


EVERY_PAGE_HAS = '<script src="/static/web/forms.js" defer>'


def test_no_page_carries_a_script_or_a_style_of_its_own(page, inspection, reviewer):
    uploaded(page)
    for name, args in (
        ("wordlists", ()),
        ("wordlist", ("words",)),
        ("wordlist-draft", ("words",)),
        ("allowances", ()),
        ("rules", ()),
    ):
        text = text_of(page, name, *args)
        assert re.findall(r"<script[^>]*>", text) == [EVERY_PAGE_HAS]
        assert "style=" not in text


def test_pages_do_not_query_row_by_row(page, inspection, sites, reviewer):  # noqa: F811
    def queries():
        counts = []
        for name, args in (
            ("wordlists", ()),
            ("wordlist", ("words",)),
            ("allowances", ()),
            ("rules", ()),
            ("rule", ("stat-word",)),
        ):
            with CaptureQueriesContext(connection) as seen:
                text_of(page, name, *args)
            counts.append(len(seen))
        return counts

    def more(number, code):
        lists.add_row(reviewer, OwnList.WORDS, OwnWord(f"写法{number}", "乙", "一"), "一")
        text = f"词语{number}"
        row = allowances.add(reviewer, AllowanceOrder(text, AllowanceScope.OFFICE, "通称"))
        if number % 2:
            allowances.withdraw(reviewer, row, "不再允许")
        found(inspection, code, wrong(code, f"误{number}"), wrong(code, "稽", rule=f"r{number}"))

    for number, code in enumerate(sites[:2]):
        more(number, code)
    queries()  # the first page of a session notes when it began
    before = queries()
    for number, code in enumerate((*sites[2:], CODE), start=2):
        more(number, code)
    assert queries() == before
