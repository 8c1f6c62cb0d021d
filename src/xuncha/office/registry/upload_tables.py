"""The table of files that wait for a person to confirm what they would change."""

from typing import ClassVar

from django.db import models

from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import rows_through
from xuncha.office.registry.words import (
    UPLOAD_PURPOSE_LABELS,
    UPLOAD_STATE_LABELS,
    UploadPurpose,
    UploadState,
)


class RegisterUpload(models.Model):
    """A file somebody uploaded; its bytes lie beside the records under their digest."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="register_uploads")
    purpose = models.CharField(max_length=20, choices=choices(UploadPurpose, UPLOAD_PURPOSE_LABELS))
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20,
        default=UploadState.WAITING.value,
        choices=choices(UploadState, UPLOAD_STATE_LABELS),
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.name
