"""The best by score: the first n or those from a score up, equal scores on one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import backed
from xuncha.office.notices.backing import targets as targets_behind
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import RoundFacts, TargetFact
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``first`` how many places, ``least`` the lowest score named; None sets no such limit."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: TargetKind = TargetKind.SITE
    first: int | None = 10
    least: float | None = None
    shows_scores: bool = True


def write(facts: RoundFacts, options: Options, _see: See) -> Written:
    """One paragraph. Nobody is ranked while somebody's score is only an interval."""
    targets, subject = facts.of(options.kind), SUBJECTS[options.kind]
    unsure = sum(target.has_interval for target in targets)
    if unsure:
        return Written(gap=f"{unsure}个{subject}只有得分区间，不排名、不表扬")
    scored = sorted(
        (target for target in targets if target.score is not None),
        key=lambda one: (-(one.score or 0), one.code),
    )
    named = _cut(scored, options)
    if not named:
        return Written(gap=f"没有达到条件的{subject}得分，排名部分未写入")
    names = "、".join(
        f"{one.name}（{one.score:g}分）" if options.shows_scores else one.name for one in named
    )
    listed = targets_behind(options.kind, codes=",".join(one.code for one in named))
    return Written((Passage(f"得分靠前的{backed(len(named), listed)}个{subject}为：{names}。"),))


def _cut(scored: Sequence[TargetFact], options: Options) -> list[TargetFact]:
    """Never cut between equal scores: the last place takes all of its score."""
    kept = [one for one in scored if options.least is None or (one.score or 0) >= options.least]
    if options.first is None or len(kept) <= options.first:
        return kept
    last = kept[options.first - 1].score
    return [one for one in kept if (one.score or 0) >= (last or 0)]


SECTION = Section(
    "ranking", "排名靠前、表扬名单", ("F16",), write, frozenset({Need.TARGETS}), Options
)
