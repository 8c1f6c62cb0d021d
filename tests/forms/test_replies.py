"""How soon a question was answered: working days of the official calendar."""

from datetime import date

import pytest

from tests.forms.conftest import fill, form
from xuncha.engine.domain.words import Result
from xuncha.office.forms.reckoning import reckon
from xuncha.office.forms.replies import grade_of

FRIDAY = "2024-09-20"
LATER = date(2024, 12, 1)


def graded(asked, answered="", today=LATER):
    return grade_of(form("reply-test").reply, {"asked_on": asked, "answered_on": answered}, today)


@pytest.mark.parametrize(
    ("asked", "answered", "label", "counts"),
    [
        (FRIDAY, FRIDAY, "当日答复", 0),
        (FRIDAY, "2024-09-21", "1个工作日内答复", 0),
        (FRIDAY, "2024-09-23", "1个工作日内答复", 0),
        (FRIDAY, "2024-09-24", "5个工作日内答复", 0),
        (FRIDAY, "2024-09-27", "5个工作日内答复", 0),
        (FRIDAY, "2024-09-28", "逾期答复", 1),
        ("2024-09-27", "2024-10-10", "5个工作日内答复", 0),
        ("2024-09-27", "2024-10-11", "逾期答复", 1),
    ],
)
def test_an_answer_is_graded_by_working_days(asked, answered, label, counts):
    """2024-09-29 and 10-12 were worked, 10-01 to 10-07 were not."""
    found = graded(asked, answered)
    assert found.word == label
    assert (found.counts, found.is_waiting) == (counts, False)


def test_an_unanswered_question_is_no_result_before_its_time_is_over():
    assert graded(FRIDAY, today=date(2024, 9, 27)).is_waiting
    over = graded(FRIDAY, today=date(2024, 9, 28))
    assert (over.counts, over.is_waiting) == (1, False)


def posted(*tests):
    cells = {}
    for number, (asked, answered, quality) in enumerate(tests):
        cells |= {
            f"e.{number}.title": f"问题{number}",
            f"e.{number}.asked_on": asked,
            f"e.{number}.answered_on": answered,
            f"e.{number}.quality": quality,
        }
    return cells


def reckoned(*tests, today=LATER):
    filled = fill("reply-test", posted(*tests))
    return reckon(form("reply-test"), filled, ["D-3.4"], today)[0]


def test_each_question_counts_once_whatever_is_wrong_with_its_answer():
    found = reckoned((FRIDAY, "2024-11-01", "off_topic"), (FRIDAY, FRIDAY, "useful"))
    assert (found.result, found.count) == (Result.HIT, 1)
    assert "答非所问" in found.reason


def test_two_useful_answers_in_time_are_clear():
    found = reckoned((FRIDAY, FRIDAY, "useful"), (FRIDAY, "2024-09-26", "useful"))
    assert (found.result, found.count) == (Result.CLEAR, 0)


def test_one_question_is_too_few_to_be_clear():
    assert reckoned((FRIDAY, FRIDAY, "useful")).result is Result.UNABLE


def test_a_question_that_still_has_time_keeps_the_row_open():
    today = date(2024, 9, 24)
    found = reckoned((FRIDAY, FRIDAY, "useful"), (FRIDAY, "", ""), today=today)
    assert found.result is Result.UNABLE
    assert found.is_waiting
    assert "2024-09-27" in found.reason


def test_what_is_late_already_does_not_wait_for_the_rest():
    today = date(2024, 10, 8)
    found = reckoned((FRIDAY, "", ""), ("2024-10-08", "", ""), today=today)
    assert (found.result, found.count) == (Result.HIT, 1)
