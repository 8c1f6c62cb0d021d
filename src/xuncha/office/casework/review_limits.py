"""How the review queue groups, deals and draws: ``data/review/queue.toml``."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Alike(StrEnum):
    """What findings must share to be decided at once."""

    WORDS = "words"
    LINK = "link"
    TEMPLATE = "template"
    TARGET = "target"
    ALONE = "alone"


ALIKE_LABELS = {
    Alike.WORDS: "同一写法",
    Alike.LINK: "同一链接",
    Alike.TEMPLATE: "同一平台的同一处",
    Alike.TARGET: "同一对象的同一指标",
    Alike.ALONE: "单条",
}


@dataclass(frozen=True, slots=True)
class ReviewLimits:
    """Minutes a cluster is kept for who opened it, days it is put off by, the per cent of single
    decisions seen a second time, the targets judged at once; how each check's findings cluster, and
    the reasons to dismiss them (key ``""``: of every other check)."""

    claim_minutes: int
    put_off_days: int
    blind_share_pct: float
    judged_at_once: int
    alike: dict[str, Alike]
    reasons: dict[str, tuple[str, ...]]

    def reasons_for(self, check: str) -> tuple[str, ...]:
        """The reasons to choose from when a finding of this check is dismissed."""
        return self.reasons.get(check, self.reasons[""])


@cache
def review_limits() -> ReviewLimits:
    """The limits that ship with the package."""
    text = files("xuncha.data").joinpath("review/queue.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    reasons = {
        check: tuple(group["texts"])
        for group in table["reasons"]
        for check in group["checks"] or [""]
    }
    return ReviewLimits(
        claim_minutes=table["claim"]["minutes"],
        put_off_days=table["put_off"]["days"],
        blind_share_pct=table["blind"]["share_pct"],
        judged_at_once=table["judge"]["targets"],
        alike={check: Alike(way) for check, way in table["alike"].items()},
        reasons=reasons,
    )
