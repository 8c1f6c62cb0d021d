"""政务新媒体内容不更新

测什么
    监测时间点前若干天内，账号有没有发布内容。

依据
    国办秘函〔2019〕19号 附件2 单项否决“内容不更新”：监测时间点前 2 周内无更新。

判定
    期限当天发布的仍算期限内；晚于监测时间点的不算。两周的义务按发布类账号理解，
    其他功能的账号在指标集未列明时为“豁免”。
    订阅地址打不开、返回的不是订阅内容、导出文件里没有该账号，结果是“无法查看”；
    期限内没有内容而有的内容读不到时间，或读到的多数晚于监测时间点，也是“无法查看”。

证据
    最新一条的标题、发布时间和取证记录。

盲区
    平台删除或隐藏的内容看不到；订阅内容只含最近若干条，采集应紧接监测时间点进行。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.counting import told
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import AccountFacts, Post, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import days_before, local_day
from xuncha.engine.domain.words import LABELS, Result, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Window in days; fewer posts than ``limit`` is a hit; functions that carry the duty."""

    indicator: str
    days: int
    functions: tuple[str, ...]
    limit: float


CHECK = Check(
    slug="account-still",
    title="政务新媒体内容不更新",
    topic="更新",
    targets=frozenset({TargetKind.ACCOUNT}),
    metric="new_posts",
    needs="账号订阅内容或后台导出",
    since="0.1.0",
    status="stable",
    confidence=1.0,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The number of posts inside the window."""
    assert isinstance(facts, AccountFacts)
    if facts.plan.function not in params.functions:
        reason = f"{LABELS[facts.plan.function]}类账号不适用两周更新的要求"
        return _outcome(params, Result.EXEMPT, 0, reason)
    if facts.unable is not None:
        reason = told(facts.unable, facts.reason)
        return _outcome(params, Result.UNABLE, 0, reason, facts.unable)
    since = days_before(local_day(as_of), params.days)
    dated = [(post.published_at, post) for post in facts.posts if post.published_at]
    seen = [(at, post) for at, post in dated if at <= as_of]
    new = sum(1 for at, _ in seen if local_day(at) >= since)
    if new >= params.limit:
        day = local_day(max(at for at, _ in seen))
        reason = f"{since.isoformat()} 以来发布 {new} 条，最新 {day}"
        return _outcome(params, Result.CLEAR, new, reason)
    undated = len(facts.posts) - len(dated)
    if undated or not seen:
        reason = f"有 {undated} 条内容读不到发布时间，请人工查看账号"
        return _outcome(params, Result.UNABLE, new, reason, UnableClass.UNDATED)
    later = len(dated) - len(seen)
    if later * 2 > len(dated):
        reason = f"读到的内容有 {later} 条晚于监测时间点，期限内的可能已看不到，请人工查看账号"
        return _outcome(params, Result.UNABLE, new, reason, UnableClass.UNDATED)
    at, newest = max(seen, key=lambda pair: (pair[0], pair[1].url))
    day = local_day(at)
    reason = f"最新发布日期 {day}，{since.isoformat()} 以来发布 {new} 条"
    finding = _finding(facts, newest, reason, params)
    return _outcome(params, Result.HIT, new, reason, findings=(finding,))


def _finding(facts: AccountFacts, newest: Post, reason: str, params: Params) -> Finding:
    stamp = f"{newest.published_at:%Y-%m-%d %H:%M}" if newest.published_at else ""
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="account",
        title=CHECK.title,
        observed=reason,
        limit=f"{params.days} 天内发布少于 {params.limit:g} 条",
        confidence=CHECK.confidence,
        evidence=(
            Evidence(newest.url, f"{stamp} {newest.title}".strip(), newest.where, newest.record),
        ),
    )


def _outcome(
    params: Params,
    result: Result,
    new: int,
    reason: str,
    unable_class: UnableClass | None = None,
    findings: tuple[Finding, ...] = (),
) -> Outcome:
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=result,
        count=new,
        count_with_open=new,
        reason=reason,
        unable_class=unable_class,
        findings=findings,
    )
