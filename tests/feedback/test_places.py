"""A writing on many pages is one row, and is counted, carried over and listed page by page."""

from dataclasses import replace

import pytest

from tests.feedback.conftest import found, outcome_of, wrong
from tests.office.conftest import IN_FORCE
from tests.office.results import summary, wording_outcome
from xuncha.engine.domain.outcomes import Evidence, LeftOut
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.words import OwnList
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework import carry_over, decisions, overview, verdicts
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.taking_in import store_target
from xuncha.office.notices.compile import NoticeOrder, compile_report
from xuncha.office.notices.content import Edition
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.letterhead import LetterheadOrder, fill_letterhead
from xuncha.office.wordlists import lists
from xuncha.office.wordlists.freezing import freeze

CODE = "1100000001"


def ordered(inspection):
    day = inspection.as_of.date()
    head = fill_letterhead(
        "letterhead",
        LetterheadOrder(
            office="某办公室",
            document=load_rulebook("national-2019").document,
            document_number="",
            period="2024年第三季度",
            period_short="三季度",
            signed_on=day,
            deadline=day,
        ),
    )
    return NoticeOrder(head, load_house_style("default"), Edition.INTERNAL, "上季度")


@pytest.fixture
def judged(inspection, reviewer):
    """A round whose site has one writing on seven pages, confirmed, and one dismissed."""
    row, other = found(
        inspection, CODE, wrong(CODE, "布署", "部署", pages=7), wrong(CODE, "签定", "签订")
    )
    decisions.confirm(row, reviewer)
    decisions.dismiss(other, reviewer, "引文如此")
    for target in inspection.targets.filter(intake_digest=""):
        row_id = "W-N1" if target.kind == "site" else "N-N1"
        store_target(target, summary(), [wording_outcome(target.code, [], row_id)])
    book = book_of(inspection)
    for target in inspection.targets.all():
        rulings = verdicts.judged_outcomes(target, book)
        verdicts.store(target, book, judge(frame_of(plan_of(target)), rulings, book, IN_FORCE))
    return inspection


def test_items_are_counted_page_by_page_and_decisions_once(judged):
    errors = overview.text_errors(judged)
    assert (errors.sites, errors.items, errors.waiting) == (1, 7, 0)


def test_a_notice_lists_every_page_and_counts_what_it_lists(judged):
    notice = compile_report(judged, ordered(judged)).notice
    assert len(notice.text_errors) == 7
    assert len({error.url for error in notice.text_errors}) == 7


def test_the_method_statement_says_which_lists_were_used(judged, office, reviewer):
    assert "词库" not in compile_report(judged, ordered(judged)).notice.method.statement
    lists.add_row(reviewer, OwnList.WORDS, OwnWord("甲写法", "乙写法", "一"), "测试")
    judged.words = freeze(office, judged.as_of.date())
    judged.save()
    statement = compile_report(judged, ordered(judged)).notice.method.statement
    assert "本单位词库“易错词”第1版（1条）" in statement


def test_the_ruling_of_a_stored_cluster_is_that_of_the_engine(judged):
    target = judged.targets.get(code=CODE)
    rulings = verdicts.judged_outcomes(target, book_of(judged))
    ruling = next(one for one in rulings if one.indicator == "W-N1")
    assert (ruling.count, ruling.confirmed) == (7, True)


@pytest.mark.parametrize(("first", "last", "carried"), [(0, 7, 1), (3, 9, 1), (7, 9, 0)])
def test_one_page_in_common_carries_a_writing_over(judged, later, first, last, carried):
    following = later()
    pages = wrong(CODE, "布署", "部署", pages=last).evidence[first:]
    again = replace(
        wrong(CODE, "布署", "部署"),
        key=f"{CODE}.cn/{first}.html|布署",
        evidence=pages,
        count=len(pages),
    )
    found(following, CODE, again)
    assert carry_over.link(following) == carried


def test_what_was_left_out_stands_with_the_outcome(inspection):
    piece = Evidence("http://a.cn/1", "在政务云系统上", "正文", "sha256:ab")
    left = LeftOut("政务云系统", "own-word-1", "白名单“政务云系统”（李审：专名）", 9, (piece,))
    target = inspection.targets.get(code=CODE)
    store_target(target, summary(), [replace(outcome_of(), left_out=(left,))])
    (kept,) = target.outcomes.get(indicator="W-N1").left_out
    assert (kept["text"], kept["count"]) == ("政务云系统", 9)
    assert kept["evidence"][0]["url"] == "http://a.cn/1"
