"""Tables of the room assess: an assessment of a year, and what persons entered for a region."""

from typing import ClassVar

from django.db import models

from xuncha.engine.domain.words import LABELS, Result
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class Assessment(models.Model):
    """The assessment of one year. ``rulebook`` is the canonical JSON of the book it froze."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    rulebook_name = models.CharField(max_length=60)
    rulebook_digest = models.CharField(max_length=80)
    rulebook = models.TextField()
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = rows_through("office", right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "year"], name="assessment_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年监管工作考核"


class AssessmentEntry(AppendOnly):
    """What a person found for a region under one row. The newest of a region and row counts.

    ``note`` says what was found and where it is written.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="entries")
    region = models.CharField(max_length=60)
    indicator = models.CharField(max_length=40)
    result = models.CharField(max_length=20, choices=choices(Result, LABELS))
    count = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("assessment__office", AppendOnlyQuerySet, right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.region} {self.indicator}"
