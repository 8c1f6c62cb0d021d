"""Tables of the room forms: sheets, their samples, answers, second persons and pictures."""

from typing import ClassVar

from django.db import models

from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms.states import SHEET_LABELS, SheetState
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class Sheet(models.Model):
    """A form of one target, made when somebody first uses it. ``form`` is its key in the round."""

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="sheets")
    form = models.CharField(max_length=80)
    state = models.CharField(
        max_length=20, choices=choices(SheetState, SHEET_LABELS), default=SheetState.OPEN.value
    )

    objects = rows_through("target__round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["target", "form"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "form"], name="sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.form}"


class Sample(AppendOnly):
    """A sample drawn for a form. The newest counts; a larger one begins with the one before.

    ``candidates`` is everything it was drawn from, in the order of the lot; the first ``size`` of
    them were drawn. The same ``seed`` puts the same candidates into the same order again.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    origin = models.TextField()
    candidates = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("sheet__target__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.size}"


class Answer(AppendOnly):
    """One version of what a named person filled in. The newest counts until it is withdrawn.

    ``content`` is the JSON of a Filled, ``reckoned`` what it says of each row. ``definition`` is
    the digest of the form as it was.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    definition = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    reckoned = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("sheet__target__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["sheet", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "version"], name="answer_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.version}"


class Second(AppendOnly):
    """What the second person said of an answer; once for each answer."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="second")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("answer__sheet__target__round__office", AppendOnlyQuerySet)

    def __str__(self) -> str:
        return f"{self.answer_id} {self.agrees}"


class Withdrawal(AppendOnly):
    """An answer taken back, with the reason."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("answer__sheet__target__round__office", AppendOnlyQuerySet)

    def __str__(self) -> str:
        return f"{self.answer_id}"


class EvidencePicture(AppendOnly):
    """A picture a person put to a form. Its bytes lie in the working folder under their digest."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="pictures")
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("sheet__target__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "sha256"], name="picture_once")
        ]

    def __str__(self) -> str:
        return self.sha256
