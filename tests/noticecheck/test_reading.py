"""The figures of a notice, as clerks write them."""

import pytest

from xuncha.engine.noticecheck.reading import OPERAND, check_lines


def _said(*lines: str) -> list[tuple[str, str]]:
    found = (one for one in check_lines(lines) if one.what != OPERAND)
    return [(one.stated, one.verdict.value) for one in found]


def _computed(*lines: str) -> dict[str, str]:
    return {one.stated: one.computed for one in check_lines(lines) if one.what != OPERAND}


def test_a_rate_is_held_against_the_failures_told_in_the_next_sentence() -> None:
    text = (
        "全省正常运行的135个政府网站总体合格率为97.04%，1163个政务新媒体总体合格率为97.76%。"
        "其中，4个政府网站、26个政务新媒体检查结果不合格。"
    )
    assert _said(text) == [("97.04%", "agrees"), ("97.76%", "agrees")]
    assert _computed(text)["97.04%"] == "131÷135=97.037%"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("抽查政府网站134家，不合格8家，合格率94.3%。", "differs"),
        ("受检网站556家（合格553家、不合格3家），合格率99.4%。", "truncated"),
        ("检查政府网站7家，合格率99%。", "impossible"),
        ("检查政府网站510家，合格率99.80%。", "agrees"),
        ("上季度合格率为91.2%。", "unchecked"),
    ],
)
def test_a_rate_gets_the_verdict_its_counts_give(text: str, verdict: str) -> None:
    assert verdict in [found for _, found in _said(text)]


def test_a_sampled_half_is_the_base_of_a_rate_and_the_register_is_not() -> None:
    text = "在册政务新媒体3316个，抽查比例50%，不合格5个，合格率99.70%。"
    assert ("99.70%", "agrees") in _said(text)


def test_each_platform_has_its_own_counts() -> None:
    text = (
        "共抽查新媒体100个，其中：政务微博15个，不合格1个，合格率93.3%；"
        "微信公众号79个，不合格7个，合格率91.1%；其他6个，合格率100%。"
    )
    assert [verdict for stated, verdict in _said(text) if "%" in stated] == ["agrees"] * 3


def test_the_rate_of_one_city_is_not_held_against_the_counts_of_the_province() -> None:
    lines = ("全省检查政府网站100家，不合格10家，合格率90%。", "海东市合格率为95%。")
    assert _said(*lines)[-1] == ("95%", "unchecked")


def test_rates_given_in_turn_belong_to_the_subjects_in_turn() -> None:
    text = (
        "检查政府网站50家、政务新媒体200个，不合格网站1家、新媒体8个，"
        "网站、新媒体合格率分别为98%、96%。"
    )
    assert [verdict for stated, verdict in _said(text) if "%" in stated] == ["agrees", "agrees"]


def test_an_open_list_with_fewer_names_is_a_hint_and_a_closed_one_a_mismatch() -> None:
    assert _said("甲县政府网站、乙县政府网站等3个政府网站未整改。") == [("3个", "hint")]
    assert _said("甲县政府网站、乙县政府网站3个政府网站未整改。") == [("3个", "list_mismatch")]
    assert _said("甲县政府网站、乙县政府网站等2个政府网站未整改。") == [("2个", "agrees")]


def test_categories_that_may_overlap_are_never_a_wrong_sum() -> None:
    text = "8个账号不合格，其中内容不更新6个、互动不可用3个。"
    assert ("8个", "overlap") in _said(text)


def test_parts_that_are_not_all_told_are_no_wrong_sum() -> None:
    text = "全省135个政府网站，其中门户网站8个、部门网站20个。"
    assert _said(text) == [("135个", "unchecked")]


def test_platforms_that_add_to_more_than_their_total_differ() -> None:
    text = "共检查政务新媒体12个，其中微信9个、微博2个、抖音2个。"
    assert _said(text) == [("12个", "differs")]


def test_a_score_is_full_marks_less_deductions_plus_bonus() -> None:
    assert _said("各区平均扣7.1分，加9分，平均得分101.9分。") == [("平均得分101.9分", "agrees")]
    assert _said("各区平均扣7.1分，加9分，平均得分109.1分。") == [("平均得分109.1分", "differs")]


def test_growth_is_a_share_of_the_earlier_count() -> None:
    text = "90分以上的网站由44家增加到76家，增长{}%。"
    assert _said(text.format("72.7"))[-1] == ("72.7%", "agrees")
    assert _said(text.format("42.1"))[-1] == ("42.1%", "differs")


def test_a_difference_of_two_rates_is_in_points() -> None:
    text = "合格率由95.84%提高到97.04%，提高{}个百分点。"
    assert _said(text.format("1.2"))[-1] == ("1.2个百分点", "agrees")
    assert _said(text.format("2.1"))[-1] == ("2.1个百分点", "differs")
