"""Tables of the review queue 审核: clusters, what was said of them, proposals, blind reviews."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuncha.engine.domain.words import LABELS, TextErrorKind
from xuncha.office.casework.planning import Round
from xuncha.office.casework.review_limits import ALIKE_LABELS, Alike
from xuncha.office.casework.states import (
    BLIND_LABELS,
    DECISION_LABELS,
    BlindState,
    DecisionVerb,
)
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class Cluster(models.Model):
    """Findings of a round that one decision may settle: one phrase, link, place of a template.

    Title, place and kind are those of its first finding. The counts follow the findings
    (``queue_clusters.recount``): ``waiting`` wait for a person, ``half`` of them for a second one;
    ``once_confirmed`` counted as confirmed at some time, ``overturned`` of them are dismissed now.
    ``claimed_by`` has it open until ``claimed_until``; nobody is locked out longer.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="clusters")
    key = models.CharField(max_length=32)
    alike = models.CharField(max_length=10, choices=choices(Alike, ALIKE_LABELS))
    indicator = models.CharField(max_length=40)
    check_slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, blank=True, choices=choices(TextErrorKind, LABELS))
    rule = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    place = models.CharField(max_length=120, blank=True)
    is_veto = models.BooleanField(default=False)
    persons = models.PositiveSmallIntegerField(default=1)
    findings = models.PositiveIntegerField(default=0)
    targets = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    half = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    dismissed = models.PositiveIntegerField(default=0)
    once_confirmed = models.PositiveIntegerField(default=0)
    overturned = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    put_off_until = models.DateField(null=True)
    claimed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)

    objects = rows_through("round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["-is_veto", "-waiting", "rule", "title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "key"], name="cluster_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round"], condition=Q(waiting__gt=0), name="cluster_waiting")
        ]

    def __str__(self) -> str:
        return self.title


class ProposalSheet(models.Model):
    """What decisions suggested for the office's lists when they were last read for it."""

    office = models.OneToOneField(Office, models.CASCADE, related_name="proposal_sheet")
    content = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = rows_through("office")

    def __str__(self) -> str:
        return f"{self.office_id} {self.at:%Y-%m-%d}"


class DecisionBatch(AppendOnly):
    """One decision of a person on findings of a cluster at once.

    ``findings`` is how many it was on. ``undoes`` is the batch it takes back (verb ``withdraw``).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="batches")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="batches")
    verb = models.CharField(max_length=10, choices=choices(DecisionVerb, DECISION_LABELS))
    reason = models.TextField(blank=True)
    findings = models.PositiveIntegerField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replayed = models.BooleanField(default=False)

    objects = rows_through("round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by", "at"], name="batch_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.findings}"


class ProposedDecision(AppendOnly):
    """What somebody who may only propose said of a cluster. It never counts; those who decide see
    it."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="proposals")
    verb = models.CharField(max_length=10, choices=choices(DecisionVerb, DECISION_LABELS))
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("cluster__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.cluster_id}"


class BlindReview(models.Model):
    """A decision of one person that was drawn to be taken again by another who does not see it.

    ``draw`` is the digest it was drawn by, ``share_pct`` the share at that time; ``state`` is the
    only field that changes.
    """

    batch = models.OneToOneField(DecisionBatch, models.PROTECT, related_name="blind")
    draw = models.CharField(max_length=64)
    share_pct = models.FloatField()
    state = models.CharField(
        max_length=20, choices=choices(BlindState, BLIND_LABELS), default=BlindState.WAITING.value
    )

    objects = rows_through("batch__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"复核 {self.pk}"


class BlindAnswer(AppendOnly):
    """What the second person, or after a disagreement the third, said of a drawn decision."""

    review = models.ForeignKey(BlindReview, models.PROTECT, related_name="answers")
    verb = models.CharField(max_length=10, choices=choices(DecisionVerb, DECISION_LABELS))
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("review__batch__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "by"], name="blind_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.review_id}"
