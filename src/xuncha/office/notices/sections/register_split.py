"""The same totals split by level or by region, and they add up."""

from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import By, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)


@dataclass(frozen=True, slots=True)
class Options:
    """``by``: region, level, category or owner."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: tuple[By, ...] = (By.LEVEL, By.REGION)


NAMES = {
    By.LEVEL: "主办单位层级",
    By.REGION: "地区",
    By.CATEGORY: "单位类型",
    By.OWNER: "主办单位",
    By.PLATFORM: "平台",
}


def write(facts: RoundFacts, options: Options, _see: See) -> Written:
    """One paragraph per kind of target; NoticeError where a split does not add up."""
    passages = []
    for kind in TargetKind:
        if not facts.of(kind):
            continue
        splits = [
            f"按{NAMES[by]}分，"
            + "、".join(f"{group.name}{group.size}个" for group in facts.groups(kind, by))
            for by in options.by
        ]
        total = f"各项合计均为{facts.whole(kind).size}个" if len(splits) > 1 else ""
        text = "；".join([*splits, total] if total else splits)
        passages.append(Passage(f"接受检查的{SUBJECTS[kind]}{text}。"))
    return Written(tuple(passages))


SECTION = Section(
    "register-split",
    "底数按层级、地区拆分",
    ("F03",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
