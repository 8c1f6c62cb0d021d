"""Every function F01 to F40, produced from rounds in the records."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.notices.built_round import (
    CITIES,
    SHEETS,
    code_of,
    example_of,
    facts_of,
    script_of,
    site_code,
    text_of,
    with_scores,
    write_records,
)
from xuncha.engine.domain.words import VerdictState
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import verdicts
from xuncha.office.notices.content import Edition
from xuncha.office.notices.editions import facts_for
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.functions import functions
from xuncha.office.notices.gatekeeping import gate_for
from xuncha.office.notices.record_imports import import_records
from xuncha.office.notices.script import compose
from xuncha.office.notices.section import all_sections
from xuncha.office.notices.template import Chapter, Template

DOCS = Path(__file__).parents[2] / "docs" / "notices"
pytestmark = pytest.mark.django_db


def rows_of(facts, section, **options):
    return [annex.tables[0].rows for annex in script_of(facts, section, **options).annexes]


def test_every_function_has_a_section_and_an_example():
    assert [one.code for one in functions()] == [f"F{n:02d}" for n in range(1, 41)]
    for one in functions():
        served = {c for part in one.parts for c in all_sections()[part.section].codes}
        assert one.code in served | {"F28"}


def test_every_function_has_a_page_with_its_picture():
    for one in functions():
        page = (DOCS / f"{one.code}.md").read_text("utf-8")
        assert f"![{one.title}]({one.code}.png)" in page
        assert (DOCS / f"{one.code}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("code", [one.code for one in functions()])
def test_the_example_of_a_function_says_something_and_misses_nothing(code, province, department):
    _, script = example_of(code, province, department)
    assert [part for part in script.body if part.rank == "text"]
    assert script.gaps == ()


def test_every_function_says_in_public_all_but_what_nobody_released(province, department):
    gates = [
        gate_for(one.inspection, Edition.PUBLIC, frozenset()) for one in (province, department)
    ]
    whole = facts_for(facts_of(province), gates[0])
    clean = facts_for(facts_of(department, office="沱川省财政厅"), gates[1])
    silent = set()
    for one in functions():
        template = Template("一部分", date(2026, 1, 1), (Chapter("情况", one.parts),))
        script = compose(clean if one.code == "F38" else whole, template)
        if not any(part.rank == "text" for part in script.body):
            silent.add(one.code)
    assert silent == {"F34"}


def test_f01_counts_portals_and_departments_apart(facts):
    assert "政府网站9个，其中政府门户网站4个、部门网站5个。" in text_of(facts, "register-sites")


def test_f02_counts_accounts_by_platform(facts):
    text = text_of(facts, "register-accounts")
    assert "政务新媒体12个，其中微信订阅号4个、微博4个、抖音3个、视频号1个" in text


def test_f03_splits_the_same_total_twice(facts):
    text = text_of(facts, "register-split")
    assert "按主办单位层级分，省级1个、市级8个" in text
    assert "青岚市2个、白渡市2个、松沱州2个、云浦市2个、省直1个；各项合计均为9个" in text


def test_f03_a_split_that_does_not_add_up_is_refused(facts):
    with pytest.raises(NoticeError, match="合计与总数不符"):
        text_of(replace(facts, targets=facts.targets[1:]), "register-split")


def test_f04_everything_in_operation_was_inspected(facts):
    assert "对正常运行的9个政府网站进行全覆盖检查" in text_of(facts, "coverage")


def test_f04_a_sample_tells_its_base_its_share_and_its_rule(sampled):
    facts = facts_of(sampled)
    text = text_of(facts, "coverage")
    assert "在正常运行的29个政府网站中抽查9个，抽查比例31.03%" in text
    assert "在正常运行的24个政务新媒体中抽查12个，抽查比例50.00%（见附件1）" in text
    assert ("部门网站", "25", "5", "按两成随机抽取") in [
        row[2:] for row in rows_of(facts, "coverage")[0]
    ]


def test_f04_the_figures_of_a_sample_never_claim_everything(sampled):
    assert "正常运行的29个政府网站中抽查9个" in text_of(facts_of(sampled), "overall")


def test_f04_a_plan_that_is_not_what_was_inspected_is_refused(sampled):
    facts = facts_of(sampled)
    entries = {**facts.entries, "sampling": facts.entries["sampling"][1:]}
    with pytest.raises(NoticeError, match="请核对抽查方案"):
        text_of(replace(facts, entries=entries), "coverage")


def test_f05_the_rate_of_sites_carries_its_counts(facts):
    assert "9个政府网站全部接受检查，7个合格，总体合格率为77.78%" in text_of(facts, "overall")


def test_f05_a_verdict_under_another_rulebook_changes_no_figure(province):
    failed = province.inspection.targets.get(code=code_of("S03")).verdicts.get(is_current=True)
    other = replace(verdicts.verdict_of(failed), state=VerdictState.QUALIFIED, veto=())
    verdicts.store(failed.target, load_rulebook("national-2019"), other)
    assert "7个合格，总体合格率为77.78%" in text_of(facts_of(province), "overall")


def test_f06_an_undecided_account_is_in_no_base(facts):
    text = text_of(facts, "overall")
    assert "1个待定" in text
    assert "以已作出判定的11个为基数，9个合格，合格率为81.82%" in text


def test_f07_groups_with_failures_are_named_and_all_are_listed(facts):
    text = text_of(facts, "rates-by-group", by="region")
    assert "青岚市共检查2个政府网站，1个不合格，合格率50.00%" in text
    assert "其余3个地区没有不合格的政府网站（见附件1）" in text
    names = [row[1] for row in rows_of(facts, "rates-by-group", by="region")[0]]
    assert names == [*CITIES, "省直", "合计"]


def test_f07_a_county_counts_the_columns_of_its_units(facts):
    text = text_of(facts, "columns-by-unit")
    assert "检查栏目4个，涉及3个责任单位（见附件1），其中正常更新2个、未更新1个、空白1个" in text
    assert "青岚市教育局1个（教育资讯）；东乡人民政府1个（东乡动态）" in text


def test_f08_platforms_add_up_to_the_accounts(facts):
    rows = rows_of(facts, "rates-by-platform")[0]
    assert sum(int(row[2]) for row in rows[:-1]) == int(rows[-1][2]) == 12
    assert "微博4个中3个合格，合格率75.00%" in text_of(facts, "rates-by-platform")


def test_f09_all_but_the_failing_regions_have_full_rates(facts):
    text = text_of(facts, "full-rates", below_pct=60)
    assert "除青岚市、松沱州外，其他3个地区的政府网站合格率均为100%" in text
    assert "合格率低于60%的地区：青岚市、松沱州" in text


def test_f09_a_region_with_an_undecided_target_is_not_called_full(facts):
    targets = tuple(
        replace(one, state=VerdictState.QUALIFIED)
        if one.state is VerdictState.UNQUALIFIED and one.kind == "account"
        else one
        for one in facts.targets
    )
    accounts = replace(facts.content.accounts, qualified=11, unqualified=0)
    clean = replace(facts.content, accounts=accounts, failing_accounts=())
    text = text_of(replace(facts, targets=targets, content=clean), "full-rates")
    assert "松沱州尚有待定对象，不列入" in text


def test_f10_failing_sites_are_named_with_their_reasons(facts):
    text = text_of(facts, "failing-sites")
    assert "松沱州人民政府门户网站监测时间点前2周内首页栏目无信息更新" in text
    assert len(rows_of(facts, "failing-sites")[0]) == 2


def test_f11_failing_accounts_are_named_with_their_platforms(facts):
    assert "微博1个、微信订阅号1个" in text_of(facts, "failing-accounts")
    assert len(rows_of(facts, "failing-accounts")[0]) == 2


def test_f12_overlapping_categories_are_told(facts):
    text = text_of(facts, "problem-kinds")
    assert "“空白栏目”涉及政府网站2个" in text
    assert "“文字表述错误”涉及政府网站1个" in text
    assert "各类合计6个次，实际涉及5个对象" in text


def test_f13_two_rules_of_one_phrase_are_two_rows(facts):
    rows = rows_of(facts, "thresholds")[0]
    limits = {row[1]: row[3] for row in rows}
    assert limits["W-V4.3"] == "空白栏目（个）达到（含）5"
    assert {row[1]: row[4] for row in rows}["W-V4.3"] == "2"


def test_f14_text_errors_stand_apart_from_the_verdict(facts):
    text = text_of(facts, "text-errors")
    assert "1个政府网站、0个政务新媒体存在文字表述错误（见附件1），共1处" in text
    assert "未计入不合格判定" in text


def test_f15_scores_have_an_average_and_bands(facts):
    bands = [{"name": "90分以上", "least": 90}, {"name": "80分至90分", "least": 80}]
    text = text_of(facts, "scores", bands=bands)
    assert "4个政府网站有确定得分，平均86分，最高95.5分，最低72.5分，1个进入加分环节" in text
    assert "90分以上1个、80分至90分2个、其余1个" in text


def test_f16_equal_scores_are_never_cut_apart(facts):
    text = text_of(facts, "ranking", first=2)
    assert "得分靠前的3个政府网站为" in text
    assert "白渡市人民政府门户网站（88分）、云浦市人民政府门户网站（88分）" in text


def test_f16_nobody_is_ranked_while_a_score_is_an_interval(province):
    with_scores(province.inspection, {site_code(7): None})
    facts = facts_of(province)
    script = script_of(facts, "ranking")
    assert script.body == ()
    assert "1个政府网站只有得分区间，不排名" in script.gaps[0]
    assert "另有1个" in text_of(facts, "scores")


def test_f17_test_questions_of_the_period_are_counted_by_answer(facts):
    text = text_of(facts, "test-questions")
    assert "发出模拟咨询5件，其中当日答复1件、1个工作日内答复1件、5个工作日内答复1件" in text
    assert "按时答复3件，占60.00%" in text
    assert "答非所问或" not in text
    assert "答非所问的单位：云浦市人民政府" in text


def test_f18_messages_are_counted_in_their_own_window(facts):
    own = {"since": date(2026, 7, 11), "until": date(2026, 10, 10)}
    text = text_of(facts, "fault-reports", **own)
    assert text.startswith("2026年7月11日至10月10日，")
    assert "留言10条，其中有效留言9条，按期办结7条，按期办结率为77.78%" in text
    assert "逾期办结1条、退回重办1条，涉及白渡市人民政府、云浦市人民政府" in text
    assert "留言9条" in text_of(facts, "fault-reports")


def test_f19_what_the_last_notice_named_is_followed_up(facts):
    text = text_of(facts, "follow-up")
    assert "对2026年第二季度通报的1项问题进行复查，0项未再发现，1项仍未整改" in text


def test_f20_three_failures_in_a_row_ask_for_closure(facts):
    text = text_of(facts, "streaks", closes_at=3, close_by=date(2026, 11, 20))
    assert "松沱州人民政府门户网站连续3期不合格；青岚市教育局网站连续2期不合格" in text
    assert "对松沱州人民政府门户网站，主办单位须于2026年11月20日前予以关停或者整合" in text
    assert "对青岚市教育局网站" not in text


def test_f20_a_round_without_a_verdict_ends_the_streak(facts):
    last, *rest = facts.earlier
    states = {code: s for code, s in last.states.items() if code != code_of("S03")}
    broken = replace(facts, earlier=(replace(last, states=states), *rest))
    assert "松沱州人民政府门户网站" not in text_of(broken, "streaks")


def test_f21_both_results_stand_beside_each_other(facts):
    text = text_of(facts, "two-results")
    assert "初次检查9个政府网站，7个合格，2个不合格，合格率为77.78%" in text
    assert "9个政府网站中8个合格，整改后合格率达到88.89%，较初次检查增加1个" in text


def test_f21_what_nobody_looked_at_again_stays_a_failure(facts):
    again = replace(facts.recheck, states={})
    text = text_of(replace(facts, recheck=again), "two-results")
    assert "整改后合格率达到77.78%" in text
    assert "未能复查，仍按不合格计" in text


def test_f22_movement_is_in_points_against_last_quarter_and_last_year(facts):
    text = text_of(facts, "movement")
    assert "政府网站合格率为77.78%，环比持平" in text
    assert "同比提高2.78个百分点（2025年第三季度检查8个，合格率75.00%）" in text
    assert "环比下降9.85个百分点" in text


def test_f22_a_missing_year_is_a_gap_and_no_figure(facts):
    script = script_of(replace(facts, earlier=facts.earlier[:2]), "movement")
    assert script.gaps == ("缺少往期数据，未写政府网站同比、政务新媒体同比",)
    assert "同比" not in "".join(part.text for part in script.body)


def test_f23_totals_are_reconciled_and_events_listed(facts):
    text = text_of(facts, "lifecycle")
    assert "检查政务新媒体12个，此后纳入1个、退出1个，本次检查12个" in text
    assert "沱川省财政厅网站更名为沱川省财政厅门户网站" in text
    assert "新开1个、注销未报备1个、私自开设1个" in text
    assert len(rows_of(facts, "lifecycle")[0]) == 4


def test_f24_the_deadline_may_have_an_hour_and_items_their_own(facts):
    terms = [{"rows": ["W-V"], "days": 10}]
    text = text_of(facts, "repair-deadlines", hour=17, form="电子版", terms=terms)
    assert "须于2026年11月9日17时前以电子版将整改情况报送省政府政务公开办公室" in text
    rows = rows_of(facts, "repair-deadlines", terms=terms)[0]
    assert {row[4] for row in rows} == {"2026年11月5日", "2026年11月9日"}


def test_f25_who_did_not_report_and_who_was_late(facts):
    text = text_of(facts, "non-reporters")
    assert "未报送的单位1个：松沱州人民政府；逾期报送的单位1个：白渡市人民政府" in text


def test_f25_a_report_not_due_yet_is_not_missing(province):
    facts = facts_of(province, signed_on=date(2026, 7, 31))
    script = script_of(facts, "non-reporters")
    assert script.body == ()


def test_f26_slips_are_issued_answered_done_and_overdue(facts):
    text = text_of(facts, "slips")
    assert "整改通知单2份、提示单1份，合计3份，收到回复2份，完成整改1份，完成率33.33%" in text
    assert "超过限期尚未完成1份" in text
    assert len(rows_of(facts, "slips")[0]) == 2


def test_f27_people_are_counted_and_points_summed(facts):
    text = text_of(facts, "accountability")
    assert "约谈1个单位2人；考核扣分2个单位，共扣3.5分；纳入年度考核1个单位" in text


def test_f28_annexes_are_numbered_and_cited_where_they_stand(province, department):
    _, script = example_of("F28", province, department)
    assert [annex.number for annex in script.annexes] == [1, 2]
    assert "（见附件1）" in script.body[1].text
    assert "（见附件2）" in script.body[2].text
    assert script.annexes[0].tables[0].rows[-1][1:4] == ("合计", "9", "2")


def test_f29_what_nobody_verified_is_in_no_rate(facts):
    text = text_of(facts, "reposting")
    assert "按时转载1项次，占已核实的2项次的50.00%；1项次未能核实，不作评价" in text


def test_f30_interpretations_are_held_against_documents(facts):
    text = text_of(facts, "interpretation")
    assert "政策文件14件，已解读8件，解读率57.14%" in text
    assert "没有解读的单位：白渡市人民政府" in text


def test_f31_who_submitted_nothing_is_listed(facts):
    text = text_of(facts, "publishing")
    assert "发布信息160条，其中原创100条，原创率62.50%" in text
    assert "零报送的单位1个：白渡市人民政府" in text


def test_f32_a_special_check_has_its_own_paragraph(facts):
    text = text_of(facts, "special-checks")
    assert "（一）IPv6。检查2个对象，1个符合要求" in text
    assert "（二）年度报表。检查2个对象，1个符合要求，占已作检查的1个的100%" in text


def test_f33_results_of_another_tier_are_kept_apart(facts):
    text = text_of(facts, "other-tiers")
    assert "青岚市人民政府（2026年9月20日）检查政务新媒体40个，不合格1个，合格率97.50%" in text
    assert "未计入本次检查的各项数据" in text
    assert "合格率为81.82%" in text_of(facts, "overall")


def test_f34_good_practice_stands_under_its_unit(facts):
    text = text_of(facts, "good-practice")
    assert text.startswith("（一）白渡市人民政府。把网民留言办理情况")


def test_f35_letterboxes_and_hotlines_by_channel(facts):
    text = text_of(facts, "letterbox")
    assert "领导信箱受理50件，办结48件，办结率96.00%" in text
    assert "热线受理1000件" in text


def test_f36_the_rulebook_of_the_round_is_named_with_its_pass_line(facts):
    text = text_of(facts, "local-rules")
    assert "实施其中6项指标" in text
    assert "低于60分为不合格" in text


def test_f37_rounds_of_the_year_are_put_together(facts):
    text = text_of(facts, "roll-up")
    assert "自2026年第一季度以来共检查3期，累计检查政府网站27个次，22个次合格，5个次不合格" in text
    assert "去除重复，不合格政府网站2个，其中两期以上不合格2个" in text


def test_f38_a_department_reports_a_clean_self_check(department):
    text = text_of(facts_of(department), "self-check")
    assert "自查政府网站1个、政务新媒体1个，未发现单项否决问题" in text


def test_f38_a_self_check_with_failures_is_refused(facts):
    with pytest.raises(NoticeError, match="有4个不合格对象"):
        text_of(facts, "self-check")


def test_f39_the_method_names_who_looked_and_when(facts):
    text = text_of(facts, "method", third_party="第三方评测机构", names_window=True)
    assert "委托第三方评测机构，采取程序扫描与人工核对相结合的方式" in text
    assert "检查时段为2026年7月1日至2026年9月30日" in text


def test_f40_areas_review_each_other(facts):
    text = text_of(facts, "peer-review")
    assert "3个地区、单位开展交叉互评3次，评议对象9个，指出问题7个" in text


def test_f40_nobody_reviews_himself(province, tmp_path):
    rows = [*SHEETS["peer-review"], ("2026-09-06", "青岚市", "青岚市", "1", "0")]
    path = write_records(tmp_path / "互评.xlsx", {"peer-review": rows})
    import_records(province.office, path, province.reviewer)
    with pytest.raises(NoticeError, match="青岚市评议了自己"):
        text_of(facts_of(province), "peer-review")
