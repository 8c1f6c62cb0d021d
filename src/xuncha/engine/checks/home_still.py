"""首页不更新

测什么
    监测时间点前若干天内，首页有没有新发布的内容。

依据
    国办秘函〔2019〕19号 附件1 单项否决“首页不更新”：监测时间点前 2 周内首页无信息更新；
    首页仅为栏目导航入口的，所有二级页面均无更新才算。

判定
    首页条目（含轮播图、头条和首页链到的文章）的发布日期落在期限内即为有更新；日期取列表所印，
    或由其文章页、栏目列表证明。置顶的旧条目、将来的日期、成文日期都不算。
    首页没有任何日期可用时看各栏目：有栏目在期限内更新即为有更新。
    认定未更新，要求首页全部条目读到日期且都早于期限，首页没有由脚本或内嵌框架加载的内容，
    没有与文章页相矛盾的新日期，
    并且没有无法查看的栏目；首页没有日期可用的，要求所有栏目都未更新。
    缺任何一条，结果是“无法查看”而不是未更新。

证据
    首页最新一条的原文与日期，以及首页的取证记录。

盲区
    首页由脚本或内嵌框架加载的内容、没有文字的图片链接，未渲染时不能判断；
    转载是否算更新按“算”处理。
"""

from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.column_state import ColumnView, view_column
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import days_before, local_day
from xuncha.engine.domain.words import ColumnState, Result, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Window in days; fewer new items than ``limit`` is a hit."""

    indicator: str
    days: int
    limit: float


CHECK = Check(
    slug="home-still",
    title="首页不更新",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="home_new_items",
    needs="首页、栏目列表、文章页的发布日期",
    since="0.1.0",
    status="stable",
    confidence=0.95,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The number of items on the home page published inside the window."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    since = days_before(today, params.days)
    dated = [item.date for item in facts.home_items if item.date and item.date <= today]
    views = [view_column(column, since, today) for column in facts.columns]
    if dated:
        new, place = sum(1 for day in dated if day >= since), "首页"
    else:
        new = sum(1 for view in views if view.state is ColumnState.FRESH)
        place = "二级页面"
    if new >= params.limit:
        reason = f"{place} {since.isoformat()} 以来有 {new} 处更新"
        return _outcome(params, Result.CLEAR, new, reason, facts, since)
    unread = _disputed(facts, since) or _unread(facts, views)
    if unread:
        reason = f"{place}没有读到更新，但{unread}，请人工查看首页"
        return _outcome(params, Result.UNABLE, new, reason, facts, since)
    newest = facts.home_newest.isoformat() if facts.home_newest else "无"
    reason = f"{place}最新发布日期 {newest}，{since.isoformat()} 以来没有更新"
    return _outcome(params, Result.HIT, new, reason, facts, since)


def _disputed(facts: SiteFacts, since: date) -> str:
    """Dates of the home page inside the window that the articles contradict; empty without."""
    if facts.home_listed is None or facts.home_listed < since:
        return ""
    return f"首页所印日期 {facts.home_listed.isoformat()} 与文章页日期相互矛盾"


def _unread(facts: SiteFacts, views: list[ColumnView]) -> str:
    """What could still hold an update that nobody read; empty when nothing could."""
    undated = sum(1 for item in facts.home_items if item.date is None)
    if undated:
        return f"首页有 {undated} 处读不到发布日期"
    if facts.home_unread:
        return facts.home_unread
    unable = sum(1 for view in views if view.state is ColumnState.UNABLE)
    if unable:
        return f"有 {unable} 个栏目无法查看"
    return "" if facts.home_items or views else "首页没有条目，也没有栏目"


def _outcome(
    params: Params, result: Result, new: int, reason: str, facts: SiteFacts, since: date
) -> Outcome:
    proof = Evidence(
        facts.home_url, facts.home_newest_quote or reason, "首页列表", facts.home_record
    )
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="home",
        title="首页不更新",
        observed=reason,
        limit=f"{params.days} 天内新内容少于 {params.limit:g} 条",
        confidence=CHECK.confidence,
        evidence=(proof,),
    )
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=result,
        count=new,
        count_with_open=new,
        reason=reason,
        unable_class=_class_of(facts, since) if result is Result.UNABLE else None,
        findings=(finding,) if result is Result.HIT else (),
        evidence=(proof,),
    )


def _class_of(facts: SiteFacts, since: date) -> UnableClass:
    if _disputed(facts, since):
        return UnableClass.DISPUTED_DATE
    undated = any(item.date is None for item in facts.home_items)
    return UnableClass.NEEDS_RENDERING if facts.home_unread and not undated else UnableClass.UNDATED
