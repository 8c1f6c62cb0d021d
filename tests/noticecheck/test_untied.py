"""Right figures that only look as if counts or names beside them gave another; and wrong ones."""

import pytest

from xuncha.engine.noticecheck.document import check_notice, notice_of_text

ACCUSING = {"differs", "impossible", "list_mismatch"}


def _accused(text: str) -> list[str]:
    said = check_notice(notice_of_text(text))
    return [one.stated for one in said if one.verdict in ACCUSING]


@pytest.mark.parametrize(
    "text",
    [
        "在运行网站82家，其中市级部门网站16家、区级政府及部门网站23家、县级政府及园区网站43家。",
        "市政府、县区政府、乡镇政府网站233家。",
        "超期办结3条（东岭县、河湾区、市水利局各1条）。",
        "甲县、乙县、丙市每县2个网站不合格。",
        "不合格账号9个主要为甲县发布、乙县发布、丙县发布。",
        "不合格账号5个（含甲县发布、乙县发布、丙县发布）。",
    ],
)
def test_a_count_that_is_no_count_of_the_names_beside_it_is_not_accused(text: str) -> None:
    assert _accused(text) == []


def test_a_list_that_counts_its_names_is_still_held_against_its_count() -> None:
    assert _accused("不合格账号4个，分别为甲县发布、乙县发布、丙县发布。") == ["4个"]


@pytest.mark.parametrize(
    "text",
    [
        "检查网站412家，有关情况如下：\n1．更新不及时。\n2．链接失效。\n3．错别字。",
        "不合格账号（2个）\n1．甲县发布\n主办：甲县人民政府\n2．乙县发布",
    ],
)
def test_numbered_lines_that_are_not_all_that_is_counted_are_not_held_against_it(text: str) -> None:
    assert _accused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "检查网站50家，不合格2家，合格率96%。去年四季度网站合格率为91.2%。",
        "检查网站50家，不合格2家。2023年网站合格率为91.2%。",
        "检查网站50家，不合格2家。第一轮检查合格率为91.2%。",
        "检查网站50家，不合格2家。网站合格率由93.2%逐季提高到96%。",
        "网站合格率由一季度的91.2%提升至四季度的99%。全年累计检查网站200家，不合格11家。",
    ],
)
def test_a_rate_of_another_round_is_not_refused_by_the_counts_of_this_one(text: str) -> None:
    assert _accused(text) == []


def test_a_rate_is_refused_by_the_counts_told_for_its_own_round() -> None:
    text = "检查网站50家，不合格2家，合格率96%；三季度检查网站40家，不合格4家，合格率{}。"
    assert _accused(text.format("95%")) == ["95%"]
    assert _accused(text.format("90%")) == []


@pytest.mark.parametrize(
    "text",
    [
        "网站合格率97.56%，新媒体合格率95.20%，其中网站合格率提高1.2个百分点。",
        "网站合格率97.5%，账号合格率96.8%，网站合格率较上季度上升0.5个百分点。",
        "上季度网站57个，本季度账号734个，减少2个。",
    ],
)
def test_two_figures_of_different_things_are_no_earlier_and_later_one(text: str) -> None:
    assert _accused(text) == []


def test_points_between_two_rounds_of_one_rate_are_worked_out() -> None:
    text = "网站合格率97.5%，二季度合格率96.8%，环比提高{}个百分点。"
    assert _accused(text.format("0.9")) == ["0.9个百分点"]
    assert _accused(text.format("0.7")) == []


def test_a_score_out_of_a_full_mark_that_is_not_told_is_left_open() -> None:
    assert _accused("市水利局网站扣分8.5分，得分112分。") == []
    assert _accused("市水利局网站扣分8.5分，得分92.5分。") == ["得分92.5分"]


def test_an_average_may_be_weighed_so_long_as_it_lies_between_its_scores() -> None:
    told = "甲市96分、乙市90分、丙市84分，3个市平均得分{}分。"
    assert _accused(told.format("91.2")) == []
    assert _accused(told.format("96.5")) == ["96.5分"]


@pytest.mark.parametrize(
    "others",
    ["后3名为丁市、戊市、己市，平均仅", "其余3个市平均", "后3名平均仅", "3个市排名末位，平均"],
)
def test_the_average_of_others_is_not_that_of_those_told_before(others: str) -> None:
    assert _accused(f"前3个市为甲市96分、乙市90分、丙市84分，{others}61.5分。") == []


def test_the_row_of_a_whole_city_is_not_the_sum_of_some_of_its_regions() -> None:
    rows = "地区\t检查数\t不合格数\n甲县\t20\t1\n乙县\t30\t3\n丙县\t10\t2\n"
    assert _accused(rows + "全市\t90\t9") == []
    assert _accused(rows + "全市\t60\t9") == ["9"]
    assert _accused(rows + "合计\t90\t9") == ["90", "9"]


def test_scores_of_rows_are_not_added_up() -> None:
    rows = "地区\t网站数\t平均分\n甲县\t20\t91\n乙县\t30\t93\n丙县\t10\t90\n合计\t60\t92"
    assert _accused(rows) == []


def test_what_has_no_verdict_yet_is_part_of_the_whole_too() -> None:
    assert _accused("检查网站50家，合格46家，不合格2家，另有2家临时下线。") == []
    assert _accused("检查网站50家，合格46家，不合格2家，另有3家临时下线。") == ["50家"]


def test_a_rate_of_how_content_people_are_is_not_what_the_late_ones_leave() -> None:
    assert _accused("共收到留言50条，超期3条，满意率92.3%。") == []


@pytest.mark.parametrize(
    "text",
    [
        "全省政府网站总体合格率为98.5%。本次抽查政府网站120家，不合格3家。",
        "全市政务新媒体合格率为96.3%，其中抽查账号80个，不合格5个。",
        "检查县级政府网站46家，不合格3家，市级网站合格率98.1%。",
        "初查不合格21个，整改18个，检查账号共320个，整改后合格率99.1%。",
        "首轮检查账号320个、不合格21个，第二轮检查318个、不合格5个，整改后合格率98.2%。",
        "检查政府网站67家、政务新媒体215个，总体合格率97.16%。",
        "共收到网民留言312条，办结287条，按期办结率97.9%。",
        "下发整改通知单65份，已整改57份，整改率87.7%，其中按期整改率81.5%。",
        "发放问卷1200份，收回有效问卷1135份，满意率94.9%。",
        "其中55家首页支持IPv6访问，共检查58家，深层链接支持率为93.8%。",
    ],
)
def test_counts_of_another_scope_look_or_name_refuse_no_rate(text: str) -> None:
    assert _accused(text) == []


def test_counts_of_its_own_scope_look_and_name_refuse_a_rate() -> None:
    assert _accused("检查县级网站46家，不合格3家，县级网站合格率98.1%。") == ["98.1%"]
    assert _accused("共收到网民留言312条，按期办结287条，按期办结率97.9%。") == ["97.9%"]
    assert _accused("检查账号120个，初查合格率96.5%（不合格3个），整改后合格率100%。") == ["96.5%"]


def test_a_list_told_after_more_words_is_held_against_its_count() -> None:
    told = (
        "6家网站被判定为不合格，合格率96.5%，分别是甲县信用网、乙县教育局网站、"
        "丙县门户网站、丁县政府网{}。"
    )
    assert _accused(told.format("、戊县政府网")) == ["6家"]
    assert _accused(told.format("、戊县政府网、己县政府网")) == []
    assert _accused(told.format("等")) == []


def test_classes_that_all_but_add_up_are_those_of_all_and_others_are_not() -> None:
    told = "在册账号{}个，其中微信68个、微博19个、抖音14个{}。"
    assert _accused(told.format(103, "")) == ["103个"]
    assert _accused(told.format(103, "等")) == []
    assert _accused(told.format(130, "")) == []


@pytest.mark.parametrize(
    "text",
    [
        "各单位自查183个；省级抽查的网站中，合格61个，不合格3个。",
        "按期反馈的单位22个，逾期反馈的2个，反馈率82.76%。",
        "已回复49份，回复率92.45%，其中按期回复44份。",
        "高危漏洞4个、中危23个、低危59个，共86个，中、低危已修复71个，修复率86.5%。",
        "抽查1648个，不合格46个，两类账号合格率分别为98.68%和97.21%。",
        "较去年年底的68个净减少5个，降幅7.4%。",
    ],
)
def test_another_look_a_sibling_and_rates_told_in_turn_accuse_nothing(text: str) -> None:
    assert _accused(text) == []


def test_of_two_shares_that_make_up_a_told_whole_the_wrong_one_is_refused() -> None:
    told = "共受理318条。市县承办254条，占79.9%，部门承办64条，占{}。"
    assert _accused(told.format("20.6%")) == ["20.6%"]
    assert _accused(told.format("20.1%")) == []


def test_shares_told_in_a_row_are_not_held_against_the_one_count_before_them() -> None:
    text = (
        "收到有效留言386条。\n市县两级287条，占74.4%；省直部门99条，占25.6%。"
        "信息不准确的148条、链接无法打开的122条、其他116条，"
        "分别占有效留言的38.3%、31.6%和30.1%。"
    )
    assert _accused(text) == []


def test_what_is_said_of_the_bodies_named_is_no_name() -> None:
    text = "有{}个单位的专栏一个月没有更新，分别是县住建局、县交通运输局、县商务局、石磨镇。"
    assert _accused(text.format("4")) == []
    assert _accused(text.format("6")) == ["6个"]


@pytest.mark.parametrize(
    "text",
    [
        "共收到留言1502条，按时答复1498条，未按时答复率为2.7‰。",
        "共收到留言150条，答复80条，未答复率为46.7%。",
        "共收到留言150条，答复80条，未答复率为53.5%。",
        "共收到留言150条，其中按时答复80条，未按时答复率为53.5%。",
        "检查网站50个，未达标26个，未达标率52%。",
    ],
)
def test_a_rate_of_what_was_not_done_is_not_that_of_what_was(text: str) -> None:
    assert _accused(text) == []


@pytest.mark.parametrize(
    ("first", "total"),
    [
        ("合格", "全市网站共100个，整改后总体合格率92.9%"),
        ("合格", "复查全市网站共100个，总体合格率92.9%"),
        ("合格", "今年三季度，根据安排继续开展检查，全市网站共100个，总体合格率92.9%"),
        ("更新", "全市网站共100个，总体及时率92.9%"),
        ("更新", "全市账号共100个，总体更新率92.9%"),
    ],
)
def test_the_rates_of_one_look_name_or_subject_refuse_no_total_of_another(
    first: str, total: str
) -> None:
    told = f"市直网站40个，{first}38个，{first}率95%；县区网站60个，{first}54个，{first}率90%。"
    assert _accused(f"{told}{total}。") == []


@pytest.mark.parametrize("quarter", ["三季度", ""])
def test_a_total_told_after_two_quarters_need_not_be_that_of_both(quarter: str) -> None:
    text = (
        "一季度网站40个，合格38个，合格率95%；二季度网站60个，合格54个，合格率90%。"
        f"{quarter}全市网站共100个，总体合格率92.9%。"
    )
    assert _accused(text) == []


def test_a_deduction_is_no_part_of_the_full_mark_told_before_it() -> None:
    text = "总分100分，其中公开30分、服务40分、互动20分，加分项10分，其余扣分20分。"
    assert _accused(text) == []


@pytest.mark.parametrize(
    ("told", "accused"),
    [
        ("抽查63个，抽查比例29.4%，合格率为97.4%", ["97.4%"]),
        ("抽查63个，抽查比例29.4%，合格率为98.4%", []),
        ("抽查63个，抽查比例29.4%。上季度合格率为97.4%", []),
        ("抽查63个，抽查比例29.4%，全市总体合格率为97.4%", []),
        ("抽查63个，其中市直20个、县（市、区）43个。县（市、区）账号合格率为94.8%", ["94.8%"]),
        ("其中市直120个、县（市、区）94个，抽查63个。县（市、区）账号合格率为94.8%", []),
    ],
)
def test_no_number_of_those_drawn_gives_a_rate_only_where_it_is_of_them(
    told: str, accused: list[str]
) -> None:
    assert _accused(f"全市账号214个，{told}。") == accused


def test_what_far_counts_come_to_when_cut_off_bears_no_rate_out() -> None:
    text = (
        "开办新媒体28个，实际检查24个，优秀7个、合格14个、不合格3个。\n"
        "有24个账号、6个单位没有记录，家长留言答复率偏低，仅为76%。"
    )
    (said,) = [one for one in check_notice(notice_of_text(text)) if one.stated == "76%"]
    assert said.verdict == "unchecked"


@pytest.mark.parametrize(
    "told",
    [
        "每月抽查63个，合格率为97.4%",
        "先后两轮抽查63个，合格率为97.4%",
        "抽查63个、自查151个，合格率为97.4%",
        "抽查63个账号的信息1260条，合格率为97.4%",
        "抽查63个，表中4个县（市、区）账号平均合格率为96.6%",
        "其中4个县（市、区）账号合格率为96.6%",
        "抽查63个。其中微信20个、微博43个。复查发现不合格账号3个，合格率为95.34%",
        "抽查63个。其中微信20个、微博43个。一季度不合格账号3个，合格率为95.34%",
        "抽查63个。其中微信20个、微博43个。连同国办抽查的23个，不合格账号3个，合格率为95.34%",
    ],
)
def test_those_drawn_more_than_once_or_in_another_look_refuse_no_rate(told: str) -> None:
    assert _accused(f"全市账号214个，{told}。") == []
