"""Issuing: every template, both editions, numbered and kept; corrections tell what they change."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from tests.notices.built_round import take_in
from xuncha.cli import issuing as command
from xuncha.cli.notice import app
from xuncha.engine.domain.errors import InputError
from xuncha.flow.errors import FlowError
from xuncha.flow.issuing import issue
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.notices import drafts
from xuncha.office.notices.changes import REPEATED, Change, changes_between, with_changes
from xuncha.office.notices.content import Edition
from xuncha.office.notices.draft_states import Step
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.issuing import IssueOrder, repeated
from xuncha.office.notices.models import IssuedNotice
from xuncha.office.notices.script import Paragraph, ParagraphRank, Script
from xuncha.office.notices.template import template_names, template_text
from xuncha.office.people import staff
from xuncha.office.people.errors import TransitionError
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role

pytestmark = pytest.mark.django_db
MONTH = "month"


def order_of(name=MONTH, text="", **more):
    given = {"document_number": "沱政办函〔2026〕88号", "signed_on": date(2026, 10, 26)}
    given |= {"deadline": date(2026, 11, 9), **more}
    return IssueOrder(name, text or template_text(name), **given)


def closed(province):
    Round.objects.filter(pk=province.inspection.pk).update(state="frozen")
    return current(province)


def current(province):
    """The round as it is now; the built one is shared by all tests of the module."""
    return Round.objects.get(pk=province.inspection.pk)


@pytest.fixture
def work(tmp_path):
    return Workplace(tmp_path)


@pytest.fixture
def first(province, work):
    """The round closed, and a notice of it issued."""
    return issue(closed(province), order_of(), work, province.reviewer)


def corrected(province, work, first, **more):
    """A repair report that came in late, and the correction it needs."""
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="松沱州政府发布")
    given = {"corrects": first.notice, "reason": "账号名称有误", **more}
    return issue(current(province), order_of(**given), work, province.reviewer)


def words_of(path):
    document = docx.Document(path)
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("name", sorted(template_names()))
def test_every_template_is_issued_in_both_editions(name, province, department, work):
    owner = department if name == "department-selfcheck" else province
    done = issue(closed(owner), order_of(name), work, owner.reviewer)
    assert [path.suffix for path in done.files] == [".docx", ".xlsx"] * 2
    assert [one.edition for one in done.notice.editions.all()] == list(Edition)
    assert done.notice.number == 1
    assert all(zipfile.is_zipfile(path) for path in done.files)


def test_an_own_template_is_issued_by_its_own_text(province, work):
    text = template_text(MONTH).replace("下一步工作要求", "请各单位对照整改")
    done = issue(closed(province), order_of("own", text), work, province.reviewer)
    assert "请各单位对照整改" in words_of(done.files[0])
    assert done.notice.template == "own"


def test_the_same_order_is_one_notice_and_puts_a_lost_file_back(first, province, work):
    before = [path.read_bytes() for path in first.files]
    first.files[0].unlink()
    take_in(
        province.office,
        province.reviewer,
        work.home / "晚到.xlsx",
        {"good-practice": [("2026-09-26", "云浦市人民政府", "按月公开留言办理情况", "是")]},
    )
    again = issue(current(province), order_of(), work, province.reviewer)
    assert again.notice == first.notice
    assert [path.read_bytes() for path in again.files] == before
    assert IssuedNotice.objects.count() == 1


def test_a_closed_round_gives_the_same_bytes_in_every_edition_and_correction(first, province, work):
    second = corrected(province, work, first)
    same = repeated(second.notice)
    assert len(same) == 4
    assert all(same.values())


def test_records_that_were_changed_behind_a_notice_are_found_out(first, province, work):
    assert all(repeated(first.notice).values())
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="改了")
    assert not all(repeated(first.notice).values())
    with pytest.raises(FlowError, match="更正通报"):
        issue(current(province), order_of(), work, province.reviewer)


def test_issuing_brings_the_round_to_its_last_state(first, province):
    assert current(province).state == "issued"


def test_a_round_still_under_review_is_not_issued(province, work):
    with pytest.raises(NoticeError, match="还没有定稿"):
        issue(province.inspection, order_of(), work, province.reviewer)


def test_the_machine_issues_nothing(province, work):
    with pytest.raises(NoticeError, match="由人签发"):
        issue(closed(province), order_of(), work, staff.machine_of(province.office))


def test_a_correction_is_numbered_and_lists_what_it_changes(first, province, work):
    done = corrected(province, work, first)
    assert (done.notice.number, done.notice.corrects) == (2, first.notice)
    told = words_of(done.files[0])
    assert "本通报是对沱政办函〔2026〕88号的更正" in told
    assert "更正事项" in told
    changes = {edition.edition: edition.changes for edition in done.notice.editions.all()}
    assert any("松沱州政府发布" in change["after"] for change in changes[Edition.INTERNAL])
    assert all("松沱" in change["before"] for change in changes[Edition.INTERNAL])
    book = openpyxl.load_workbook(io.BytesIO(done.files[1].read_bytes()))
    assert "更正事项" in [sheet["A1"].value for sheet in book][-2]
    assert all(path.exists() for path in first.files)


def test_a_correction_that_changes_nothing_is_refused(first, province, work):
    order = order_of(corrects=first.notice, reason="没有")
    with pytest.raises(NoticeError, match="不需要更正"):
        issue(current(province), order, work, province.reviewer)


def test_a_notice_is_corrected_once_and_with_a_reason(first, province, work):
    with pytest.raises(NoticeError, match="写明原因"):
        corrected(province, work, first, reason=" ")
    corrected(province, work, first)
    with pytest.raises(NoticeError, match="更正后一份"):
        corrected(province, work, first, reason="又一处")


def test_an_edition_that_says_what_it_said_has_no_list():
    script = with_changes(Script((), ()), (), "第1号通报")
    assert "没有变化" in script.body[0].text
    assert script.annexes == ()


def test_what_may_not_be_read_is_not_repeated_by_its_correction():
    before = Script((Paragraph(ParagraphRank.TEXT, "见 bet1.example"),), ())
    after = Script((Paragraph(ParagraphRank.TEXT, "已处理"),), ())
    (change,) = changes_between(before, after, lambda text: text.replace("bet1.example", ""))
    assert change == Change("正文", REPEATED, "已处理")


@pytest.fixture
def home(monkeypatch, settings, tmp_path):
    """The command line opens this office, its files in a folder of the test."""
    monkeypatch.setattr(command, "open_office", lambda: None)
    settings.XUNCHA_HOME = tmp_path


def run(*words):
    return CliRunner().invoke(app, [*words, "--office", "tuochuan"], catch_exceptions=False)


@pytest.fixture
def approved(province, home):
    """A draft that three people took as far as it goes before it is issued."""
    inspection = closed(province)
    roles = (Role.INSPECTOR, Role.REVIEWER, Role.APPROVER)
    people = [User.objects.create_user(role, province.office, role=role) for role in roles]
    beginning = drafts.Beginning(MONTH, template_text(MONTH))
    draft = drafts.begin(inspection, beginning, people[0], date(2026, 10, 26))
    for person, step in zip(people, (Step.SENT, Step.CHECKED, Step.APPROVED), strict=True):
        drafts.advance(draft, step, draft.copy.digest, person)
    return draft


def test_an_approved_draft_is_issued_listed_and_repeated(province, approved):
    said = json.loads(run("issue", str(approved.pk), "--user", "li", "--json").output)
    assert said["number"] == 1
    assert set(said["editions"]) == {"internal", "public"}
    assert "第1号 沱川省人民政府办公厅" in run("list").output
    again = run("repeat", "1")
    assert again.exit_code == 0
    assert again.output.count("相同：") == 4
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="改了")
    assert run("repeat", "1").exit_code == 1


def test_issuing_a_draft_again_puts_lost_files_back(province, approved, work):
    paths = run("issue", str(approved.pk), "--user", "li").output.splitlines()[-4:]
    lost = Path(paths[0])
    before = lost.read_bytes()
    lost.unlink()
    run("issue", str(approved.pk), "--user", "li")
    assert lost.read_bytes() == before
    assert IssuedNotice.objects.count() == 1


def test_a_draft_nobody_approved_is_not_issued(province, approved):
    drafts.send_back(approved, "再核一遍", User.objects.get(username=Role.REVIEWER))
    with pytest.raises(TransitionError):
        run("issue", str(approved.pk), "--user", "li")


@pytest.mark.parametrize(
    ("number", "user", "said"), [("9999", "li", "没有第9999号拟稿"), ("", "no", "没有用户“no”")]
)
def test_what_cannot_be_issued_says_what_to_do(province, approved, number, user, said):
    with pytest.raises(InputError, match=said):
        run("issue", number or str(approved.pk), "--user", user)
