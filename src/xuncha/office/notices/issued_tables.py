"""Tables of issued notices: kept as they went out, numbered, never changed."""

from typing import ClassVar

from django.db import models

from xuncha.office.casework.planning import Round
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class IssuedNotice(AppendOnly):
    """A notice as a person issued it, numbered in its office. A correction is a new one.

    ``order`` is the JSON of everything it was compiled by beside the round itself, ``digest`` the
    SHA-256 of what the person ordered; ``corrects`` the notice it corrects, ``reason`` why.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="issued_notices")
    round = models.ForeignKey(Round, models.PROTECT, related_name="issued_notices")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
    template = models.CharField(max_length=60)
    order = models.TextField()
    digest = models.CharField(max_length=64)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet, right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "number"], name="issued_number_once"),
            models.UniqueConstraint(fields=["round", "digest"], name="issued_order_once"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}号 {self.title}"


class IssuedEdition(AppendOnly):
    """One edition of an issued notice: its text and tables as JSON, its files with their digests.

    ``changes`` is what a correction changed against the same edition of the notice before it.
    """

    notice = models.ForeignKey(IssuedNotice, models.PROTECT, related_name="editions")
    edition = models.CharField(max_length=20)
    script = models.TextField()
    changes = models.JSONField(default=list)
    files = models.JSONField(default=list)

    objects = rows_through("notice__office", AppendOnlyQuerySet, right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["notice", "edition"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "edition"], name="issued_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.edition}"
