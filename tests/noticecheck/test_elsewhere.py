"""Figures whose counts stand in another paragraph, in a table or in an annex."""

from xuncha.engine.noticecheck.document import check_notice, notice_of_text
from xuncha.engine.noticecheck.ledger import Ledger
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.retold import MOST_IN_LINE, count_elsewhere
from xuncha.engine.noticecheck.sentences import sentences
from xuncha.engine.proofread.figures.quantities import Sort


def _said(*lines: str) -> dict[str, str]:
    return {one.stated: one.verdict for one in check_notice(notice_of_text("\n".join(lines)))}


def test_a_rate_after_repairs_is_worked_out_from_the_first_look_and_what_was_put_right() -> None:
    said = _said(
        "初查全省政府网站188个，不合格27个。",
        "各单位随即整改。",
        "复查结果：不合格网站中已有25个整改到位，整改后合格率达到98.94%。",
    )
    assert said["98.94%"] == "agrees"


def test_a_share_finds_its_whole_in_the_total_row_of_a_table() -> None:
    said = _said(
        "单位\t报送数\t采用数",
        "石桥镇\t86\t61",
        "柳坪街道\t74\t48",
        "东岗镇\t59\t35",
        "合计\t219\t144",
        "石桥镇、柳坪街道两个单位采用信息合计109条，占采用总数的75.7%。",
    )
    assert said["75.7%"] == "agrees"
    assert said["109条"] == "agrees"


def test_a_total_of_a_paragraph_is_the_sum_of_a_column() -> None:
    said = _said(
        "全市纳入监管的政务新媒体共345个。",
        "平台\t检查数\t合格数",
        "微博\t68\t66",
        "微信\t214\t209",
        "抖音\t63\t63",
    )
    assert said["345个"] == "agrees"


def test_a_count_nothing_else_gives_stays_open() -> None:
    said = _said(
        "全市纳入监管的政务新媒体共351个。",
        "平台\t检查数\t合格数",
        "微博\t68\t66",
        "微信\t214\t209",
        "抖音\t63\t63",
    )
    assert said.get("351个", "unchecked") == "unchecked"


def test_a_rate_that_only_one_of_many_far_counts_gives_stays_open() -> None:
    rows = "、".join(
        f"{name}县{count}个"
        for name, count in zip("甲乙丙丁戊己庚辛", range(11, 80, 9), strict=True)
    )
    said = _said(f"各县网站数：{rows}。", "第三方评估认为网民满意率为57%。")
    assert said["57%"] == "unchecked"


def test_names_told_one_by_one_bear_out_their_count_and_never_refuse_it() -> None:
    told = (
        "{}个不合格政府网站存在的主要问题包括空白栏目等。其中，湖区管理局网站栏目空白超过5个；"
        "石垣县人民政府网站、白砾县人民政府网站长期未更新。"
    )
    assert _said(told.format(3))["3个"] == "agrees"
    assert _said(told.format(4)).get("4个", "unchecked") == "unchecked"


def test_two_counts_right_before_a_rate_settle_it_whatever_else_would_give_it() -> None:
    said = _said(
        "抽查政务新媒体181个，抽查比例16.5%，不合格14个。", "检查网站50家，不合格5家，合格率91%。"
    )
    assert said["91%"] == "differs"


def test_shares_of_a_table_are_of_the_whole_told_before_it() -> None:
    said = _said(
        "全省抽查政府网站186家，按得分分段：",
        "100分以上      54家    29.0%",
        "90—100分       83家    44.6%",
        "60—90分        46家    27.4%",
        "60分以下        3家     1.6%",
    )
    assert (said["29.0%"], said["27.4%"]) == ("agrees", "differs")


def test_the_average_and_the_median_of_a_column_are_checked() -> None:
    said = _said(
        "平均得分92分，中位数91分。",
        "单位\t部门\t得分",
        "甲\t一\t96",
        "乙\t二\t91",
        "丙\t三\t89",
    )
    assert (said["92分"], said["91分"]) == ("agrees", "agrees")


def test_counts_of_which_a_right_rate_is_worked_out_are_right() -> None:
    said = _said("部门账号38个，不合格2个，合格率94.7%。")
    assert (said["38个"], said["2个"]) == ("agrees", "agrees")
    said = _said("部门账号38个，不合格3个，合格率94.7%。")
    assert "agrees" not in (said.get("38个"), said.get("3个"))


def test_a_count_told_again_is_what_it_was_the_first_time() -> None:
    said = _said("省级抽查310个，不合格11个，合格率96.5%。省级抽查的11个不合格账号均已整改。")
    assert said["11个"] == "agrees"


def test_parts_that_share_members_prove_nothing_of_their_total() -> None:
    parts = "更新不及时38个，互动不畅15个，未认证9个，有9个账号同时存在两类问题"
    assert _said(f"53个不合格账号中，{parts}。")["53个"] == "overlap"
    assert _said("48个不合格账号中，主要是长期不更新的27个，无法访问的12个。")["48个"] == "overlap"


def test_columns_that_full_width_blanks_part_are_a_table() -> None:
    said = _said(
        "地区　　检查数　　合格数　　合格率　　上季度合格率　　变化",
        "河东区　　84　　　　82　　　　97.6%　　　96.3%　　　　　1.3",
        "柳塘县　　62　　　　59　　　　95.2%　　　95.2%　　　　　持平",
        "双槐县　　58　　　　53　　　　91.4%　　　93.2%　　　　　-1.8",
        "大岭县　　49　　　　48　　　　97.0%　　　92.0%　　　　　5.0",
        "合计　　　253　　　242　　　95.7%",
    )
    assert (said["91.4%"], said["-1.8"], said["253"]) == ("agrees", "agrees", "agrees")
    assert said["97.0%"] == "differs"


def test_names_that_quotation_marks_part_are_held_against_their_count() -> None:
    text = "发现问题账号{}，具体为：“甲县水务”“乙县林草”“丙镇便民”，均超过14天未更新。"
    assert _said(text.format("三个"))["三个"] == "agrees"
    assert _said(text.format("四个"))["四个"] == "list_mismatch"
    assert "list_mismatch" not in _said(text.format("四个")[:-1] + "；“丁局”链接失效。").values()


def test_rates_told_in_turn_are_of_the_rows_of_another_paragraph() -> None:
    said = _said(
        "第一次、第二次、第三次合格率依次为91.3%、93.9%、95.8%。",
        "第一次检查356个、第二次361个、第三次378个；不合格第一次31个、第二次22个、第三次16个。",
    )
    assert [said[one] for one in ("91.3%", "93.9%", "95.8%")] == ["agrees"] * 3


def test_scores_taken_off_are_added_up_and_multiplied() -> None:
    said = _said("共扣18分，其中内容更新扣9分、互动交流扣5分、功能设计扣4分。")
    assert said["18分"] == "agrees"
    said = _said("不合格账号每个扣0.5分，6个账号合计扣3分。")
    assert said["3分"] == "agrees"


def test_a_paragraph_of_more_figures_than_a_notice_has_is_not_run_through() -> None:
    class Watched(Ledger):
        asked = 0

        def window(self, line: int, sort: Sort) -> list[Mention]:
            self.asked += 1
            return super().window(line, sort)

    for many, is_asked in ((3, True), (MOST_IN_LINE, False)):
        read = sentences(["检查网站50家，不合格7家，共计57家。" * many])
        ledger = Watched(read, ())
        for one in read[-1].mentions:
            count_elsewhere(one, ledger)
        assert bool(ledger.asked) is is_asked
