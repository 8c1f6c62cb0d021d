"""域名

测什么
    网站的域名是否合乎规定，首页最后打开的域名与登记的是不是同一个。

依据
    国办函〔2018〕55号：英文域名以 .gov.cn 结尾，中文域名以 .政务 结尾，不使用其他后缀；门户网站
    域名为 www.□□□.gov.cn。国办秘函〔2019〕19号 附件1 扣分指标“域名名称”，每处分值没有核实。

判定
    后缀不对，或者直接用 IP 地址，各计一处。门户网站的域名不是 www.□□□.gov.cn 的样子、
    首页转到了别的域名的，作为疑似：历史上批准的、正在迁移的由人判断。

证据
    登记的地址、实际打开的地址、首页的取证记录。

盲区
    一个网站有几个域名、域名与单位是否相符、是否闲置，从一次访问看不出来；网站名称由人看页面头部。
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.extract.lexicon import pattern

_TABLE = "site_names"


@dataclass(frozen=True, slots=True)
class Params:
    """How many faults of the domain make a hit."""

    indicator: str
    limit: float


CHECK = Check(
    slug="domain-rules",
    title="域名",
    topic="标识",
    targets=frozenset({TargetKind.SITE}),
    metric="domain_faults",
    needs="登记的首页地址、首页实际打开的地址",
    since="0.2.0",
    status="stable",
    confidence=0.95,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """What is wrong with the host of the home page, a finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    host, arrived = _host(facts.plan.url), _host(facts.home_url)
    certain: list[Finding] = []
    doubted: list[Finding] = []
    if _is_address(host):
        certain.append(_finding(facts, "address", f"用 IP 地址 {host} 作为网址", 0.95))
    elif not pattern(_TABLE, "domain").fullmatch(host):
        certain.append(_finding(facts, "suffix", f"域名 {host} 不以 .gov.cn 或 .政务 结尾", 0.95))
    elif facts.plan.is_portal and not pattern(_TABLE, "portal").fullmatch(host):
        said = f"门户网站域名 {host} 不是 www.□□□.gov.cn 的样子"
        doubted.append(_finding(facts, "portal", said, 0.6))
    if arrived.removeprefix("www.") != host.removeprefix("www."):
        doubted.append(_finding(facts, "moved", f"首页转到了另一个域名 {arrived}", 0.5))
    reason = f"域名 {host}，{len(certain)} 处不合规定，{len(doubted)} 处须人判断"
    proof = Evidence(facts.home_url, f"登记 {facts.plan.url}", "首页", facts.home_record)
    return outcome_of(CHECK, params, Faults(certain, doubted, reason=reason, evidence=(proof,)))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _finding(facts: SiteFacts, key: str, said: str, confidence: float) -> Finding:
    quote = f"登记 {facts.plan.url}，打开 {facts.home_url}"
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"domain|{key}",
        title=said,
        observed=said,
        limit="国办函〔2018〕55号",
        confidence=confidence,
        evidence=(Evidence(facts.home_url, quote, "首页", facts.home_record),),
    )
