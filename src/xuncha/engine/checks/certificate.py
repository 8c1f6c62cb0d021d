"""网站证书

测什么
    加密访问的首页，证书是否在有效期内，是不是发给这个域名的。

依据
    《政府网站发展指引》（国办发〔2017〕47号）关于安全防护的要求；通报中常见“证书过期”。
    提前多少天提醒由指标集写明，是本系统设定。

判定
    监测当日已经过期、尚未生效，或者证书上的域名不含本网站域名的，各计一处。自己签发的证书、
    临近到期的，作为疑似。签发机构是否受信任不判断：各浏览器内置的机构不同。
    首页不用加密连接的，本项不适用（豁免）；没有看到证书的，为“无法查看”。

证据
    证书上的域名、有效期、签发机构，证书原文的取证记录。

盲区
    只看首页所在主机；证书吊销没有查；其他子域名的证书没有看。
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import Certificate
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Result, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """A certificate that runs out within so many days is worth a word."""

    indicator: str
    warn_days: int
    limit: float


CHECK = Check(
    slug="certificate",
    title="网站证书",
    topic="安全",
    targets=frozenset({TargetKind.SITE}),
    metric="certificate_faults",
    needs="对首页证书的一次查看（访问设置 looks_at_ways）",
    since="0.2.0",
    status="stable",
    confidence=0.95,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """What is wrong with the certificate of an encrypted home page."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    if urlsplit(facts.home_url).scheme != "https":
        return Outcome(params.indicator, CHECK.slug, Result.EXEMPT, 0, 0, "首页不用加密连接")
    ways = facts.services.ways
    shown = ways.certificate
    if shown is None:
        why = ways.certificate_failure or UnableClass.NOT_VISITED
        reason = ways.certificate_reason or "本次访问没有查看证书：请在访问设置中打开 looks_at_ways"
        return unable(CHECK, params, why, reason)
    today, host = local_day(as_of), (urlsplit(facts.home_url).hostname or "").lower()
    certain, doubted = [], []
    if today > shown.valid_to:
        certain.append(_finding(facts, shown, "expired", f"证书已于 {shown.valid_to} 过期", 0.95))
    elif (shown.valid_to - today).days < params.warn_days:
        said = f"证书将于 {shown.valid_to} 过期"
        doubted.append(_finding(facts, shown, "expiring", said, 0.5))
    if today < shown.valid_from:
        said = f"证书从 {shown.valid_from} 起才有效"
        certain.append(_finding(facts, shown, "early", said, 0.95))
    if not any(_covers(name, host) for name in shown.names):
        certain.append(_finding(facts, shown, "name", f"证书不是发给 {host} 的", 0.95))
    if shown.is_self_signed:
        doubted.append(_finding(facts, shown, "self-signed", "证书是自己签发的", 0.6))
    reason = f"证书有效期 {shown.valid_from} 至 {shown.valid_to}，{len(certain)} 处问题"
    return outcome_of(
        CHECK, params, Faults(certain, doubted, reason=reason, evidence=(_proof(facts, shown),))
    )


def _covers(name: str, host: str) -> bool:
    """Whether a name on a certificate is a host's; a star stands for one label."""
    if name.startswith("*."):
        return host.partition(".")[2] == name[2:]
    return name == host


def _proof(facts: SiteFacts, shown: Certificate) -> Evidence:
    names = "、".join(shown.names[:5])
    quote = f"域名 {names}；有效期 {shown.valid_from} 至 {shown.valid_to}；签发 {shown.issuer}"
    return Evidence(facts.home_url, quote, "网站证书", shown.record)


def _finding(
    facts: SiteFacts, shown: Certificate, key: str, said: str, confidence: float
) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"certificate|{key}",
        title=said,
        observed=said,
        limit="证书应在有效期内，并且发给本网站域名",
        confidence=confidence,
        evidence=(_proof(facts, shown),),
    )
