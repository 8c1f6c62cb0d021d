"""Tables of what people record beside a round."""

from typing import ClassVar

from django.db import models

from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class SideRecord(AppendOnly):
    """One dated row a notice counts though no round measured it: 找错, slips, test questions.

    ``kind`` names a kind of data/notices/records.toml, ``cells`` the row by its headings. Of rows
    with the same ``key`` the newest counts: a correction is a new row.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="side_records")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    key = models.CharField(max_length=400)
    cells = models.JSONField(default=dict)
    source = models.CharField(max_length=200)
    source_digest = models.CharField(max_length=64)
    row = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "kind", "on"], name="side_record_window")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
