"""Tables of the room jobs: the queue of long work, and the workers that were seen."""

from typing import ClassVar

from django.db import models

from xuncha.office.casework.models import Round
from xuncha.office.jobs.states import KIND_LABELS, OPEN_STATES, STATE_LABELS, JobKind, JobState
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import rows_through


class Job(models.Model):
    """Long work on one round. The row is the queue, the lease is the lock: who holds it works, and
    every step may run twice, so a lease that ran out costs nothing.

    ``looks`` are, for a retry, the targets with the digest of the look each is to be rid of.
    ``drawing`` is, for orders to be drawn up, the sort of paper and the bodies.
    ``step``, ``done`` of ``total`` and ``unit`` are how far it is; ``fault`` is the one line that
    says why it ended early.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=10, choices=choices(JobKind, KIND_LABELS))
    looks = models.JSONField(default=dict)
    drawing = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, default=JobState.WAITING.value, choices=choices(JobState, STATE_LABELS)
    )
    step = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=10, blank=True)
    fault = models.TextField(blank=True)
    lease_holder = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = rows_through("round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="job_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.round_id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN_STATES


class Worker(models.Model):
    """A process that takes jobs, and when it was last alive."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
