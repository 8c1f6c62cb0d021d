"""A worker: takes the jobs people asked for, one at a time, and does them whole.

It is a process of its own beside the pages. Whoever holds a job's lease works; a worker that died
is followed by the next one, which goes on where the steps stand.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils import timezone
from structlog import get_logger

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.conducting import Conduct, Going, judge, look, look_again
from xuncha.flow.progress import Meter, MeterContext
from xuncha.flow.publishers import read_publishers
from xuncha.flow.rectifying import draw_orders
from xuncha.flow.rendering import Browsing
from xuncha.flow.running import running
from xuncha.flow.second_visit import visit_again
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round
from xuncha.office.jobs import leasing
from xuncha.office.jobs.models import Job
from xuncha.office.jobs.states import JobKind
from xuncha.office.people import staff

LEASE_S = 120.0
BEAT_S = 20.0
IDLE_S = 3.0
STEPS_SHOWN = 100
"""A step writes its progress down this often at most, however much it has to do."""
BROKEN = "程序出错，这项工作没有完成；已完成的部分不会丢，请再次开始，仍不行请联系系统管理员"
log = get_logger()


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker of an installation: its name, where files lie, the browser, the way out."""

    workplace: Workplace
    use: Browsing
    going: Going
    name: str = ""

    @classmethod
    def named(cls, workplace: Workplace, use: Browsing, going: Going) -> "Worker":
        """A worker under a name nobody else has."""
        return cls(workplace, use, going, f"worker-{secrets.token_hex(6)}")


def work(worker: Worker, stop: threading.Event) -> None:
    """Take jobs until ``stop`` is set; a job that runs then is finished first."""
    try:
        while not stop.is_set():
            leasing.note_worker(worker.name, timezone.now())
            if not work_once(worker):
                stop.wait(IDLE_S)
    finally:
        leasing.forget_worker(worker.name)


def work_all(worker: Worker) -> None:
    """Do every job that is free now, then end."""
    try:
        while work_once(worker):
            pass
    finally:
        leasing.forget_worker(worker.name)


def work_once(worker: Worker) -> bool:
    """Do the next free job; False when there is none. What goes wrong stands on the job."""
    job = leasing.lease_next(worker.name, timezone.now(), LEASE_S)
    if job is None:
        return False
    fault = ""
    with _beating(worker, job):
        try:
            _do(worker, job)
        except XunchaError as error:
            fault = str(error)
        except (KeyboardInterrupt, SystemExit):
            leasing.give_back(job, worker.name)
            raise
        except Exception:
            log.exception("job.broken", job=job.pk)
            fault = BROKEN
    leasing.end(job, worker.name, fault, timezone.now())
    return True


def _do(worker: Worker, job: Job) -> None:
    inspection = Round.objects.select_related("office").get(pk=job.round_id)
    with running(inspection, worker.workplace) as runner:
        inspection.refresh_from_db()
        conduct = Conduct(
            machine=staff.machine_of(inspection.office),
            workplace=worker.workplace,
            reporter=JobReporter(job),
            runner=runner,
            use=worker.use,
            tell=lambda line: log.warning("upload.unreadable", line=line),
            going=worker.going,
            exports=worker.workplace.exports(inspection),
        )
        if job.kind == JobKind.VISIT:
            look(inspection, conduct)
            judge(inspection, conduct)
        elif job.kind == JobKind.RETRY:
            look_again(inspection, job.looks, conduct)
        elif job.kind == JobKind.RECHECK:
            visit_again(inspection, conduct)
        elif job.kind == JobKind.DRAW:
            draw_orders(job, conduct.reporter)
        elif job.kind == JobKind.PUBLISHERS:
            read_publishers(inspection, conduct.reporter)
        else:
            judge(inspection, conduct)


class JobReporter:
    """Writes on the job how far its steps are."""

    def __init__(self, job: Job) -> None:
        """Report on ``job``."""
        self._job = job

    def step(self, title: str, total: int, unit: str) -> MeterContext:
        """A meter for ``total`` units."""
        leasing.note_step(self._job, title, total, unit)
        return _JobMeter(self._job, total)


class _JobMeter:
    def __init__(self, job: Job, total: int) -> None:
        self._job = job
        self._stride = max(1, total // STEPS_SHOWN)
        self._done = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, *fault: object) -> None:
        leasing.note_done(self._job, self._done)

    def advance(self, done: int) -> None:
        with self._lock:
            self._done += done
            if self._done % self._stride == 0:
                leasing.note_done(self._job, self._done)


@contextmanager
def _beating(worker: Worker, job: Job) -> Iterator[None]:
    """Lengthen the lease and say that the worker is alive while the block runs."""
    over = threading.Event()
    leasing.note_worker(worker.name, timezone.now())

    def beat() -> None:
        try:
            while not over.wait(BEAT_S):
                now = timezone.now()
                try:
                    leasing.note_worker(worker.name, now)
                    leasing.extend(job, worker.name, now, LEASE_S)
                except DatabaseError:
                    log.warning("worker.records_silent", job=job.pk)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
