"""应开设的栏目没有开设

测什么
    指标要求开设的栏目（如概况信息、机构职能、领导信息、信息公开指南、目录、年报、依申请公开）有没有。

依据
    国办秘函〔2019〕19号 附件1 扣分指标中“未开设栏目”的各项；《政府信息公开条例》第十二条、
    第二十九条、第四十九条关于公开指南和目录、申请渠道、年度报告的要求。查哪几类由指标集写明。

判定
    首页、各栏目页上的链接文字和台账登记的栏目名称，与某一类的通行名称相符的，算有。
    一类也对不上的作为疑似：名称可能不同、可能放在别的平台上，由人查看。
    开设了而没有任何内容的，同样作为疑似。首页或栏目有没有读到的部分时，没有找到的为“无法查看”。
    指标还要求内容准确、及时的（由指标集写明），找到了也不能判为没有问题，由人看内容。

证据
    找到的链接文字、网址、所在页面和取证记录。

盲区
    只认名称，不看内容；图片链接没有说明文字的认不出来。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unread_places
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.offers import OFFER_LABELS, Offer, OfferKind
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """The places asked for; whether their content is asked for too, which only a person can say."""

    indicator: str
    columns: tuple[str, ...]
    content: bool
    limit: float


CHECK = Check(
    slug="columns-missing",
    title="应开设的栏目没有开设",
    topic="公开",
    targets=frozenset({TargetKind.SITE}),
    metric="columns_missing",
    needs="首页和栏目页上的链接、台账登记的栏目",
    since="0.2.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The asked places nobody found, or found empty; suspected at most."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    blank = {page_key(column.plan.url) for column in facts.columns if column.blank}
    unread = unread_places(facts)
    suspected, unseen, found = [], [], []
    for kind in (OfferKind(name) for name in params.columns):
        offers = [one for one in facts.offers if one.kind is kind]
        filled = [one for one in offers if page_key(one.url) not in blank]
        if filled:
            found.append(filled[0])
        elif offers:
            suspected.append(_empty(facts, offers[0]))
        elif unread is not None:
            unseen.append(kind)
        else:
            suspected.append(_missing(facts, kind))
    reason = f"应有 {len(params.columns)} 类，找到 {len(found)} 类"
    if found:
        reason += "：" + "、".join(f"{OFFER_LABELS[one.kind]}（{one.text}）" for one in found)
    if unseen and unread is not None:
        names = "、".join(OFFER_LABELS[kind] for kind in unseen)
        reason += f"；没有找到{names}，而{unread[1]}"
    if params.content and found:
        reason += "；内容是否准确、及时须由人查看"
    why = unread[0] if unseen and unread is not None else UnableClass.NEEDS_PERSON
    left = len(unseen) + (len(found) if params.content else 0)
    proof = tuple(Evidence(one.on, f"{one.text}　{one.url}", "链接", one.record) for one in found)
    return outcome_of(CHECK, params, Faults((), suspected, left, why, reason, proof))


def _missing(facts: SiteFacts, kind: OfferKind) -> Finding:
    name = OFFER_LABELS[kind]
    seen = "、".join(column.plan.name for column in facts.columns)
    return _finding(
        facts,
        kind,
        f"没有找到“{name}”",
        Evidence(facts.home_url, f"读到的栏目：{seen}", "首页和栏目页", facts.home_record),
    )


def _empty(facts: SiteFacts, offer: Offer) -> Finding:
    said = f"“{OFFER_LABELS[offer.kind]}”（{offer.text}）没有内容"
    return _finding(
        facts, offer.kind, said, Evidence(offer.url, offer.text, "栏目页", offer.record)
    )


def _finding(facts: SiteFacts, kind: OfferKind, said: str, proof: Evidence) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"offer|{kind.value}",
        title=said,
        observed=said,
        limit=f"应开设“{OFFER_LABELS[kind]}”并有内容",
        confidence=CHECK.confidence,
        evidence=(proof,),
    )
