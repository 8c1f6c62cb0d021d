"""When sites that fail together are one incident, from ``data/incidents/limits.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from xuncha.engine.domain.words import UnableClass


@dataclass(frozen=True, slots=True)
class OutageLimits:
    """The limits; the file says what each means. ``phases``: the phase each failure stands for,
    ``slow`` the phase of an answer that came too late."""

    least_sites: int
    usual_down: float
    chance: float
    reach: timedelta
    join: timedelta
    tail: timedelta
    member_share: float
    everywhere_share: float
    fine_share: float
    phases: Mapping[UnableClass, str]

    @property
    def slow(self) -> str:
        """The phase of an answer that came too late: that of a time-out."""
        return self.phases[UnableClass.TIMEOUT]

    def least_of(self, sites: int) -> int:
        """How many of so many sites must be down at once: more than chance brings together."""
        return max(self.least_sites, _beyond_chance(sites, self.usual_down, self.chance))


@cache
def outage_limits() -> OutageLimits:
    """The limits that ship with the package."""
    text = files("xuncha.data").joinpath("incidents/limits.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    together = table["together"]
    return OutageLimits(
        least_sites=together["least_sites"],
        usual_down=together["usual_down_pct"] / 100,
        chance=together["chance"],
        reach=timedelta(minutes=together["reach_minutes"]),
        join=timedelta(minutes=together["join_minutes"]),
        tail=timedelta(minutes=together["tail_minutes"]),
        member_share=together["member_pct"] / 100,
        everywhere_share=table["everywhere"]["share_pct"] / 100,
        fine_share=table["address"]["fine_pct"] / 100,
        phases={
            UnableClass(failure): phase
            for phase, failures in table["phases"].items()
            for failure in failures
        },
    )


def _beyond_chance(sites: int, usual: float, chance: float) -> int:
    """The smallest number of independent sites whose being down at once is rarer than ``chance``
    (binomial); one more than there are sites where even all of them are not."""
    exactly = (1 - usual) ** sites
    more = 1 - exactly
    number = 0
    while more >= chance and number < sites:
        number += 1
        exactly *= (sites - number + 1) / number * usual / (1 - usual)
        more -= exactly
    return number + 1
