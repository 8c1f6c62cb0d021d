"""The preview of a notice: every template, what is missing, faults of an own template."""

import pytest
from django.urls import reverse

from tests.notices.built_round import Quiet
from xuncha.flow.judging import judge_round
from xuncha.office.notices.previewing import own_templates
from xuncha.office.notices.template import STANDARD, template_names
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


def shown(page, inspection, **query):
    response = page.get(reverse("notice-preview", args=[inspection.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def judged(seen):
    """The round of the pages with a verdict on every target."""
    seen.targets.update(intake_digest="built")
    judge_round(seen, Quiet())
    return seen


def test_the_standard_notice_is_shown_with_its_annexes(page, judged):
    text = shown(page, judged)
    assert "一、检查情况" in text
    assert "附件3" in text
    assert "&lt;b&gt;错字&lt;/b&gt;" in text
    assert "<b>错字" not in text


@pytest.mark.parametrize("name", sorted(set(template_names()) - {"department-selfcheck"}))
def test_every_template_can_be_previewed(page, judged, name):
    assert "一、检查情况" in shown(page, judged, template=name)


def test_parts_without_data_are_told(page, judged):
    text = shown(page, judged, template="city-quarter")
    assert "没有“整改通知单”记录，该部分未写入" in text


def test_a_faulty_own_template_names_its_line(page, judged, home):
    folder = own_templates(home, judged.office.code)
    folder.mkdir(parents=True)
    (folder / f"{STANDARD}.toml").write_text('title = "x"\nstyle = \n', encoding="utf-8")
    assert "第 2 行" in shown(page, judged)


def test_a_template_outside_the_folder_is_refused(page, judged):
    assert "模板名称" in shown(page, judged, template="../secret-key")


def test_a_round_without_verdicts_says_so(page, inspection, home):
    assert "没有判定" in shown(page, inspection)


@pytest.fixture
def closed(judged, page):
    """The round closed for decisions, before who signs."""
    signer = User.objects.create_user("qian", judged.office, name="钱签", role=Role.APPROVER)
    page.force_login(signer)
    type(judged).objects.filter(pk=judged.pk).update(state="frozen")
    judged.refresh_from_db()
    return judged


def ordered(page, inspection, **said):
    given = {"template": "month", "signed_on": "2026-10-26", "deadline": "2026-11-09", **said}
    return page.post(reverse("notice-preview", args=[inspection.pk]), given, follow=True)


def test_the_public_edition_is_previewed_without_addresses(page, judged):
    assert "页面标题/网址" in shown(page, judged)
    assert "页面标题/网址" not in shown(page, judged, edition="public")


def test_a_closed_round_is_issued_and_both_editions_are_listed(page, closed):
    text = ordered(page, closed).content.decode()
    assert "已印发：第1号" in text
    assert "内部版.docx" in text
    assert "公开版-附件.xlsx" in text
    assert page.get(reverse("documents", args=[closed.pk])).status_code == 200


def test_an_order_without_a_date_says_what_is_missing(page, closed):
    assert "整改期限没有填写" in ordered(page, closed, deadline="").content.decode()


def test_an_open_round_is_not_issued(page, judged):
    signer = User.objects.create_user("qian", judged.office, name="钱签", role=Role.APPROVER)
    page.force_login(signer)
    assert "还没有定稿" in ordered(page, judged).content.decode()
    assert "印发两种版本" not in shown(page, judged)
