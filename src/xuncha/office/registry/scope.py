"""What a round inspects: the targets in operation, frozen as engine plans."""

from dataclasses import dataclass

from django.db.models import Prefetch

from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan
from xuncha.office.people.models import Office
from xuncha.office.registry.models import Account, Column, Site
from xuncha.office.registry.trees import regions
from xuncha.office.registry.words import BodyCategory, OperatingStatus


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


def site_plans(office: Office) -> tuple[SitePlan, ...]:
    """The plans of the sites in operation, by code."""
    return tuple(e.plan for e in scope_of(office) if isinstance(e.plan, SitePlan))


def account_plans(office: Office) -> tuple[AccountPlan, ...]:
    """The plans of the accounts in operation, by code."""
    return tuple(e.plan for e in scope_of(office) if isinstance(e.plan, AccountPlan))


def scope_of(office: Office) -> tuple[ScopeEntry, ...]:
    """Everything in operation: sites by code, then accounts by code."""
    where = regions(office)
    sites = (
        Site.objects.filter(office=office, status=OperatingStatus.RUNNING)
        .select_related("body")
        .prefetch_related(Prefetch("columns", Column.objects.order_by("id")))
        .order_by("code")
    )
    accounts = (
        Account.objects.filter(office=office, status=OperatingStatus.RUNNING)
        .select_related("body")
        .order_by("code")
    )
    return tuple(
        [
            _entry(site, site.plan(tuple(column.plan() for column in site.columns.all())), where)
            for site in sites
        ]
        + [_entry(account, account.plan(), where) for account in accounts]
    )


def _entry(row: Site | Account, plan: TargetPlan, where: dict[int, str]) -> ScopeEntry:
    return ScopeEntry(
        plan=plan,
        sponsor_id=row.body_id,
        sponsor_name=row.body.name,
        region=where.get(row.body_id, ""),
        speaks_for_government=row.body.category == BodyCategory.GOVERNMENT,
    )
