"""The sentences of the notice."""

from dataclasses import replace

from tests.notices.sample_notice import sample_notice, with_undecided
from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices import wording
from xuncha.office.notices.backing import plain
from xuncha.office.notices.content import CarriedItem, Figures, Tally
from xuncha.office.notices.phrases import naming, printable
from xuncha.office.notices.script import standard_script


def text_of(content) -> str:
    return "\n".join(part.lead + part.text for part in standard_script(content).body)


def test_the_figures_of_the_round_are_in_the_first_section():
    first = plain(wording.overall(sample_notice()))
    assert "全省正常运行的135个政府网站全部接受检查，131个合格，总体合格率为97.04%" in first
    assert "正常运行的1163个政务新媒体全部接受检查，1137个合格，总体合格率为97.76%" in first
    assert "4个政府网站、26个政务新媒体检查结果不合格" in first
    assert "22个政府网站和21个政务新媒体存在文字表述错误" in first


def test_sections_stand_in_the_order_of_published_notices():
    text = text_of(sample_notice())
    marks = (
        "一、检查情况",
        "二、主要问题",
        "（一）政府网站问题",
        "（二）政务新媒体问题",
        "（三）文字表述问题",
        "（四）上季度问题整改",
        "三、下一步工作要求",
    )
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_last_requirement_gives_deadline_and_recipient():
    last = standard_script(sample_notice()).body[-1].text
    assert "须于2026年10月30日前完成整改" in last
    assert "省政府信息与政务公开办公室（邮箱：xxgk@tuochuan.example）" in last


def test_undecided_sites_and_their_base_are_told():
    notice = with_undecided(sample_notice(), 2)
    first = plain(wording.overall(notice))
    looks = plain(wording.could_not_look(notice.could_not_look))
    assert "2个待定，不作合格或不合格处理" in first
    assert "以已作出判定的133个为基数，129个合格，合格率为96.99%" in first
    assert "2项次尚未查看" in looks


def test_a_round_that_decided_nothing_prints_no_rate():
    notice = sample_notice()
    nothing = replace(notice, sites=Figures(TargetKind.SITE, 135, 135, 0, 0, 135), failing_sites=())
    assert "均未能作出判定，不计算合格率" in plain(wording.overall(nothing))


def test_a_sample_says_how_many_of_how_many():
    notice = sample_notice()
    sampled = replace(notice, accounts=replace(notice.accounts, running=2000))
    assert "正常运行的2000个政务新媒体中抽查1163个" in plain(wording.overall(sampled))


def test_sites_are_named_by_the_reason_they_failed_for():
    text = plain(wording.site_problems(sample_notice()))
    assert "沱湖景区保护利用管理局政务网站空白栏目数量超过（含）5个" in text
    assert "沱川省卫生健康委员会网站和松沱县人民政府门户网站应更新但长期未更新" in text


def test_a_site_with_two_problems_is_said_to_count_twice():
    notice = sample_notice()
    first, second, *rest = notice.failing_sites
    double = replace(first, reasons=(*first.reasons, *second.reasons))
    text = plain(wording.site_problems(replace(notice, failing_sites=(double, second, *rest))))
    assert "各类合计5个次，多于不合格数" in text


def test_a_cut_list_says_how_many_and_where_the_rest_is():
    text = plain(wording.account_problems(sample_notice()))
    assert "北屏县发布等26个政务新媒体监测时间点前2周内无更新" in text
    assert "（见附件2）" in text


def test_two_accounts_of_one_name_are_told_apart_by_platform():
    notice = sample_notice()
    first, second, *rest = notice.failing_accounts
    twins = (first, replace(second, name=first.name), *rest)
    text = plain(wording.account_problems(replace(notice, failing_accounts=twins)))
    assert "青岚县发布（微信订阅号）、青岚县发布（微博）" in text


def test_carried_over_targets_are_named_with_the_annex_that_lists_them():
    text = plain(wording.follow_up(sample_notice()))
    assert "40项问题进行复查，29项未再发现，11项仍未整改" in text
    assert "涉及10个政府网站和1个政务新媒体（见附件3）" in text
    assert "等10个政府网站和青岚县政务1个政务新媒体的问题系上季度通报后未整改问题" in text


def test_carried_over_targets_no_annex_lists_are_all_named():
    notice = sample_notice()
    follow = notice.follow_up
    extra = CarriedItem(TargetKind.SITE, "S-9", "云浦县财政局网站", "W-V4.3", "栏目空白")
    longer = replace(follow, named=41, still=(*follow.still, extra), tally=Tally(11, 1, 12))
    text = plain(wording.follow_up(replace(notice, follow_up=longer)))
    names = {item.name for item in longer.still}
    assert len(names) == 12
    assert all(name in text for name in names)
    assert "见附件3" not in text


def test_what_nobody_could_check_again_is_neither_gone_nor_left():
    notice = sample_notice()
    open_ones = replace(notice.follow_up, gone=27, unchecked=2)
    text = plain(wording.follow_up(replace(notice, follow_up=open_ones)))
    assert "27项未再发现，2项未能查看、不作结论，11项仍未整改" in text


def test_names_in_a_list():
    site = TargetKind.SITE
    assert naming(["甲"], 3, site) == "甲"
    assert naming(["甲", "乙"], 3, site) == "甲和乙"
    assert naming(["甲", "乙", "丙"], 3, site) == "甲、乙、丙等3个政府网站"
    assert naming(["甲", "乙", "丙", "丁"], 2, site) == "甲、乙等4个政府网站"
    assert naming(["甲"], 3, TargetKind.ACCOUNT) == "甲1个政务新媒体"


def test_text_from_outside_loses_control_characters():
    assert printable("第一行\n第二行\x00\x0b\ud800尾") == "第一行 第二行\ufffd \ufffd尾"
