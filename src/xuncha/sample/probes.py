"""A week of reachability looks for every site, as a monitoring service exports it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Site
from xuncha.sample.scenario import Outage, Scenario, Seat

PROBE_HEAD = (
    "网站标识码",
    "监测时间",
    "结果",
    "失败类别",
    "状态码",
    "总耗时毫秒",
    "解析毫秒",
    "连接毫秒",
    "加密毫秒",
    "首字节毫秒",
)
A_DAY = 24
DAYS = 7
FAULTS = ("timeout", "server_error", "reset", "refused", "name", "timeout")
OUT = ("timeout", "refused", "server_error")
SLOW_MS = 15000
Row = tuple[str, ...]


def probe_rows(plan: Scenario, sites: dict[Seat, Site]) -> Iterator[Row]:
    """All rows, site by site, oldest first."""
    for seat, site in sites.items():
        rng = stream(plan.name, "probes", site.code)
        kinds = week(plan.probes.get(seat, "calm"), rng)
        first = plan.as_of - timedelta(days=DAYS)
        for index, kind in enumerate(kinds):
            at = first + timedelta(minutes=60 * index + rng.randrange(3, 55))
            is_out = plan.outage is not None and is_in(plan.outage, site, at, plan.as_of)
            yield row(site, at, rng.choice(OUT) if is_out else kind, rng)


def is_in(outage: Outage, site: Site, at: datetime, as_of: datetime) -> bool:
    """Whether a look falls into the outage of the site's platform."""
    begin = as_of - timedelta(hours=outage.hours_before)
    ends = begin + timedelta(hours=outage.hours)
    return site.family == outage.family and begin <= at < ends


def week(habit: str, rng: Random) -> list[str]:
    """What each look of the week saw; ``ok``, ``slow`` or a failure class."""
    total = A_DAY * DAYS
    kinds = ["ok"] * total
    faults = {"near-limit": rng.choice([6, 7, 8]), "unreachable": 17, "slow": 3}.get(habit, 0)
    if habit == "calm":
        faults = rng.choice([0, 0, 0, 1, 1, 2])
    strays = rng.sample(range(total), faults + 32)
    for index in strays[:faults]:
        kinds[index] = rng.choice(FAULTS)
    rest = strays[faults:]
    if habit == "slow":
        for index in rest[:4]:
            kinds[index] = "slow"
    if habit == "blind-collector":
        for index in rest[:24]:
            kinds[index] = "local_network"
        kinds[rest[24]] = "timeout"
    if habit == "refused-collector":
        for index in rest[:14]:
            kinds[index] = "forbidden"
    return kinds


def row(site: Site, at: datetime, kind: str, rng: Random) -> Row:
    """One look with its phase times; empty where a phase was not reached."""
    name, connect, first = rng.randrange(1, 60), rng.randrange(8, 90), rng.randrange(40, 900)
    total = name + connect + first + rng.randrange(20, 600)
    phases = [str(name), str(connect), "", str(first)]
    failure, status = "" if kind in {"ok", "slow"} else kind, "200"
    if kind == "slow":
        total = SLOW_MS + rng.randrange(200, 4000)
        phases[3] = str(total - 300)
    elif kind in {"timeout", "local_network", "reset"}:
        status, phases = "", [str(name), "" if kind == "local_network" else str(connect), "", ""]
        total = SLOW_MS + rng.randrange(1, 60) if kind == "timeout" else total
    elif kind == "server_error":
        status = str(rng.choice([500, 502, 503]))
    elif kind == "forbidden":
        status = "403"
    elif kind in {"refused", "name"}:
        status = ""
        phases = [str(name) if kind == "refused" else "", "", "", ""]
    result = "失败" if failure else "成功"
    return (site.code, at.isoformat(), result, failure, status, str(total), *phases)
