"""The table of exemptions 豁免 of sites and accounts: one person proposes, another confirms."""

from typing import ClassVar

from django.db import models

from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.tenancy import rows_through
from xuncha.office.registry.words import EXEMPTION_LABELS, ExemptionState


class TargetExemption(models.Model):
    """A site or an account that the local rules do not apply to from a day to a day.

    ``indicators`` are the rows it is exempt of; empty: it is exempt as a whole. ``confirmed_by`` is
    who confirmed or refused it, never who proposed it; ``end_reason`` why it was refused or ended
    early. ``state`` and these are all that changes, and never back.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="exemptions")
    site = models.ForeignKey("registry.Site", models.PROTECT, null=True, related_name="exemptions")
    account = models.ForeignKey(
        "registry.Account", models.PROTECT, null=True, related_name="exemptions"
    )
    indicators = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    document = models.CharField(max_length=120)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    state = models.CharField(
        max_length=20,
        choices=choices(ExemptionState, EXEMPTION_LABELS),
        default=ExemptionState.PROPOSED.value,
    )
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["-since", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(site__isnull=True, account__isnull=False)
                | models.Q(site__isnull=False, account__isnull=True),
                name="exemption_of_one_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.since}"

    @property
    def target(self) -> models.Model:
        """The site or the account."""
        return self.site or self.account

    @property
    def why(self) -> str:
        """The reason with its days and its document, in Chinese."""
        return f"{self.reason}（{self.since} 至 {self.until}，{self.document}）"
