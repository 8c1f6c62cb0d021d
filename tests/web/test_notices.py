"""Notices in the browser: begin, arrange, write beside, pass on, issue, correct; figures open."""

import io
import re
from html import unescape

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.notices.built_round import Quiet
from xuncha.flow.judging import judge_round
from xuncha.office.casework.models import RoundTarget
from xuncha.office.notices.draft_copies import read
from xuncha.office.notices.models import IssuedNotice, NoticeDraft
from xuncha.office.notices.template import STANDARD, own_templates, template_names
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Body
from xuncha.office.registry.trees import rebuild

WRITER, CHECKER, APPROVER = Role.INSPECTOR, Role.REVIEWER, Role.APPROVER


@pytest.fixture
def frozen(seen):
    """The round of the pages, judged and closed."""
    seen.targets.update(intake_digest="built")
    judge_round(seen, Quiet())
    type(seen).objects.filter(pk=seen.pk).update(state="frozen")
    seen.refresh_from_db()
    return seen


@pytest.fixture
def people(office):
    """One person a role."""
    return {
        role: User.objects.create_user(role.value, office, name=role.value, role=role)
        for role in (WRITER, CHECKER, APPROVER, Role.READER)
    }


@pytest.fixture
def as_(client, people):
    """The client signed in as one of them."""

    def signed_in(role):
        client.force_login(people[role])
        return client

    return signed_in


@pytest.fixture
def draft(as_, frozen):
    """A draft the inspector began with the monthly template."""
    as_(WRITER).post(reverse("draft-new", args=[frozen.pk]), {"template": "month"})
    return NoticeDraft.objects.latest("pk")


def url(name, draft, *more):
    return reverse(name, args=[draft.round_id, draft.pk, *more])


def text_of(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def form_of(client, draft):
    """What the form sends when nothing is changed."""
    text = text_of(client.get(url("draft-edit", draft)))
    said = {"act": "save"}
    for tag in re.findall(r"<input [^>]*>", text):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") != "checkbox" or " checked" in tag):
            said[given["name"]] = given.get("value", "on")
    said.pop("csrfmiddlewaretoken", None)
    return said | dict(re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>([^<]*)<', text))


def saved(client, draft, **said):
    given = {**form_of(client, draft), **said}
    response = client.post(url("draft-edit", draft), given, follow=True)
    draft.refresh_from_db()
    return text_of(response)


def stepped(client, draft, step, **said):
    draft = NoticeDraft.objects.select_related("copy").get(pk=draft.pk)
    given = {"step": step, "digest": draft.copy.digest, **said}
    return text_of(client.post(url("draft", draft), given, follow=True))


def issued(as_, draft):
    for role, step in ((WRITER, "sent"), (CHECKER, "checked"), (APPROVER, "approved")):
        stepped(as_(role), draft, step)
    return stepped(as_(APPROVER), draft, "issued")


def test_every_template_is_offered_with_what_stands_in_it(as_, frozen):
    text = text_of(as_(WRITER).get(reverse("draft-new", args=[frozen.pk])))
    assert text.count("用这个模板拟稿") == len(template_names())
    assert "总体情况：检查数、合格数和合格率" in text


def test_a_faulty_own_template_names_its_line_and_cannot_be_used(as_, frozen, home):
    folder = own_templates(home, frozen.office.code)
    folder.mkdir(parents=True)
    (folder / f"{STANDARD}.toml").write_text('title = "x"\nstyle = \n', encoding="utf-8")
    text = text_of(as_(WRITER).get(reverse("draft-new", args=[frozen.pk])))
    assert "第 2 行" in text
    assert text.count("用这个模板拟稿") == len(template_names()) - 1


@pytest.mark.parametrize("name", ["../secret-key", "nothing", ""])
def test_a_template_there_is_not_is_refused_in_one_line(as_, frozen, name):
    place = reverse("draft-new", args=[frozen.pk])
    before = NoticeDraft.objects.count()
    text = text_of(as_(WRITER).post(place, {"template": name}, follow=True))
    assert "模板" in text
    assert NoticeDraft.objects.count() == before


def test_both_editions_stand_side_by_side_and_what_sites_wrote_is_escaped(as_, draft):
    text = as_(WRITER).get(url("draft", draft)).content.decode()
    assert "内部版" in text
    assert "公开版" in text
    assert "&lt;b&gt;错字&lt;/b&gt;" in text
    assert "<b>错字" not in text


def test_parts_move_and_are_left_out_and_paragraphs_are_added(as_, draft):
    client = as_(WRITER)
    given = form_of(client, draft)
    client.post(url("draft-edit", draft), {**given, "act": "add-2-0"})
    assert 'name="c2i1-text"' in text_of(client.get(url("draft-edit", draft)))
    given = {**form_of(client, draft), "c2i1-text": "希望各地举一反三。", "c2i1-lead": "提醒"}
    given.pop("c2i0-on")
    client.post(url("draft-edit", draft), {**given, "act": "up-2-1"})
    text = text_of(client.get(url("draft", draft)))
    assert "（一）提醒。" in text
    assert "希望各地举一反三。" in text
    assert "政府网站问题。" not in text
    saved(client, draft, act="drop-2-0")
    assert "举一反三" not in text_of(client.get(url("draft", draft)))


def test_computed_words_cannot_be_typed_over(as_, draft):
    client = as_(WRITER)
    before = read(draft.copy)
    saved(client, draft, **{"c1i0-text": "合格率很高", "c1i0-lead": "x"})
    again = NoticeDraft.objects.get(pk=draft.pk).copy
    assert [p.text for p in read(again).pages["internal"].script.body] == [
        p.text for p in before.pages["internal"].script.body
    ]


def test_what_cannot_be_saved_is_shown_again_as_it_was_typed(as_, draft):
    client = as_(WRITER)
    saved(client, draft, act="add-2-0")
    text = saved(client, draft, **{"c2i1-text": "合格率为98%。", "document_number": "新号"})
    assert "百分比不得手工填写" in text
    assert "合格率为98%。" in text
    assert 'value="新号"' in text
    assert draft.document_number == ""


def test_a_typed_figure_the_notice_does_not_prove_is_warned_of(as_, draft):
    client = as_(WRITER)
    saved(client, draft, act="add-2-0")
    text = saved(client, draft, **{"c2i1-text": "45家单位参加培训。"})
    assert "自拟段落里的数请再看一遍" in text


def test_a_form_that_is_not_of_this_draft_changes_nothing(as_, draft):
    client = as_(WRITER)
    for wrong in ({"c1i0-sort": "9"}, {"c1i0-sort": "x"}, {"version": "77"}, {"deadline": "明天"}):
        assert "note-error" in saved(client, draft, **wrong)
    assert draft.version == 1


def test_a_notice_is_issued_by_different_hands_and_its_figures_open(as_, draft):
    saved(as_(WRITER), draft, document_number="呼办函〔2026〕8号", deadline="2026-12-31")
    text = issued(as_, draft)
    assert "已印发：第2号" in text
    notice = IssuedNotice.objects.get(number=2)
    assert notice.document_number == "呼办函〔2026〕8号"
    page = text_of(as_(Role.READER).get(reverse("issued", args=[draft.round_id, 2])))
    assert "内部版.docx" in page
    links = re.findall(r'<a class="number" href="([^"]+)">([^<]+)<', page)
    assert len(links) > 10
    for link, printed in links:
        opened = text_of(as_(Role.READER).get(link))
        if "%" not in printed:
            assert f'<span class="number-said">{printed}</span>' in opened, (link, printed)


def test_who_wrote_a_draft_reads_why_he_cannot_check_it(as_, draft):
    saved(as_(CHECKER), draft, document_number="一号")
    stepped(as_(WRITER), draft, "sent")
    assert "写过这份稿，不能自己核稿" in text_of(as_(CHECKER).get(url("draft", draft)))
    assert "不能自己核稿" in stepped(as_(CHECKER), draft, "checked")


def test_a_draft_is_sent_back_with_words_and_withdrawn(as_, draft):
    stepped(as_(WRITER), draft, "sent")
    assert "写明改什么" in stepped(as_(CHECKER), draft, "sent_back")
    assert "太长了" in stepped(as_(CHECKER), draft, "sent_back", remark="太长了")
    text = stepped(as_(WRITER), draft, "withdrawn")
    assert "已撤销" in text
    assert "修改这份稿" not in text


def test_a_step_nobody_knows_is_not_found(as_, draft):
    assert as_(WRITER).post(url("draft", draft), {"step": "burnt"}).status_code == 404


def test_a_draft_is_downloaded_marked_as_a_draft(as_, draft):
    response = as_(WRITER).get(url("draft-document", draft, "internal"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    for header in (document.sections[0].header, document.sections[0].even_page_header):
        assert "草稿，未经印发（内部版）" in header.paragraphs[0].text
    assert as_(WRITER).get(url("draft-document", draft, "secret")).status_code == 404


def test_a_correction_shows_its_changes_and_passes_the_same_hands(as_, draft, frozen):
    issued(as_, draft)
    RoundTarget.objects.filter(round=frozen, code="1100000001").update(name="青石市人民政府网")
    place = reverse("notice-correct", args=[frozen.pk, 2])
    assert "更正要写明原因" in text_of(as_(WRITER).post(place, {"reason": " "}))
    as_(WRITER).post(place, {"reason": "网站名称有误"})
    second = NoticeDraft.objects.get(corrects__number=2)
    assert "与原通报的不同" in text_of(as_(WRITER).get(url("draft", second)))
    assert "已印发：第3号" in issued(as_, second)
    assert "已经由" in text_of(as_(WRITER).get(reverse("issued", args=[frozen.pk, 2])))
    assert "更正第2号" in text_of(as_(WRITER).get(reverse("documents", args=[frozen.pk])))


@pytest.mark.parametrize(
    ("listed", "query"),
    [("targets", {"nonsense": "1"}), ("nothing", {}), ("records", {"sort": "x"})],
)
def test_a_list_there_is_not_is_not_found(page, frozen, listed, query):
    assert page.get(reverse("figure", args=[frozen.pk, listed]), query).status_code == 404


def test_lists_and_drafts_do_not_query_row_by_row(as_, draft):
    client = as_(WRITER)
    places = (
        reverse("figure", args=[draft.round_id, "targets"]),
        reverse("documents", args=[draft.round_id]),
        reverse("body-results", args=[draft.round_id]),
        url("draft", draft),
    )

    def queries():
        with CaptureQueriesContext(connection) as seen_queries:
            for place in places:
                text_of(client.get(place))
        return len(seen_queries)

    queries()
    before = queries()
    first = RoundTarget.objects.filter(round=draft.round_id, kind="account").first()
    for number in range(12):
        first.pk, first.code, first._state.adding = None, f"Z{number}", True
        first.save()
    assert queries() == before


@pytest.fixture
def unit(office, seen, client):
    """Somebody of the city whose sites were looked at."""
    rebuild(office)
    user = User.objects.create_user("unit", office, name="单位", role=Role.UNIT)
    user.body = seen.targets.get(code="1100000001").sponsor
    user.save()
    client.force_login(user)
    return client


def test_a_unit_reads_its_results_only_once_they_are_issued(unit, frozen):
    body = frozen.targets.get(code="1100000001").sponsor
    places = [
        reverse("body-results", args=[frozen.pk]),
        reverse("body-result", args=[frozen.pk, body.pk]),
        reverse("body-report", args=[frozen.pk, body.pk]),
    ]
    assert [unit.get(place).status_code for place in places] == [404, 404, 404]
    assert "还没有印发过" in text_of(unit.get(reverse("own-results")))
    type(frozen).objects.filter(pk=frozen.pk).update(state="issued")
    assert [unit.get(place).status_code for place in places] == [200, 200, 200]
    assert frozen.title in text_of(unit.get(reverse("own-results")))
    text = text_of(unit.get(places[1]))
    assert "<b>错字</b>" in text
    assert "李审" not in text
    assert "待认定" not in text


def test_a_unit_neither_sees_nor_guesses_anything_of_another(unit, frozen):
    type(frozen).objects.filter(pk=frozen.pk).update(state="issued")
    own = frozen.targets.get(code="1100000001").sponsor
    inside = Body.objects.filter(territory_path__startswith=own.territory_path)
    text = text_of(unit.get(reverse("body-results", args=[frozen.pk])))
    for other in Body.objects.exclude(pk__in=inside):
        assert other.name not in text
        for name in ("body-result", "body-report"):
            assert unit.get(reverse(name, args=[frozen.pk, other.pk])).status_code == 404
    for name in ("documents", "draft-new"):
        assert unit.get(reverse(name, args=[frozen.pk])).status_code == 403


def test_the_report_of_a_body_and_of_one_target_are_documents(page, frozen):
    target = frozen.targets.get(code="1100000001")
    place = reverse("body-report", args=[frozen.pk, target.sponsor_id])
    for query in ({}, {"target": target.code}):
        raw = b"".join(page.get(place, query).streaming_content)
        words = [p.text for p in docx.Document(io.BytesIO(raw)).paragraphs]
        assert any("检查结果" in line for line in words)
    assert page.get(place, {"target": "nothing"}).status_code == 404
