"""The named scenarios: how many targets, who plays which role, where wording errors are planted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from xuncha.sample.errors import SampleError

CHINA = timezone(timedelta(hours=8))
AS_OF = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA)
Seat = tuple[str, int]
"""A site by its group (portal, dept, scenic, city, county, citydept) and its place in the group."""


@dataclass(frozen=True, slots=True)
class Outage:
    """All sites of one family of systems down together: from how many hours before the moment of
    the round, for how many."""

    family: str
    hours_before: int
    hours: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that tells one scenario from another.

    ``groups`` says how many sites each group gives; ``roles`` and ``special`` who plays what;
    ``probes`` the kind of probe week of single sites (all others are calm). A scenario with a
    ``previous_as_of`` is served twice, as it was then and as it is now, and is tampered with.
    ``outage`` is in the probes alone: whoever visits finds the sites up again.
    """

    name: str
    title: str
    period: str
    notice_number: str
    repair_deadline: str
    office: str
    in_force: tuple[str, ...]
    groups: Mapping[str, int]
    roles: Mapping[Seat, str]
    special: Mapping[Seat, tuple[str, ...]]
    families: Mapping[Seat, str]
    probes: Mapping[Seat, str]
    wording_sites: int
    wording_carried: int
    accounts: int
    silent: int
    silent_elsewhere: int
    near_misses: int
    wording_accounts: int
    wording_accounts_carried: int
    trap_rate: float
    as_of: datetime = field(default=AS_OF)
    previous_as_of: datetime | None = None
    rulebook: str = "qinghai"
    visit_settings: str = "sample"
    outage: Outage | None = None


IN_FORCE = ("W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "N-V2.1", "W-N1", "N-N1")
TAMPERING = ("W-V1.3.1", "W-V1.3.2", "W-V1.3.3", "W-V1.4.1", "W-V1.5.1")

NOTICE = Scenario(
    name="notice",
    title="2026年第三季度政府网站与政务新媒体检查",
    period="2026年第三季度",
    notice_number="霁政办函〔2026〕86号",
    repair_deadline="2026-10-30",
    office="霁川省人民政府办公厅",
    in_force=IN_FORCE,
    groups={"portal": 1, "dept": 35, "scenic": 1, "city": 8, "county": 46, "citydept": 44},
    roles={
        ("scenic", 0): "blank5",
        ("dept", 16): "core5a",
        ("county", 20): "core5b",
        ("county", 33): "still10",
        ("county", 7): "core4",
        ("county", 40): "still9",
        ("citydept", 9): "blank4",
        **{("dept", i): "exempt" for i in (3, 21)},
        **{("county", i): "exempt" for i in (2, 17)},
        **{("county", i): "last-day" for i in (5, 24, 36)},
        **{("citydept", i): "last-day" for i in (3, 18, 31)},
        **{("dept", i): "last-day-yearly" for i in (8, 29)},
        **{("county", i): "two-still" for i in (1, 9, 14, 22, 38)},
        **{("citydept", i): "two-still" for i in (1, 13, 22, 35)},
        **{("dept", i): "one-still" for i in (5, 12, 19, 31)},
        **{("county", i): "one-still" for i in (11, 19, 26, 31, 44)},
        **{("citydept", i): "one-blank" for i in (6, 15, 27, 40)},
        **{("county", i): "one-blank" for i in (4, 29)},
        **{("citydept", i): "two-blank" for i in (20, 33)},
    },
    special={
        ("dept", 25): ("waf",),
        ("county", 28): ("captcha",),
        ("county", 15): ("nav-home",),
        ("citydept", 24): ("nav-home",),
        ("county", 40): ("tibetan-still",),
        ("county", 41): ("tibetan",),
        ("county", 43): ("tibetan-still",),
        ("city", 7): ("tibetan",),
        ("county", 7): ("late-signing",),
        ("dept", 10): ("late-signing",),
        ("county", 23): ("late-signing",),
        ("county", 30): ("wrong-meta-charset",),
        ("county", 34): ("no-meta-charset",),
    },
    families={
        ("scenic", 0): "jiyue",
        ("dept", 16): "trs",
        ("county", 20): "handmade",
        ("county", 33): "vsb",
        ("county", 7): "trs",
        ("county", 40): "ucap",
        ("citydept", 9): "hanweb",
        ("dept", 10): "jsp",
        ("county", 23): "jiyue",
        ("county", 41): "trs",
        ("county", 43): "hanweb",
        ("city", 7): "jiyue",
        ("county", 34): "handmade",
        ("county", 30): "trs",
    },
    probes={
        ("dept", 2): "near-limit",
        ("dept", 27): "slow",
        ("county", 3): "near-limit",
        ("county", 13): "near-limit",
        ("county", 32): "slow",
        ("citydept", 5): "near-limit",
        ("citydept", 28): "near-limit",
        ("city", 2): "blind-collector",
        ("county", 18): "refused-collector",
    },
    wording_sites=22,
    wording_carried=10,
    accounts=1163,
    silent=26,
    silent_elsewhere=48,
    near_misses=14,
    wording_accounts=21,
    wording_accounts_carried=1,
    trap_rate=0.34,
)

HAMLET = Scenario(
    name="hamlet",
    title="2026年第三季度政府网站与政务新媒体检查（小样）",
    period="2026年第三季度",
    notice_number="霁政办函〔2026〕86号",
    repair_deadline="2026-10-30",
    office="霁川省人民政府办公厅",
    in_force=IN_FORCE,
    groups={"portal": 1, "dept": 4, "scenic": 1, "city": 1, "county": 4, "citydept": 1},
    roles={
        ("scenic", 0): "blank5",
        ("dept", 0): "core5a",
        ("county", 0): "still10",
        ("county", 1): "home-still",
        ("county", 2): "core4",
        ("city", 0): "last-day",
        ("citydept", 0): "exempt",
    },
    special={
        ("dept", 2): ("waf",),
        ("county", 3): ("tibetan-still", "nav-home"),
        ("county", 2): ("late-signing",),
    },
    families={
        ("portal", 0): "trs",
        ("dept", 0): "trs",
        ("dept", 1): "hanweb",
        ("dept", 2): "ucap",
        ("dept", 3): "handmade",
        ("scenic", 0): "jiyue",
        ("city", 0): "hanweb",
        ("county", 0): "vsb",
        ("county", 1): "jsp",
        ("county", 2): "trs",
        ("county", 3): "ucap",
        ("citydept", 0): "vsb",
    },
    probes={
        ("dept", 1): "unreachable",
        ("dept", 3): "near-limit",
        ("city", 0): "blind-collector",
    },
    wording_sites=3,
    wording_carried=1,
    accounts=60,
    silent=3,
    silent_elsewhere=4,
    near_misses=2,
    wording_accounts=2,
    wording_accounts_carried=1,
    trap_rate=0.9,
)

FAMILIES = ("trs", "hanweb", "ucap", "vsb", "jiyue", "jsp", "handmade")
TAMPER_GROUPS = {"portal": 1, "dept": 14, "scenic": 1, "city": 5, "county": 14, "citydept": 8}
TAMPER_SEATS = [(group, i) for group, count in TAMPER_GROUPS.items() for i in range(count)]

TAMPER = Scenario(
    name="tamper",
    title="2026年第三季度政府网站篡改与暗链检查（样例）",
    period="2026年第三季度",
    notice_number="霁政办函〔2026〕86号",
    repair_deadline="2026-10-30",
    office="霁川省人民政府办公厅",
    in_force=(*TAMPERING, *(row for row in IN_FORCE if "-V" in row)),
    groups=TAMPER_GROUPS,
    roles={},
    special={("county", 2): ("tibetan",), ("county", 9): ("tibetan",), ("city", 3): ("tibetan",)},
    families={seat: FAMILIES[i % len(FAMILIES)] for i, seat in enumerate(TAMPER_SEATS)},
    probes={},
    wording_sites=1,
    wording_carried=0,
    accounts=60,
    silent=3,
    silent_elsewhere=4,
    near_misses=2,
    wording_accounts=2,
    wording_accounts_carried=1,
    trap_rate=0.3,
    previous_as_of=datetime(2026, 7, 13, 9, 0, tzinfo=CHINA),
    rulebook="national-2019-20261123",
    visit_settings="sample_eyes",
)

OUTAGE_GROUPS = {"portal": 1, "dept": 35, "scenic": 1, "city": 8, "county": 46, "citydept": 21}
OUTAGE_SEATS = [(group, i) for group, count in OUTAGE_GROUPS.items() for i in range(count)]
ON_THE_PLATFORM = 100

OUTAGE = Scenario(
    name="outage",
    title="2026年第三季度政府网站可访问情况检查（样例）",
    period="2026年第三季度",
    notice_number="霁政办函〔2026〕86号",
    repair_deadline="2026-10-30",
    office="霁川省人民政府办公厅",
    in_force=IN_FORCE,
    groups=OUTAGE_GROUPS,
    roles={},
    special={},
    families={
        seat: "jiyue" if i < ON_THE_PLATFORM else FAMILIES[i % 4]
        for i, seat in enumerate(OUTAGE_SEATS)
    },
    probes={("citydept", 18): "unreachable", ("citydept", 19): "near-limit"},
    wording_sites=1,
    wording_carried=0,
    accounts=60,
    silent=3,
    silent_elsewhere=4,
    near_misses=2,
    wording_accounts=2,
    wording_accounts_carried=1,
    trap_rate=0.1,
    outage=Outage("jiyue", hours_before=80, hours=9),
)

SCENARIOS = {s.name: s for s in (HAMLET, NOTICE, TAMPER, OUTAGE)}


def scenario(name: str) -> Scenario:
    """The scenario of this name; raises ``SampleError`` where there is none."""
    if name not in SCENARIOS:
        known = "、".join(SCENARIOS)
        raise SampleError(f"没有名为“{name}”的样例场景；可用的场景：{known}")
    return SCENARIOS[name]
