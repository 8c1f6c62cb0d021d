"""Tables of what a column was before and of what the machine proposes for it."""

from typing import ClassVar

from django.db import models

from xuncha.engine.domain.words import LABELS, ColumnKind
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import rows_through
from xuncha.office.registry.words import (
    PROPOSAL_STATE_LABELS,
    PROPOSAL_SUBJECT_LABELS,
    ProposalState,
    ProposalSubject,
)


class ColumnAddress(models.Model):
    """A name and address a column had until a day; the row of the column itself holds today's."""

    column = models.ForeignKey("registry.Column", models.PROTECT, related_name="former")
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    until = models.DateField()

    objects = rows_through("column__site__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["column", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.url}"


class ColumnProposal(models.Model):
    """A difference between the register and a site, for a person. Nothing is applied by itself.

    ``name``, ``url`` and ``kind`` are what the register would say after it was accepted.
    """

    column = models.ForeignKey("registry.Column", models.PROTECT, related_name="proposals")
    subject = models.CharField(
        max_length=20, choices=choices(ProposalSubject, PROPOSAL_SUBJECT_LABELS)
    )
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    kind = models.CharField(max_length=20, blank=True, choices=choices(ColumnKind, LABELS))
    confidence = models.FloatField()
    reason = models.TextField()
    seen_on = models.DateField()
    state = models.CharField(
        max_length=20,
        default=ProposalState.OPEN.value,
        choices=choices(ProposalState, PROPOSAL_STATE_LABELS),
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = rows_through("column__site__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["column", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["column", "subject", "name", "url", "kind"], name="proposal_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason
