"""What two persons are asked for counts only after two different ones confirmed it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.office.results import summary
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import Result
from xuncha.engine.rulebook.editions import newest_edition
from xuncha.office.casework import carry_over, decisions, rounds, verdicts
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.lists import with_people
from xuncha.office.casework.standing import of_standing
from xuncha.office.casework.states import Standing
from xuncha.office.casework.taking_in import store_target
from xuncha.office.casework.two_persons import two_person_checks
from xuncha.office.forms import answering
from xuncha.office.forms.filled import read
from xuncha.office.forms.progress import lines_of_target

ROW = "W-V1.3.1"
TODAY = date(2026, 11, 23)


@pytest.fixture
def target(register, order, reviewer):
    book = newest_edition("national-2019", TODAY)
    order = replace(order, book=book, rows_in_force=(ROW,))
    target = rounds.open_round(register, order, reviewer).targets.get(code="1100000001")
    evidence = (Evidence("http://qs.example/", "隐藏的链接", "首页", "sha256:aa"),)
    finding = Finding("hidden-links", target.code, "home|x", "疑似暗链", "x", "", 0.9, evidence)
    outcome = Outcome(ROW, "hidden-links", Result.SUSPECT, 0, 1, "疑似 1 处", findings=(finding,))
    store_target(target, summary(), [outcome])
    return target


def ruling(target):
    return verdicts.judged_outcomes(target, book_of(target.round))[0]


def is_certain(target):
    return ruling(target).result is Result.HIT and ruling(target).confirmed


def standing_of(target):
    rows = target.findings.all()
    return next(one for one in Standing if of_standing(rows, one).exists())


def test_the_checks_on_tampering_and_false_dates_ask_for_two_persons():
    assert two_person_checks() == {
        "hidden-links", "stuffed-titles", "outside-links-bad", "body-changed", "false-dates",
    }  # fmt: skip


def test_one_person_alone_confirms_nothing_however_often(target, reviewer):
    finding = target.findings.get()
    decisions.confirm(finding, reviewer, "属实")
    decisions.confirm(finding, reviewer, "再看一次，属实")
    assert not is_certain(target)
    assert standing_of(target) is Standing.WAITING
    assert not carry_over.confirmed_findings(target.round).exists()


def test_two_persons_confirm(target, reviewer, colleague):
    finding = target.findings.get()
    decisions.confirm(finding, reviewer, "属实")
    decisions.confirm(finding, colleague, "属实")
    assert is_certain(target)
    assert standing_of(target) is Standing.CONFIRMED
    assert with_people(target.findings.all()).get().verb == "confirm"


def test_a_dismissal_takes_the_first_confirmation_away(target, reviewer, colleague):
    finding = target.findings.get()
    decisions.confirm(finding, reviewer, "属实")
    decisions.dismiss(finding, colleague, "是本单位的友情链接")
    assert ruling(target).result is Result.CLEAR
    assert standing_of(target) is Standing.DISMISSED
    decisions.confirm(finding, reviewer, "不是，已核")
    assert not is_certain(target)
    assert standing_of(target) is Standing.WAITING
    decisions.confirm(finding, colleague, "同意")
    assert is_certain(target)
    assert standing_of(target) is Standing.CONFIRMED


def test_a_suspicion_is_settled_on_a_form_by_two_persons(target, reviewer, colleague):
    (line,) = lines_of_target(target)
    assert line.used.key == f"serious.{ROW}"
    posted = {"h.finding": "met", "h.facts": "首页有隐藏的链接", "links": "http://qs.example/"}
    filled = read(line.used.form, posted, ())
    given = answering.answer(target, line.used, answering.Submission(filled, 0), reviewer)
    assert not is_certain(target)
    assert standing_of(target) is Standing.WAITING
    answering.second(given, line.used, colleague, agrees=True)
    assert is_certain(target)
    assert standing_of(target) is Standing.NOTED


def test_an_outcome_as_a_whole_needs_two_persons_too(target, reviewer, colleague):
    outcome = target.outcomes.get()
    decisions.confirm(outcome, reviewer, "属实")
    assert not is_certain(target)
    decisions.confirm(outcome, colleague, "属实")
    assert is_certain(target)
    assert ruling(target).count == 1
