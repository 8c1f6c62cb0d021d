"""空白栏目

测什么
    开设后没有任何内容的栏目个数。

依据
    国办秘函〔2019〕19号 附件1 单项否决“栏目不更新”：空白栏目数量超过（含）5 个。

判定
    页面正常打开、不需要渲染、没有条目链接、没有日期、没有图片链接和
    成句的文字，内容区也没有用途不明的脚本和内嵌框架，才是空白。
    模板里的“暂无数据”等字样什么也证明不了。批准豁免的栏目（国办口径仍计）、台账不计入的栏目不计。
    打不开、需要渲染的栏目单独列出：够不到上限时不影响结论，可能够到时结果是“无法查看”。
    维护、无权访问等提示页，转到首页或其他栏目的地址，都算无法查看。
    台账没有登记栏目、首页上也找不到栏目的，结果是“无法查看”。

证据
    栏目页的取证记录。

盲区
    由脚本加载的列表在没有浏览器时看不到内容，按“需要渲染”处理，不会算作空白；
    内容要先查询才显示的页面，没有条目时仍算空白，须人工确认。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.column_count import Counted, outcome_of
from xuncha.engine.checks.frame.column_state import view_column
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import ColumnState, TargetKind, UnableClass

DATE_TROUBLE = frozenset({UnableClass.UNDATED, UnableClass.DISPUTED_DATE, UnableClass.LANGUAGE})
"""A column whose dates cannot be read still shows that it has content."""


@dataclass(frozen=True, slots=True)
class Params:
    """Limit in columns."""

    indicator: str
    limit: float


CHECK = Check(
    slug="columns-blank",
    title="空白栏目",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="columns_blank",
    needs="栏目列表页",
    since="0.1.0",
    status="stable",
    confidence=0.95,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """How many columns show nothing at all."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None or not facts.columns:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    views = [view_column(c, None, today) for c in facts.columns if c.plan.counts]
    blank = [view for view in views if view.state is ColumnState.BLANK]
    unseen = [
        view
        for view in views
        if view.state is ColumnState.UNABLE and view.unable not in DATE_TROUBLE
    ]
    reason = f"栏目 {len(views)} 个，其中空白 {len(blank)} 个，无法查看 {len(unseen)} 个"
    counted = Counted(blank, unseen, suspected=[], waiting=0, reason=reason)
    return outcome_of(CHECK.slug, facts, params, counted)
