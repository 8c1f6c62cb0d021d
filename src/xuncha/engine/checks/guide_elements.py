"""办事指南要素缺失

测什么
    抽取若干个办事指南，看重点要素类别一共缺了几处。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“办事指南”：抽查事项要素类别缺失的，发现一处扣分。
    抽几个（5 个）、每处扣多少分没有核实。8 类要素的名称已核实。

判定
    从访问到的指南中按固定规则抽取；页面上读完而没有某类要素的，每类计一处。只在正文里提到、或者由脚本和
    标签页加载而没有读到的要素，列为看不出；看不出的可能改变结果时，为“无法查看”。
    访问到的指南不够抽的，没有发现问题也不能判为没有问题。

证据
    每个指南的标题、网址、读到的要素原文、取证记录。

盲区
    材料格式是否写明、有没有“其他材料”之类含糊表述、引用文件有没有内容，由人查看。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, drawn, outcome_of, site_unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import SERVICE_LABELS, Guide, GuideElement, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Guides drawn; how many missing element classes make a hit."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="guide-elements",
    title="办事指南要素缺失",
    topic="办事",
    targets=frozenset({TargetKind.SITE}),
    metric="guide_elements_missing",
    needs="办事指南页面",
    since="0.2.0",
    status="stable",
    confidence=0.8,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The element classes the drawn guides lack, one finding for each class of each guide."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    guides = facts.services.guides
    keys = [page_key(one.url) for one in guides]
    chosen = drawn(guides, keys, params.sample, facts.plan.code, as_of)
    findings = [_finding(facts, guide, one) for guide in chosen for one in guide.missing]
    unread = sum(one.presence is Presence.UNREAD for guide in chosen for one in guide.elements)
    reason = f"抽取办事指南 {len(chosen)} 个，缺要素 {len(findings)} 处，看不出 {unread} 处"
    lacking = params.sample - len(chosen)
    if lacking > 0:
        reason += f"；应抽 {params.sample} 个，请人工补看"
    proof = tuple(Evidence(one.url, one.title, "抽到的指南", one.record) for one in chosen)
    why = UnableClass.NEEDS_RENDERING if unread else UnableClass.NEEDS_PERSON
    faults = Faults(findings, (), unread + max(0, lacking), why, reason, proof)
    return outcome_of(CHECK, params, faults)


def _finding(facts: SiteFacts, guide: Guide, element: GuideElement) -> Finding:
    there = "　".join(one.quote for one in guide.elements if one.presence is Presence.PRESENT)
    name = SERVICE_LABELS[element]
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"guide|{page_key(guide.url)}|{element.value}",
        title=f"办事指南“{guide.title}”没有{name}",
        observed=f"页面上没有读到{name}",
        limit="8 类要素应当齐全",
        confidence=CHECK.confidence,
        evidence=(Evidence(guide.url, there or guide.title, "办事指南", guide.record),),
    )
