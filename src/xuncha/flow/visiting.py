"""Visiting: shards are leased rows, local threads each drive one spawned process at a time."""

import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection
from django.utils import timezone

from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.targets import AccountPlan, TargetPlan
from xuncha.flow.progress import Meter, Reporter
from xuncha.flow.uploads import Uploads
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import shards
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.models import Round, Shard
from xuncha.office.casework.states import ShardState

LEASE_S = 900.0


@dataclass(frozen=True, slots=True)
class WayOut:
    """How the processes of a round go out: pinned names, uploaded exports, targets a process."""

    host_map: HostMap
    uploads: Uploads
    targets_per_shard: int


def visit(inspection: Round, workplace: Workplace, way_out: WayOut, reporter: Reporter) -> None:
    """Visit every target of the round; afterwards each has a complete bundle.

    Finished shards and finished bundles are passed over. Leases of local processes that died are
    taken back first, so a killed round goes on at once.
    """
    _give_back_orphans(inspection)
    total = inspection.targets.count()
    shards.cut(inspection, -(-total // way_out.targets_per_shard))
    open_shards = inspection.shards.exclude(state=ShardState.DONE)
    bundles = workplace.bundles(inspection)
    codes = [code for shard in open_shards for code in shard.target_codes]
    waiting = sum(not (bundles / code).is_dir() for code in codes)
    workers = max(1, min(os.cpu_count() or 1, len(open_shards)))
    with reporter.step("访问网站和账号", waiting, "个") as meter:
        worker = _Worker(inspection, workplace, way_out, meter)
        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(worker.work, number) for number in range(workers)]:
                done.result()


class _Worker:
    def __init__(
        self, inspection: Round, workplace: Workplace, way_out: WayOut, meter: Meter
    ) -> None:
        self._inspection = inspection
        self._workplace = workplace
        self._way_out = way_out
        self._meter = meter
        self._metering = threading.Lock()

    def work(self, number: int) -> None:
        """Lease, visit, finish, until no shard is free."""
        holder = f"{socket.gethostname()}:{os.getpid()}:{number}"
        try:
            while shard := shards.lease_next(self._inspection, holder, timezone.now(), LEASE_S):
                with _given_back_on_failure(shard, holder):
                    visit_shard(self._order(shard), self._note)
                shards.finish(shard)
        finally:
            connection.close()

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


def _give_back_orphans(inspection: Round) -> None:
    """Return the leases of processes of this machine that are no longer alive."""
    for shard in inspection.shards.filter(state=ShardState.LEASED):
        host, _, rest = shard.lease_holder.partition(":")
        pid = rest.partition(":")[0]
        if host == socket.gethostname() and pid.isdigit() and not _is_alive(int(pid)):
            shards.give_back(shard, shard.lease_holder)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
