"""Lists in annexes, totals of what was told before, measures."""

import pytest

from xuncha.engine.noticecheck.document import check_notice, notice_of_text

ACCUSING = {"differs", "impossible", "list_mismatch"}
NAMES = ("县水务局“水务在线”", "县林业局“绿色家园”", "东山镇“东山发布”")


def _said(text: str) -> dict[str, str]:
    return {one.stated: one.verdict for one in check_notice(notice_of_text(text))}


def _accused(text: str) -> list[str]:
    said = check_notice(notice_of_text(text))
    return [one.stated for one in said if one.verdict in ACCUSING]


def _annexed(count: int, *after: str) -> str:
    told = f"检查政务新媒体45个，不合格{count}个，名单见附件。"
    return "\n".join((told, "附件", "不合格政务新媒体名单", *NAMES, *after))


def test_a_list_in_an_annex_is_held_against_the_count_that_names_the_annex() -> None:
    assert _said(_annexed(3))["3个"] == "agrees"
    assert _said(_annexed(4))["4个"] == "list_mismatch"


def test_lines_of_another_make_after_a_list_leave_open_where_it_ends() -> None:
    assert _accused(_annexed(4, "云溪县人民政府办公室")) == []


def test_a_list_of_sites_and_accounts_is_not_held_against_the_count_of_the_accounts() -> None:
    text = _annexed(2).replace("不合格政务新媒体名单", "不合格网站和政务新媒体名单")
    assert _accused(text) == []


def test_the_rows_of_a_table_without_headings_are_a_list_too() -> None:
    rows = [f"{at}\t{name}\t两周未更新" for at, name in enumerate(NAMES, 1)]
    text = "\n".join(("不合格政务新媒体4个（附件1）。", "附件1", "不合格政务新媒体名单", *rows))
    assert _accused(text) == ["4个"]


def test_the_total_of_two_platforms_is_that_of_the_rates_told_before() -> None:
    text = (
        "公众号发布186篇，原创121篇，原创率65.1%；转发65篇。微博发布204条，原创72条，原创率35.3%。"
    )
    said = _said(text + "两个平台合计发布390条（篇），原创占比49.5%。")
    assert said["390条"] == "agrees"
    assert said["49.5%"] == "agrees"


def test_a_total_rate_right_after_its_whole_is_refused_where_a_digit_is_wrong() -> None:
    text = (
        "市级网站差错率1.23‰（抽检页面18640个，出错页面23个），县区网站差错率2.02‰"
        "（抽检页面30215个，出错页面61个），全市合计抽检页面48855个，综合差错率{}。"
    )
    assert _accused(text.format("1.72‰")) == []
    assert _accused(text.format("1.92‰")) == ["1.92‰"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("收到留言2 148条，有效留言1903条，有效率88.6%。", "88.6%"),
        ("公众留言办结率未达100%的市州有朔岭、岚泽、溟海3个。", "3个"),
        ("县教育局412条、县公安局387条、县卫健局351条，3个单位合计发布1150条。", "3个"),
        ("24家单位共报送信息5940条，家均247.5条。", "247.5条"),
        ("44家网站共扣136.5分，其中解读扣61分，占44.7%。", "44.7%"),
        ("平均办理时间由去年的2.4个工作日缩短到1.8个工作日，缩短25%。", "25%"),
        ("力争关联率由目前的85.2%（54件中已关联46件）提高到100%。", "85.2%"),
        ("问题账号：市第五中学、\n市第十一中学、\n清潭区教育局等3家单位。", "3家"),
        ("检查账号113个，其中部门71个、街道（镇）29个、区属国企13个。", "71个"),
        ("推送372期1,116条，期均3条。", "3条"),
        ("5个网站中，甲县政府网站、乙市教育局网站空白栏目多，其余3个未更新。", "3个"),
    ],
)
def test_a_figure_is_borne_out_however_its_parts_are_told(text: str, stated: str) -> None:
    assert _said(text)[stated] == "agrees"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("共扣14.5分，其中住建局4分、水务局3.5分、沙堰镇3分，其余7家合计3分。", "14.5分"),
        ("分别受理624件、517件、433件，合计1584件。", "1584件"),
        ("检查账号274个，合格270个。\n另有23个账号卡点更新，占全市账号的8.93%。", "8.93%"),
    ],
)
def test_a_slip_that_leaves_no_other_reading_is_not_passed_over(text: str, stated: str) -> None:
    assert _accused(text) == [stated]


def test_a_share_of_a_draw_told_to_a_tenth_is_no_plan() -> None:
    assert _said("在管账号47个，随机抽取16个，抽查比例34%。")["34%"] == "agrees"
    assert _said("在管账号47个，随机抽取16个，抽查比例34.4%。")["34.4%"] != "agrees"


@pytest.mark.parametrize(
    "text",
    [
        "甲类30处；乙类41处、丙类25处、丁类12处，合计108处。",
        "账号由418个减至361个、由1577个减至1306个，分别减少57个、271个。",
        "本季度不合格的六个账号中，四个未更新，分别是“甲”“乙”“丙”“丁”。",
        "被通报的4个账号，已有2个完成整改，分别是“甲县发布”和“乙县发布”。",
        "共扣9.5分，其中更新扣4分、互动扣3分，其余2.5分为解读类扣分。",
    ],
)
def test_what_has_another_reading_is_not_accused(text: str) -> None:
    assert _accused(text) == []


@pytest.mark.parametrize(
    "total",
    [
        "合计15个（含省直3个）",
        "加上省直单位，合计15个",
        "另有省直若干，共计15个",
        "连同上季度遗留，合计14个",
        "以及其他省份，合计15个",
        "合计15个，其中跨市重复3个已计入",
    ],
)
def test_a_total_that_takes_in_more_than_its_parts_is_not_accused(total: str) -> None:
    assert _accused(f"不合格网站甲市3个、乙市4个、丙市5个，{total}。") == []
    assert _accused("不合格网站甲市3个、乙市4个、丙市5个，合计15个。") == ["15个"]


@pytest.mark.parametrize(
    "rate",
    ["经整改合格率92.9%", "复查合格率92.9%", "总体合格率93%，其中复查后合格1个", "总体更新率92.9%"],
)
def test_a_rate_of_another_look_is_not_held_against_the_rates_of_the_first(rate: str) -> None:
    told = "市直网站40个，合格38个，合格率95%；县区网站60个，合格54个，合格率90%。"
    assert _accused(f"{told}全市网站共100个，{rate}。") == []


@pytest.mark.parametrize("rest", ["其余各扣1分", "其余每个扣1分", "其余2个网站各扣1分"])
def test_what_each_of_the_rest_lost_is_not_what_they_lost_together(rest: str) -> None:
    assert _accused(f"共扣12分，其中未更新扣6分、空白栏目扣4分、{rest}。") == []
    assert _accused("共扣12分，其中未更新扣6分、空白栏目扣4分、其余扣1分。") == ["12分"]


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("不合格政务新媒体4个", "政务新媒体问题清单"),
        ("4家单位的政务新媒体不合格", "不合格政务新媒体名单"),
        ("上季度不合格政务新媒体4个", "不合格政务新媒体名单"),
    ],
)
def test_an_annex_of_something_else_is_not_held_against_a_count(told: str, title: str) -> None:
    lines = (f"{told}（附件1）。", "附件1", title, *NAMES)
    assert _accused("\n".join(lines)) == []
    lines = ("不合格政务新媒体4个（附件1）。", "附件1", "不合格政务新媒体名单", *NAMES)
    assert _accused("\n".join(lines)) == ["4个"]


def test_a_list_that_runs_over_lines_is_counted_to_its_end() -> None:
    text = "停更的{}个账号分别为：江沅粮储、江沅地震、\n江沅妇幼、平林科协、\n龙泽县信访。"
    assert _said(text.format(5))["5个"] == "agrees"
    assert _accused(text.format(6)) == ["6个"]


def test_a_wide_comma_parts_the_thousands_of_wide_figures() -> None:
    text = "全年收到留言１２，４６８条，办结１２，０００条，办结率{}。"
    assert _said(text.format("９６．２５％"))["９６．２５％"] == "agrees"
    assert _accused(text.format("９６．５２％")) == ["９６．５２％"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全省13个市（州）中，除甲市、乙市外，其他11个市（州）网站合格率均为100%。", "11个"),
        (
            "“青梧园林”微信公众号、“南桥街道”视频号未更新。\n三、整改要求\n上述2个账号应当整改。",
            "2个",
        ),
        (
            (
                "序号\t网站名称\t得分\n1\t甲县政府网\t58.5\n2\t市水文网\t56\n3\t市交易网\t51\n"
                "请上述3个不合格网站主办单位整改。"
            ),
            "3个",
        ),
        (
            (
                "对象为54个单位，其中区直12个、市直部门42个。发现问题217个，未发现问题的7个。\n"
                "涉及区直的问题128个，市直部门的89个。区直平均每个单位问题10.7个，"
                "市直部门平均每个单位问题2.1个。"
            ),
            "2.1个",
        ),
        (
            (
                "四个季度检查236个，分别为58个、60个、60个和58个；不合格22个，"
                "分别为9个、6个、5个、2个。合格率由一季度的84.48%上升至四季度的96.55%。"
            ),
            "84.48%",
        ),
        (
            (
                "平台\t监测数\t不合格数\n微信\t321\t8\n微博\t84\t5\n抖音\t107\t3\n合计\t512\t16\n"
                "从上表看，微信占监测总数的62.7%。"
            ),
            "62.7%",
        ),
    ],
)
def test_a_figure_is_borne_out_by_what_stands_before_it(text: str, stated: str) -> None:
    assert _said(text)[stated] == "agrees"


def test_a_digit_is_wrong_in_the_total_of_two_parts_that_are_all_its_sentence_counts() -> None:
    text = "严重错情23条、一般错情341条，共{}条{}，已通知有关单位。"
    assert _accused(text.format(374, "")) == ["374条"]
    for total, more in ((364, ""), (380, ""), (374, "（含上季度10条）"), (374, "，部分重复计算")):
        assert _accused(text.format(total, more)) == []


def test_a_rate_of_those_drawn_is_held_against_their_number_over_the_parts_of_it() -> None:
    text = (
        "在册政务新媒体314个，抽查157个。其中微信102个、微博31个、其他24个。"
        "抽查发现不合格账号11个，合格率为{}。"
    )
    assert _accused(text.format("93.99%")) == ["93.99%"]
    assert _accused(text.format("92.99%")) == []
    assert _accused(text.format("93.4%")) == []


def test_what_falls_to_each_of_several_names_is_counted_for_each_of_them() -> None:
    told = "不合格账号{}个，其中微信20个、微博5个、抖音和客户端各1个。"
    assert _said(told.format(27))["27个"] == "agrees"
    for total in (26, 28):
        assert _accused(told.format(total)) == []
    told = "甲市120个、乙市105个、丙市和丁市各101个，合计{}个。"
    assert _said(told.format(427))["427个"] == "agrees"
    assert _accused(told.format(326) + told.format(427)) == []


def test_classes_short_of_their_total_are_not_all_where_the_rest_is_told_after_them() -> None:
    told = "不合格账号207个，其中市直101个、县级100个"
    assert _accused(f"{told}，其余3个县各2个。") == []
    assert _accused(f"{told}。") == ["207个"]


def test_a_class_nobody_knows_is_a_part_like_those_beside_it() -> None:
    text = "政务新媒体{}个，包括微信公众号52个、微博24个、资讯类账号11个、客户端6个。"
    assert _said(text.format(93))["93个"] == "agrees"
    assert _accused(text.format(82)) == []


def test_what_units_are_praised_for_is_no_name_of_one() -> None:
    text = (
        "对整改及时、运维规范的省水利厅、省统计局、川北市、沛阳市、安岷县{}个地区和部门予以表扬。"
    )
    assert _said(text.format(5))["5个"] == "agrees"
    assert _accused(text.format(6)) == ["6个"]


def test_a_score_is_what_its_table_takes_from_a_full_mark_and_adds() -> None:
    rows = (
        "2.5\t4.0\t101.5",
        "3.0\t3.5\t100.5",
        "4.5\t2.0\t97.5",
        "5.0\t1.5\t{}",
        "6.0\t1.0\t95.0",
    )
    head = "名次\t单位\t扣分\t加分\t最终得分"
    body = [
        f"{at}\t市{name}局\t{row}"
        for at, (name, row) in enumerate(zip("甲乙丙丁戊", rows, strict=True), 1)
    ]
    text = "\n".join((head, *body))
    assert _said(text.format("96.5"))["96.5"] == "agrees"
    assert _accused(text.format("96.0")) == ["96.0"]
