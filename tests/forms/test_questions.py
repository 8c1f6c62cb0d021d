"""What a notice counts of the test questions of a round."""

from datetime import UTC, datetime

from tests.forms.conftest import SEEN, hand_in
from xuncha.office.forms import answering
from xuncha.office.forms.questions import questions_of
from xuncha.office.forms.reach import form_of
from xuncha.office.notices.gather import TEST_QUESTION, _questions
from xuncha.office.notices.record_kinds import record_kinds

ASKED = "2024-09-20"
AT = datetime(2024, 9, 30, 2, tzinfo=UTC)


def cells(*tests):
    found = {"links": SEEN}
    for number, (answered, quality) in enumerate(tests):
        found |= {
            f"e.{number}.title": f"问题{number}",
            f"e.{number}.asked_on": ASKED,
            f"e.{number}.answered_on": answered,
            f"e.{number}.quality": quality,
        }
    return found


def words(inspection):
    return [one.word for one in questions_of(inspection)]


def test_each_question_has_one_word_a_notice_knows(inspection, portal, reviewer):
    told = cells(
        (ASKED, "useful"), ("2024-09-23", "useful"), ("2024-09-26", "useful"),
        ("2024-09-29", "useful"), ("", ""), (ASKED, "off_topic"), ("2024-09-29", "perfunctory"),
    )  # fmt: skip
    hand_in(portal, "reply-test", told, reviewer, at=AT)
    found = words(inspection)
    assert found == [
        "当日答复", "1个工作日内答复", "5个工作日内答复", "逾期答复", "未答复", "答非所问",
        "逾期答复",
    ]  # fmt: skip
    assert set(found) <= set(record_kinds()[TEST_QUESTION].words("答复情况"))


def test_a_question_that_waits_is_not_counted(inspection, portal, reviewer):
    early = datetime(2024, 9, 24, 2, tzinfo=UTC)
    hand_in(portal, "reply-test", cells((ASKED, "useful"), ("", "")), reviewer, at=early)
    assert words(inspection) == ["当日答复"]


def test_only_the_version_that_counts_is_counted(inspection, portal, reviewer):
    hand_in(portal, "reply-test", cells(("", ""), ("", "")), reviewer, at=AT)
    told = cells((ASKED, "useful"), (ASKED, "useful"))
    given = hand_in(portal, "reply-test", told, reviewer, base=1, at=AT)
    assert words(inspection) == ["当日答复", "当日答复"]
    answering.withdraw(given, form_of(inspection, "reply-test"), reviewer, "作废")
    assert words(inspection) == []


def test_a_notice_reads_them_as_records(inspection, portal, reviewer):
    hand_in(portal, "reply-test", cells((ASKED, "useful"), (ASKED, "off_topic")), reviewer, at=AT)
    entries = _questions(inspection)
    headings = {one.heading for one in record_kinds()[TEST_QUESTION].columns}
    assert {*entries[0].cells} <= headings
    assert [one.text("单位") for one in entries] == ["青石市人民政府"] * 2
    assert entries[0].source == "核查表"
