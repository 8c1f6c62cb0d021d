"""核心栏目不更新

测什么
    动态要闻类栏目与一级的通知公告、政策文件类栏目中，超过期限没有更新的个数。

依据
    国办秘函〔2019〕19号 附件1 单项否决“栏目不更新”：监测时间点前 2 周内未更新的动态、要闻类栏目，
    和监测时间点前 6 个月内未更新的通知公告、政策文件类一级栏目，累计超过（含）5 个。

判定
    以栏目内最新的发布日期为准，不看排在第一的条目；将来的日期不算，成文日期不算，
    没有发布日期的条目不算更新。期限当天仍算期限内。批准豁免的栏目不计，国办口径仍计。
    读不到日期、打不开、需要渲染的栏目单独列出：够不到上限时不影响结论，可能够到时结果是“无法查看”。
    页面上另有由脚本或内嵌框架加载的列表、读到的条目又都过期的，算无法查看；
    栏目地址转到首页或其他栏目的，算无法查看。
    台账没有登记栏目、首页上也找不到栏目的，结果是“无法查看”。

证据
    每个栏目最新一条的标题、日期、原文和取证记录。

盲区
    栏目类别以台账为准；台账没有时按栏目名称推断，须人工确认。
"""

from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.column_count import Counted, outcome_of
from xuncha.engine.checks.frame.column_state import ColumnView, view_column
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import ColumnFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.windows import days_before, local_day, months_before
from xuncha.engine.domain.words import ColumnKind, ColumnState, TargetKind


@dataclass(frozen=True, slots=True)
class Params:
    """Windows: news in days, notices and policies in calendar months; limit in columns."""

    indicator: str
    news_days: int
    notice_months: int
    limit: float


CHECK = Check(
    slug="core-columns-still",
    title="核心栏目不更新",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="core_columns_still",
    needs="栏目列表与文章页的发布日期、栏目类别与级别",
    since="0.1.0",
    status="stable",
    confidence=0.95,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """How many core columns were not updated inside their window."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None or not facts.columns:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    views: list[ColumnView] = []
    for column in facts.columns:
        since = _since(column, params, today)
        if since is not None:
            views.append(view_column(column, since, today))
    still = [view for view in views if view.state is ColumnState.STILL]
    unseen = [view for view in views if view.state is ColumnState.UNABLE]
    reason = f"核心栏目 {len(views)} 个，其中 {len(still)} 个未更新，{len(unseen)} 个无法查看"
    counted = Counted(still, unseen, suspected=[], waiting=0, reason=reason)
    return outcome_of(CHECK.slug, facts, params, counted)


def _since(column: ColumnFacts, params: Params, today: date) -> date | None:
    plan = column.plan
    if not plan.counts or plan.has_duty is False:
        return None
    if plan.kind is ColumnKind.NEWS:
        return days_before(today, params.news_days)
    if plan.kind in (ColumnKind.NOTICE, ColumnKind.POLICY) and plan.level == 1:
        return months_before(today, params.notice_months)
    return None
