"""Sites that are down together: outages told from the looks of a week, each with its arithmetic.

A look that failed stands for the time half way to its neighbours. Where more sites of one platform
are down at one time, in one phase, than chance brings together, they are one outage. What a site
fails before or after it, or by itself, is no part of it. Sites of which no platform is known are
kin by the address that answers for them, unless sites of other owners answer there all the while:
then they merely share a delivery network.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from xuncha.engine.checks.frame.outage_limits import OutageLimits, outage_limits
from xuncha.engine.checks.frame.reachability import Measure, is_down
from xuncha.engine.domain.fetches import ProbeRow

Span = tuple[datetime, datetime]


class Kin(StrEnum):
    """What makes sites kin: the platform the register names, the network address they answer from,
    a domain they share; that no platform is known of any of them; or nothing but that all of them
    failed."""

    PLATFORM = "platform"
    ADDRESS = "address"
    DOMAIN = "domain"
    UNREGISTERED = "unregistered"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Watched:
    """A site with its valid looks in order of time. ``kin`` names its group.

    ``address`` is where it answered from, empty where the looks do not tell.
    """

    code: str
    kin: Kin
    group: str
    looks: tuple[ProbeRow, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What an outage took of one site: the moments of the looks that failed in it."""

    code: str
    failed: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Outage:
    """Sites down together. ``begin`` and ``end`` are the first and last failed look while enough
    of them were down; ``watched`` of the group were looked at, ``least`` at once would have been
    enough. ``phases`` count the looks by where they failed."""

    kin: Kin
    group: str
    begin: datetime
    end: datetime
    watched: int
    least: int
    phases: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class _Down:
    """One failed look: when, in which phase, the time it stands for; ``follows`` is the look
    before where that failed too."""

    at: datetime
    phase: str
    span: Span
    follows: datetime | None


def outages(sites: Sequence[Watched], measure: Measure) -> tuple[Outage, ...]:
    """The outages among sites, by time. First those of everything, then of sites of which no
    platform is known, then of each address and group; a failed look is part of one at most. Empty
    where sites only failed by themselves."""
    limits = outage_limits()
    down = {site.code: _downs(site.looks, measure, limits) for site in sites}
    found = list(_everywhere(sites, down, limits))
    phases = tuple(dict.fromkeys(limits.phases.values()))
    groups: dict[tuple[Kin, str], list[Watched]] = defaultdict(list)
    for site in sites:
        if site.group:
            groups[site.kin, site.group].append(site)
    nameless = [site for site in sites if site.kin is not Kin.PLATFORM]
    for phase in phases:
        left = _without(down, found, phase)
        at_one = list(_of_addresses(nameless, left, limits))
        found += _of_strangers(nameless, left, at_one, limits)
        left = _without(down, found, phase)
        found += _of_addresses(nameless, left, limits)
    for (kin, name), members in groups.items():
        for phase in phases:
            left = _without(down, found, phase)
            found += _of_group(kin, name, members, left, limits)
    return tuple(sorted(found, key=lambda one: (one.begin, one.kin, one.group)))


def _everywhere(
    sites: Sequence[Watched], down: Mapping[str, list[_Down]], limits: OutageLimits
) -> Iterator[Outage]:
    """Outages of most sites of more than one platform: most probably our own network's."""
    groups = Counter(map(_nearest, sites))
    for one in _of_group(Kin.EVERYWHERE, "", sites, down, limits):
        hit = {share.code for share in one.shares}
        failed = Counter(_nearest(site) for site in sites if site.code in hit)
        largest = failed.most_common(1)[0][0]
        others = len(sites) - groups[largest]
        is_wide = len(hit) >= limits.everywhere_share * len(sites)
        beside = len(hit) - failed[largest]
        if is_wide and others and beside >= limits.everywhere_share * others:
            yield one


def _nearest(site: Watched) -> str:
    """What most probably takes a site down: its platform, else its address, else its domain."""
    if site.kin is Kin.PLATFORM:
        return site.group
    return site.address or site.group or site.code


def _of_strangers(
    sites: Sequence[Watched],
    down: Mapping[str, list[_Down]],
    at_one: Iterable[Outage],
    limits: OutageLimits,
) -> Iterator[Outage]:
    """Outages of sites of which no platform is known; those of one group are the group's, also
    where a few others failed by chance beside it. ``at_one``: the outages of single addresses."""
    groups = {site.code: site.group or site.code for site in sites}
    groups |= {share.code: f"@{one.group}" for one in at_one for share in one.shares}
    sizes = Counter(groups.values())
    for one in _of_group(Kin.UNREGISTERED, "", sites, down, limits):
        (name, hit), *others = Counter(groups[share.code] for share in one.shares).most_common()
        beside = sum(number for _, number in others)
        is_outage = hit >= limits.least_of(sizes[name])
        by_chance = beside < limits.least_of(len(sites) - sizes[name])
        if others and not (is_outage and by_chance):
            yield one


def _of_addresses(
    sites: Sequence[Watched], down: Mapping[str, list[_Down]], limits: OutageLimits
) -> Iterator[Outage]:
    """Outages of sites that answer from one address."""
    groups: dict[str, list[Watched]] = defaultdict(list)
    for site in sites:
        if site.address:
            groups[site.address].append(site)
    for address, members in groups.items():
        for one in _of_group(Kin.ADDRESS, address, members, down, limits):
            if not _is_passed_through(one, members, limits):
                yield one


def _is_passed_through(outage: Outage, members: Sequence[Watched], limits: OutageLimits) -> bool:
    """Whether the address went on answering for others, of more than one owner: then the failures
    behind it have causes of their own."""
    hit = {share.code for share in outage.shares}
    fine = [
        site
        for site in members
        if site.code not in hit
        and any(not row.failure and outage.begin <= row.at <= outage.end for row in site.looks)
    ]
    owners = {site.group for site in members}
    return len(owners) > 1 and len(fine) > limits.fine_share * len(members)


def _of_group(
    kin: Kin,
    name: str,
    sites: Sequence[Watched],
    down: Mapping[str, list[_Down]],
    limits: OutageLimits,
) -> Iterator[Outage]:
    """The outages of one group, from the failed looks given."""
    least = limits.least_of(len(sites))
    for span in _together([down.get(site.code, []) for site in sites], least, limits):
        found = {}
        for site in sites:
            failed = _inside(down.get(site.code, []), span, site.looks, limits)
            if failed:
                found[site.code] = failed
        if len(found) < least:
            continue
        failing = [one.at for failed in found.values() for one in failed]
        moments = [at for at in failing if span[0] <= at <= span[1]] or failing
        phases = Counter(one.phase for failed in found.values() for one in failed)
        yield Outage(
            kin=kin,
            group=name,
            begin=min(moments),
            end=max(moments),
            watched=len(sites),
            least=least,
            phases=tuple(sorted(phases.items(), key=lambda pair: (-pair[1], pair[0]))),
            shares=tuple(
                Share(code, tuple(one.at for one in failed)) for code, failed in found.items()
            ),
        )


def _downs(looks: Sequence[ProbeRow], measure: Measure, limits: OutageLimits) -> list[_Down]:
    found = []
    for place, row in enumerate(looks):
        if not is_down(row, measure):
            continue
        before = (row.at - looks[place - 1].at) / 2 if place else limits.reach
        after = (looks[place + 1].at - row.at) / 2 if place + 1 < len(looks) else limits.reach
        span = (row.at - min(before, limits.reach), row.at + min(after, limits.reach))
        phase = limits.phases.get(row.failure, "") if row.failure else limits.slow
        last = looks[place - 1] if place else None
        follows = last.at if last is not None and is_down(last, measure) else None
        found.append(_Down(row.at, phase, span, follows))
    return found


def _together(downs: Iterable[list[_Down]], least: int, limits: OutageLimits) -> list[Span]:
    """The times at which at least so many sites were down; those close to each other are one."""
    events: list[tuple[datetime, int]] = []
    for failed in downs:
        for begin, end in _joined(sorted(one.span for one in failed)):
            events += [(begin, 1), (end, -1)]
    spans: list[Span] = []
    count = 0
    opened = None
    for at, change in sorted(events, key=lambda event: (event[0], -event[1])):
        count += change
        if opened is None and count >= least:
            opened = at
        elif opened is not None and count < least:
            spans.append((opened, at))
            opened = None
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin - joined[-1][1] <= limits.join:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans of one site in order, those that touch made one."""
    found: list[Span] = []
    for begin, end in spans:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _inside(
    downs: Sequence[_Down], span: Span, looks: Sequence[ProbeRow], limits: OutageLimits
) -> list[_Down]:
    """The failed looks of a site that belong to an outage: those in its time, and those that go on
    from them for a little longer. Empty for a site that was mostly up."""
    begin, end = span
    within = {one.at for one in downs if one.span[0] < end and one.span[1] > begin}
    looked = sum(begin <= row.at <= end for row in looks)
    failed = sum(begin <= one.at <= end for one in downs)
    if not within or failed < limits.member_share * looked:
        return []
    for one in downs:
        if one.follows in within and one.at <= end + limits.tail:
            within.add(one.at)
    before = {one.at for one in downs if one.at >= begin - limits.tail}
    for one in reversed(downs):
        if one.at in within and one.follows in before:
            within.add(one.follows)
    return [one for one in downs if one.at in within]


def _without(
    down: Mapping[str, list[_Down]], found: Iterable[Outage], phase: str
) -> dict[str, list[_Down]]:
    """The failed looks of one phase that no outage has taken yet."""
    taken = {(share.code, at) for one in found for share in one.shares for at in share.failed}
    return {
        code: [one for one in failed if one.phase == phase and (code, one.at) not in taken]
        for code, failed in down.items()
    }
