"""The papers in the browser: read, checked, taken away; nothing for who is not concerned."""

import pytest
from django.urls import reverse

from tests.papers.test_signing import said
from xuncha.office.papers import signing
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


@pytest.fixture
def at(client):
    def go(user):
        client.force_login(user)
        return client

    return go


def papers(order, form=""):
    return reverse("papers", args=[order.pk]) + (f"?form={form}" if form else "")


def document(order, form="slip"):
    return reverse("paper", args=[order.pk, form])


def test_a_draft_is_read_checked_and_signed_by_three(at, draft, inspector, second, approver):
    text = at(inspector).get(papers(draft)).content.decode()
    assert "待核稿" in text
    assert "这份文书由您拟制" in text
    text = at(second).post(papers(draft), follow=True).content.decode()
    assert "已核稿，可以由另一人签发" in text
    order = reverse("order", args=[draft.pk])
    page = at(approver).get(order).content.decode()
    assert "周复" in page
    said = {"issue": "1", "signatory": "赵签发", "due_on": "2099-01-05", "mark": "呼整"}
    at(approver).post(order, said)
    draft.refresh_from_db()
    assert draft.number.startswith("呼整〔")
    assert draft.kept_paper.size


def test_a_draft_nobody_checked_is_refused_with_what_to_do(at, draft, approver):
    order = reverse("order", args=[draft.pk])
    said = {"issue": "1", "signatory": "赵签发", "due_on": "2099-01-05", "mark": "呼整"}
    page = at(approver).post(order, said).content.decode()
    assert "请先由另一人核稿" in page
    assert "呼整" in page
    draft.refresh_from_db()
    assert draft.state == "drafted"
    assert draft.number == ""


def test_a_signed_paper_is_given_out_as_it_was_signed(at, signed, clerk):
    response = at(clerk).get(document(signed))
    assert response.content == signing.body_of(signed.kept_paper)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", ["receipt", "report"])
def test_a_body_takes_its_receipt_and_report_away(at, signed, clerk, form):
    assert "盖章后" in at(clerk).get(papers(signed, form)).content.decode()
    assert "青石市人民政府" in said(at(clerk).get(document(signed, form)).content)


def test_a_paper_that_was_changed_on_the_disk_is_not_given_out(at, signed, clerk, home):
    (home / "papers" / signed.kept_paper.sha256).write_bytes(b"x")
    page = at(clerk).get(document(signed), follow=True).content.decode()
    assert "已丢失或被改动" in page


def test_another_body_and_another_office_find_nothing(at, signed, bureau_clerk, neighbour):
    for user in (bureau_clerk, neighbour):
        assert at(user).get(papers(signed)).status_code == 404
        assert at(user).get(document(signed)).status_code == 404


def test_a_body_finds_no_draft(at, draft, clerk):
    assert at(clerk).get(papers(draft)).status_code == 404


def test_a_body_checks_nothing(at, signed, clerk):
    assert at(clerk).post(papers(signed)).status_code == 403


def test_a_draft_has_no_receipt_yet_and_no_order_has_unknown_papers(at, draft, approver):
    for form in ("receipt", "ledger", "self_check", "talk", "x"):
        assert at(approver).get(papers(draft, form)).status_code == 404


def test_what_was_found_is_shown_as_text(at, draft, approver):
    draft.items.update(title="<script>alert(1)</script>")
    page = at(approver).get(papers(draft)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_ledger_of_the_office_lists_what_went_out(at, signed, drafts, approver):
    text = said(at(approver).get(reverse("ledger-document")).content)
    assert signed.number in text
    assert "呼兰省财政厅" not in text


def test_a_self_check_is_for_the_body_itself(at, signed, judged, clerk, bureau_clerk, neighbour):
    own = reverse("self-check", args=[judged.pk, clerk.body_id])
    assert signed.number in said(at(clerk).get(own).content)
    assert at(bureau_clerk).get(own).status_code == 404
    assert at(neighbour).get(own).status_code == 404


def test_a_body_gets_no_self_check_before_anything_went_out(at, drafts, judged, clerk):
    assert at(clerk).get(reverse("self-check", args=[judged.pk, clerk.body_id])).status_code == 404


def test_a_template_that_cannot_be_used_is_said_on_the_page(at, draft, approver, home):
    folder = home / "paper-templates"
    folder.mkdir()
    (folder / "slip.toml").write_text("broken", encoding="utf-8")
    assert "语法错误" in at(approver).get(papers(draft)).content.decode()
    page = at(approver).get(document(draft), follow=True).content.decode()
    assert "没有生成文件" in page


def test_an_outside_checker_sees_no_papers(at, signed, office):
    outside = User.objects.create_user("wai", office, name="外核", role=Role.CHECKER)
    assert at(outside).get(papers(signed)).status_code == 403
