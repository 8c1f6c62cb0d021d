"""Figures that their own words tie to their counts, and right ones that only look as if."""

from xuncha.engine.noticecheck.document import check_notice, notice_of_text


def _said(*lines: str) -> dict[str, str]:
    return {one.stated: one.verdict for one in check_notice(notice_of_text("\n".join(lines)))}


def test_growth_is_held_against_the_three_counts_told_with_it() -> None:
    told = "门户网站累计发布信息9316条，较去年同期的7245条增加2071条，增长{}。"
    assert _said(told.format("28.59%"))["28.59%"] == "agrees"
    assert _said(told.format("22.23%"))["22.23%"] == "differs"


def test_counts_that_opened_and_closed_are_no_earlier_and_later_counts() -> None:
    text = "与6月末的1532个相比，新开设46个，关停注销81个，净减少35个，降幅2.28%。"
    assert _said(text)["2.28%"] != "differs"


def test_a_count_with_a_verdict_of_its_own_is_no_base() -> None:
    text = "检查93个账号，有88个账号运维正常，5个账号不合格，合格率94.6%。"
    assert _said(text)["94.6%"] == "agrees"


def test_a_rate_with_its_own_counts_in_brackets_is_not_held_against_those_before_it() -> None:
    text = "部门网站39家，第二轮不合格1家，合格率由第一轮的94.87%（不合格2家）升至97.44%。"
    assert _said(text)["94.87%"] != "differs"


def test_an_earlier_rate_is_not_worked_out_from_the_counts_of_now() -> None:
    text = "收到46条，超期7条，累计答复42条，按时答复率91.30%，较二季度的84.78%上升6.52个百分点。"
    assert _said(text)["84.78%"] == "unchecked"


def test_one_mistyped_digit_is_told_where_the_words_name_the_count() -> None:
    told = "一季度19份，二季度12份，上半年共下发整改通知单31份，截至6月已办结30份，办结率{}。"
    assert _said(told.format("96.8%"))["96.8%"] == "agrees"
    assert _said(told.format("91.8%"))["91.8%"] == "differs"


def test_the_rate_of_a_county_is_not_held_against_a_count_of_counties() -> None:
    text = "全市9个县（市、区）中，甲县、乙县、丙县3个县合格率为100%，丁县合格率最低，为83.3%。"
    assert _said(text)["83.3%"] == "unchecked"


def test_a_clause_with_a_comma_is_no_list_of_two() -> None:
    assert _said("未办结的3条均为金澴区办理件，目前正在督办。").get("3条") != "list_mismatch"
    assert _said("未接入的8家为公安、税务等条线网站。").get("8家") != "list_mismatch"


def test_a_score_starts_from_the_base_it_tells() -> None:
    text = "市地震中心基础分86.5分，扣10分、扣4分，最终得分72.5分。"
    assert "differs" not in _said(text).values()


def test_a_list_under_a_heading_of_columns_is_counted() -> None:
    lines = [
        "不合格政务新媒体名单（3个）",
        "序号　账号名称　平台",
        "1　上沚发布　微信",
        "2　长浦之声　抖音",
    ]
    assert _said(*lines)["3个"] == "list_mismatch"
    assert _said(*lines, "3　荷塘家园　微博")["3个"] == "agrees"


def test_how_many_scores_lie_in_a_band_is_counted() -> None:
    text = "3个市平均得分100分，具体为：甲市110分、乙市99分、丙市91分。得分在95分以上的有2个。"
    assert _said(text)["2"] == "agrees"


def test_points_told_in_turn_are_all_points() -> None:
    text = (
        "上季度网站和新媒体合格率分别为99.46%和99.85%，本季度为99.73%和99.93%，"
        "分别提高0.27个和0.08个百分点。"
    )
    assert _said(text)["0.27个"] == "agrees"


def test_a_number_right_after_a_colon_is_read() -> None:
    assert _said("复查结果：27个网站中25个合格，合格率92.6%。")["92.6%"] == "agrees"
