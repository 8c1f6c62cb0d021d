"""What a visiting process is told to do, and how targets are split so that hosts stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from xuncha.engine.domain.fetches import HostMap, VisitSettings
from xuncha.engine.domain.targets import SitePlan, TargetPlan


@dataclass(frozen=True, slots=True)
class ShardOrder:
    """One shard: whole hosts, visited by one process, bundles under ``out``.

    ``exports`` is the folder that holds the uploaded files named by ``AccountPlan.export_name``.
    ``goes_on`` means that the bundles are there, and that what their rendered pages lead to is to
    be visited.
    """

    plans: tuple[TargetPlan, ...]
    settings: VisitSettings
    host_map: HostMap
    as_of: datetime
    out: Path
    exports: Path | None = None
    goes_on: bool = False


ORDER_JSON = TypeAdapter(ShardOrder)


def split_by_host(plans: Sequence[TargetPlan], shards: int) -> tuple[tuple[TargetPlan, ...], ...]:
    """At most ``shards`` groups of targets, no host in two of them, about equally heavy.

    A site weighs its columns, an account one. The same plans give the same groups.
    """
    groups: list[list[TargetPlan]] = [[] for _ in range(max(1, shards))]
    weights = [0] * len(groups)
    clusters = _clusters(plans)
    for cluster in sorted(clusters, key=lambda found: (-_weight(found), found[0].code)):
        lightest = weights.index(min(weights))
        groups[lightest] += cluster
        weights[lightest] += _weight(cluster)
    return tuple(tuple(group) for group in groups if group)


def _clusters(plans: Sequence[TargetPlan]) -> list[list[TargetPlan]]:
    """Targets joined by any host they share."""
    home: dict[str, int] = {}
    members: dict[int, list[TargetPlan]] = {}
    for number, plan in enumerate(plans):
        hosts = _hosts(plan) or {f"\0{plan.code}"}
        joined = {home[host] for host in hosts if host in home}
        members[number] = [plan]
        for old in sorted(joined):
            members[number] = members.pop(old) + members[number]
        moved = {host for host, at in home.items() if at in joined} if joined else set()
        home.update(dict.fromkeys(hosts | moved, number))
    return list(members.values())


def _hosts(plan: TargetPlan) -> set[str]:
    if isinstance(plan, SitePlan):
        urls = [plan.url, *(column.url for column in plan.columns)]
    else:
        urls = [plan.feed_url]
    return {host for url in urls if (host := urlsplit(url).hostname)}


def _weight(cluster: Sequence[TargetPlan]) -> int:
    return sum(
        5 + 4 * max(1, len(plan.columns)) if isinstance(plan, SitePlan) else 1 for plan in cluster
    )
