"""Tables of the room registry."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models

from xuncha.engine.domain.targets import AccountPlan, ColumnPlan, SitePlan
from xuncha.engine.domain.words import LABELS, AccountFunction, ColumnKind, Level
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office
from xuncha.office.people.tenancy import rows_through
from xuncha.office.registry.columns import ColumnAddress, ColumnProposal
from xuncha.office.registry.exemption_tables import TargetExemption
from xuncha.office.registry.exemptions import check_exemption
from xuncha.office.registry.lifecycle_tables import LifecycleEvent
from xuncha.office.registry.upload_tables import RegisterUpload
from xuncha.office.registry.words import (
    BODY_CATEGORY_LABELS,
    CHANNEL_LABELS,
    OPERATING_STATUS_LABELS,
    SITE_TYPE_LABELS,
    BodyCategory,
    Channel,
    OperatingStatus,
    SiteType,
)

SITE_CODE = r"^(bm\d{8}|\d{10})$"
LEVEL_CHOICES = choices(Level, LABELS)
STATUS_CHOICES = choices(OperatingStatus, OPERATING_STATUS_LABELS)


class Body(models.Model):
    """An organisation 单位, hanging in two trees: territory 块 and system 条.

    A path is ``/12/45/``: the ids from the root down to and with the body itself
    (``registry.trees`` keeps it).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True)
    territory_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="territory_children"
    )
    system_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="system_children"
    )
    territory_path = models.CharField(max_length=255, blank=True, db_index=True)
    system_path = models.CharField(max_length=255, blank=True, db_index=True)
    level = models.CharField(max_length=20, choices=LEVEL_CHOICES)
    category = models.CharField(max_length=20, choices=choices(BodyCategory, BODY_CATEGORY_LABELS))
    closed_on = models.DateField(null=True, blank=True)

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "code"], name="body_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A website 网站."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="sites")
    code = models.CharField(max_length=10, validators=[RegexValidator(SITE_CODE)])
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    body = models.ForeignKey(Body, models.PROTECT, related_name="sites")
    site_type = models.CharField(max_length=20, choices=choices(SiteType, SITE_TYPE_LABELS))
    level = models.CharField(max_length=20, choices=LEVEL_CHOICES)
    has_services = models.BooleanField()
    status = models.CharField(max_length=20, choices=STATUS_CHOICES)
    platform = models.CharField(max_length=60, blank=True)
    languages = models.CharField(max_length=60, default="zh")

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "code"], name="site_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    def plan(self, columns: tuple[ColumnPlan, ...] = ()) -> SitePlan:
        """The site as a round freezes it."""
        return SitePlan(
            code=self.code,
            name=self.name,
            url=self.url,
            level=Level(self.level),
            is_portal=self.site_type == SiteType.PORTAL,
            has_services=self.has_services,
            platform=self.platform,
            languages=tuple(self.languages.split(";")),
            columns=columns,
        )


class Column(models.Model):
    """A column 栏目 of a site. ``has_duty`` None: nobody confirmed its update duty."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="columns")
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    kind = models.CharField(max_length=20, blank=True, choices=choices(ColumnKind, LABELS))
    level = models.PositiveSmallIntegerField(default=1)
    has_duty = models.BooleanField(null=True)
    duty_confirmed_by = models.CharField(max_length=60, blank=True)
    period_days = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=10, default="zh")
    counts = models.BooleanField(default=True)
    exempt_reason = models.CharField(max_length=200, blank=True)
    exempt_by = models.CharField(max_length=60, blank=True)
    exempt_from = models.DateField(null=True, blank=True)
    exempt_until = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = rows_through("site__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["site", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "url"], name="column_url_once")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an exemption that breaks the rules is refused (ExemptionError)."""
        check_exemption(self.exempt_reason, self.exempt_by, self.exempt_from, self.exempt_until)
        super().save(*args, **kwargs)

    def is_valid(self, on: date) -> bool:
        """Whether the register lists the column on a day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def plan(self) -> ColumnPlan:
        """The column as a round freezes it."""
        return ColumnPlan(
            name=self.name,
            url=self.url,
            kind=ColumnKind(self.kind) if self.kind else None,
            level=self.level,
            has_duty=self.has_duty,
            duty_confirmed_by=self.duty_confirmed_by,
            period_days=self.period_days,
            language=self.language,
            counts=self.counts,
            exempt_reason=self.exempt_reason,
            exempt_by=self.exempt_by,
            exempt_from=self.exempt_from,
            exempt_until=self.exempt_until,
            code=str(self.pk or ""),
        )


class Account(models.Model):
    """A new-media account 账号."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    platform = models.CharField(max_length=60)
    function = models.CharField(max_length=20, choices=choices(AccountFunction, LABELS))
    body = models.ForeignKey(Body, models.PROTECT, related_name="accounts")
    level = models.CharField(max_length=20, choices=LEVEL_CHOICES)
    channel = models.CharField(max_length=20, choices=choices(Channel, CHANNEL_LABELS))
    feed_url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=20, choices=STATUS_CHOICES)

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "code"], name="account_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    def plan(self) -> AccountPlan:
        """The account as a round freezes it; an uploaded export is found by the account's code."""
        is_feed = self.channel == Channel.FEED
        return AccountPlan(
            code=self.code,
            name=self.name,
            platform=self.platform,
            function=AccountFunction(self.function),
            level=Level(self.level),
            feed_url=self.feed_url if is_feed else "",
            export_name="" if is_feed else self.code,
        )


class ProbeSeries(models.Model):
    """One day of probes of one site, sealed by the digest of its rows.

    ``rows`` is the canonical JSON of engine ``ProbeRow``s in order of time.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="probe_series")
    site_code = models.CharField(max_length=10)
    day = models.DateField()
    rows = models.TextField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200, blank=True)

    objects = rows_through("office")

    class Meta:
        ordering: ClassVar[list[str]] = ["site_code", "day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "site_code", "day"], name="probe_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.site_code} {self.day}"


__all__ = [
    "Account",
    "Body",
    "Channel",
    "Column",
    "ColumnAddress",
    "ColumnProposal",
    "LifecycleEvent",
    "OperatingStatus",
    "ProbeSeries",
    "RegisterUpload",
    "Site",
    "TargetExemption",
]
