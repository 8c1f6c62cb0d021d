"""Long work on a round: asked for by a person, leased by a worker, told on the page."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.office.results import summary, unable_outcome
from xuncha.engine.domain.words import Result, UnableClass
from xuncha.office.casework import decisions, retrying, rounds
from xuncha.office.casework.errors import RoundError
from xuncha.office.casework.freezing import freeze, left_open
from xuncha.office.casework.states import RoundState
from xuncha.office.casework.taking_in import store_target
from xuncha.office.jobs import asking, leasing
from xuncha.office.jobs.errors import JobError
from xuncha.office.jobs.models import Job
from xuncha.office.jobs.states import JobKind
from xuncha.office.people import staff
from xuncha.office.people.errors import TransitionError
from xuncha.office.people.models import AuditRecord

NOW = datetime(2024, 9, 20, 4, 0, tzinfo=UTC)
BLIND = "1100000002"


@pytest.fixture
def looked_at(inspection):
    """Every target looked at; one site showed us nothing."""
    for target in inspection.targets.all():
        store_target(target, summary(), [])
    blind = inspection.targets.get(code=BLIND)
    store_target(
        blind,
        summary(unable=UnableClass.WAF),
        [unable_outcome("W-V3", "home-still", UnableClass.WAF)],
    )
    machine = staff.machine_of(inspection.office)
    for state in (RoundState.VISITING, RoundState.JUDGING, RoundState.REVIEWING):
        rounds.move(inspection, state, machine)
    return inspection


def test_asking_twice_for_the_same_work_leaves_one_job_and_one_audit_row(inspection, keeper):
    first = asking.ask(inspection, JobKind.VISIT, keeper)
    assert asking.ask(inspection, JobKind.VISIT, keeper) == first
    assert AuditRecord.objects.filter(act="job.asked").count() == 1


def test_only_who_may_run_rounds_of_this_office_opens_one(register, order, leader, neighbour):
    for stranger in (leader, neighbour):
        with pytest.raises(RoundError, match="没有组织检查的权限"):
            rounds.open_round(register, order, stranger)


def test_only_who_may_run_rounds_of_this_office_asks(inspection, leader, neighbour):
    with pytest.raises(JobError, match="没有组织检查的权限"):
        asking.ask(inspection, JobKind.VISIT, leader)
    with pytest.raises(JobError, match="不属于您所在的单位"):
        asking.ask(inspection, JobKind.VISIT, neighbour)


def test_a_round_that_was_visited_is_not_visited_again_and_a_new_one_not_judged(
    looked_at, inspection, keeper
):
    with pytest.raises(JobError, match="已访问完毕"):
        asking.ask(looked_at, JobKind.VISIT, keeper)


def test_a_round_that_was_not_visited_is_not_judged(inspection, keeper):
    with pytest.raises(JobError, match="还没有访问完"):
        asking.ask(inspection, JobKind.JUDGE, keeper)


def test_exactly_one_worker_gets_a_job(inspection, keeper):
    asking.ask(inspection, JobKind.VISIT, keeper)
    assert leasing.lease_next("a", NOW, 60) is not None
    assert leasing.lease_next("b", NOW, 60) is None


def test_the_job_of_a_worker_that_died_goes_to_the_next_once_its_lease_is_over(inspection, keeper):
    job = asking.ask(inspection, JobKind.VISIT, keeper)
    leasing.lease_next("dead", NOW, 60)
    assert leasing.lease_next("next", NOW + timedelta(seconds=59), 60) is None
    assert leasing.lease_next("next", NOW + timedelta(seconds=61), 60) == job
    assert not leasing.extend(job, "dead", NOW, 60)
    assert not leasing.end(job, "dead", "", NOW)
    assert leasing.end(job, "next", "", NOW)


def test_a_job_that_runs_is_not_cancelled_and_one_that_waits_is(inspection, keeper):
    job = asking.ask(inspection, JobKind.VISIT, keeper)
    asking.cancel(job, keeper)
    assert asking.open_job(inspection) is None
    again = asking.ask(inspection, JobKind.VISIT, keeper)
    leasing.lease_next("a", NOW, 60)
    with pytest.raises(TransitionError):
        asking.cancel(again, keeper)


def test_a_worker_is_alive_while_it_is_seen(db):
    leasing.note_worker("a", NOW)
    assert leasing.workers_alive(NOW + timedelta(seconds=30)) == 1
    assert leasing.workers_alive(NOW + timedelta(minutes=5)) == 0
    leasing.forget_worker("a")
    assert leasing.workers_alive(NOW) == 0


def test_what_was_not_seen_is_opened_again_and_its_look_is_remembered(looked_at, keeper):
    before = looked_at.targets.get(code=BLIND).visit.manifest_digest
    reopened = asking.ask_again(looked_at, [BLIND], keeper)
    assert reopened.looks == {BLIND: before}
    target = looked_at.targets.get(code=BLIND)
    assert target.intake_digest == ""
    assert not target.outcomes.exists()
    assert Job.objects.get(kind=JobKind.RETRY).looks == reopened.looks
    row = AuditRecord.objects.get(act="round.reopened")
    assert row.detail["sha256"] == before


def test_what_was_seen_is_not_visited_again(looked_at, keeper):
    with pytest.raises(RoundError, match="没有可以重新访问的对象"):
        asking.ask_again(looked_at, ["1100000001"], keeper)


def test_a_target_people_decided_on_keeps_its_results(looked_at, keeper, reviewer):
    target = looked_at.targets.get(code=BLIND)
    look = decisions.Look("W-V3", Result.CLEAR, "浏览器查看，首页有更新")
    decisions.look_by_hand(target, look, reviewer)
    with pytest.raises(RoundError, match="已有人工认定"):
        asking.ask_again(looked_at, [BLIND], keeper)
    assert target.outcomes.exists()
    assert not Job.objects.exists()


def test_all_of_one_reason_are_found(looked_at):
    assert [t.code for t in retrying.unseen_targets(looked_at, "waf")] == [BLIND]
    assert not retrying.unseen_targets(looked_at, "login").exists()


def test_other_work_waits_until_the_first_is_done(looked_at, keeper):
    asking.ask(looked_at, JobKind.JUDGE, keeper)
    with pytest.raises(JobError, match="正在重新判定"):
        asking.ask_again(looked_at, [BLIND], keeper)
    assert looked_at.targets.get(code=BLIND).intake_digest


def test_a_round_is_frozen_by_an_approver_alone_and_only_when_judged(looked_at, reviewer, approver):
    with pytest.raises(RoundError, match="没有定稿的权限"):
        freeze(looked_at, reviewer)
    with pytest.raises(RoundError, match="没有判定"):
        freeze(looked_at, approver)


def test_a_target_that_is_visited_again_keeps_the_round_open(looked_at, keeper, approver):
    asking.ask_again(looked_at, [BLIND], keeper)
    told = [one.what for one in left_open(looked_at) if one.blocks]
    assert "个对象还没有访问结果" in told


def test_a_round_that_still_visits_is_not_frozen(inspection, approver):
    with pytest.raises(RoundError, match="还没有访问和判定完"):
        freeze(inspection, approver)
