"""Which targets are visited in one process: whole hosts together, so politeness stays exact."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan


def host_of(plan: TargetPlan) -> str:
    """The host a plan goes to; the export file's name for an uploaded account."""
    if isinstance(plan, SitePlan):
        return urlsplit(plan.url).hostname or ""
    return urlsplit(plan.feed_url).hostname or f"upload:{plan.export_name}"


def shards_of(plans: Iterable[TargetPlan], shard_size: int) -> list[list[str]]:
    """Codes of the targets of each shard, in a fixed order.

    Sites and accounts are kept apart. A host is never split; a shard holds ``shard_size`` targets
    or one host that is larger. The largest hosts come first so that they do not finish last.
    """
    shards: list[list[str]] = []
    ordered = sorted(plans, key=lambda plan: plan.code)
    for kind in (SitePlan, AccountPlan):
        hosts: dict[str, list[str]] = {}
        for plan in ordered:
            if isinstance(plan, kind):
                hosts.setdefault(host_of(plan), []).append(plan.code)
        shards += _packed(sorted(hosts.values(), key=lambda codes: (-len(codes), codes)), shard_size)
    return shards


def _packed(groups: list[list[str]], shard_size: int) -> list[list[str]]:
    packed: list[list[str]] = []
    for codes in groups:
        if packed and len(packed[-1]) + len(codes) <= shard_size:
            packed[-1] += codes
        else:
            packed.append(list(codes))
    return packed
