"""A notice whose lists and counts disagree cannot be constructed."""

from dataclasses import replace
from datetime import UTC

import pytest

from tests.notices.sample_notice import AS_OF, sample_notice, sample_report
from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.content import Figures, Tally
from xuncha.office.notices.dossier import RoundReport
from xuncha.office.notices.errors import NoticeError


def test_the_sample_agrees_with_itself():
    notice = sample_notice()
    assert (notice.sites.unqualified, len(notice.failing_sites)) == (4, 4)
    assert (notice.accounts.unqualified, len(notice.failing_accounts)) == (26, 26)


def test_a_missing_failing_site_is_refused():
    notice = sample_notice()
    with pytest.raises(NoticeError, match=r"附件1.*3个.*4个"):
        replace(notice, failing_sites=notice.failing_sites[1:])


def test_a_failing_account_listed_twice_is_refused():
    notice = sample_notice()
    doubled = (*notice.failing_accounts[1:], notice.failing_accounts[1])
    with pytest.raises(NoticeError, match=r"附件2.*重复"):
        replace(notice, failing_accounts=doubled)


def test_a_failing_site_without_an_indicator_is_refused():
    notice = sample_notice()
    bare = replace(notice.failing_sites[0], reasons=())
    with pytest.raises(NoticeError, match="没有适用指标"):
        replace(notice, failing_sites=(bare, *notice.failing_sites[1:]))


def test_a_lost_text_error_is_refused():
    notice = sample_notice()
    with pytest.raises(NoticeError, match="附件3"):
        replace(notice, text_errors=notice.text_errors[:-1])


def test_a_follow_up_must_add_up():
    notice = sample_notice()
    with pytest.raises(NoticeError, match="上季度问题数目不符"):
        replace(notice, follow_up=replace(notice.follow_up, named=41))


def test_a_carried_text_error_needs_a_follow_up():
    with pytest.raises(NoticeError, match="没有上季度通报的复查结果"):
        replace(sample_notice(), follow_up=None)


def test_an_error_marked_carried_must_be_in_the_follow_up():
    notice = sample_notice()
    follow = notice.follow_up
    shorter = replace(follow, still=follow.still[1:], tally=Tally(9, 1, 10), gone=30)
    with pytest.raises(NoticeError, match="不在复查清单中"):
        replace(notice, follow_up=shorter)


def test_parts_of_a_figure_add_up_to_what_was_inspected():
    with pytest.raises(NoticeError, match="政府网站数目不符"):
        Figures(TargetKind.SITE, 135, 135, 130, 4, 0)


def test_undecided_targets_stay_out_of_the_base():
    figures = Figures(TargetKind.SITE, 135, 135, 129, 4, 2)
    rate = figures.rate(sample_notice().style)
    assert (rate.numerator, rate.denominator) == (129, 133)
    assert rate.base == "已作出判定的133个政府网站（检查135个，其中2个待定，不计入）"


def test_nothing_decided_has_no_rate():
    assert Figures(TargetKind.SITE, 3, 3, 0, 0, 3).rate(sample_notice().style) is None


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(NoticeError, match="时区"):
        replace(sample_notice(), as_of=AS_OF.replace(tzinfo=None))


def test_a_stored_utc_time_is_printed_as_beijing_time():
    notice = replace(sample_notice(), as_of=AS_OF.astimezone(UTC))
    assert (notice.moment.hour, notice.moment.day) == (12, 12)


def test_a_report_that_counts_differently_is_refused():
    report = sample_report()
    with pytest.raises(NoticeError, match="政务新媒体"):
        RoundReport(report.notice, report.targets[:-1])
