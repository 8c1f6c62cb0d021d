"""应更新但长期未更新的栏目

测什么
    负有更新义务而超过期限没有更新的栏目个数。

依据
    国办秘函〔2019〕19号 附件1 单项否决“栏目不更新”：应更新但长期未更新的栏目数量超过（含）10 个。

判定
    更新义务须由台账逐栏确认；台账已确认一部分的，没有确认的栏目不计；台账一栏也没有确认的，
    未更新的栏目只作为疑似。期限：动态要闻类按天，通知公告、政策文件类按月，
    台账另定更新周期的从其规定，其余按一年（该一年系地方做法）。
    空白栏目是否并入本项是 2015 年普查的做法：两个数都列出，只有相加才够到上限时由人判断。
    页面上另有由脚本或内嵌框架加载的列表、读到的条目又都过期的，算无法查看。
    台账没有登记栏目、首页上也找不到栏目的，结果是“无法查看”。

证据
    每个栏目最新一条的标题、日期、原文和取证记录。

盲区
    没有规定周期的栏目，一年的期限未经国家文件证实。
"""

from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.column_count import Counted, outcome_of
from xuncha.engine.checks.frame.column_state import view_column
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import ColumnFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.windows import days_before, local_day, months_before
from xuncha.engine.domain.words import ColumnKind, ColumnState, TargetKind


@dataclass(frozen=True, slots=True)
class Params:
    """Windows: news in days, notices and policies in months, others in months; limit in columns."""

    indicator: str
    news_days: int
    notice_months: int
    yearly_months: int
    limit: float


CHECK = Check(
    slug="columns-still",
    title="应更新但长期未更新的栏目",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="columns_still",
    needs="栏目列表与文章页的发布日期、台账确认的更新义务",
    since="0.1.0",
    status="stable",
    confidence=0.9,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """How many columns with a confirmed duty were not updated inside their window."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None or not facts.columns:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    owed = [c for c in facts.columns if c.plan.counts and c.plan.has_duty is not False]
    views = [view_column(column, since_of(column, params, today), today) for column in owed]
    register_knows = any(column.plan.has_duty for column in owed)
    still = [v for v in views if v.state is ColumnState.STILL and v.column.plan.has_duty]
    unconfirmed = [v for v in views if v.state is ColumnState.STILL and not v.column.plan.has_duty]
    suspected = [] if register_knows else unconfirmed
    blank = [v for v in views if v.state is ColumnState.BLANK]
    unseen = [v for v in views if v.state is ColumnState.UNABLE]
    reason = (
        f"有更新义务的栏目 {len(owed)} 个，其中 {len(still)} 个未更新；另有空白 {len(blank)} 个、"
        f"义务未确认而未更新 {len(unconfirmed)} 个、无法查看 {len(unseen)} 个"
    )
    counted = Counted(still, unseen, suspected, waiting=len(blank), reason=reason)
    return outcome_of(CHECK.slug, facts, params, counted)


def since_of(column: ColumnFacts, params: Params, today: date) -> date:
    """The first day on which an update still counts, by the register or the kind of column."""
    plan = column.plan
    if plan.period_days is not None:
        return days_before(today, plan.period_days)
    if plan.kind is ColumnKind.NEWS:
        return days_before(today, params.news_days)
    if plan.kind in (ColumnKind.NOTICE, ColumnKind.POLICY):
        return months_before(today, params.notice_months)
    return months_before(today, params.yearly_months)
