"""Scores of one kind of target: average, highest and lowest, bands, the bonus stage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import Backing, backed
from xuncha.office.notices.backing import targets as targets_behind
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Band:
    """A band from ``least`` points up to the next band."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    least: float


@dataclass(frozen=True, slots=True)
class Options:
    """``bands`` from the highest down; empty prints none."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: TargetKind = TargetKind.SITE
    bands: tuple[Band, ...] = ()


def write(facts: RoundFacts, options: Options, _see: See) -> Written:
    """One paragraph. A target with an interval only is in no average and no band."""
    targets, subject = facts.of(options.kind), SUBJECTS[options.kind]
    scored = [target for target in targets if target.score is not None]
    unsure = sum(target.has_interval for target in targets)
    if not scored:
        return Written(gap=f"{subject}没有确定的得分（{unsure}个只有得分区间），得分部分未写入")
    points = [Decimal(str(target.score)) for target in scored]
    mean = (sum(points, Decimal(0)) / len(points)).quantize(CENT, ROUND_HALF_UP)
    every = targets_behind(options.kind, scored=1)
    text = (
        f"{backed(len(scored), every)}个{subject}有确定得分，平均{plain(mean)}分，"
        f"最高{plain(max(points))}分，最低{plain(min(points))}分"
    )
    bonus = [target.code for target in scored if (target.bonus or 0) > 0]
    if bonus:
        named = targets_behind(options.kind, codes=",".join(bonus))
        text += f"，{backed(len(bonus), named)}个进入加分环节并得分"
    if options.bands:
        text += f"；{_bands(points, options.bands, every)}"
    text += "。"
    if unsure:
        unscored = targets_behind(options.kind, interval=1)
        text += f"另有{backed(unsure, unscored)}个因部分指标的分值未经核实，"
        text += "只能给出得分区间，不计入平均分和分数段。"
    return Written((Passage(text),))


def _bands(points: Sequence[Decimal], bands: Sequence[Band], every: Backing) -> str:
    counts: Counter[str] = Counter()
    lows = [band.least for band in bands]
    within = {
        band.name: every.narrowed(least=band.least, below=above)
        for band, above in zip(bands, (None, *lows), strict=False)
    }
    within["其余"] = every.narrowed(below=lows[-1])
    for one in points:
        name = next((band.name for band in bands if one >= Decimal(str(band.least))), "其余")
        counts[name] += 1
    return "、".join(
        f"{name}{backed(counts[name], within[name])}个"
        for name in [*(b.name for b in bands), "其余"]
        if counts[name]
    )


def plain(number: Decimal) -> str:
    """A score without trailing zeros (92.5, 100)."""
    return format(number.normalize(), "f")


SECTION = Section(
    "scores",
    "得分、均分和分数段",
    ("F15",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
