"""IPv6 改造

测什么
    网站域名有没有 IPv6 地址，首页能不能通过 IPv6 打开。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“IPv6改造”：未完成改造的扣分
    （与一号登录合计 3 分，各自分值没有核实）。

判定
    域名没有 AAAA 记录的，计一处。有 AAAA 记录、通过 IPv6 得到任何回答的，没有问题。有记录而连接
    被拒绝、超时或者加密连接失败的，作为疑似：也可能是线路问题。
    本机没有 IPv6 网络、域名服务器没有回答的，为“无法查看”；
    访问设置没有要求这一项、或者主机是映射的，同样为“无法查看”。

证据
    首页地址，通过 IPv6 访问的回答或失败原因。

盲区
    只看首页一个地址；二级、三级链接和应用服务是否支持 IPv6 没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import LABELS, TargetKind, UnableClass

DOUBTED = frozenset({UnableClass.REFUSED, UnableClass.RESET, UnableClass.TIMEOUT, UnableClass.TLS})
"""What over IPv6 alone may be the site's and may be the line's."""


@dataclass(frozen=True, slots=True)
class Params:
    """How many faults make a hit."""

    indicator: str
    limit: float


CHECK = Check(
    slug="ipv6-reachable",
    title="IPv6 改造",
    topic="可用性",
    targets=frozenset({TargetKind.SITE}),
    metric="ipv6_faults",
    needs="对首页的一次 IPv6 访问（访问设置 looks_at_ways）",
    since="0.2.0",
    status="stable",
    confidence=0.9,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether the home page has an IPv6 address and answers there."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    ways = facts.services.ways
    if not ways.ipv6_looked:
        reason = "本次访问没有用 IPv6 打开首页：请在访问设置中打开 looks_at_ways"
        return unable(CHECK, params, UnableClass.NOT_VISITED, reason)
    if ways.ipv6_failure is None:
        proof = Evidence(facts.home_url, "通过 IPv6 得到回答", "IPv6 访问", facts.home_record)
        return outcome_of(CHECK, params, Faults(reason="首页能通过 IPv6 打开", evidence=(proof,)))
    said = ways.ipv6_reason or LABELS[ways.ipv6_failure]
    if ways.ipv6_failure is UnableClass.NAME:
        return outcome_of(CHECK, params, Faults([_finding(facts, said, 0.9)], reason=said))
    if ways.ipv6_failure in DOUBTED:
        said = f"域名有 IPv6 地址，通过 IPv6 没有打开：{said}"
        return outcome_of(CHECK, params, Faults((), [_finding(facts, said, 0.5)], reason=said))
    return unable(CHECK, params, ways.ipv6_failure, said)


def _finding(facts: SiteFacts, said: str, confidence: float) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="ipv6",
        title="未完成 IPv6 改造" if confidence == CHECK.confidence else "疑似未完成 IPv6 改造",
        observed=said,
        limit="域名应有 IPv6 地址，首页能通过 IPv6 打开",
        confidence=confidence,
        evidence=(Evidence(facts.home_url, said, "IPv6 访问", facts.home_record),),
    )
