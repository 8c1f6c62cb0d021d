"""政策文件与解读没有相互关联

测什么
    抽取若干组政策文件和它的解读，看两个页面有没有互相链接。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“解读关联”：随机抽查的政策文件与解读材料未相互关联的，
    发现一处扣 1 分。抽几组是凭记忆的数（3 组），写在指标集里。

判定
    两个页面都访问到的各组中按固定规则抽取。文件页没有到解读页的链接，或者解读页没有到文件页的链接，
    这一组计一处；其中只靠标题对应起来、两边都没有链接的，作为疑似：是不是同一件事由人判断。
    访问到的不够抽的，按访问到的看；一组也没有的，为“无法查看”。

证据
    两个页面的标题、网址，链接的文字。

盲区
    由脚本显示的相关链接读不到；网页以外的关联（如二维码）没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, drawn, outcome_of, site_unseen, unable
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import Interpretation
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Pairs drawn, and how many without links both ways make a hit."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="interpretations-unlinked",
    title="政策文件与解读没有相互关联",
    topic="解读",
    targets=frozenset({TargetKind.SITE}),
    metric="interpretations_unlinked",
    needs="政策文件和政策解读栏目的文章页",
    since="0.2.0",
    status="stable",
    confidence=0.8,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The drawn pairs of policy and interpretation that do not link to each other."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    pairs = facts.services.interpretations
    whole = [one for one in pairs if None not in (one.from_policy, one.from_reading)]
    if not whole:
        reason = "没有访问到成组的政策文件和解读，请人工抽查"
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, reason)
    keys = [f"{page_key(one.policy_url)}|{page_key(one.reading_url)}" for one in whole]
    chosen = drawn(whole, keys, params.sample, facts.plan.code, as_of)
    lacking = [one for one in chosen if not (one.from_policy and one.from_reading)]
    certain = [one for one in lacking if one.from_policy or one.from_reading]
    doubted = [one for one in lacking if one not in certain]
    reason = f"抽取 {len(chosen)} 组，没有相互关联的 {len(lacking)} 组"
    if len(chosen) < params.sample:
        reason += f"（应抽 {params.sample} 组，只访问到这些）"
    proof = tuple(
        Evidence(one.policy_url, f"{one.policy_title} / {one.reading_title}", "抽到的一组", record)
        for one in chosen
        for record in (_record(facts, one.policy_url),)
    )
    return outcome_of(
        CHECK,
        params,
        Faults(
            [_finding(facts, one, CHECK.confidence) for one in certain],
            [_finding(facts, one, 0.5) for one in doubted],
            reason=reason,
            evidence=proof,
        ),
    )


def _record(facts: SiteFacts, url: str) -> str:
    key = page_key(url)
    return next((one.record for one in facts.articles if page_key(one.url) == key), "")


def _finding(facts: SiteFacts, pair: Interpretation, confidence: float) -> Finding:
    lacks = []
    if not pair.from_policy:
        lacks.append("文件页没有到解读页的链接")
    if not pair.from_reading:
        lacks.append("解读页没有到文件页的链接")
    said = "，".join(lacks)
    evidence = (
        Evidence(pair.policy_url, pair.policy_title, "文件页", _record(facts, pair.policy_url)),
        Evidence(pair.reading_url, pair.reading_title, "解读页", _record(facts, pair.reading_url)),
    )
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"pair|{page_key(pair.policy_url)}|{page_key(pair.reading_url)}",
        title=f"《{pair.policy_title}》与解读没有相互关联",
        observed=said,
        limit="文件与解读应相互链接",
        confidence=confidence,
        evidence=evidence,
    )
