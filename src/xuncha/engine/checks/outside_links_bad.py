"""站外链接变质

测什么
    网页上指向站外的链接，目标页面现在是赌博、色情内容，或者域名已过期、正在出售。

依据
    国办秘函〔2019〕19号 附件1 单项否决：发布或链接反动、暴力、色情等内容；
    过期域名被他人注册后改作他用，是链接变质的常见原因。

判定
    只看本次访问打开过的站外目标，每个目标礼貌地看一次。目标的标题、标签、正文出现不良用语，
    或页面写明域名出售、到期、停放的，提出疑似，须由两人分别核对，机器不作认定。
    打不开的目标不是变质，见死链检测；带有网站标识码的页面属于受检网站，由其自身的检查发现。

证据
    链接所在的页面、目标页面的原文、取证记录。公开的文书不写目标地址。

盲区
    没有选中查看的链接没有检查（每个不认识的域名看一次，见访问设置 max_links、max_leads）；
    目标按访问者身份给不同内容的，只看得到给我们的那一份。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.traces import proposed, unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.tampering import TAMPERING_LABELS, OutsideTrace
from xuncha.engine.domain.words import Result, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Targets that ask for a person."""

    indicator: str
    limit: float


CHECK = Check(
    slug="outside-links-bad",
    title="站外链接变质",
    topic="安全",
    targets=frozenset({TargetKind.SITE}),
    metric="outside_links_bad",
    needs="站外链接的查看记录",
    since="0.1.0",
    status="stable",
    confidence=0.8,
    only_proposes=True,
    two_persons=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The outside targets that are bad now; ``unable`` when no outside target was looked at
    although the pages lead out."""
    assert isinstance(facts, SiteFacts)
    nothing = unseen(CHECK.slug, facts, params)
    if nothing is not None:
        return nothing
    if not facts.tampering.links_asked:
        return Outcome(
            indicator=params.indicator,
            check=CHECK.slug,
            result=Result.UNABLE,
            count=0,
            count_with_open=0,
            reason="本次访问没有查看站外链接，请在访问设置中打开 max_links 或 max_leads 后重新访问",
            unable_class=UnableClass.NOT_VISITED,
        )
    findings = [
        _finding(facts.plan.code, trace)
        for trace in sorted(facts.tampering.outside, key=lambda one: one.url)
    ]
    looked = facts.tampering.outside_looked
    reason = f"看过站外目标 {looked} 个，其中 {len(findings)} 个疑似变质"
    return proposed(CHECK.slug, params, findings, reason)


def _finding(target: str, trace: OutsideTrace) -> Finding:
    wording = [(TAMPERING_LABELS[one.place], one.quote) for one in trace.wording]
    told = wording or [("目标页面", trace.reason)]
    return Finding(
        check=CHECK.slug,
        target=target,
        key=page_key(trace.url),
        title="链接的站外页面疑似已变质：" + ("域名过期或出售" if trace.lapsed else "出现不良用语"),
        observed=trace.reason,
        limit="出现即提出",
        confidence=CHECK.confidence,
        evidence=(
            Evidence(trace.on or trace.url, trace.url, "链接所在的页面", ""),
            *(Evidence(trace.url, quote, f"目标的{where}", trace.record) for where, quote in told),
        ),
    )
