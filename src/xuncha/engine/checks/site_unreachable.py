"""站点无法访问

测什么
    监测时间点前若干天内，按固定间隔访问网站首页的失败比例。

依据
    国办秘函〔2019〕19号 附件1 单项否决“站点无法访问”：监测一周，每天间隔性访问 20 次以上，
    超过（含）15 秒网站仍打不开的次数比例累计占比 5% 以上。

判定
    域名无法解析、连接被拒绝或中断、加密连接失败、服务器错误、超过时限，计为打不开。
    拒绝访问、限流、防火墙或验证码页面、本方网络故障、安全策略拒绝，既不计入次数也不计入失败。
    间隔过密的监测只计一次；有效次数或天数不足时为“无法查看”，不判合格也不判不合格。

证据
    每一次失败的时间、类别、耗时，以及整段监测记录的摘要值。

盲区
    监测点只有一个时，运营商线路故障与站点故障无法区分。同一平台多个网站同时打不开时，
    判定之前列为一个事件，由人一次认定，见“事件”页面。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.reachability import (
    by_day,
    in_window,
    is_down,
    valid_looks,
    weigh_looks,
)
from xuncha.engine.checks.frame.series import digest_of
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History, ProbeRow
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import LABELS, Result, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Window in days, limit of one visit in ms, least valid visits in all and on how many days,
    least distance of two visits in minutes, failing share in percent."""

    indicator: str
    days: int
    slow_ms: int
    min_valid: int
    min_days: int
    gap_minutes: int
    limit: float


CHECK = Check(
    slug="site-unreachable",
    title="站点无法访问",
    topic="可用性",
    targets=frozenset({TargetKind.SITE}),
    metric="probe_failure_pct",
    needs="一周拨测记录",
    since="0.1.0",
    status="stable",
    confidence=1.0,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The share of failed probes in the window, in percent of the valid ones."""
    assert isinstance(facts, SiteFacts)
    rows = in_window(history.probes, params, as_of)
    valid = valid_looks(rows, params)
    weighed = weigh_looks(by_day(valid, params), params)
    if weighed.result is Result.UNABLE:
        return Outcome(
            indicator=params.indicator,
            check=CHECK.slug,
            result=Result.UNABLE,
            count=0,
            count_with_open=0,
            reason=(
                f"{weighed.days} 天内间隔合格的有效监测 {weighed.valid} 次，"
                f"应不少于 {params.min_days} 天、{params.min_valid} 次，请补充拨测"
            ),
            unable_class=UnableClass.NO_HISTORY,
        )
    reason = f"有效监测 {weighed.valid} 次，打不开 {weighed.failed} 次，占 {weighed.pct:.2f}%"
    failed = [row for row in valid if is_down(row, params)]
    is_hit = weighed.result is Result.HIT
    finding = _finding(facts, failed, rows, reason, params) if is_hit else None
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=weighed.result,
        count=round(weighed.pct, 4),
        count_with_open=round(weighed.pct, 4),
        reason=reason,
        findings=(finding,) if finding else (),
        evidence=(Evidence(facts.plan.url, reason, "拨测记录", digest_of(rows)),),
    )


def _finding(
    facts: SiteFacts, failed: list[ProbeRow], rows: list[ProbeRow], reason: str, params: Params
) -> Finding:
    lines = "；".join(_line(row) for row in failed)
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="home",
        title="站点无法访问",
        observed=reason,
        limit=f"占比不低于 {params.limit:g}%",
        confidence=CHECK.confidence,
        evidence=(Evidence(facts.plan.url, lines, "拨测记录", digest_of(rows)),),
    )


def _line(row: ProbeRow) -> str:
    what = LABELS[row.failure] if row.failure else "超过时限"
    return f"{row.at.astimezone(SHANGHAI):%m-%d %H:%M} {what} {row.total_ms} 毫秒"
