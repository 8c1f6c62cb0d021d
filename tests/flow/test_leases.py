"""A round has one runner a home; leases live as long as the work; nothing unfinished is judged."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.conftest import inspection, office, order, register, reviewer  # noqa: F401
from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.domain.fetches import HostMap
from xuncha.flow import leasing, visiting
from xuncha.flow.errors import FlowError
from xuncha.flow.progress import SilentReporter
from xuncha.flow.running import running
from xuncha.flow.taking_in import require_whole
from xuncha.flow.uploads import Uploads
from xuncha.flow.visiting import WayOut, visit
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import shards

pytestmark = pytest.mark.django_db(transaction=True)
WAY_OUT = WayOut(HostMap(), Uploads(None, {}, ()), 2)


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch):
    """SQLite in memory, unlike in a file, lets no thread wait for another."""
    lock = threading.RLock()

    def guarded(original):
        def wait_for_it(*given):
            with lock:
                return original(*given)

        return wait_for_it

    for name in ("lease_next", "extend", "give_back", "finish"):
        monkeypatch.setattr(shards, name, guarded(getattr(shards, name)))


@pytest.fixture
def workplace(tmp_path):
    return Workplace(tmp_path)


@pytest.fixture
def round_of_five(inspection):  # noqa: F811
    shards.cut(inspection, 3)
    return inspection


def run(inspection, workplace):  # noqa: F811
    with running(inspection, workplace) as runner:
        visit(inspection, workplace, WAY_OUT, runner, SilentReporter())


def bundles_appear(order, note, _brake):  # noqa: F811
    """A visit that leaves a complete bundle of every target."""
    for plan in order.plans:
        (order.out / plan.code).mkdir(exist_ok=True)
        (order.out / plan.code / MANIFEST).write_text("{}")
        note(plan.code)


def test_a_run_that_died_leaves_no_lease_behind_whatever_its_process_id_was(
    round_of_five, workplace
):
    with running(round_of_five, workplace) as runner:
        lost = shards.lease_next(round_of_five, runner.holder(0), timezone.now(), 900)
        elsewhere = shards.lease_next(round_of_five, "other-home:run:0", timezone.now(), 900)
    with running(round_of_five, workplace) as again:
        assert again.home == runner.home
        assert again.run != runner.run
        found = {shard.number: shard.state for shard in round_of_five.shards.all()}
        assert (found[lost.number], found[elsewhere.number]) == ("pending", "leased")


def test_a_second_runner_of_the_same_home_gets_one_clear_line(round_of_five, workplace):
    with (
        running(round_of_five, workplace),
        pytest.raises(FlowError, match="另一个进程正在执行") as caught,
        running(round_of_five, workplace),
    ):
        raise AssertionError
    assert "\n" not in str(caught.value)


def test_a_lease_lasts_as_long_as_the_visit(round_of_five, workplace, monkeypatch):
    monkeypatch.setattr(leasing, "LEASE_S", 1.0)
    monkeypatch.setattr(visiting, "LEASE_S", 1.0)
    taken = []

    def long_visit(order, note, brake):  # noqa: F811
        threading.Event().wait(1.6)
        if taken:
            return bundles_appear(order, note, brake)
        other = shards.lease_next(round_of_five, "other:run:0", timezone.now(), 60)
        if other is not None and set(other.target_codes) & {plan.code for plan in order.plans}:
            taken.append(other.number)
        if other is not None:
            shards.give_back(other, "other:run:0")
        return bundles_appear(order, note, brake)

    monkeypatch.setattr(visiting, "visit_shard", long_visit)
    run(round_of_five, workplace)
    assert taken == []
    assert shards.progress(round_of_five)["done"] == round_of_five.shards.count()


def test_a_lost_lease_ends_the_work_quietly_and_finishes_nothing(
    round_of_five, workplace, monkeypatch
):
    monkeypatch.setattr(leasing, "LEASE_S", 0.2)

    def robbed(_order, _note, brake):
        later = timezone.now() + timedelta(days=1)
        while shards.lease_next(round_of_five, "other:run:0", later, 86400):
            pass
        for _ in range(200):
            if brake.is_pulled:
                raise AcquireError("访问已按要求停止")
            threading.Event().wait(0.02)
        raise AssertionError("nobody stopped the visit")

    monkeypatch.setattr(visiting, "visit_shard", robbed)
    run(round_of_five, workplace)
    states = {(s.state, s.lease_holder) for s in round_of_five.shards.all()}
    assert states == {("leased", "other:run:0")}


def test_a_shard_that_cannot_be_visited_costs_the_others_nothing(
    round_of_five, workplace, monkeypatch
):
    broken = round_of_five.shards.first()
    tried = []

    def visit_one(order, note, brake):  # noqa: F811
        codes = sorted(plan.code for plan in order.plans)
        tried.append(codes)
        if codes == broken.target_codes:
            raise AcquireError("取证包无法写入")
        bundles_appear(order, note, brake)

    monkeypatch.setattr(visiting, "visit_shard", visit_one)
    with pytest.raises(AcquireError, match="取证包无法写入"):
        run(round_of_five, workplace)
    assert tried.count(broken.target_codes) == 1
    assert shards.progress(round_of_five) == {"pending": 1, "leased": 0, "done": 2}


def test_a_finished_shard_whose_bundle_is_gone_is_visited_again(
    round_of_five, workplace, monkeypatch
):
    monkeypatch.setattr(visiting, "visit_shard", bundles_appear)
    run(round_of_five, workplace)
    gone = workplace.bundles(round_of_five) / round_of_five.shards.first().target_codes[0]
    (gone / MANIFEST).unlink()
    gone.rmdir()
    run(round_of_five, workplace)
    assert (gone / MANIFEST).is_file()


def test_a_round_is_whole_only_when_every_target_is_taken_in(round_of_five):
    round_of_five.shards.update(state="done")
    with pytest.raises(FlowError, match="还有 5 个没有取得结果"):
        require_whole(round_of_five)
    round_of_five.targets.update(intake_digest="sha256:1")
    require_whole(round_of_five)
    round_of_five.shards.filter(number=1).update(state="leased", lease_holder="other:run:0")
    with pytest.raises(FlowError, match="1 组正由其他进程访问"):
        require_whole(round_of_five)


def test_an_interruption_ends_every_visit(round_of_five, workplace, monkeypatch):
    def interrupted(_order, _note, brake):
        brake_of.append(brake)
        raise KeyboardInterrupt

    brake_of = []
    monkeypatch.setattr(visiting, "visit_shard", interrupted)

    with pytest.raises(KeyboardInterrupt):
        run(round_of_five, workplace)
    assert shards.progress(round_of_five)["leased"] == 0
