"""Tables of drafts: what a person wants of a notice, the text it came to, who did what to it."""

from typing import ClassVar

from django.db import models

from xuncha.office.casework.planning import Round
from xuncha.office.notices.draft_states import DRAFT_LABELS, STEP_LABELS, DraftState, Step
from xuncha.office.notices.issued_tables import IssuedNotice
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class NoticeDraft(models.Model):
    """A notice somebody works on.

    ``template_text`` is the template as it was when the draft began; ``arrangement`` and ``words``
    are what the draft makes of it (``notices.arrangement``). ``version`` grows with every change.
    ``corrects`` is the notice it corrects, ``issued`` the notice it became.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="notice_drafts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="notice_drafts")
    state = models.CharField(
        max_length=20, choices=choices(DraftState, DRAFT_LABELS), default=DraftState.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)
    template = models.CharField(max_length=60)
    template_text = models.TextField()
    arrangement = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    document_number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField()
    deadline = models.DateField()
    recheck = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.ForeignKey(IssuedNotice, models.PROTECT, null=True, related_name="drafts")
    reason = models.CharField(max_length=400, blank=True)
    issued = models.OneToOneField(IssuedNotice, models.PROTECT, null=True, related_name="draft")
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_by_name = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = rows_through("office", right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["-changed_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "state"], name="draft_by_state")
        ]

    def __str__(self) -> str:
        return f"第{self.pk}号拟稿"


class DraftCopy(models.Model):
    """The text a draft came to when it was compiled last: both editions as JSON.

    ``fault`` says why there is none. ``digest`` is the SHA-256 of what would be issued,
    ``records_until`` the last side record it knew.
    """

    draft = models.OneToOneField(NoticeDraft, models.PROTECT, related_name="copy")
    title = models.CharField(max_length=200, blank=True)
    content = models.TextField(blank=True)
    fault = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    records_until = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()

    objects = rows_through("draft__office", right=Right.SEE_PAPERS)

    def __str__(self) -> str:
        return f"{self.draft} {self.digest[:12]}"


class DraftStep(AppendOnly):
    """One thing a person did to a draft, with the digest of the text it was done to."""

    draft = models.ForeignKey(NoticeDraft, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=choices(Step, STEP_LABELS))
    digest = models.CharField(max_length=64, blank=True)
    remark = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("draft__office", AppendOnlyQuerySet, right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.step} {self.by_name}"
