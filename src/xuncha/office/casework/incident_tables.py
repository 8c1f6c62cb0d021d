"""Tables of incidents 事件: sites that failed together, what they failed, what people decided."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from xuncha.engine.checks.frame.outages import Kin
from xuncha.office.casework.planning import Round, RoundTarget
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class Cause(StrEnum):
    """Whose fault an incident was, as a person decided."""

    SITE = "site"
    PLATFORM = "platform"
    OWN_NETWORK = "own_network"
    MAINTENANCE = "maintenance"


CAUSE_LABELS = {
    Cause.SITE: "网站自身原因",
    Cause.PLATFORM: "平台故障",
    Cause.OWN_NETWORK: "本方网络故障",
    Cause.MAINTENANCE: "已公告的维护",
}
KIN_LABELS = {
    Kin.PLATFORM: "同一平台",
    Kin.ADDRESS: "同一网络地址",
    Kin.DOMAIN: "同一域名",
    Kin.UNREGISTERED: "没有登记平台，同时打不开的多于偶然",
    Kin.EVERYWHERE: "不分平台，多数网站同时打不开",
}


class Incident(models.Model):
    """Sites of a round that were unreachable together, as the machine proposed it.

    ``digest`` is over everything that was proposed. Other probes give other incidents: those that
    no longer stand stay as rows, ``is_current`` false; it is the only field that changes.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="incidents")
    number = models.PositiveIntegerField()
    kin = models.CharField(max_length=20, choices=choices(Kin, KIN_LABELS))
    group = models.CharField(max_length=120, blank=True)
    begin = models.DateTimeField()
    end = models.DateTimeField()
    watched = models.PositiveIntegerField()
    least = models.PositiveIntegerField()
    phases = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    is_current = models.BooleanField(default=True)

    objects = rows_through("round__office")

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "number"], name="incident_number_once")
        ]

    def __str__(self) -> str:
        return f"事件 {self.number}"


class IncidentPart(AppendOnly):
    """What an incident took of one site.

    ``tallies``: per row of the rulebook and day the valid looks, those that found the site down,
    and those of them inside the incident. ``turns``: the verdict on such a row hangs on whether
    the looks inside count.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="parts")
    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="incident_parts")
    begin = models.DateTimeField()
    end = models.DateTimeField()
    tallies = models.JSONField(default=dict)
    turns = models.BooleanField(default=False)

    objects = rows_through("target__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["incident", "target__code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incident", "target"], name="incident_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.target_id}"


class IncidentDecision(AppendOnly):
    """What a named person said of a whole incident. The newest counts.

    ``counts``: whether the failed looks inside count against the sites. ``is_withdrawn``: the
    decision before was taken back, the incident waits again.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="decisions")
    cause = models.CharField(max_length=20, blank=True, choices=choices(Cause, CAUSE_LABELS))
    counts = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replayed = models.BooleanField(default=False)

    objects = rows_through("incident__round__office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.cause}"
