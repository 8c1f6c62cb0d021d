"""The pages of the forms: found, filled in without a script, seconded, printed; who sees what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.forms.conftest import ACCOUNT, PORTAL, SEEN, hand_in, said
from tests.forms.test_drawing import visited  # noqa: F401
from tests.office.results import summary, unable_outcome
from xuncha.engine.domain.words import UnableClass
from xuncha.office.casework.models import VerdictRecord
from xuncha.office.casework.taking_in import store_target
from xuncha.office.forms.models import EvidencePicture, Sheet
from xuncha.office.forms.pictures import MOST_BYTES
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.web import uploads

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def page(client, reviewer):
    client.force_login(reviewer)
    return client


def address(target, key, name="sheet"):
    return reverse(name, args=[target.round_id, target.code, key])


def text(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_round_lists_its_forms_with_how_far_they_are(page, portal, reviewer):
    url = reverse("forms", args=[portal.round_id])
    before = text(page, url)
    assert "模拟咨询测试" in before
    assert "账号互动功能测试" in before
    assert "W-V3" not in before
    hand_in(portal, "general.D-1.1", said(), reviewer)
    assert "1 / 1" in text(page, url)


def test_a_form_lists_only_the_targets_it_is_for(page, portal):
    accounts = text(page, reverse("form", args=[portal.round_id, "account-interaction"]))
    assert "青石发布0" in accounts
    assert "青石市政府网" not in accounts
    portals = text(page, reverse("form", args=[portal.round_id, "reply-test"]))
    assert "青石市政府网" in portals
    assert "呼兰省财政厅网" not in portals


def test_targets_of_a_form_are_filtered_by_state(page, portal, reviewer):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    url = reverse("form", args=[portal.round_id, "general.D-1.1"])
    assert "青石市政府网" in text(page, url, state="done")
    assert "没有符合条件的对象" in text(page, url, state="open")


def test_a_form_that_is_not_for_a_target_is_not_found(page, portal):
    assert page.get(address(portal, "account-interaction")).status_code == 404
    assert page.get(address(portal, "no-such-form")).status_code == 404


def test_saving_a_form_judges_the_target_at_once(page, portal):
    store_target(portal, summary(), [])
    cells = said(**{"p.D-1.1": "1.5", "base": "0", "save": ""})
    response = page.post(address(portal, "general.D-1.1"), cells, follow=True)
    assert "已保存" in response.content.decode()
    verdict = VerdictRecord.objects.get(target=portal, is_current=True)
    assert any("D-1.1" in step["text"] and "1.5" in step["text"] for step in verdict.arithmetic)


def test_what_was_typed_stays_when_something_is_missing(page, portal):
    cells = {"h.finding": "met", "h.what": "我写的长长的情况", "base": "0", "save": ""}
    response = page.post(address(portal, "general.D-1.1"), cells)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "须附依据" in shown
    assert "我写的长长的情况" in shown
    assert 'value="met" checked' in shown
    assert not Sheet.objects.exists()


def test_more_empty_entries_keep_what_was_typed(page, portal):
    cells = {"e.0.title": "问题一", "e.0.asked_on": "2024-09-20", "base": "0", "more": ""}
    shown = page.post(address(portal, "reply-test"), cells).content.decode()
    assert 'value="问题一"' in shown
    assert 'name="e.3.title"' in shown


def test_a_person_draws_corrects_what_the_machine_read_and_saves(page, visited):  # noqa: F811
    url = address(visited, "policy-interpretation")
    drawn = page.post(url, {"draw": ""}, follow=True).content.decode()
    assert "青石市人民政府关于第" in drawn
    assert visited.round.seed in drawn
    cells = {"base": "0", "save": "", "links": SEEN}
    for number in range(3):
        cells |= {f"e.{number}.policy": f"http://qs.example/{number}", f"e.{number}.own": "own",
                  f"e.{number}.interpreted": "no", f"e.{number}.linked": "none"}  # fmt: skip
    saved = page.post(url, cells, follow=True).content.decode()
    assert "D-1.7 发现问题，计 3" in saved
    assert "D-1.8 未发现问题" in saved


def test_the_matrix_opens_with_what_the_machine_read(page, visited):  # noqa: F811
    url = address(visited, "guide-matrix")
    shown = page.post(url, {"draw": ""}, follow=True).content.decode()
    assert '<option value="lacks" selected>缺</option>' in shown
    assert "机器已读出一部分" in shown


def test_a_picture_is_taken_shown_and_nothing_else_is(page, portal, home):
    url = address(portal, "general.D-1.1")
    for name, body, told in (
        ("截图.png", b"<script>alert(1)</script>", "不是 PNG"),
        ("大图.png", PNG + b"0" * MOST_BYTES, "超过 5 MB"),
    ):
        files = {"pictures": SimpleUploadedFile(name, body, "image/png")}
        shown = page.post(url, said(base="0", save="", **files))
        assert shown.status_code == 422
        assert told in shown.content.decode()
    files = {"pictures": SimpleUploadedFile("截图.png", PNG, "text/html")}
    page.post(url, said(base="0", save="", **files))
    row = EvidencePicture.objects.get()
    got = page.get(
        reverse("sheet-picture", args=[portal.round_id, PORTAL, "general.D-1.1", row.sha256])
    )
    assert got.content == PNG
    assert got.headers["Content-Type"] == "image/png"
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_a_picture_taken_away_leaves_the_answer_and_stays_in_history(page, portal, reviewer):
    url = address(portal, "general.D-1.1")
    hand_in(portal, "general.D-1.1", said(), reviewer, pictures=(PNG,))
    page.post(url, said(base="1", save=""))
    sheet = Sheet.objects.get()
    assert sheet.answers.get(version=2).content["pictures"] == []
    assert len(sheet.answers.get(version=1).content["pictures"]) == 1
    assert sheet.pictures.count() == 1


def test_the_second_person_sees_the_buttons_and_the_first_does_not(
    page, client, portal, reviewer, colleague
):
    facts = {"h.finding": "met", "h.facts": "某月某日", "links": SEEN}
    hand_in(portal, "serious.W-V1.6", facts, reviewer)
    url = address(portal, "serious.W-V1.6")
    assert 'name="agree"' not in text(page, url)
    refused = page.post(url, {"agree": "", "base": "1"}, follow=True).content.decode()
    assert "须由另一人复核" in refused
    client.force_login(colleague)
    assert 'name="agree"' in text(client, url)
    done = client.post(url, {"agree": "", "base": "1"}, follow=True).content.decode()
    assert "赵核复核同意" in done


def test_a_second_person_agrees_only_with_what_he_saw(client, portal, reviewer, colleague):
    facts = {"h.finding": "met", "h.facts": "某月某日", "links": SEEN}
    hand_in(portal, "serious.W-V1.6", facts, reviewer)
    hand_in(portal, "serious.W-V1.6", facts | {"h.number": "改了"}, reviewer, base=1)
    client.force_login(colleague)
    url = address(portal, "serious.W-V1.6")
    shown = client.post(url, {"agree": "", "base": "1"}, follow=True).content.decode()
    assert "内容已有变化" in shown


def test_an_answer_is_taken_back_with_a_reason(page, portal, reviewer):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    url = address(portal, "general.D-1.1")
    shown = page.post(url, {"withdraw": "", "base": "1", "reason": "看错了"}, follow=True)
    assert "已撤回" in shown.content.decode()
    assert Sheet.objects.get().state == "open"


def test_a_reader_reads_forms_but_neither_fills_them_in_nor_opens_restricted_ones(
    client, portal, reader
):
    client.force_login(reader)
    shown = text(client, address(portal, "general.D-1.1"))
    assert 'name="save"' not in shown
    response = client.post(address(portal, "general.D-1.1"), said(base="0", save=""))
    assert response.status_code == 403
    assert "请由审核人" in response.content.decode()
    assert not Sheet.objects.exists()
    for name in ("sheet", "sheet-print"):
        assert client.get(address(portal, "serious.W-V1.6", name)).status_code == 403


def test_what_a_restricted_form_holds_stands_on_no_other_page(page, portal, reviewer):
    facts = {"h.finding": "met", "h.facts": "不得外传的事实", "links": SEEN}
    hand_in(portal, "serious.W-V1.6", facts, reviewer)
    for url in (
        reverse("target", args=[portal.round_id, PORTAL]),
        reverse("forms", args=[portal.round_id]),
    ):  # fmt: skip
        shown = text(page, url)
        assert "不得外传" not in shown
        assert SEEN not in shown
    assert "不得外传" in text(page, address(portal, "serious.W-V1.6"))
    page.force_login(User.objects.create_user("shen", portal.round.office, role=Role.AUDIT_ADMIN))
    assert "不得外传" not in text(page, reverse("audit"))


def test_a_form_is_printed_with_boxes_and_lines(page, account):
    shown = text(page, address(account, "account-interaction", "sheet-print"))
    assert "□ 能用" in shown
    assert "填写人：____" in shown


def test_what_people_typed_is_escaped(page, portal, reviewer):
    hand_in(portal, "general.D-1.1", said(**{"h.what": "<script>alert(1)</script>"}), reviewer)
    for name in ("sheet", "sheet-print"):
        shown = text(page, address(portal, "general.D-1.1", name))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown


def test_a_target_shows_its_forms_and_what_became_of_them(page, portal, reviewer):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    shown = text(page, reverse("target", args=[portal.round_id, PORTAL]))
    assert address(portal, "general.D-1.1") in shown
    assert address(portal, "reply-test") in shown
    assert address(portal, "account-interaction") not in shown


def test_lists_of_forms_do_not_query_row_by_row(page, inspection, reviewer):
    def queries(url):
        with CaptureQueriesContext(connection) as seen:
            text(page, url)
        return len(seen)

    urls = [
        reverse("forms", args=[inspection.pk]),
        reverse("form", args=[inspection.pk, "account-interaction"]),
    ]
    queries(urls[0])  # the first page of a session notes when it began
    before = [queries(url) for url in urls]
    one = inspection.targets.get(code=ACCOUNT)
    for number in range(12):
        one.pk, one.code = None, f"Z{number}"
        one.save(force_insert=True)
    assert [queries(url) for url in urls] == before


def test_a_row_its_check_leaves_to_a_person_is_asked_for_of_that_target_alone(
    page, inspection, portal
):
    url = reverse("forms", args=[inspection.pk])
    assert "W-V3" not in text(page, url)
    left = unable_outcome("W-V3", "home-still", UnableClass.NEEDS_PERSON)
    store_target(portal, summary(), [left])
    blind = inspection.targets.get(code="1100000002")
    waf = unable_outcome("W-V3", "home-still", UnableClass.WAF)
    store_target(blind, summary(unable=UnableClass.WAF), [waf])
    assert "W-V3 首页不更新" in text(page, url)
    listed = text(page, reverse("form", args=[inspection.pk, "general.W-V3"]))
    assert portal.name in listed
    assert blind.name not in listed
    unseen = text(page, reverse("unseen", args=[inspection.pk]))
    assert address(blind, "general.W-V3") in unseen


def test_a_request_that_carries_too_much_is_refused_unread(page, portal, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    files = {"pictures": SimpleUploadedFile("截图.png", PNG * 20, "image/png")}
    response = page.post(address(portal, "general.D-1.1"), said(base="0", save="", **files))
    assert response.status_code == 400
    assert "上传的文件过大" in response.content.decode()
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("act", ["save", "draw", "more", "agree", "disagree", "withdraw"])
def test_another_office_changes_nothing_here(client, portal, reviewer, neighbour, act):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    client.force_login(neighbour)
    posted = said("not", base="1", reason="x", **{act: ""})
    assert client.post(address(portal, "general.D-1.1"), posted).status_code == 404
    assert Sheet.objects.get().answers.count() == 1


@pytest.mark.parametrize("act", ["draw", "agree", "withdraw"])
def test_a_reader_changes_nothing(client, portal, reviewer, reader, act):
    hand_in(portal, "search-test", {"h.offered": "none", "links": SEEN}, reviewer)
    client.force_login(reader)
    shown = client.post(address(portal, "search-test"), {"base": "1", "reason": "x", act: ""})
    assert shown.status_code == 403
    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.answers.count(), sheet.samples.count()) == ("done", 1, 0)
    assert not hasattr(sheet.answers.get(), "withdrawal")
