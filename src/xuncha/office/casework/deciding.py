"""Tables of what was made of it: decisions, hand looks, verdicts, carry-over."""

from typing import ClassVar, Self

from django.db import models

from xuncha.engine.domain.words import LABELS, Result, VerdictState
from xuncha.office.casework.looking import FindingRecord, OutcomeRecord
from xuncha.office.casework.planning import Round, RoundTarget
from xuncha.office.casework.queue_tables import DecisionBatch
from xuncha.office.casework.states import DECISION_LABELS, DecisionVerb
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class DecisionQuerySet(AppendOnlyQuerySet):
    """Decisions in their order."""

    def counting(self) -> Self:
        """Those that were not taken back; the rows that took others back are left out too."""
        return self.filter(withdraws=None, withdrawal=None).order_by("id")


class Decision(AppendOnly):
    """What a named person said about one finding, or about one outcome as a whole.

    The newest counts; one that ``withdraws`` another takes it back as if it had never been said.
    ``batch`` is the decision on a whole cluster it is part of. ``by_name`` is who decided in the
    words of the source: the user's name, or for an imported round the name its file gives.
    ``replayed`` marks decisions a sample replays.
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="decisions")
    finding = models.ForeignKey(FindingRecord, models.PROTECT, null=True, related_name="decisions")
    outcome = models.ForeignKey(OutcomeRecord, models.PROTECT, null=True, related_name="decisions")
    verb = models.CharField(max_length=10, choices=choices(DecisionVerb, DECISION_LABELS))
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replayed = models.BooleanField(default=False)
    batch = models.ForeignKey(DecisionBatch, models.PROTECT, null=True, related_name="decisions")
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawal")

    objects = rows_through("target__round__office", DecisionQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(finding__isnull=True, outcome__isnull=False)
                | models.Q(finding__isnull=False, outcome__isnull=True),
                name="decision_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.finding_id or self.outcome_id}"


class HandLook(AppendOnly):
    """A named person looked at an indicator of a target with their own eyes. The newest counts.

    ``count`` None leaves the count to the machine's outcome; ``points`` are those the person
    entered. ``form`` names the form it was filled in on, empty for a look without one. A hit that
    ``is_confirmed`` is not waits for a second person. ``is_withdrawn`` takes the look before back.
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="hand_looks")
    indicator = models.CharField(max_length=40)
    result = models.CharField(max_length=10, choices=choices(Result, LABELS))
    count = models.FloatField(null=True)
    points = models.FloatField(null=True)
    unable_class = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    form = models.CharField(max_length=80, blank=True)
    is_confirmed = models.BooleanField(default=True)
    is_withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replayed = models.BooleanField(default=False)

    objects = rows_through("target__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.result}"

    @property
    def settles(self) -> bool:
        """Whether this look tells what is: nothing withdrawn, nothing a person could not see."""
        return self.is_confirmed and not self.is_withdrawn and self.result != Result.UNABLE


class VerdictRecord(models.Model):
    """The verdict on a target under one rulebook. A changed verdict is a new row.

    ``is_current`` marks the newest row per target and rulebook; it is the only field that changes.
    """

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="verdicts")
    rulebook_name = models.CharField(max_length=60)
    rulebook_digest = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=choices(VerdictState, LABELS))
    proposed = models.CharField(max_length=20, choices=choices(VerdictState, LABELS))
    veto = models.JSONField(default=list)
    score = models.FloatField(null=True)
    arithmetic = models.JSONField(default=list)
    not_examined = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField()

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["target", "rulebook_name"],
                condition=models.Q(is_current=True),
                name="verdict_current_once",
            )
        ]

    def __str__(self) -> str:
        return self.state


class CarryOver(models.Model):
    """A finding of this round that an earlier round had confirmed already."""

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="carried_over")
    finding = models.OneToOneField(FindingRecord, models.PROTECT, related_name="carried_over")
    previous_finding = models.ForeignKey(FindingRecord, models.PROTECT, related_name="+")
    previous_round = models.ForeignKey(Round, models.PROTECT, related_name="+")

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "id"]

    def __str__(self) -> str:
        return f"{self.previous_round_id} → {self.finding_id}"
