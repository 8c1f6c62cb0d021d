"""Jobs leased by workers: no lock held, no raw SQL; and which workers are alive."""

from datetime import datetime, timedelta

from django.db.models import Q

from xuncha.office.jobs.models import Job, Worker
from xuncha.office.jobs.states import JobState

ALIVE_S = 60.0
"""A worker that was not seen for longer is taken for dead on the pages; leases decide, not this."""


def lease_next(holder: str, now: datetime, seconds: float) -> Job | None:
    """A free job, leased until ``now + seconds``; None when none is free. A lease that ran out is
    taken over. Of several callers exactly one gets a job."""
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now)
    while True:
        job = Job.objects.filter(free).order_by("id").first()
        if job is None:
            return None
        won = Job.objects.filter(
            free, pk=job.pk, state=job.state, lease_holder=job.lease_holder
        ).update(
            state=JobState.RUNNING,
            lease_holder=holder,
            lease_until=now + timedelta(seconds=seconds),
            started_at=job.started_at or now,
        )
        if won:
            return Job.objects.select_related("round__office").get(pk=job.pk)


def extend(job: Job, holder: str, now: datetime, seconds: float) -> bool:
    """Lengthen a lease; False when somebody else holds the job by now."""
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_holder=holder)
    return bool(held.update(lease_until=now + timedelta(seconds=seconds)))


def note_step(job: Job, title: str, total: int, unit: str) -> None:
    """Write down which step of a job begins, and how much it has to do."""
    Job.objects.filter(pk=job.pk).update(step=title, done=0, total=total, unit=unit)


def note_done(job: Job, done: int) -> None:
    """Write down how far the step is."""
    Job.objects.filter(pk=job.pk).update(done=done)


def end(job: Job, holder: str, fault: str, now: datetime) -> bool:
    """End a job well, or with the line that says why not; False when somebody else holds it."""
    state = JobState.FAILED if fault else JobState.DONE
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_holder=holder)
    return bool(held.update(state=state, fault=fault, lease_until=None, ended_at=now))


def give_back(job: Job, holder: str) -> bool:
    """Return a leased job undone, so that the next worker gets it at once."""
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_holder=holder)
    return bool(held.update(state=JobState.WAITING, lease_holder="", lease_until=None))


def note_worker(name: str, now: datetime) -> None:
    """Write down that a worker is alive."""
    Worker.objects.update_or_create(
        name=name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )


def forget_worker(name: str) -> None:
    """A worker ended in order."""
    Worker.objects.filter(name=name).delete()


def workers_alive(now: datetime) -> int:
    """How many workers were seen lately."""
    return Worker.objects.filter(seen_at__gte=now - timedelta(seconds=ALIVE_S)).count()
