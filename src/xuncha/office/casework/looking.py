"""Tables of what a visit showed: the visit, columns, outcomes, findings."""

from typing import ClassVar

from django.db import models

from xuncha.engine.domain.words import LABELS, ColumnKind, ColumnState, Result
from xuncha.office.casework.planning import RoundTarget
from xuncha.office.casework.queue_tables import Cluster
from xuncha.office.casework.states import STANDING_LABELS, Standing
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import rows_through


class VisitRecord(models.Model):
    """The look at one target: where its bundle lies, what the manifest's digest is.

    ``services`` is the JSON of the engine's ServiceFacts, null where nothing was looked at.
    ``address`` is the public network address a site answered from, empty where nobody knows it.
    """

    target = models.OneToOneField(RoundTarget, models.PROTECT, related_name="visit")
    bundle_path = models.TextField(blank=True)
    manifest_digest = models.CharField(max_length=80, blank=True)
    pages = models.PositiveIntegerField(default=0)
    unable_class = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    services = models.JSONField(null=True)
    address = models.CharField(max_length=45, blank=True)

    objects = rows_through("target__round__office")

    def __str__(self) -> str:
        return self.bundle_path


class BodiesRecord(models.Model):
    """What the articles of a target said at the look, as digests, for the next round to compare.

    ``bodies`` is the JSON of the engine's KnownBody rows.
    """

    target = models.OneToOneField(RoundTarget, models.PROTECT, related_name="bodies")
    bodies = models.JSONField()

    objects = rows_through("target__round__office")

    def __str__(self) -> str:
        return f"{self.target_id}"


class ColumnRecord(models.Model):
    """What the round saw of one column of a site.

    ``code`` is the register's key; ``reading`` what the site itself said (the JSON of the engine's
    ColumnReading, null where nothing); ``fingerprints`` mark its items. ``previous`` is the same
    column in the round before, whatever its name and address were there; null for a new one and
    where nobody may say so without a person.
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="columns")
    position = models.PositiveIntegerField()
    name = models.TextField()
    url = models.TextField()
    kind = models.CharField(max_length=20, blank=True, choices=choices(ColumnKind, LABELS))
    level = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=choices(ColumnState, LABELS))
    newest = models.DateField(null=True)
    newest_url = models.TextField(blank=True)
    items = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    record = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reading = models.JSONField(null=True)
    fingerprints = models.JSONField(default=list)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="later")

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "position"], name="column_record_once")
        ]

    def __str__(self) -> str:
        return self.name


class OutcomeRecord(models.Model):
    """What one check found on one target for one rulebook row.

    ``left_out`` is what the office's own allowances kept from being found (the engine's LeftOut);
    ``persons`` how many different people must confirm it before it counts; ``unexempted`` the
    engine's outcome without exemptions of columns (its JSON), null where they change nothing.
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="outcomes")
    indicator = models.CharField(max_length=40)
    check_slug = models.CharField(max_length=60)
    result = models.CharField(max_length=10, choices=choices(Result, LABELS))
    count = models.FloatField()
    count_with_open = models.FloatField()
    reason = models.TextField(blank=True)
    unable_class = models.CharField(max_length=20, blank=True)
    evidence = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    unexempted = models.JSONField(null=True)
    persons = models.PositiveSmallIntegerField(default=1)
    engine_digest = models.CharField(max_length=80, blank=True)

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "indicator"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "indicator"], name="outcome_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator", "result"], name="outcome_indicator_result")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.result}"


class FindingRecord(models.Model):
    """A finding 线索: something a person can open, confirm or dismiss.

    ``title`` to ``evidence`` are the engine's Finding as it was; of a writing on many pages
    ``evidence`` are the first places and ``places`` the others, ``place_count`` all of them, each
    counted once. ``cluster_key`` is shared by the findings of all targets that one decision may
    settle, ``word`` what an office would allow or list. ``repair_by`` is known only of findings
    imported from an earlier inspection.

    ``persons`` is how many different people must confirm it, ``cluster`` what it is decided with.
    What became of it is kept with it and follows the decisions (``standing.restand``):
    ``standing``, ``first_by`` (who confirmed where a second person still lacks), ``was_confirmed``
    (counted as confirmed at some time).
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="findings")
    indicator = models.CharField(max_length=40)
    check_slug = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=32, db_index=True)
    key = models.TextField()
    title = models.TextField()
    observed = models.TextField(blank=True)
    limit_text = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    suggestion = models.TextField(blank=True)
    why = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    places = models.JSONField(default=list)
    place_count = models.PositiveIntegerField(default=1)
    cluster_key = models.CharField(max_length=32, blank=True)
    word = models.CharField(max_length=200, blank=True)
    confidence = models.FloatField(default=0)
    repair_by = models.DateField(null=True)
    persons = models.PositiveSmallIntegerField(default=1)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, null=True, related_name="members", db_index=False
    )
    standing = models.CharField(
        max_length=10, choices=choices(Standing, STANDING_LABELS), default=Standing.NOTED.value
    )
    first_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    was_confirmed = models.BooleanField(default=False)

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "indicator", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["target", "indicator", "fingerprint"], name="finding_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["indicator"], name="finding_indicator"),
            models.Index(fields=["cluster_key"], name="finding_cluster"),
            models.Index(fields=["cluster", "standing"], name="finding_in_cluster"),
            models.Index(fields=["target", "standing"], name="finding_standing"),
        ]

    def __str__(self) -> str:
        return self.title
