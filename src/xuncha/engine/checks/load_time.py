"""首页打开慢

测什么
    拨测记录中首页文档本身的打开时间，中位数是不是超过期限。

依据
    《政府网站发展指引》（国办发〔2017〕47号）：页面加载时间不超过 3 秒（数值见公开的解读）。
    期限由指标集写明。

判定
    只看打开成功的拨测。首页文档一项的中位数已超过期限的，整个页面必然超过，计一处。
    没有超过的不能判为没有问题：图片、脚本没有计入，由人用浏览器看，为“无法查看”。
    有效拨测不足的，为“无法查看”。

证据
    有效次数、中位数、最慢一次的时间，整段拨测记录的摘要值。

盲区
    监测点到网站的线路也在时间里；用户所在地的快慢看不出来。
"""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.checks.frame.series import digest_of
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """The median may take ``slow_ms``; fewer than ``min_valid`` visits tell nothing."""

    indicator: str
    slow_ms: int
    min_valid: int
    limit: float


CHECK = Check(
    slug="load-time",
    title="首页打开慢",
    topic="可用性",
    targets=frozenset({TargetKind.SITE}),
    metric="slow_loads",
    needs="拨测记录",
    since="0.2.0",
    status="stable",
    confidence=0.9,
    never_clears=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether the document of the home page alone takes longer than a page may."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    rows = [row for row in history.probes if row.failure is None and row.at <= as_of]
    if len(rows) < params.min_valid:
        reason = f"打开成功的拨测 {len(rows)} 次，应不少于 {params.min_valid} 次，请补充拨测"
        return unable(CHECK, params, UnableClass.NO_HISTORY, reason)
    middle = round(median(row.total_ms for row in rows))
    slowest = max(row.total_ms for row in rows)
    reason = f"打开成功 {len(rows)} 次，首页文档中位数 {middle} 毫秒，最慢 {slowest} 毫秒"
    proof = Evidence(facts.plan.url, reason, "拨测记录", digest_of(rows))
    if middle <= params.slow_ms:
        reason += "；图片和脚本没有计入，整页快慢请人工用浏览器查看"
        return outcome_of(CHECK, params, Faults(unseen=1, reason=reason, evidence=(proof,)))
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="load-time",
        title=f"首页文档打开时间中位数 {middle} 毫秒",
        observed=reason,
        limit=f"不超过 {params.slow_ms} 毫秒",
        confidence=CHECK.confidence,
        evidence=(proof,),
    )
    return outcome_of(CHECK, params, Faults([finding], reason=reason, evidence=(proof,)))
