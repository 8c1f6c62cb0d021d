"""办事事项少且要素都缺

测什么
    网站的办事事项是不是不足指标集所写的个数，而且每一个都缺得多。

依据
    国办秘函〔2019〕19号 附件1 单项否决“服务不实用”：事项总数不足 5 个，
    且每个事项均缺少 4 类以上要素。两个数凭记忆，未核实。

判定
    看过的办事指南达到指标集所写的个数，或者有一个缺的要素不到所写的类数，这一条就不成立，没有问题。
    看过的都缺得多、又不到所写的个数，作为疑似：网站一共有几个事项，由人核对。
    一个指南也没有看到，或者看不出缺了几类的，为“无法查看”。

证据
    每个事项的标题、网址，读到和缺少的要素，取证记录。

盲区
    只看访问到的指南；链接到别的网站的指南没有看；事项总数要由人核对。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import SERVICE_LABELS, Guide, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Classes missing that make a guide short; so many guides are enough whatever they lack."""

    indicator: str
    least_missing: int
    sample: int
    limit: float


CHECK = Check(
    slug="guides-few",
    title="办事事项少且要素都缺",
    topic="办事",
    targets=frozenset({TargetKind.SITE}),
    metric="guides_few",
    needs="办事指南页面；事项总数由人核对",
    since="0.3.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Clear as soon as enough guides or one that says enough was seen; else suspected at most."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    guides = facts.services.guides
    if not guides:
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, "没有看到办事指南，请人工查看")
    most = {guide: _most_missing(guide) for guide in guides}
    good = [guide for guide in guides if most[guide] < params.least_missing]
    if len(guides) >= params.sample or good:
        reason = f"看了办事指南 {len(guides)} 个"
        if good:
            reason += f"，“{good[0].title}”缺的要素不到 {params.least_missing} 类"
        proof = tuple(_evidence(guide) for guide in good[:1] or guides)
        return outcome_of(CHECK, params, Faults(reason=reason, evidence=proof))
    unread = [guide for guide in guides if len(guide.missing) < params.least_missing]
    if unread:
        said = f"看了办事指南 {len(guides)} 个，“{unread[0].title}”有要素没有读到，请人工查看"
        return unable(CHECK, params, UnableClass.NEEDS_RENDERING, said)
    reason = f"看到的办事指南 {len(guides)} 个都缺 {params.least_missing} 类以上要素"
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="guides",
        title=f"看到的办事事项不足 {params.sample} 个，都缺 {params.least_missing} 类以上要素",
        observed=reason,
        limit=f"事项总数不足 {params.sample} 个且都缺的计入；事项总数须人工核对",
        confidence=CHECK.confidence,
        evidence=tuple(_evidence(guide) for guide in guides),
    )
    return outcome_of(CHECK, params, Faults((), [finding], reason=f"{reason}，请核对事项总数"))


def _most_missing(guide: Guide) -> int:
    """The classes that are missing, and those that may be."""
    return len(guide.missing) + sum(one.presence is Presence.UNREAD for one in guide.elements)


def _evidence(guide: Guide) -> Evidence:
    missing = "、".join(SERVICE_LABELS[one] for one in guide.missing) or "无"
    return Evidence(guide.url, f"{guide.title}　缺：{missing}", "办事指南", guide.record)
