"""What a round inspects: the targets in operation, frozen as engine plans."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.practice import Exemption
from xuncha.office.people.models import Office
from xuncha.office.registry.exempting import NOT_JUDGED, as_engine, holding, wholly
from xuncha.office.registry.lifecycle import standing_on, with_events, with_standing
from xuncha.office.registry.models import Account, Column, Site
from xuncha.office.registry.trees import regions
from xuncha.office.registry.words import BodyCategory, DayStatus, OperatingStatus


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """A target in operation with who runs it. ``sponsor_id`` is the body's row.

    ``speaks_for_government``: run by a government itself, not by one of its departments.
    ``exemptions`` are those of the target itself that hold on the day.
    """

    plan: TargetPlan
    sponsor_id: int
    sponsor_name: str
    region: str
    speaks_for_government: bool
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """A target whose events, or whose exemption as a whole, keep it out of a round, and in Chinese
    why. ``exempt`` is the kind of an exempt one, empty for the others."""

    code: str
    name: str
    why: str
    exempt: str = ""


def site_plans(office: Office, on: date) -> tuple[SitePlan, ...]:
    """The plans of the sites in operation on a day, by code."""
    return tuple(e.plan for e in scope_of(office, on) if isinstance(e.plan, SitePlan))


def account_plans(office: Office, on: date) -> tuple[AccountPlan, ...]:
    """The plans of the accounts in operation on a day, by code."""
    return tuple(e.plan for e in scope_of(office, on) if isinstance(e.plan, AccountPlan))


def scope_of(office: Office, on: date, *, columns: bool = True) -> tuple[ScopeEntry, ...]:
    """Everything in operation on a day: sites by code, then accounts by code. Without ``columns``
    the plans of sites have none: enough to draw and to count."""
    where = regions(office)
    exempt = _exemptions(office, on)
    listed = Column.objects.order_by("id") if columns else Column.objects.none()
    sites = (
        _running(Site, office, on)
        .select_related("body")
        .prefetch_related(Prefetch("columns", listed))
        .order_by("code")
    )
    accounts = _running(Account, office, on).select_related("body").order_by("code")
    return tuple(
        [
            _entry(
                site,
                site.plan(tuple(one.plan() for one in site.columns.all() if one.is_valid(on))),
                where,
                exempt,
            )
            for site in sites
        ]
        + [_entry(account, account.plan(), where, exempt) for account in accounts]
    )


def set_apart(
    scope: Sequence[ScopeEntry], book: Rulebook
) -> tuple[tuple[ScopeEntry, ...], tuple[Outside, ...]]:
    """A scope as a book looks at it: under a local one the targets exempt as a whole stand apart,
    neither looked at nor counted as qualified. The national book knows no local exemption."""
    if book.national is None:
        return tuple(replace(one, exemptions=()) for one in scope), ()
    apart = [(one, whole) for one in scope if (whole := wholly(one.exemptions)) is not None]
    codes = {one.plan.code for one, _ in apart}
    outside = tuple(
        Outside(one.plan.code, one.plan.name, _exempt_why(whole), _kind(one.plan).value)
        for one, whole in apart
    )
    return tuple(one for one in scope if one.plan.code not in codes), outside


def _exempt_why(whole: Exemption) -> str:
    span = f"{whole.valid_from} 至 {whole.valid_to}，{whole.source}"
    return f"整体豁免：{whole.reason}（{span}；{NOT_JUDGED}）"


def _kind(plan: TargetPlan) -> TargetKind:
    return TargetKind.SITE if isinstance(plan, SitePlan) else TargetKind.ACCOUNT


def _exemptions(office: Office, on: date) -> dict[tuple[TargetKind, int], list[Exemption]]:
    found: dict[tuple[TargetKind, int], list[Exemption]] = defaultdict(list)
    for row in holding(office.pk, on):
        is_site = row.site_id is not None
        kind = TargetKind.SITE if is_site else TargetKind.ACCOUNT
        found[kind, row.site_id if is_site else row.account_id].append(as_engine(row))
    return found


def outside_of(office: Office, on: date) -> tuple[Outside, ...]:
    """The targets registered as running that their events keep out of a round on a day (offline
    by permit, in migration, not opened yet, closed): sites by code, then accounts by code."""
    found: list[Outside] = []
    for model in (Site, Account):
        rows = with_standing(model.objects.filter(office=office), on)
        kept_out = rows.filter(status=OperatingStatus.RUNNING).exclude(day_status=DayStatus.RUNNING)
        found += [
            Outside(row.code, row.name, standing_on(row, row.held, on).why)
            for row in with_events(kept_out).order_by("code")
        ]
    return tuple(found)


def _running(model: type[Site] | type[Account], office: Office, on: date) -> QuerySet[Any]:
    return with_standing(model.objects.filter(office=office), on).filter(
        day_status=DayStatus.RUNNING
    )


def _entry(
    row: Site | Account,
    plan: TargetPlan,
    where: dict[int, str],
    exempt: Mapping[tuple[TargetKind, int], Sequence[Exemption]],
) -> ScopeEntry:
    return ScopeEntry(
        plan=plan,
        sponsor_id=row.body_id,
        sponsor_name=row.body.name,
        region=where.get(row.body_id, ""),
        speaks_for_government=row.body.category == BodyCategory.GOVERNMENT,
        exemptions=tuple(exempt.get((_kind(plan), row.pk), ())),
    )
