"""Visiting: shards are leased rows, local threads each drive one spawned process at a time."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection
from django.utils import timezone

from xuncha.engine.acquire.shard import Brake, ShardOrder, visit_shard
from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.targets import AccountPlan, TargetPlan
from xuncha.flow.leasing import LEASE_S, Lease, kept
from xuncha.flow.progress import Meter, Reporter
from xuncha.flow.running import Runner
from xuncha.flow.uploads import Uploads
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import shards
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.models import Round, Shard
from xuncha.office.casework.states import ShardState


@dataclass(frozen=True, slots=True)
class WayOut:
    """How the processes of a round go out: pinned names, uploaded exports, targets a process."""

    host_map: HostMap
    uploads: Uploads
    targets_per_shard: int


def visit(
    inspection: Round, workplace: Workplace, way_out: WayOut, runner: Runner, reporter: Reporter
) -> None:
    """Visit the targets of the round; complete bundles and finished shards are passed over.

    A shard that cannot be visited costs the others nothing: its fault is raised when they are
    done. Shards another holder works on are left to it.
    """
    shards.cut(inspection, -(-inspection.targets.count() // way_out.targets_per_shard))
    bundles = workplace.bundles(inspection)
    shards.reopen(inspection, lacking_bundle(inspection, bundles))
    open_shards = inspection.shards.exclude(state=ShardState.DONE)
    codes = [code for shard in open_shards for code in shard.target_codes]
    waiting = sum(not (bundles / code).is_dir() for code in codes)
    workers = max(1, min(os.cpu_count() or 1, len(open_shards)))
    with reporter.step("访问网站和账号", waiting, "个") as meter:
        worker = _Worker(inspection, workplace, way_out, meter)
        with ThreadPoolExecutor(workers) as pool:
            holders = [runner.holder(number) for number in range(workers)]
            tasks = [pool.submit(worker.work, holder) for holder in holders]
            try:
                for task in tasks:
                    task.result()
            finally:
                worker.stop()
    if worker.faults:
        raise worker.faults[0]


class _Worker:
    def __init__(
        self, inspection: Round, workplace: Workplace, way_out: WayOut, meter: Meter
    ) -> None:
        self.faults: list[XunchaError] = []
        self._inspection = inspection
        self._workplace = workplace
        self._way_out = way_out
        self._meter = meter
        self._metering = threading.Lock()
        self._given_up: set[int] = set()
        self._brakes: set[Brake] = set()
        self._is_stopped = False

    def work(self, holder: str) -> None:
        """Lease, visit, finish, until no shard is free."""
        try:
            while not self._is_stopped:
                shard = shards.lease_next(
                    self._inspection, holder, timezone.now(), LEASE_S, tuple(self._given_up)
                )
                if shard is None:
                    break
                with _given_back_on_failure(shard, holder):
                    self._visit(shard, holder)
        finally:
            connection.close()

    def stop(self) -> None:
        """End every running visit; nothing further is leased."""
        self._is_stopped = True
        for brake in tuple(self._brakes):
            brake.pull()

    def _visit(self, shard: Shard, holder: str) -> None:
        """Visit one shard under its lease; nothing is said when the lease went to somebody else."""
        brake = Brake()
        self._brakes.add(brake)
        try:
            with kept(shard, holder, brake.pull) as lease:
                self._visit_under(lease, shard, brake)
            if not lease.is_lost:
                shards.finish(shard)
        except XunchaError as fault:
            self._given_up.add(shard.number)
            if not brake.is_pulled:
                self.faults.append(fault)
            shards.give_back(shard, holder)
        finally:
            self._brakes.discard(brake)

    def _visit_under(self, lease: Lease, shard: Shard, brake: Brake) -> None:
        def note(code: str) -> None:
            lease.extend()
            self._note(code)

        visit_shard(self._order(shard), note, brake)

    def _note(self, _code: str) -> None:
        with self._metering:
            self._meter.advance(1)

    def _found_upload(self, plan: TargetPlan) -> TargetPlan:
        if isinstance(plan, AccountPlan) and plan.export_name:
            return replace(
                plan, export_name=self._way_out.uploads.file_of.get(plan.code, plan.export_name)
            )
        return plan

    def _order(self, shard: Shard) -> ShardOrder:
        rows = self._inspection.targets.filter(code__in=shard.target_codes).order_by("code")
        return ShardOrder(
            plans=tuple(self._found_upload(plan_of(row)) for row in rows),
            settings=settings_of(self._inspection),
            host_map=self._way_out.host_map,
            as_of=self._inspection.as_of,
            out=self._workplace.bundles(self._inspection),
            exports=self._way_out.uploads.folder,
        )


@contextmanager
def _given_back_on_failure(shard: Shard, holder: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shards.give_back(shard, holder)
        raise


def lacking_bundle(inspection: Round, bundles: Path) -> list[str]:
    """The codes of the targets that are not taken in and have no complete bundle."""
    codes = inspection.targets.filter(intake_digest="").values_list("code", flat=True)
    return [code for code in codes if not (bundles / code / MANIFEST).is_file()]
