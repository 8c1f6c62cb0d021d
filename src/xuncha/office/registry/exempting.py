"""Exempting a site or an account, from some rows or as a whole: proposed with a document and a
reason, confirmed by another person.

An exemption from rows changes the local verdict alone. A target exempt as a whole is not visited by
rounds on a local book, so these tell no verdict of it at all. Rounds read by the national book know
nothing of either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.engine.domain.words import TargetKind
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.engine.rulebook.practice import Exemption
from xuncha.engine.rulebook.reach import Applies
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right, roles_with
from xuncha.office.people.transitions import move
from xuncha.office.registry.errors import ExemptionError
from xuncha.office.registry.exemptions import check_exemption
from xuncha.office.registry.models import Account, Site, TargetExemption
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.words import EXEMPTION, ExemptionState

Target = Site | Account
NOT_JUDGED = "不纳入检查，省内、国办口径均不作判定"
"""What becomes of a target exempt as a whole: nobody visits it, so no verdict can be told."""
STANDING = (ExemptionState.PROPOSED.value, ExemptionState.CONFIRMED.value)


@dataclass(frozen=True, slots=True)
class ExemptionOrder:
    """What is asked for; no ``indicators``: the target as a whole. ``until`` is the last day."""

    since: date
    until: date
    document: str
    reason: str
    indicators: tuple[str, ...] = ()


def propose(
    target: Target, asked: ExemptionOrder, actor: User, *, at: datetime | None = None
) -> TargetExemption:
    """The exemption, waiting for another person. The same again gives the one that stands.

    ExemptionError, one line: no document or reason, days in a wrong order or longer than an
    exemption may last, a row no rulebook has for this kind of target.
    """
    with transaction.atomic():
        require_keeper(actor, target.office_id)
        type(target).objects.select_for_update().get(pk=target.pk)
        _check(target, asked)
        said = {
            "since": asked.since,
            "until": asked.until,
            "document": asked.document.strip(),
            "reason": asked.reason.strip(),
        }
        rows = [*dict.fromkeys(asked.indicators)]
        for standing in of_target(target).filter(state__in=STANDING, **said):
            if standing.indicators == rows:
                return standing
        row = TargetExemption.objects.create(
            office_id=target.office_id,
            **{_field(target): target},
            indicators=rows,
            by=actor,
            by_name=actor.name,
            at=at or timezone.now(),
            **said,
        )
        detail = {"code": target.code, "indicator": "、".join(rows), **said}
        audit.append(actor, "registry.exemption_proposed", target, detail, at=at)
        return row


def confirm(row: TargetExemption, actor: User, *, at: datetime | None = None) -> bool:
    """Let it hold, for rounds opened from now on; False when it does already. ExemptionError for
    who proposed it and for who may not decide."""
    with transaction.atomic():
        _check_other(row, actor)
        return _settle(row, ExemptionState.CONFIRMED, actor, "", at)


def refuse(row: TargetExemption, reason: str, actor: User, *, at: datetime | None = None) -> bool:
    """Say that it shall not hold, and why; False when that was said before."""
    _check_said(reason)
    with transaction.atomic():
        _check_other(row, actor)
        return _settle(row, ExemptionState.REFUSED, actor, reason.strip(), at)


def end(row: TargetExemption, reason: str, actor: User, *, at: datetime | None = None) -> bool:
    """Take a proposed or confirmed one back before its last day, and say why; rounds that were
    opened with it keep it."""
    _check_said(reason)
    with transaction.atomic():
        require_keeper(actor, row.office_id)
        return _settle(row, ExemptionState.ENDED, actor, reason.strip(), at)


def of_target(target: Target) -> QuerySet[TargetExemption]:
    """Every exemption of a target, the newest period first."""
    return TargetExemption.objects.filter(**{_field(target): target})


def holding(office_id: int, on: date) -> QuerySet[TargetExemption]:
    """The confirmed exemptions of an office that cover a day, both ends included."""
    return TargetExemption.objects.filter(
        office=office_id, state=ExemptionState.CONFIRMED.value, since__lte=on, until__gte=on
    ).order_by("id")


def as_engine(row: TargetExemption) -> Exemption:
    """The exemption as the judge takes it; without rows where it is of the whole target."""
    kind = TargetKind.SITE if row.site_id is not None else TargetKind.ACCOUNT
    return Exemption(
        id=f"target-{row.pk}",
        rows=tuple(row.indicators),
        applies_to=Applies((kind,)),
        reason=row.reason,
        source=row.document,
        valid_from=row.since,
        valid_to=row.until,
    )


def _settle(
    row: TargetExemption, state: ExemptionState, actor: User, reason: str, at: datetime | None
) -> bool:
    row.refresh_from_db()
    if not move(EXEMPTION, row, state, actor, code=row.target.code, reason=reason):
        return False
    if state is not ExemptionState.ENDED:
        row.confirmed_by, row.confirmed_at = actor, at or timezone.now()
    row.end_reason = reason
    row.save(update_fields=["confirmed_by", "confirmed_at", "end_reason"])
    return True


def _check(target: Target, asked: ExemptionOrder) -> None:
    if not asked.document.strip():
        raise ExemptionError("豁免没有填写批准文件；请填写文号或批准件名称")
    if not asked.reason.strip():
        raise ExemptionError("豁免没有写理由；请写明为什么")
    check_exemption(asked.reason.strip(), asked.document.strip(), asked.since, asked.until)
    kind = TargetKind.SITE if isinstance(target, Site) else TargetKind.ACCOUNT
    unknown = [one for one in asked.indicators if one not in known_rows(kind)]
    if unknown:
        raise ExemptionError(
            f"现有指标集没有适用于这类对象的指标“{'、'.join(unknown)}”；请核对指标编号，例如 W-V3"
        )


@cache
def known_rows(kind: TargetKind) -> frozenset[str]:
    """The numbers of the rows any rulebook here has for a kind of target."""
    books = [load_rulebook(name) for name in list_names()]
    return frozenset(
        row.id
        for book in books
        for row in book.rows
        if kind in row.applies_to.kinds and not row.heading
    )


def _check_other(row: TargetExemption, actor: User) -> None:
    if actor.office_id != row.office_id or not actor.may(Right.DECIDE):
        raise ExemptionError(f"{actor.name}不能批准豁免；请由本单位{roles_with(Right.DECIDE)}办理")
    if actor.pk == row.by_id:
        raise ExemptionError("提出豁免的人不能自己批准；请由另一人办理")


def _check_said(reason: str) -> None:
    if not reason.strip():
        raise ExemptionError("没有写理由；请写明为什么不同意或提前结束")


def _field(target: Target) -> str:
    return "site" if isinstance(target, Site) else "account"


def wholly(exemptions: Sequence[Exemption]) -> Exemption | None:
    """The exemption of the whole target among these; None without one."""
    return next((one for one in exemptions if not one.rows), None)
