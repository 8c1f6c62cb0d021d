"""Which groups reached 100 %, or all but which, or which stayed under a rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import Listed, backed, listing
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import By, Group, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``below_pct`` also names the groups whose rate is lower, None names none."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: By = By.REGION
    kinds: tuple[TargetKind, ...] = (TargetKind.SITE, TargetKind.ACCOUNT)
    noun: str = "地区"
    below_pct: int | None = None


def write(facts: RoundFacts, options: Options, _see: See) -> Written:
    """A paragraph per kind. A group with undecided targets is in neither list, and that is told."""
    passages = [
        Passage(_text(facts, kind, facts.groups(kind, options.by), options))
        for kind in options.kinds
        if facts.of(kind)
    ]
    return Written(tuple(passages))


def _text(facts: RoundFacts, kind: TargetKind, groups: Sequence[Group], options: Options) -> str:
    full = [group.name for group in groups if group.is_full]
    failing = [group for group in groups if group.unqualified]
    open_ones = [group.name for group in groups if group.undecided and not group.unqualified]
    subject, noun = SUBJECTS[kind], options.noun
    count = backed(len(full), listing(Listed.GROUPS, kind=kind, by=options.by, sort="full"))
    if not full:
        text = f"没有{subject}合格率达到100%的{noun}"
    elif not failing and not open_ones:
        text = f"{count}个{noun}的{subject}合格率均为100%"
    elif len(failing) < len(full) and not open_ones:
        names = "、".join(group.name for group in failing)
        text = f"除{names}外，其他{count}个{noun}的{subject}合格率均为100%"
    else:
        text = f"{subject}合格率达到100%的{noun}有{count}个：{'、'.join(full)}"
    if open_ones:
        text += f"；{'、'.join(open_ones)}尚有待定对象，不列入"
    return text + _below(failing, options) + "。"


def _below(groups: Sequence[Group], options: Options) -> str:
    limit = options.below_pct
    if limit is None:
        return ""
    names = [g.name for g in groups if g.qualified * 100 < limit * g.decided]
    said = "、".join(names) if names else "没有"
    return f"；合格率低于{limit}%的{options.noun}：{said}"


SECTION = Section(
    "full-rates",
    "合格率100%的地区、部门名单",
    ("F09",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
