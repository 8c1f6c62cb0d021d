"""Tables of the room wordlists."""

from typing import ClassVar

from django.db import models

from xuncha.engine.domain.words import LABELS, AllowanceScope, Band, OwnList
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through
from xuncha.office.wordlists.sorts import PROPOSAL_LABELS, Proposed


class WordListVersion(AppendOnly):
    """One of the office's lists as it stood from a moment on. The highest number counts.

    ``rows`` is the JSON of the engine's rows; ``source`` the file or the act it came from;
    ``restores`` the version whose rows it brings back.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="word_lists")
    kind = models.CharField(max_length=20, choices=choices(OwnList, LABELS))
    number = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200)
    source_digest = models.CharField(max_length=64, blank=True)
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["office", "kind", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "kind", "number"], name="word_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第 {self.number} 版"


class WordListDraft(models.Model):
    """What one person is about to make of a list: shown before it holds, then gone.

    ``base_number`` is the version it was compared with, 0 for none.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="word_list_drafts")
    kind = models.CharField(max_length=20, choices=choices(OwnList, LABELS))
    base_number = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    more_faults = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200)
    source_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = rows_through("office")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "kind", "by"], name="word_list_draft_once")
        ]

    def __str__(self) -> str:
        return self.source


class AllowanceRecord(AppendOnly):
    """A string a named person allowed; it holds for rounds opened from ``since`` on.

    ``target_code`` and ``rule`` where the scope asks; ``origin`` is the fingerprint of the finding
    it came from, empty for one entered by hand.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="allowances")
    text = models.CharField(max_length=200)
    scope = models.CharField(max_length=20, choices=choices(AllowanceScope, LABELS))
    target_code = models.CharField(max_length=60, blank=True)
    target_name = models.CharField(max_length=120, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    since = models.DateField()
    origin = models.CharField(max_length=32, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.text


class AllowanceWithdrawal(AppendOnly):
    """A named person took an allowance back; rounds opened later do not have it."""

    allowance = models.OneToOneField(AllowanceRecord, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("allowance__office", AppendOnlyQuerySet)

    def __str__(self) -> str:
        return f"{self.by_name} {self.reason}"


class RuleBandRecord(AppendOnly):
    """From when on a rule is doubted (band B) or trusted again (band A). The newest counts.

    ``confirmed`` of ``decided`` is the accept rate that moved it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="rule_bands")
    rule = models.CharField(max_length=60)
    band = models.CharField(max_length=1, choices=[(band.value, band.value) for band in Band])
    confirmed = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.band}"


class ProposalAnswer(AppendOnly):
    """What a named person said to a proposal; it is not made again."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="proposal_answers")
    sort = models.CharField(max_length=10, choices=choices(Proposed, PROPOSAL_LABELS))
    text = models.CharField(max_length=200)
    accepted = models.BooleanField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "sort", "text"], name="proposal_answer_once")
        ]

    def __str__(self) -> str:
        return self.text


class FrozenWords(AppendOnly):
    """All of an office's lists, allowances and doubted rules at one moment, as rounds keep them.

    ``content`` is the canonical JSON of the engine's OwnWords, ``digest`` its sha256.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="frozen_words")
    digest = models.CharField(max_length=64)
    content = models.TextField()
    at = models.DateTimeField()

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "digest"], name="frozen_words_once")
        ]

    def __str__(self) -> str:
        return self.digest[:12]
