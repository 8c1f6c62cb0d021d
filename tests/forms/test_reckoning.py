"""What an answer says of a row: counted, open, clear, and never a pass for what nobody saw."""

from datetime import date

import pytest

from tests.forms.conftest import fill, form
from xuncha.engine.domain.words import Result, UnableClass
from xuncha.office.forms.definition import Preset
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import check
from xuncha.office.forms.reckoning import reckon

TODAY = date(2024, 9, 30)
ELEMENTS = (
    "name", "basis", "conditions", "materials", "place", "hours", "phone", "procedure",
)  # fmt: skip


def guide(number, lacks=0, unseen=0):
    words = ["lacks"] * lacks + ["unseen"] * unseen + ["has"] * (8 - lacks - unseen)
    cells = {f"e.{number}.{name}": word for name, word in zip(ELEMENTS, words, strict=True)}
    return cells | {f"e.{number}.title": f"事项{number}", f"e.{number}.guide": "http://a.example/"}


def matrix(*guides, total=None):
    cells = {"h.total": str(total or len(guides)), "h.planned": str(total or len(guides))}
    for number, (lacks, unseen) in enumerate(guides):
        cells |= guide(number, lacks, unseen)
    filled = fill("guide-matrix", cells)
    check(form("guide-matrix"), filled, TODAY)
    rows = reckon(form("guide-matrix"), filled, ["W-V6.2", "W-V6.3"], TODAY)
    return {one.row: (one.result, one.count) for one in rows}


def test_five_guides_that_lack_four_classes_are_a_hit():
    assert matrix(*[(4, 0)] * 5, (0, 0))["W-V6.2"] == (Result.HIT, 5)


def test_guides_that_lack_three_classes_do_not_count():
    assert matrix(*[(4, 0)] * 4, *[(3, 0)] * 6)["W-V6.2"] == (Result.CLEAR, 4)


def test_a_class_nobody_could_see_keeps_the_row_open_where_it_could_turn_it():
    assert matrix(*[(4, 0)] * 4, (3, 1))["W-V6.2"] == (Result.UNABLE, 4)
    assert matrix(*[(4, 0)] * 3, (3, 1))["W-V6.2"] == (Result.CLEAR, 3)


def test_guides_nobody_looked_at_keep_the_row_open():
    assert matrix(*[(0, 0)] * 4, total=20)["W-V6.2"][0] is Result.UNABLE
    assert matrix(*[(0, 0)] * 4, total=8)["W-V6.2"][0] is Result.CLEAR


def test_few_guides_that_all_lack_much_are_a_hit_and_five_are_not():
    assert matrix(*[(5, 0)] * 3)["W-V6.3"] == (Result.HIT, 1)
    assert matrix(*[(5, 0)] * 3, (0, 0))["W-V6.3"] == (Result.CLEAR, 0)
    assert matrix(*[(5, 0)] * 5)["W-V6.3"] == (Result.CLEAR, 0)
    assert matrix(*[(5, 0)] * 3, total=4)["W-V6.3"] == (Result.UNABLE, 0)


def test_more_guides_than_there_are_is_refused():
    with pytest.raises(AnswerError, match="多于"):
        matrix((0, 0), (0, 0), total=1)


def policies(*cases):
    cells = {}
    for number, (own, interpreted, linked) in enumerate(cases):
        cells |= {
            f"e.{number}.title": f"文件{number}",
            f"e.{number}.policy": f"http://a.example/{number}",
            f"e.{number}.own": own,
            f"e.{number}.interpreted": interpreted,
            f"e.{number}.linked": linked,
        }
    filled = fill("policy-interpretation", cells)
    check(form("policy-interpretation"), filled, TODAY)
    rows = reckon(form("policy-interpretation"), filled, ["D-1.7", "D-1.8"], TODAY)
    return {one.row: (one.result, one.count) for one in rows}


def test_each_policy_without_interpretation_counts_once():
    found = policies(("own", "no", "none"), ("own", "yes", "not"), ("own", "yes", "both"))
    assert found == {"D-1.7": (Result.HIT, 1), "D-1.8": (Result.HIT, 1)}


def test_a_policy_that_is_none_of_the_units_is_replaced_and_counts_nothing():
    short = policies(("skip", "", ""), ("own", "yes", "both"), ("own", "yes", "both"))
    assert short["D-1.7"][0] is Result.UNABLE
    full = policies(("skip", "", ""), *[("own", "yes", "both")] * 3)
    assert full["D-1.7"] == (Result.CLEAR, 0)


def channels(*works):
    cells = {}
    for number, one in enumerate(works):
        cells |= {f"e.{number}.title": f"渠道{number}", f"e.{number}.works": one}
    return reckon(
        form("account-interaction"), fill("account-interaction", cells), ["N-V3.1"], TODAY
    )[0].result


def test_one_channel_that_works_is_enough():
    assert channels("none", "yes", "none") is Result.CLEAR
    assert channels("yes") is Result.CLEAR


def test_no_interaction_needs_every_channel_to_fail():
    assert channels("none", "broken", "none") is Result.HIT
    assert channels("none", "unseen") is Result.UNABLE


def test_channels_the_form_names_and_nobody_tried_are_not_failures():
    standing = form("account-interaction").entries.preset
    filled = fill("account-interaction", {"e.0.works": "none"}, standing)
    found = reckon(form("account-interaction"), filled, ["N-V3.1"], TODAY)[0]
    assert found.result is Result.UNABLE


@pytest.mark.parametrize(
    ("basis", "overdue", "result"),
    [
        ("public", "none", Result.UNABLE),
        ("export", "none", Result.CLEAR),
        ("test", "none", Result.CLEAR),
        ("public", "some", Result.HIT),
    ],
)
def test_published_letters_alone_never_clear_long_unanswered_ones(basis, overdue, result):
    filled = fill("long-unanswered", {"h.basis": basis, "h.overdue": overdue, "h.count": "2"})
    found = reckon(form("long-unanswered"), filled, ["W-V5.2"], TODAY)[0]
    assert found.result is result
    assert found.count == (2 if result is Result.HIT else 0)


def test_somebody_who_could_not_look_at_all_says_why():
    filled = fill("general", {"unable": "login", "note": ""})
    with pytest.raises(AnswerError, match="情况说明"):
        check(form("general"), filled, TODAY)
    filled = fill("general", {"unable": "login", "note": "要求短信验证"})
    check(form("general"), filled, TODAY)
    found = reckon(form("general"), filled, ["D-1.1"], TODAY)[0]
    assert (found.result, found.unable) == (Result.UNABLE, UnableClass.LOGIN)


def test_a_person_may_say_that_a_row_is_not_for_a_target():
    filled = fill("general", {"h.finding": "exempt", "h.what": "无此职能"})
    assert reckon(form("general"), filled, ["D-1.1"], TODAY)[0].result is Result.EXEMPT


def test_everything_that_is_wrong_is_told_at_once():
    filled = fill(
        "call-test",
        {"e.0.title": "事项", "e.0.guide": "qs.example", "e.0.called_on": "2030-01-01",
         "e.1.title": "只有名称", "links": "ftp://a.example/"},
    )  # fmt: skip
    with pytest.raises(AnswerError) as caught:
        check(form("call-test"), filled, TODAY)
    told = str(caught.value)
    for place in ("第 1 条“指南网址”", "晚于今天", "“核对结果”没有填写", "只写了名称", "ftp://"):
        assert place in told


def test_a_drawn_entry_nobody_touched_is_not_answered():
    standing = (Preset("政策甲", {"policy": "http://a.example/1", "interpreted": "yes"}),)
    untouched = {"e.0.policy": "http://a.example/1", "e.0.own": "own", "e.0.interpreted": "yes"}
    one = fill("policy-interpretation", untouched, standing).cases[0]
    assert one.is_empty
    answered = fill("policy-interpretation", untouched | {"e.0.linked": "both"}, standing).cases[0]
    assert not answered.is_empty
    assert answered.title == "政策甲"
