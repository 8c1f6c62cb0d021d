"""One table of all regions: sites and accounts, inspected, failed, and their rates."""

from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.backing import targets
from xuncha.office.notices.facts import By, Group, RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Section,
    Written,
)
from xuncha.office.notices.tables import AnnexDraft, Column, table


@dataclass(frozen=True, slots=True)
class Options:
    """``by``: a row per region, owner, level or sort of owner."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    by: By = By.REGION
    title: str = "各地、各部门检查情况表"


def write(facts: RoundFacts, options: Options, see: See) -> Written:
    """One sentence that cites the annex, and the annex; its last row is the whole round."""
    groups = {kind: facts.groups(kind, options.by) for kind in TargetKind}
    names = list(dict.fromkeys(group.name for kind in TargetKind for group in groups[kind]))
    by_name = {kind: {group.name: group for group in groups[kind]} for kind in TargetKind}
    rows = []
    for name in names:
        cells = [name]
        for kind in TargetKind:
            nothing = Group(name, (), targets(kind, by=options.by, group=name))
            cells += _cells(facts, by_name[kind].get(name, nothing))
        rows.append(tuple(cells))
    whole = ["合计"]
    for kind in TargetKind:
        whole += _cells(facts, facts.whole(kind))
    rows.append(tuple(whole))
    heads = ("网站数", "不合格", "合格率", "账号数", "不合格", "合格率")
    columns = (Column("地区、部门", 37), *(Column(head, 18, is_centred=True) for head in heads))
    key = f"overview-{options.by}"
    annex = AnnexDraft(key, options.title, (table(columns, rows, has_total=True),), len(names) + 1)
    text = f"各地区、各部门的检查情况已列表{see(key)}。"
    return Written((Passage(text),), (annex,))


def _cells(facts: RoundFacts, group: Group) -> tuple[str, str, str]:
    rate = facts.rate(group.qualified, group.decided, group.name)
    return group.size, group.told(VerdictState.UNQUALIFIED), group.percent(rate)


SECTION = Section(
    "overview-annex",
    "附件：各地、各部门检查情况表",
    ("F28",),
    write,
    frozenset({Need.TARGETS}),
    Options,
)
