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
    监测点只有一个时，运营商线路故障与站点故障无法区分。
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History, ProbeRow
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import LABELS, SITE_FAULTS, Result, TargetKind, UnableClass


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
    begin = as_of - timedelta(days=params.days)
    rows = [row for row in history.probes if begin <= row.at <= as_of]
    counted = [row for row in rows if row.failure is None or row.failure in SITE_FAULTS]
    valid = _spaced(counted, timedelta(minutes=params.gap_minutes))
    days = len({local_day(row.at) for row in valid})
    failed = [row for row in valid if row.failure is not None or row.total_ms >= params.slow_ms]
    if len(valid) < params.min_valid or days < params.min_days:
        return Outcome(
            indicator=params.indicator,
            check=CHECK.slug,
            result=Result.UNABLE,
            count=0,
            count_with_open=0,
            reason=(
                f"{days} 天内间隔合格的有效监测 {len(valid)} 次，"
                f"应不少于 {params.min_days} 天、{params.min_valid} 次，请补充拨测"
            ),
            unable_class=UnableClass.NO_HISTORY,
        )
    failed_pct = len(failed) * 100 / len(valid)
    is_hit = len(failed) * 100 >= params.limit * len(valid)
    reason = f"有效监测 {len(valid)} 次，打不开 {len(failed)} 次，占 {failed_pct:.2f}%"
    finding = _finding(facts, failed, rows, reason, params) if is_hit else None
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=Result.HIT if is_hit else Result.CLEAR,
        count=round(failed_pct, 4),
        count_with_open=round(failed_pct, 4),
        reason=reason,
        findings=(finding,) if finding else (),
        evidence=(Evidence(facts.plan.url, reason, "拨测记录", _digest(rows)),),
    )


def _spaced(rows: list[ProbeRow], gap: timedelta) -> list[ProbeRow]:
    """The rows in order of time, those left out that follow the one before too closely."""
    kept: list[ProbeRow] = []
    for row in sorted(rows, key=lambda one: one.at):
        if not kept or row.at - kept[-1].at >= gap:
            kept.append(row)
    return kept


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
        evidence=(Evidence(facts.plan.url, lines, "拨测记录", _digest(rows)),),
    )


def _line(row: ProbeRow) -> str:
    what = LABELS[row.failure] if row.failure else "超过时限"
    return f"{row.at.astimezone(SHANGHAI):%m-%d %H:%M} {what} {row.total_ms} 毫秒"


def _digest(rows: list[ProbeRow]) -> str:
    lines = "\n".join(f"{r.at.isoformat()} {r.failure or '-'} {r.total_ms}" for r in rows)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"
