"""其他栏目

测什么
    空白栏目和应更新而没有更新的栏目一共几个。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“其他栏目”：空白栏目、应更新未更新的栏目，发现一个扣
    一定分值；已在其他指标扣分的不重复扣（不重复计入由指标集写明，按栏目对照）。分值没有核实。

判定
    空白栏目每个计一处；台账确认有更新义务而超过期限没有更新的，每个计一处；台账一栏也没有确认时，
    超过期限的只作为疑似。期限：动态要闻类按天，通知公告、政策文件类按月，台账另定的从其规定，其余按年。
    没有看到的栏目可能改变结果时，为“无法查看”。

证据
    每个栏目最新一条的标题、日期、原文和取证记录。

盲区
    没有规定周期的栏目，一年的期限是地方做法；已归档的栏目须在台账中写明不计。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks import columns_still
from xuncha.engine.checks.frame.column_count import Counted, outcome_of
from xuncha.engine.checks.frame.column_state import view_column
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import ColumnState, TargetKind


@dataclass(frozen=True, slots=True)
class Params(columns_still.Params):
    """Windows as for still columns; how many columns make a hit."""


CHECK = Check(
    slug="other-columns",
    title="其他栏目空白或未更新",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="other_columns",
    needs="栏目列表与文章页的发布日期、台账确认的更新义务",
    since="0.2.0",
    status="stable",
    confidence=0.85,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Blank columns, and still ones that owe updates, together."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None or not facts.columns:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    counted = [c for c in facts.columns if c.plan.counts]
    views = [view_column(c, columns_still.since_of(c, params, today), today) for c in counted]
    register_knows = any(column.plan.has_duty for column in counted)
    blank = [v for v in views if v.state is ColumnState.BLANK]
    late = [
        v for v in views if v.state is ColumnState.STILL and v.column.plan.has_duty is not False
    ]
    owing = [v for v in late if v.column.plan.has_duty]
    doubted = [] if register_knows else [v for v in late if v not in owing]
    unseen = [
        v
        for v in views
        if v.state is ColumnState.UNABLE and (v.column.plan.has_duty or not register_knows)
    ]
    reason = (
        f"栏目 {len(counted)} 个：空白 {len(blank)} 个，应更新未更新 {len(owing)} 个，"
        f"义务未确认而未更新 {len(late) - len(owing)} 个，无法查看 {len(unseen)} 个"
    )
    return outcome_of(
        CHECK.slug, facts, params, Counted(blank + owing, unseen, doubted, waiting=0, reason=reason)
    )
