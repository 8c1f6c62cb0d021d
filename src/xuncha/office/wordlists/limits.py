"""Limits of lists, and of how decisions teach the machine, from ``data/feedback/limits.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FeedbackLimits:
    """The accept rate (per cent) under which a rule is doubted, from so many decisions on; ``z`` of
    its interval; on how many unrelated targets a string is proposed as a term; the rows of a list.
    """

    accept_pct: float
    least_decisions: int
    z: float
    least_sites: int
    list_rows: int


@cache
def feedback_limits() -> FeedbackLimits:
    """The limits that ship with the package."""
    text = files("xuncha.data").joinpath("feedback/limits.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    accept = table["accept"]
    return FeedbackLimits(
        accept_pct=accept["rate_pct"],
        least_decisions=accept["least_decisions"],
        z=accept["z"],
        least_sites=table["term"]["least_sites"],
        list_rows=table["list"]["max_rows"],
    )
