"""“我为政府网站找错”入口

测什么
    首页有没有“我为政府网站找错”入口，入口是不是指向规定的平台、带的是不是本网站的标识码。

依据
    国办秘函〔2019〕19号 附件1 扣分指标：首页及其他页面未添加入口，
    或入口不可用的扣分；分值没有核实。

判定
    首页全部读到而没有入口的，计一处；底部功能区一项标识也没有读到的，只作疑似。
    有入口、却指向别的地址，或者所带标识码不是本网站的，作为疑似。
    首页有内容由脚本或内嵌框架加载而没有读到入口的，结果是“无法查看”。

证据
    首页地址、入口的链接或脚本原文、取证记录。

盲区
    只看首页；入口点开以后能不能提交，没有试；以图片提供、没有链接和说明文字的入口认不出来。
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import (
    Faults,
    outcome_of,
    reads_footer,
    site_unseen,
    unable,
)
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import Entry, EntryKind, MarkKind, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.extract.lexicon import pattern

_TABLE = "service_entries"


@dataclass(frozen=True, slots=True)
class Params:
    """How many faults of the entry make a hit."""

    indicator: str
    limit: float


CHECK = Check(
    slug="error-report-entry",
    title="“我为政府网站找错”入口",
    topic="标识",
    targets=frozenset({TargetKind.SITE}),
    metric="error_report_faults",
    needs="首页",
    since="0.2.0",
    status="stable",
    confidence=0.9,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """What is wrong with the entry of the home page: missing, elsewhere, another site's."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    entry = next((e for e in facts.services.entries if e.kind is EntryKind.ERROR_REPORT), None)
    if entry is None or entry.presence is Presence.UNREAD:
        reason = facts.home_unread or "首页没有读完，请人工查看有没有找错入口"
        return unable(CHECK, params, UnableClass.NEEDS_RENDERING, reason)
    if entry.presence is Presence.ABSENT:
        reason = "首页没有“我为政府网站找错”入口"
        missing = [_finding(facts, "missing", reason, reason, CHECK.confidence)]
        if reads_footer(facts):
            return outcome_of(CHECK, params, Faults(missing, reason=reason))
        reason += "，底部功能区也没有读到"
        return outcome_of(CHECK, params, Faults((), missing, reason=reason))
    odd = list(_oddities(facts, entry))
    reason = f"首页有找错入口{'，' + '；'.join(odd.title for odd in odd) if odd else ''}"
    proof = Evidence(entry.url or facts.home_url, entry.quote, "首页", facts.home_record)
    return outcome_of(CHECK, params, Faults((), odd, reason=reason, evidence=(proof,)))


def _oddities(facts: SiteFacts, entry: Entry) -> list[Finding]:
    found = []
    host = (urlsplit(entry.url).hostname or "") if entry.url else ""
    official = pattern(_TABLE, "error_report_host")
    if host and not official.search(host):
        said = f"找错入口指向 {host}，不是规定的平台"
        found.append(_finding(facts, "elsewhere", said, entry.quote, 0.5))
    code = next((m for m in facts.services.marks if m.kind is MarkKind.SITE_CODE), None)
    own = {facts.plan.code.lower(), code.value.lower() if code else ""}
    if entry.site_code and entry.site_code.lower() not in own:
        said = f"找错入口带的标识码是 {entry.site_code}，不是本网站的"
        found.append(_finding(facts, "other-code", said, entry.quote, 0.6))
    return found


def _finding(facts: SiteFacts, key: str, said: str, quote: str, confidence: float) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"error-report|{key}",
        title=said,
        observed=said,
        limit="首页应有入口，指向规定的平台，带本网站的标识码",
        confidence=confidence,
        evidence=(Evidence(facts.home_url, quote, "首页", facts.home_record),),
    )
