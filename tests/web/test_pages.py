"""What the pages say, how many queries lists take, what may be downloaded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.office.results import summary, wording_outcome
from tests.web.conftest import BLIND, CODE, PICTURE, RECORD, judge_all
from xuncha.office.casework.models import RoundTarget
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.web.files import _plain


def text_of(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_round_prints_its_rate_with_its_base_and_what_waits(page, seen):
    text = text_of(page, "round", seen.pk)
    assert "李审" in text
    assert "5</b> 条" in text
    assert "1</b> 处已确认" in text
    assert "防火墙拦截页" in text
    assert "通报.docx" in text


def test_a_rate_is_not_printed_before_anything_is_decided(page, inspection, home):
    assert "还没有判定，不计算合格率" in text_of(page, "round", inspection.pk)


def test_an_office_without_rounds_reads_what_to_do_first(page, home):
    assert "先有台账" in text_of(page, "home")
    assert "新建检查" in text_of(page, "rounds")


def test_a_target_shows_verdict_arithmetic_columns_findings_and_the_checks_own_words(page, seen):
    text = text_of(page, "target", seen.pk, CODE)
    for wanted in (
        "待定",
        "空栏",
        "空白",
        "栏目“栏目0”空白",
        "样例重放",
        "测什么",
        "盲区",
        "sha256:ab",
    ):
        assert wanted in text


def test_wrong_words_are_marked_and_what_sites_wrote_is_escaped(page, seen):
    text = text_of(page, "findings", seen.pk, indicator="W-N1")
    assert '前文<b class="wrong">&lt;b&gt;错字&lt;/b&gt;</b>后文' in text
    assert "<b>错字</b>" not in text


def test_what_we_could_not_see_says_what_a_person_can_do(page, seen):
    text = text_of(page, "unseen", seen.pk)
    assert "允许名单" in text
    assert "已登记" in text
    assert "待查看" in text
    assert BLIND not in text_of(page, "unseen", seen.pk, unable_class="captcha")


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ({"kind": "account"}, "青石发布0", "青石市政府网"),
        ({"level": "province"}, "财政厅网", "青石市政府网"),
        ({"indicator": "W-V4.3"}, "青石市政府网", "青石发布0"),
        ({"state": "undecided"}, "青石市政府网", "没有符合条件"),
        ({"platform": "微信订阅号"}, "青石发布1", "财政厅网"),
        ({"words": "财政"}, "财政厅网", "青石发布1"),
        ({"words": "无此"}, "没有符合条件", "财政厅网"),
    ],
)
def test_targets_are_filtered(page, seen, query, there, absent):
    text = text_of(page, "targets", seen.pk, **query)
    assert there in text
    assert absent not in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 6),
        ({"standing": "waiting"}, 5),
        ({"standing": "confirmed"}, 1),
        ({"standing": "dismissed"}, 0),
        ({"text_kind": "typo"}, 1),
        ({"target_kind": "account"}, 0),
        ({"carried": "1"}, 0),
        ({"words": "栏目3"}, 1),
    ],
)
def test_findings_are_filtered(page, seen, query, count):
    assert text_of(page, "findings", seen.pk, **query).count('<article class="finding">') == count


@pytest.mark.parametrize("page_number", ["0", "-3", "999", "x"])
def test_a_page_number_that_makes_no_sense_gives_a_page(page, seen, page_number):
    assert "青石市政府网" in text_of(page, "targets", seen.pk, page=page_number)


@pytest.mark.parametrize("name", ["targets", "findings", "unseen", "round", "documents"])
def test_pages_do_not_query_row_by_row(page, seen, name):
    def queries():
        with CaptureQueriesContext(connection) as seen_queries:
            text_of(page, name, seen.pk)
        return len(seen_queries)

    queries()  # the first page of a session notes when it began
    before = queries()
    for number in range(12):
        target = RoundTarget.objects.create(
            round=seen, kind="account", code=f"Z{number}", name=f"增加{number}", level="city",
            plan=seen.targets.get(code="A1").plan,
        )  # fmt: skip
        outcome = wording_outcome(target.code, ["错一", "错二"], "N-N1")
        store_target(target, summary(), [outcome])
    judge_all(seen)
    assert queries() == before


def test_documents_are_attachments_and_only_what_lies_in_the_folder_is_served(page, seen):
    response = page.get(reverse("document", args=[seen.pk, "报告.html"]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    text = text_of(page, "documents", seen.pk)
    assert "link.txt" not in text
    for name in ("link.txt", "none.docx", "..", "../secret.txt", "%2e%2e%2fsecret.txt", ".hidden"):
        url = reverse("documents", args=[seen.pk]) + name
        assert page.get(url).status_code in {301, 404}


def test_the_list_of_a_bundle_has_digests_and_no_formula(page, seen):
    response = page.get(reverse("bundle", args=[seen.pk, CODE]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "visit.warc.gz," in response.content.decode()
    assert page.get(reverse("bundle", args=[seen.pk, BLIND])).status_code == 404


def test_a_cited_record_opens_as_text_and_never_as_a_page(page, seen):
    response = page.get(reverse("record", args=[seen.pk, CODE, RECORD]))
    assert "保存的原文" in response.content.decode()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    for record in ("sha256:" + "0" * 64, "..", "plan.json"):
        url = reverse("record", args=[seen.pk, CODE, record])
        assert page.get(url).status_code in {301, 404}


def test_a_row_of_a_bundle_list_is_no_formula():
    assert _plain("=plan.json") == "'=plan.json"


def test_the_audit_page_recomputes_the_chain_on_request(page, seen, office):
    page.force_login(User.objects.create_user("shen", office, role=Role.AUDIT_ADMIN))
    assert "人工查看" in text_of(page, "audit")
    assert "记录链完整" in text_of(page, "audit", verify="1")


def test_the_picture_of_the_home_page_stands_on_the_target_and_leaves_as_an_image(page, seen):
    url = reverse("picture", args=[seen.pk, CODE, "home"])
    assert url in page.get(reverse("target", args=[seen.pk, CODE])).content.decode()
    response = page.get(url)
    assert response.content == PICTURE
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_but_an_image_leaves_as_a_picture(page, seen):
    for subject in ("page", "none", ".."):
        url = reverse("picture", args=[seen.pk, CODE, subject])
        assert page.get(url).status_code == 404
