"""Sealed alarms: what a visit saw and did not keep, for the one named person of the office."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models, transaction

from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import LABELS, SecrecyLevel
from xuncha.office.casework.planning import RoundTarget
from xuncha.office.people import audit
from xuncha.office.people.choices import choices
from xuncha.office.people.models import Office, User
from xuncha.office.people.staff import machine_of
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class SealedQuerySet(AppendOnlyQuerySet):
    """Rows that only the office's keeper of sealed alarms may see."""

    def visible_to(self, user: Any) -> Self:
        """The alarms of the user's office if the user is its keeper, whatever the role; none for
        anybody else."""
        return super().visible_to(user).filter(**{f"{self.office_path}__keeper_id": user.pk})


class SealedAlarm(AppendOnly):
    """One answer that carried a mark of a state secret. It stands in no list, finding, document."""

    target = models.ForeignKey(RoundTarget, models.PROTECT, related_name="+")
    url = models.TextField()
    seen_at = models.DateTimeField()
    digest = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    level = models.CharField(max_length=20, choices=choices(SecrecyLevel, LABELS))

    objects = rows_through("target__round__office", SealedQuerySet, right=None)

    class Meta:
        ordering: ClassVar[list[str]] = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"密封提醒 {self.pk}"


def raise_alarms(target: RoundTarget, withheld: Iterable[Withheld]) -> None:
    """Seal an alarm for each answer not alarmed of before; its audit row names nothing."""
    machine = machine_of(target.round.office)
    with transaction.atomic():
        for one in withheld:
            known = SealedAlarm.objects.filter(target=target, url=one.url, digest=one.digest)
            if known.exists():
                continue
            alarm = SealedAlarm.objects.create(
                target=target,
                url=one.url,
                seen_at=one.at,
                digest=one.digest,
                size=one.size,
                level=one.level,
            )
            audit.append(machine, "alarm.sealed", alarm)


def open_alarm(alarm: SealedAlarm, keeper: User) -> SealedAlarm:
    """The alarm, its opening written into the audit chain."""
    audit.append(keeper, "alarm.opened", alarm)
    return alarm


def waiting(office: Office) -> int:
    """How many alarms nobody may open, because no active person is named."""
    if office.keeper is not None and office.keeper.is_active:
        return 0
    return int(SealedAlarm.objects.filter(target__round__office=office).count())
