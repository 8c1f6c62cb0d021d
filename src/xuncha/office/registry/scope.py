"""What a round inspects: the targets in operation, frozen as engine plans."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan
from xuncha.office.people.models import Office
from xuncha.office.registry.lifecycle import standing_on, with_events, with_standing
from xuncha.office.registry.models import Account, Column, Site
from xuncha.office.registry.trees import regions
from xuncha.office.registry.words import BodyCategory, DayStatus, OperatingStatus


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """A target in operation with who runs it. ``sponsor_id`` is the body's row.

    ``speaks_for_government``: run by a government itself, not by one of its departments.
    """

    plan: TargetPlan
    sponsor_id: int
    sponsor_name: str
    region: str
    speaks_for_government: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A target whose events keep it out of a round, and in Chinese why."""

    code: str
    name: str
    why: str


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
            )
            for site in sites
        ]
        + [_entry(account, account.plan(), where) for account in accounts]
    )


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


def _entry(row: Site | Account, plan: TargetPlan, where: dict[int, str]) -> ScopeEntry:
    return ScopeEntry(
        plan=plan,
        sponsor_id=row.body_id,
        sponsor_name=row.body.name,
        region=where.get(row.body_id, ""),
        speaks_for_government=row.body.category == BodyCategory.GOVERNMENT,
    )
