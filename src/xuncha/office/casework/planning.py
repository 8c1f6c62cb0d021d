"""Tables of what a round sets out to do: the round, its targets, its shards."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuncha.engine.domain.words import LABELS, Level, TargetKind
from xuncha.office.casework.states import ROUND_LABELS, SHARD_LABELS, RoundState, ShardState
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office
from xuncha.office.people.tenancy import rows_through
from xuncha.office.registry.models import Body
from xuncha.office.wordlists.models import FrozenWords


class Round(models.Model):
    """A round 检查: a period, a moment, a frozen scope, a frozen rulebook, rows in force.

    ``rulebook`` is the canonical JSON of the frozen book, byte for byte. ``words`` are the office's
    own lists, allowances and doubted rules as they were, null where it had none. ``seed`` repeats
    every draw of the round; ``draws`` is how its targets were drawn (the JSON of a Drawing), empty
    for rounds of before. ``imported`` rounds hold only what an earlier inspection confirmed;
    nothing was visited for them.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    period_label = models.CharField(max_length=60)
    as_of = models.DateTimeField()
    rulebook_name = models.CharField(max_length=60, blank=True)
    rulebook_digest = models.CharField(max_length=80, blank=True)
    rulebook = models.TextField(blank=True)
    rows_in_force = models.JSONField(default=list)
    visit_settings = models.JSONField(default=dict)
    words = models.ForeignKey(FrozenWords, models.PROTECT, null=True, related_name="rounds")
    scope_source = models.CharField(max_length=200, blank=True)
    scope_date = models.DateField(null=True)
    seed = models.CharField(max_length=64, blank=True)
    draws = models.JSONField(default=dict)
    state = models.CharField(
        max_length=20, choices=choices(RoundState, ROUND_LABELS), default=RoundState.DRAFT.value
    )
    imported = models.BooleanField(default=False)

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["-as_of", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "title"], name="round_title_once")
        ]

    def __str__(self) -> str:
        return self.title


class RoundTarget(models.Model):
    """A target as the round froze it. ``plan`` is the canonical JSON of its engine plan.

    ``exemptions`` are those of the target itself as they held when the round was opened (JSON of
    engine Exemptions). ``intake_digest`` is empty until its results are stored completely; then it
    is the digest of what was stored. ``needs_judging``: people decided on it since its verdict.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=10, choices=choices(TargetKind, LABELS))
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    url = models.TextField(blank=True)
    platform = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=20, blank=True, choices=choices(Level, LABELS))
    is_portal = models.BooleanField(default=False)
    sponsor = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    sponsor_name = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=60, blank=True)
    plan = models.TextField(blank=True)
    exemptions = models.JSONField(default=list)
    intake_digest = models.CharField(max_length=64, blank=True)
    needs_judging = models.BooleanField(default=False)

    objects = rows_through("round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "code"], name="round_target_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "kind"], name="round_target_kind"),
            models.Index(
                fields=["round"], condition=Q(needs_judging=True), name="round_target_stale"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Shard(models.Model):
    """Some targets visited in one spawned process. The row is the queue, the lease is the lock."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="shards")
    number = models.PositiveIntegerField()
    target_codes = models.JSONField(default=list)
    state = models.CharField(
        max_length=20, default=ShardState.PENDING.value, choices=choices(ShardState, SHARD_LABELS)
    )
    lease_holder = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = rows_through("round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "number"], name="shard_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"
