"""The life cycle of a target: dated events with documents, and where it stands on a day."""

from datetime import date

import pytest

from xuncha.office.casework import rounds
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.people.models import AuditRecord
from xuncha.office.registry import lifecycle
from xuncha.office.registry.errors import LifecycleError, RegistryError
from xuncha.office.registry.lifecycle import EventOrder, standing_on, with_standing
from xuncha.office.registry.models import LifecycleEvent, Site
from xuncha.office.registry.scope import scope_of
from xuncha.office.registry.words import DayStatus, LifecycleKind, OperatingStatus

DAY = date(2024, 9, 20)
OFFLINE = EventOrder(
    LifecycleKind.OFFLINE, date(2024, 9, 10), date(2024, 9, 25), "呼政办函〔2024〕9号", "机房改造"
)
CLOSED = EventOrder(LifecycleKind.CLOSED, DAY, document="呼政办函〔2024〕10号")


def status_on(target, day):
    told = standing_on(target, lifecycle.events_of(target), day).status
    listed = with_standing(type(target).objects.filter(pk=target.pk), day).get().day_status
    assert listed == told
    return told


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2024, 9, 9), DayStatus.RUNNING),
        (date(2024, 9, 10), DayStatus.SUSPENDED),
        (date(2024, 9, 25), DayStatus.SUSPENDED),
        (date(2024, 9, 26), DayStatus.RUNNING),
    ],
)
def test_a_site_offline_by_permit_stands_so_from_its_first_day_to_its_last(
    site, keeper, day, status
):
    lifecycle.record(site, OFFLINE, keeper)
    assert status_on(site, day) == status


def test_a_closed_account_is_closed_from_its_day_on(account, keeper):
    lifecycle.record(account, CLOSED, keeper)
    assert status_on(account, date(2024, 9, 19)) == DayStatus.RUNNING
    assert status_on(account, date(2030, 1, 1)) == DayStatus.CLOSED


def test_a_site_that_opens_later_is_not_there_yet(site, keeper):
    lifecycle.record(site, EventOrder(LifecycleKind.OPENED, date(2024, 10, 1)), keeper)
    assert status_on(site, DAY) == DayStatus.NOT_YET
    assert status_on(site, date(2024, 10, 1)) == DayStatus.RUNNING


def test_what_a_person_registered_as_suspended_stays_so_without_any_event(site):
    site.status = OperatingStatus.SUSPENDED
    site.save()
    assert status_on(site, DAY) == DayStatus.SUSPENDED


def test_a_withdrawn_event_never_held_and_both_rows_stay(site, keeper):
    event = lifecycle.record(site, OFFLINE, keeper)
    lifecycle.withdraw(event, "日期填错", keeper)
    assert status_on(site, DAY) == DayStatus.RUNNING
    assert LifecycleEvent.objects.count() == 2
    with pytest.raises(LifecycleError, match="已经撤回"):
        lifecycle.withdraw(event, "再撤一次", keeper)


def test_withdrawing_a_merger_lets_the_site_be_closed_again(site, keeper):
    event = lifecycle.record(site, CLOSED, keeper)
    lifecycle.withdraw(event, "并未关停", keeper)
    lifecycle.record(site, CLOSED, keeper)
    assert status_on(site, DAY) == DayStatus.CLOSED


def test_the_same_order_twice_leaves_one_event_and_one_audit_row(site, keeper):
    first = lifecycle.record(site, OFFLINE, keeper)
    assert lifecycle.record(site, OFFLINE, keeper) == first
    assert AuditRecord.objects.filter(act="registry.event").count() == 1


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (EventOrder(LifecycleKind.OFFLINE, DAY, document="x"), "没有填写止期"),
        (EventOrder(LifecycleKind.OFFLINE, DAY, DAY), "没有填写批准文件"),
        (EventOrder(LifecycleKind.OFFLINE, DAY, date(2024, 9, 1), "x"), "早于起期"),
        (EventOrder(LifecycleKind.CLOSED, DAY, DAY, "x"), "没有止期"),
        (EventOrder(LifecycleKind.MERGED, DAY, document="x"), "并入对象“”不在台账中"),
        (EventOrder(LifecycleKind.MERGED, DAY, document="x", successor="1100000001"), "不在台账"),
        (EventOrder(LifecycleKind.CHANGED, DAY), "直接修改台账"),
    ],
)
def test_an_order_that_is_not_whole_is_refused_with_one_line(site, keeper, order, said):
    with pytest.raises(LifecycleError, match=said) as fault:
        lifecycle.record(site, order, keeper)
    assert "\n" not in str(fault.value)
    assert not LifecycleEvent.objects.exists()


def test_overlapping_permits_and_anything_after_the_end_are_refused(site, keeper):
    lifecycle.record(site, OFFLINE, keeper)
    later = EventOrder(LifecycleKind.OFFLINE, date(2024, 9, 25), date(2024, 9, 30), "x")
    with pytest.raises(LifecycleError, match="重叠"):
        lifecycle.record(site, later, keeper)
    lifecycle.record(site, CLOSED, keeper)
    with pytest.raises(LifecycleError, match="之后不能再登记"):
        lifecycle.record(site, EventOrder(LifecycleKind.OPENED, date(2025, 1, 1)), keeper)


def test_a_merger_goes_to_another_target_of_the_same_kind(site, keeper):
    order = EventOrder(LifecycleKind.MERGED, DAY, document="x", successor="1100000002")
    assert lifecycle.record(site, order, keeper).successor == "1100000002"
    assert status_on(site, DAY) == DayStatus.CLOSED


def test_what_goes_beyond_the_remembered_limits_is_told_and_recorded_all_the_same(site, keeper):
    long = EventOrder(LifecycleKind.OFFLINE, date(2024, 3, 1), date(2024, 4, 30), "x")
    assert "61 天" in lifecycle.warnings(long, ())[0]
    lifecycle.record(site, long, keeper)
    second = lifecycle.warnings(OFFLINE, lifecycle.events_of(site))
    assert second == ("2024 年已有 1 次临时下线（次数要求未经原文核实）",)


def test_only_who_keeps_this_register_records(site, leader, neighbour):
    with pytest.raises(RegistryError, match="没有维护台账的权限"):
        lifecycle.record(site, OFFLINE, leader)
    with pytest.raises(RegistryError, match="不属于您所在的单位"):
        lifecycle.record(site, OFFLINE, neighbour)


def test_a_round_leaves_a_site_offline_by_permit_out_and_keeps_why(
    register, site, keeper, order, reviewer
):
    lifecycle.record(site, OFFLINE, keeper)
    inspection = rounds.open_round(register, order, reviewer)
    assert not inspection.targets.filter(code=site.code).exists()
    outside = drawing_of(inspection).outside
    assert [(one.code, one.why) for one in outside] == [
        (site.code, "临时下线（2024-09-10 至 2024-09-25，呼政办函〔2024〕9号）")
    ]


def test_a_site_back_from_its_permit_is_looked_at_again(register, site, keeper):
    lifecycle.record(site, OFFLINE, keeper)
    codes = {entry.plan.code for entry in scope_of(register, date(2024, 9, 26))}
    assert site.code in codes


def test_telling_the_standing_of_many_takes_one_query(register, keeper, django_assert_num_queries):
    for site in Site.objects.filter(office=register):
        lifecycle.record(site, OFFLINE, keeper)
    with django_assert_num_queries(1):
        rows = list(with_standing(Site.objects.filter(office=register), DAY))
    assert {row.day_status for row in rows} == {DayStatus.SUSPENDED}
