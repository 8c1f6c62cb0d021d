"""Looking again at what could not be seen: the first look is put aside, never overwritten."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.engine.domain.words import Result
from xuncha.office.casework.errors import IntakeError, RoundError
from xuncha.office.casework.models import OutcomeRecord, Round, RoundTarget
from xuncha.office.casework.taking_in import forget
from xuncha.office.people import audit
from xuncha.office.people.models import User


@dataclass(frozen=True, slots=True)
class Reopened:
    """The targets to be visited again with the digest of the look each had, and one Chinese line
    for each that stays as it is."""

    looks: dict[str, str]
    kept: tuple[str, ...]


def unseen_targets(inspection: Round, unable_class: str = "") -> QuerySet[RoundTarget]:
    """The targets something of could not be seen, of one class where one is named; by code."""
    rows = OutcomeRecord.objects.filter(target=OuterRef("pk"), result=Result.UNABLE.value)
    visits = Q(visit__isnull=False) & ~Q(visit__unable_class="")
    if unable_class:
        rows = rows.filter(unable_class=unable_class)
        visits = Q(visit__unable_class=unable_class)
    found = inspection.targets.exclude(intake_digest="").filter(visits | Exists(rows))
    return found.select_related("visit").order_by("code")


def reopen(inspection: Round, codes: Collection[str], actor: User) -> Reopened:
    """Open unseen targets for another visit, with an audit row each.

    A target people decided on, or an order holds, keeps its results. RoundError where no target
    is left to visit.
    """
    looks: dict[str, str] = {}
    kept: list[str] = []
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=inspection.pk)
        for target in unseen_targets(inspection).filter(code__in=codes):
            digest, why = target.visit.manifest_digest, target.visit.unable_class
            try:
                forget(target)
            except IntakeError:
                kept.append(
                    f"“{target.name}”（{target.code}）已有人工认定或已列入整改单，不重新访问"
                )
                continue
            looks[target.code] = digest
            detail = {"target": target.code, "unable": why, "sha256": digest}
            audit.append(actor, "round.reopened", target, detail)
        if not looks:
            raise RoundError("；".join(kept) or "没有可以重新访问的对象；列表可能已经变化，请刷新")
    return Reopened(looks, tuple(kept))
