"""办事指南要素缺失的事项

测什么
    看过的办事指南中，重点要素类别缺得多的有几个。

依据
    国办秘函〔2019〕19号 附件1 单项否决“服务不实用”：事项名称、设定依据、申请条件、办理材料、
    办理地点、办理时间、联系电话、办理流程 8 类要素，缺 4 类以上的事项超过（含）5 个。
    8 类要素已核实，两个数没有核实。

判定
    页面上读完而没有某类要素的，算缺；缺的类数达到指标集所写的数，该事项计一处。
    有要素只在正文里提到、或者由脚本和标签页加载而没有读到的，可能达到的事项列为看不出。
    看过的指南少于指标集所写的个数时，没有发现问题也不能判为没有问题，为“无法查看”。

证据
    每个事项的标题、网址，读到和缺少的要素，取证记录。

盲区
    只看访问到的指南，链接到别的网站的指南没有看；要素写得对不对、实际办事是否一致没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import SERVICE_LABELS, Guide, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Classes missing that make a guide count, guides to have seen, guides that make a hit."""

    indicator: str
    least_missing: int
    sample: int
    limit: float


CHECK = Check(
    slug="guides-short",
    title="办事指南要素缺失的事项",
    topic="办事",
    targets=frozenset({TargetKind.SITE}),
    metric="guides_short",
    needs="办事指南页面",
    since="0.2.0",
    status="stable",
    confidence=0.8,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The visited guides that lack so many element classes, one finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    guides = facts.services.guides
    short = [one for one in guides if len(one.missing) >= params.least_missing]
    open_ones = [one for one in guides if one not in short and _may_be(one, params)]
    lacking = max(0, params.sample - len(guides))
    reason = (
        f"看了办事指南 {len(guides)} 个：缺 {params.least_missing} 类以上的 {len(short)} 个，"
        f"看不出的 {len(open_ones)} 个"
    )
    if lacking:
        reason += f"；应看 {params.sample} 个，请人工补看"
    why = UnableClass.NEEDS_RENDERING if open_ones else UnableClass.NEEDS_PERSON
    findings = [_finding(facts, one, params) for one in short]
    unseen = len(open_ones)
    if lacking:
        unseen = max(unseen + lacking, round(params.limit) - len(short))
    return outcome_of(CHECK, params, Faults(findings, (), unseen, why, reason))


def _may_be(guide: Guide, params: Params) -> bool:
    unread = sum(one.presence is Presence.UNREAD for one in guide.elements)
    return len(guide.missing) + unread >= params.least_missing


def _finding(facts: SiteFacts, guide: Guide, params: Params) -> Finding:
    missing = "、".join(SERVICE_LABELS[one] for one in guide.missing)
    there = "　".join(one.quote for one in guide.elements if one.presence is Presence.PRESENT)
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"guide|{page_key(guide.url)}",
        title=f"办事指南“{guide.title}”缺 {len(guide.missing)} 类要素",
        observed=f"缺：{missing}",
        limit=f"缺 {params.least_missing} 类以上的事项计入",
        confidence=CHECK.confidence,
        evidence=(Evidence(guide.url, there or guide.title, "办事指南", guide.record),),
    )
