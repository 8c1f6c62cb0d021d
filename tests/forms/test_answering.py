"""An answered form counts like a check's result; it is kept, seconded, taken back."""

from datetime import UTC, datetime

import pytest

from tests.forms.conftest import ROWS, SEEN, hand_in, said
from tests.office.results import summary, unable_outcome
from xuncha.engine.domain.words import Result, UnableClass, VerdictState
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework import rounds, verdicts
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.states import RoundState
from xuncha.office.casework.taking_in import store_target
from xuncha.office.forms import answering
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.reach import form_of
from xuncha.office.forms.states import SheetState
from xuncha.office.people import audit
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord
from xuncha.office.people.staff import machine_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def ruling(target, row):
    rulings = verdicts.judged_outcomes(target, book_of(target.round))
    return next((one for one in rulings if one.indicator == row), None)


def verdict(target):
    book = book_of(target.round)
    rulings = verdicts.judged_outcomes(target, book)
    return judge(frame_of(plan_of(target)), rulings, book, ROWS)


def state(target, key):
    return SheetState(Sheet.objects.get(target=target, form=key).state)


def test_an_answer_becomes_a_result_with_its_author_and_evidence(portal, reviewer):
    hand_in(portal, "general.D-1.1", said(**{"h.count": "2", "p.D-1.1": "1.5"}), reviewer)
    found = ruling(portal, "D-1.1")
    assert (found.result, found.count, found.points, found.confirmed) == (
        Result.HIT, 2, 1.5, True,
    )  # fmt: skip
    assert "李审" in found.reason
    look = portal.hand_looks.get(indicator="D-1.1")
    assert look.evidence[0]["url"] == SEEN
    assert look.form == "general.D-1.1"
    assert state(portal, "general.D-1.1") is SheetState.DONE


def test_the_points_a_person_enters_are_what_the_judge_deducts(portal, reviewer):
    hand_in(portal, "general.D-1.1", said(**{"p.D-1.1": "1.5"}), reviewer)
    assert any("1.5" in step.text for step in verdict(portal).arithmetic)


def test_one_answer_speaks_for_every_row_its_form_is_for(portal, reviewer):
    cells = {}
    for number in range(3):
        cells |= {
            f"e.{number}.title": f"文件{number}", f"e.{number}.policy": SEEN,
            f"e.{number}.own": "own", f"e.{number}.interpreted": "yes" if number else "no",
            f"e.{number}.linked": "both" if number else "none",
        }  # fmt: skip
    hand_in(portal, "policy-interpretation", cells, reviewer)
    assert ruling(portal, "D-1.7").count == 1
    assert ruling(portal, "D-1.8").result is Result.CLEAR


def test_every_act_leaves_its_row_in_the_chain(portal, reviewer):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    acts = list(AuditRecord.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-3:] == ["form.answered", "decision.look_by_hand", "form.state"]
    assert audit.verify(portal.round.office) is None


def test_a_found_problem_without_evidence_is_not_taken_and_leaves_nothing(portal, reviewer):
    with pytest.raises(AnswerError, match="依据"):
        hand_in(portal, "general.D-1.1", said(links=""), reviewer)
    assert not Sheet.objects.exists()
    assert not portal.hand_looks.exists()


def test_a_picture_is_evidence_and_is_kept_as_it_was(portal, reviewer, home):
    given = hand_in(portal, "general.D-1.1", said(links=""), reviewer, pictures=(PNG,))
    row = given.sheet.pictures.get()
    assert (row.content_type, row.size) == ("image/png", len(PNG))
    assert portal.hand_looks.get().evidence[0]["record"] == f"sha256:{row.sha256}"
    assert [path.read_bytes() for path in home.rglob(row.sha256)] == [PNG]


@pytest.mark.parametrize("points", ["-1", "40", "x"])
def test_points_outside_of_what_the_row_is_worth_are_refused(portal, reviewer, points):
    with pytest.raises(AnswerError):
        hand_in(portal, "general.D-1.1", said(**{"p.D-1.1": points}), reviewer)


def test_points_for_a_row_that_was_not_hit_are_refused(portal, reviewer):
    with pytest.raises(AnswerError, match="没有计到分"):
        hand_in(portal, "general.D-1.1", said("not", **{"p.D-1.1": "1"}), reviewer)


def test_versions_are_kept_and_the_newest_counts(portal, reviewer, colleague):
    first = hand_in(portal, "general.D-1.1", said(), reviewer)
    later = hand_in(portal, "general.D-1.1", said("not"), colleague, base=1)
    assert [row.version for row in first.sheet.answers.all()] == [1, 2]
    assert ruling(portal, "D-1.1").result is Result.CLEAR
    with pytest.raises(AppendOnlyError):
        later.save()


def test_the_same_answer_twice_is_one_version(portal, reviewer):
    first = hand_in(portal, "general.D-1.1", said(), reviewer)
    assert hand_in(portal, "general.D-1.1", said(), reviewer, base=1) == first


def test_an_answer_written_on_an_old_version_does_not_replace_a_newer_one(
    portal, reviewer, colleague
):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    with pytest.raises(AnswerError, match="李审已填到第 1 版"):
        hand_in(portal, "general.D-1.1", said("not"), colleague)


def test_a_withdrawn_answer_leaves_what_the_machine_found(portal, reviewer):
    store_target(portal, summary(), [unable_outcome("W-V3", "home-still", UnableClass.WAF)])
    given = hand_in(portal, "general.W-V3", said("not"), reviewer)
    assert ruling(portal, "W-V3").result is Result.CLEAR
    used = form_of(portal.round, "general.W-V3")
    with pytest.raises(AnswerError):
        answering.withdraw(given, used, reviewer, " ")
    answering.withdraw(given, used, reviewer, "看错网站")
    assert ruling(portal, "W-V3").result is Result.UNABLE
    assert state(portal, "general.W-V3") is SheetState.OPEN
    with pytest.raises(AnswerError):
        answering.withdraw(given, used, reviewer, "再撤一次")
    again = hand_in(portal, "general.W-V3", said("not"), reviewer, base=1)
    assert again.version == 2


def test_an_answer_before_the_visit_does_not_keep_results_out(portal, reviewer):
    hand_in(portal, "general.D-1.1", said(), reviewer)
    assert store_target(portal, summary(), [])
    assert store_target(portal, summary(unable=UnableClass.WAF), [])
    assert ruling(portal, "D-1.1").result is Result.HIT


def test_a_serious_problem_fails_nobody_before_a_second_person_agrees(portal, reviewer, colleague):
    facts = {"h.finding": "met", "h.facts": "某月某日，见通报", "links": SEEN}
    given = hand_in(portal, "serious.W-V1.6", facts, reviewer)
    assert state(portal, "serious.W-V1.6") is SheetState.SECOND
    assert verdict(portal).state is VerdictState.UNDECIDED
    used = form_of(portal.round, "serious.W-V1.6")
    with pytest.raises(AnswerError, match="另一人"):
        answering.second(given, used, reviewer, agrees=True)
    answering.second(given, used, colleague, agrees=True)
    assert verdict(portal).state is VerdictState.UNQUALIFIED
    assert verdict(portal).veto == ("W-V1.6",)
    assert state(portal, "serious.W-V1.6") is SheetState.DONE
    assert "李审填写，赵核复核同意" in ruling(portal, "W-V1.6").reason


def test_two_persons_who_disagree_leave_the_row_open(portal, reviewer, colleague):
    facts = {"h.finding": "met", "h.facts": "某月某日，见通报", "links": SEEN}
    given = hand_in(portal, "serious.W-V1.6", facts, reviewer)
    used = form_of(portal.round, "serious.W-V1.6")
    with pytest.raises(AnswerError, match="理由"):
        answering.second(given, used, colleague, agrees=False)
    answering.second(given, used, colleague, agrees=False, reason="与网站管理无关")
    assert state(portal, "serious.W-V1.6") is SheetState.DISPUTED
    assert verdict(portal).state is VerdictState.UNDECIDED
    hand_in(portal, "serious.W-V1.6", facts | {"h.finding": "not"}, reviewer, base=1)
    assert state(portal, "serious.W-V1.6") is SheetState.DONE
    assert ruling(portal, "W-V1.6").result is Result.CLEAR


def test_a_second_person_of_an_old_version_is_refused(portal, reviewer, colleague):
    facts = {"h.finding": "met", "h.facts": "某月某日", "links": SEEN}
    old = hand_in(portal, "serious.W-V1.6", facts, reviewer)
    hand_in(portal, "serious.W-V1.6", facts | {"h.number": "文号"}, reviewer, base=1)
    used = form_of(portal.round, "serious.W-V1.6")
    with pytest.raises(AnswerError, match="不在等待复核"):
        answering.second(old, used, colleague, agrees=True)


def test_what_a_restricted_form_holds_does_not_leave_it(portal, reviewer):
    facts = {"h.finding": "met", "h.facts": "不得外传的事实", "links": SEEN}
    hand_in(portal, "serious.W-V1.6", facts, reviewer)
    look = portal.hand_looks.get()
    assert look.evidence == []
    assert "不得外传" not in look.note + ruling(portal, "W-V1.6").reason
    told = str(list(AuditRecord.objects.values_list("detail", flat=True)))
    assert "不得外传" not in told


def test_a_question_that_waits_for_its_answer_is_filled_in_later(portal, reviewer):
    asked = datetime(2024, 9, 20, 2, tzinfo=UTC)
    cells = {"e.0.title": "问题一", "e.0.asked_on": "2024-09-20",
             "e.1.title": "问题二", "e.1.asked_on": "2024-09-20"}  # fmt: skip
    hand_in(portal, "reply-test", cells, reviewer, at=asked)
    assert state(portal, "reply-test") is SheetState.AWAITED
    assert ruling(portal, "D-3.4").result is Result.UNABLE
    over = datetime(2024, 9, 30, 2, tzinfo=UTC)
    cells |= {"e.0.answered_on": "2024-09-20", "e.0.quality": "useful", "links": SEEN}
    hand_in(portal, "reply-test", cells, reviewer, base=1, at=over)
    assert (ruling(portal, "D-3.4").result, ruling(portal, "D-3.4").count) == (Result.HIT, 1)
    assert state(portal, "reply-test") is SheetState.DONE


def test_only_those_who_decide_fill_in_forms(portal, reader, neighbour, office):
    for user in (reader, neighbour, machine_of(office)):
        with pytest.raises(DecisionError):
            hand_in(portal, "general.D-1.1", said(), user)


def test_nobody_fills_in_a_form_of_a_frozen_round(portal, inspection, reviewer):
    for one in (RoundState.VISITING, RoundState.JUDGING, RoundState.REVIEWING, RoundState.FROZEN):
        rounds.move(inspection, one, reviewer)
    with pytest.raises(DecisionError, match="已定稿"):
        hand_in(portal, "general.D-1.1", said(), reviewer)


MARKED = "机密★10年\n\n青石市人民政府文件\n青政发〔2024〕3号\n关于印发防汛调度方案的通知"


@pytest.mark.parametrize("place", ["h.what", "note"])
def test_a_text_with_a_secrecy_mark_is_not_stored_anywhere(portal, reviewer, home, place):
    with pytest.raises(AnswerError, match="密级标志"):
        hand_in(portal, "general.D-1.1", said(**{place: MARKED}), reviewer)
    assert not Sheet.objects.exists()
    assert "机密" not in str(list(AuditRecord.objects.values_list("detail", flat=True)))


def test_a_reason_with_a_secrecy_mark_is_not_stored_either(portal, reviewer):
    given = hand_in(portal, "general.D-1.1", said(), reviewer)
    used = form_of(portal.round, "general.D-1.1")
    with pytest.raises(AnswerError, match="密级标志"):
        answering.withdraw(given, used, reviewer, MARKED)


def test_words_about_secrecy_are_taken(portal, reviewer):
    told = said("not", **{"h.what": "保密宣传专栏更新正常，未见机密、秘密文件上网"})
    assert hand_in(portal, "general.D-1.1", told, reviewer).version == 1
