"""Drafts: what a person may make of a template, who may take which step, what throws one back."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from tests.notices.built_round import take_in
from xuncha.flow.issuing import issue_draft
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.notices import drafts
from xuncha.office.notices.arrangement import (
    Item,
    arrange,
    as_it_stands,
    moved,
    of_json,
    template_toml,
    to_json,
)
from xuncha.office.notices.content import Edition
from xuncha.office.notices.draft_copies import order_of, read, words_of
from xuncha.office.notices.draft_rights import may
from xuncha.office.notices.draft_states import DraftState, Step
from xuncha.office.notices.drafts import Beginning, Wanted
from xuncha.office.notices.errors import DraftError, NoticeError
from xuncha.office.notices.issuing import repeated
from xuncha.office.notices.letterhead import NO_WORDS, HeadWords
from xuncha.office.notices.models import DraftStep
from xuncha.office.notices.own_figures import UNPROVEN
from xuncha.office.notices.template import (
    STANDARD,
    load_template,
    read_template,
    template_names,
    template_text,
)
from xuncha.office.people.errors import TransitionError
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.people.staff import machine_of
from xuncha.office.rectification.states import PaperKind
from xuncha.office.rectification.terms import due_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 26)
STEPS = (Step.SENT, Step.CHECKED, Step.APPROVED)


@pytest.fixture
def people(province):
    """An inspector who writes, a reviewer, two approvers, a reader."""
    roles = {
        "zhang": Role.INSPECTOR,
        "he": Role.REVIEWER,
        "wang": Role.APPROVER,
        "sun": Role.APPROVER,
        "du": Role.READER,
    }
    return {
        name: User.objects.create_user(name, province.office, name=name, role=role)
        for name, role in roles.items()
    }


@pytest.fixture
def frozen(province):
    Round.objects.filter(pk=province.inspection.pk).update(state="frozen")
    return Round.objects.get(pk=province.inspection.pk)


def beginning(name="month"):
    return Beginning(name, template_text(name))


@pytest.fixture
def reviewed(province):
    Round.objects.filter(pk=province.inspection.pk).update(state="reviewing")
    return Round.objects.get(pk=province.inspection.pk)


@pytest.fixture
def draft(frozen, people):
    return drafts.begin(frozen, beginning(), people["zhang"], TODAY)


def test_a_new_draft_gives_the_bodies_the_term_of_a_rectification_order(draft):
    assert draft.deadline == due_day(PaperKind.SLIP, TODAY) > draft.signed_on


def test_a_draft_of_a_year_without_a_calendar_is_due_on_its_own_day(frozen, people):
    late = date(2099, 10, 26)
    assert drafts.begin(frozen, beginning(), people["zhang"], late).deadline == late


def wanted_of(draft, **more):
    given = {
        "arrangement": of_json(draft.arrangement),
        "words": words_of(draft),
        "document_number": "沱政办函〔2026〕88号",
        "signed_on": TODAY,
        "deadline": date(2026, 11, 9),
    }
    return Wanted(**{**given, **more})


def with_words(draft, text, chapter=1, lead=""):
    """The arrangement with a paragraph of one's own after the first part of a chapter."""
    items = of_json(draft.arrangement)
    chapters = list(items)
    chapters[chapter] = (chapters[chapter][0], Item(text=text, lead=lead), *chapters[chapter][1:])
    return tuple(chapters)


def changed(draft, people, **more):
    return drafts.change(draft, wanted_of(draft, **more), draft.version, people["zhang"])


def through(draft, people, *steps):
    who = {Step.SENT: "zhang", Step.CHECKED: "he", Step.APPROVED: "wang"}
    for step in steps:
        draft = drafts.advance(draft, step, draft.copy.digest, people[who[step]])
    return drafts.locked(draft)


def text_of(draft, edition=Edition.INTERNAL):
    return "\n".join(p.lead + p.text for p in read(draft.copy).pages[edition].script.body)


@pytest.mark.parametrize("name", template_names())
def test_a_template_written_as_a_file_reads_the_same(name):
    template = load_template(name)
    again = read_template(name, template_toml(template))
    assert again == template


def test_a_draft_begins_as_its_template_stands(draft):
    assert draft.state == DraftState.DRAFT
    assert "政府网站" in text_of(draft)
    assert set(read(draft.copy).pages) == set(Edition)


def test_a_round_nobody_has_judged_yet_has_no_draft(province, people):
    Round.objects.filter(pk=province.inspection.pk).update(state="judging")
    open_round = Round.objects.get(pk=province.inspection.pk)
    with pytest.raises(DraftError, match="还不能拟写"):
        drafts.begin(open_round, beginning(), people["zhang"], TODAY)


def test_parts_are_left_out_and_moved_and_own_paragraphs_stand_beside_them(frozen, people):
    draft = drafts.begin(frozen, beginning(STANDARD), people["zhang"], TODAY)
    items = list(of_json(draft.arrangement))
    sites, accounts, *rest = items[2]
    items[2] = (
        accounts,
        sites,
        Item(text="希望各地举一反三。", lead="提醒"),
        *rest[1:],
        replace(rest[0], on=False),
    )
    draft = changed(draft, people, arrangement=tuple(items))
    text = text_of(draft)
    assert text.index("（一）政务新媒体问题") < text.index("（二）政府网站问题")
    assert "（三）提醒。希望各地举一反三。" in text
    assert "文字表述问题" not in text


def test_what_the_template_fixes_is_neither_left_out_nor_moved():
    template = load_template(STANDARD)
    items = list(as_it_stands(template))
    first, second, *rest = items[1]
    for chapter in ((replace(first, on=False), second, *rest), (second, first, *rest)):
        items[1] = chapter
        with pytest.raises(NoticeError, match="模板规定"):
            arrange(template, tuple(items), NO_WORDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("合格率为98%。", "百分比不得手工填写"),
        ("{没有的词}", "不认识的占位词"),
        ("一段\n两段", "有换行"),
        ("长" * 5000, "最多4000字"),
    ],
)
def test_an_own_paragraph_that_cannot_stand_says_which_and_why(draft, people, text, said):
    with pytest.raises(NoticeError, match=said):
        changed(draft, people, arrangement=with_words(draft, text))


def test_an_arrangement_that_loses_a_part_is_refused(draft, people):
    items = list(of_json(draft.arrangement))
    items[1] = items[1][1:]
    with pytest.raises(NoticeError, match="缺少或者重复"):
        changed(draft, people, arrangement=tuple(items))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("检查发现88个政府网站不合格。", {"88个": "与本通报不符：本通报为2个、5个"}),
        ("本次共检查9个政府网站，合格8个，不合格2个。", {"9个": "与本通报不符：应为8+2=10"}),
        ("不合格的3个政府网站为：甲市政府网、乙市政府网。", {"3个": "与本通报不符：应为列出2个"}),
        ("2026年8月3日，45家单位参加培训。", {"45家": UNPROVEN}),
        ("检查发现2个政府网站不合格。", {}),
        ("检查发现{网站不合格数}个政府网站不合格。", {}),
        ("希望各地举一反三。", {}),
    ],
)
def test_a_typed_figure_is_held_against_the_notice(draft, people, words, said):
    draft = changed(draft, people, arrangement=with_words(draft, words))
    told = {one.stated: one.why for one in read(draft.copy).doubts}
    assert {key: told.get(key) for key in said} == said, told
    assert said or told == {}


def test_words_of_the_draft_stand_in_place_of_the_letterhead(draft, people):
    words = HeadWords(signed_by="沱川省政务公开办公室", addressees=("各县人民政府",))
    draft = changed(draft, people, words=words)
    head = read(drafts.locked(draft).copy).pages[Edition.INTERNAL].head
    assert (head.signed_by, head.addressees) == ("沱川省政务公开办公室", ("各县人民政府",))
    assert head.document_number == "沱政办函〔2026〕88号"


def test_two_people_at_one_draft_do_not_overwrite_each_other(draft, people):
    changed(draft, people)
    with pytest.raises(DraftError, match="另有人刚改过"):
        drafts.change(draft, wanted_of(draft), 1, people["he"])


def test_a_notice_passes_through_different_hands_and_is_issued(draft, people, tmp_path):
    draft = through(changed(draft, people), people, *STEPS)
    assert draft.state == DraftState.APPROVED
    done = issue_draft(draft, draft.copy.digest, Workplace(tmp_path), people["wang"])
    draft = drafts.locked(draft)
    assert (draft.state, draft.issued) == (DraftState.ISSUED, done.notice)
    assert all(repeated(done.notice).values())
    assert [one.by_name for one in draft.steps.all()] == [
        "zhang",
        "zhang",
        "zhang",
        "he",
        "wang",
        "wang",
    ]
    acts = AuditRecord.objects.filter(subject_kind="notices.noticedraft").values_list(
        "act", flat=True
    )
    assert list(acts).count("notice.draft_state") == 4


@pytest.mark.parametrize(
    ("name", "step", "said"),
    [
        ("du", Step.SENT, "没有“起草"),
        ("zhang", Step.CHECKED, "没有“核稿”的权限"),
        ("he", Step.APPROVED, "没有“签发"),
    ],
)
def test_who_lacks_the_right_takes_no_step(draft, people, name, step, said):
    with pytest.raises(DraftError, match=said):
        drafts.advance(draft, step, draft.copy.digest, people[name])
    assert not may(people[name], step, draft)


def test_who_wrote_in_a_draft_neither_checks_nor_approves_it(draft, people):
    draft = drafts.change(draft, wanted_of(draft), 1, people["sun"])
    draft = through(drafts.locked(draft), people, Step.SENT)
    for step in (Step.CHECKED, Step.APPROVED):
        assert not may(people["sun"], step, draft)
    with pytest.raises(DraftError, match="写过这份稿"):
        drafts.advance(draft, Step.CHECKED, draft.copy.digest, people["sun"])


def test_who_checked_a_draft_does_not_approve_it(draft, people):
    draft = through(draft, people, Step.SENT)
    draft = drafts.advance(draft, Step.CHECKED, draft.copy.digest, people["wang"])
    with pytest.raises(DraftError, match="核过这份稿"):
        drafts.advance(draft, Step.APPROVED, draft.copy.digest, people["wang"])
    draft = drafts.advance(drafts.locked(draft), Step.APPROVED, draft.copy.digest, people["sun"])
    assert not may(people["sun"], Step.CHECKED, draft)


def test_the_machine_takes_no_step(draft, province):
    for step in Step:
        if step is not Step.OUTDATED:
            assert not may(machine_of(province.office), step, draft)


def test_another_office_takes_no_step(draft, department):
    stranger = User.objects.create_user("zhou", department.office, role=Role.APPROVER)
    with pytest.raises(DraftError, match="不是本单位"):
        drafts.advance(draft, Step.SENT, draft.copy.digest, stranger)


def test_a_step_out_of_its_turn_is_refused(draft, people):
    with pytest.raises(TransitionError):
        drafts.advance(draft, Step.CHECKED, draft.copy.digest, people["he"])


@pytest.mark.parametrize("steps", [STEPS[:1], STEPS[:2], STEPS])
def test_any_change_throws_a_draft_back(draft, people, steps):
    draft = through(draft, people, *steps)
    draft = drafts.locked(changed(draft, people, document_number="另一号"))
    assert draft.state == DraftState.DRAFT


@pytest.mark.parametrize("steps", [(), STEPS[:1], STEPS[:2], STEPS])
def test_records_that_changed_throw_a_draft_back(draft, people, province, tmp_path, steps):
    draft = through(draft, people, *steps)
    digest = draft.copy.digest
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="松沱州政府发布")
    step = (*STEPS, Step.ISSUED)[len(steps)]
    who = people[{Step.SENT: "zhang", Step.CHECKED: "he"}.get(step, "wang")]
    act = partial(drafts.advance, draft, step, digest, who)
    if step is Step.ISSUED:
        act = partial(issue_draft, draft, digest, Workplace(tmp_path), who)
    with pytest.raises(DraftError, match="记录有了变化"):
        act()
    draft = drafts.locked(draft)
    assert draft.state == DraftState.DRAFT
    assert draft.copy.digest != digest
    assert "松沱州政府发布" in draft.copy.content
    assert draft.steps.last().step == Step.OUTDATED


def test_records_that_change_nothing_of_it_leave_a_draft_where_it_is(
    draft, people, province, tmp_path
):
    draft = through(draft, people, Step.SENT)
    rows = {"letterbox": [("2026-09-30", "领导信箱", "白渡市人民政府", "1", "1", "1")]}
    take_in(province.office, province.reviewer, tmp_path / "后到.xlsx", rows)
    assert through(draft, people, Step.CHECKED).state == DraftState.CHECKED


def test_a_person_approves_only_the_text_that_person_saw(draft, people):
    draft = through(draft, people, Step.SENT)
    with pytest.raises(DraftError, match="不是最新的"):
        drafts.advance(draft, Step.CHECKED, "0" * 64, people["he"])


def test_a_round_still_under_review_is_drafted_and_checked_but_not_approved(reviewed, people):
    draft = drafts.begin(reviewed, beginning(), people["zhang"], TODAY)
    draft = through(draft, people, *STEPS[:2])
    with pytest.raises(DraftError, match="还没有定稿"):
        through(draft, people, Step.APPROVED)


def test_a_draft_sent_back_says_what_to_change(draft, people):
    draft = through(draft, people, *STEPS[:2])
    with pytest.raises(DraftError, match="写明改什么"):
        drafts.send_back(draft, " ", people["wang"])
    draft = drafts.send_back(draft, "第二部分太长", people["wang"])
    assert draft.state == DraftState.DRAFT
    assert draft.steps.last().remark == "第二部分太长"


def test_a_withdrawn_draft_stays_to_be_read_and_goes_nowhere(draft, people):
    draft = drafts.withdraw(draft, "改用月报", people["zhang"])
    with pytest.raises(TransitionError):
        drafts.advance(draft, Step.SENT, draft.copy.digest, people["zhang"])
    with pytest.raises(DraftError, match="不能再改"):
        changed(draft, people)
    assert DraftStep.objects.filter(draft=draft).count() == 2


def test_a_draft_that_cannot_be_compiled_says_why_and_goes_nowhere(reviewed, people):
    reviewed.targets.get(code="A07").verdicts.all().delete()
    draft = drafts.begin(reviewed, beginning(), people["zhang"], TODAY)
    assert "没有判定" in draft.copy.fault
    with pytest.raises(DraftError, match="还没有生成"):
        drafts.advance(draft, Step.SENT, "", people["zhang"])


@pytest.fixture
def issued(draft, people, tmp_path):
    draft = through(changed(draft, people), people, *STEPS)
    return issue_draft(draft, draft.copy.digest, Workplace(tmp_path), people["wang"]).notice


def test_a_correction_is_drafted_from_the_notice_and_passes_the_same_hands(
    issued, people, province, tmp_path
):
    RoundTarget.objects.filter(round=province.inspection, code="A07").update(name="松沱州政府发布")
    draft = drafts.begin_correction(issued, "账号名称有误", people["zhang"], TODAY)
    changes = read(draft.copy).pages[Edition.INTERNAL].changes
    assert any("松沱州政府发布" in one.after for one in changes)
    draft = through(drafts.locked(draft), people, *STEPS)
    done = issue_draft(draft, draft.copy.digest, Workplace(tmp_path), people["sun"])
    assert (done.notice.number, done.notice.corrects) == (2, issued)


def test_a_correction_keeps_the_second_look_and_the_deadline_of_its_notice(
    frozen, people, province, tmp_path
):
    again = province.rounds["2026年第三季度复查"]
    draft = drafts.begin(frozen, beginning("province-quarter-full"), people["zhang"], TODAY)
    draft = through(changed(draft, people, recheck=again), people, *STEPS)
    notice = issue_draft(draft, draft.copy.digest, Workplace(tmp_path), people["wang"]).notice
    second = drafts.begin_correction(notice, "再看一遍", people["zhang"], TODAY)
    assert (second.recheck, second.deadline) == (again, draft.deadline)
    assert "没有不同" in second.copy.fault


def test_a_correction_needs_a_reason_and_is_drafted_once(issued, people):
    with pytest.raises(DraftError, match="写明原因"):
        drafts.begin_correction(issued, " ", people["zhang"], TODAY)
    draft = drafts.begin_correction(issued, "名称有误", people["zhang"], TODAY)
    assert "没有不同" in draft.copy.fault
    with pytest.raises(DraftError, match="改那一份"):
        drafts.begin_correction(issued, "又一处", people["zhang"], TODAY)


def test_an_item_moves_one_place_and_stays_at_the_ends():
    items = tuple(Item(n) for n in range(3))
    assert [one.part for one in moved(items, 0, 1)] == [1, 0, 2]
    assert moved(items, 0, -1) == moved(items, 2, 1) == items


def test_an_arrangement_is_kept_and_read_back(draft):
    items = with_words(draft, "希望各地举一反三。")
    assert of_json(to_json(items)) == items
    with pytest.raises(NoticeError):
        of_json([[{"nonsense": 1}]])


def test_what_a_draft_orders_reads_as_a_template(draft, people):
    draft = changed(draft, people, arrangement=with_words(draft, "希望各地举一反三。"))
    template = read_template("x", order_of(draft).template_text)
    assert any(part.text == "希望各地举一反三。" for part in template.chapters[1].parts)
