"""网站标识

测什么
    首页底部功能区应有的标识缺了几项。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“网站标识”：页脚应有党政机关网站标识、网站标识码、主办单位、
    联系方式、ICP 备案编号、公安机关备案标识等，缺少的逐项扣分。
    每项分值没有核实；查哪几项由指标集写明。

判定
    读到底部功能区而其中没有某一项的，计一项。网站标识码与台账不一致的作为疑似：台账也可能没有更新。
    一项标识也没有读到的，只作疑似：底部功能区可能是图片。没有联系电话而有“联系我们”之类链接的，
    主办单位只以“版权所有”的形式出现的、页脚由脚本或内嵌框架加载而没有读到的，无法查看，由人看首页。

证据
    首页地址、读到的标识原文和取证记录。

盲区
    只看首页；做成图片、没有文字说明的标识可能认不出来；标识点开以后是否有效没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, reads_footer, site_unseen
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.offers import OfferKind
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import SERVICE_LABELS, Mark, MarkKind, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass

WHERE = "首页底部功能区"


@dataclass(frozen=True, slots=True)
class Params:
    """The marks a home page must show, and how many missing ones make a hit."""

    indicator: str
    marks: tuple[str, ...]
    limit: float


CHECK = Check(
    slug="identity-marks",
    title="网站标识",
    topic="标识",
    targets=frozenset({TargetKind.SITE}),
    metric="marks_missing",
    needs="首页",
    since="0.2.0",
    status="stable",
    confidence=0.85,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The asked marks that the home page lacks, one finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    asked = [mark for mark in facts.services.marks if mark.kind.value in params.marks]
    lacking = [mark for mark in asked if mark.presence is Presence.ABSENT]
    elsewhere = [mark for mark in lacking if mark.kind is MarkKind.PHONE and _has_contact(facts)]
    missing = [mark for mark in lacking if mark not in elsewhere]
    unread = [mark for mark in asked if mark.presence is Presence.UNREAD] + elsewhere
    others = [mark for mark in asked if mark.matches is False]
    there = [mark for mark in asked if mark.presence is Presence.PRESENT]
    shown = "、".join(SERVICE_LABELS[mark.kind] for mark in there) or "（无）"
    reason = f"应有标识 {len(params.marks)} 项，读到：{shown}；缺少 {len(missing)} 项"
    if unread:
        reason += f"；{'、'.join(SERVICE_LABELS[mark.kind] for mark in unread)}没有读到"
    proof = tuple(_evidence(facts, mark) for mark in there if mark.quote)
    findings = [_missing(facts, mark, shown) for mark in missing]
    odd = [_other(facts, mark) for mark in others]
    if not reads_footer(facts):
        findings, odd, reason = [], findings + odd, f"首页没有读到底部功能区；{reason}"
    return outcome_of(
        CHECK,
        params,
        Faults(
            findings,
            odd,
            len(unread) + len(params.marks) - len(asked),
            UnableClass.NEEDS_RENDERING if facts.home_unread else UnableClass.NEEDS_PERSON,
            reason,
            proof,
        ),
    )


def _has_contact(facts: SiteFacts) -> bool:
    return any(one.kind is OfferKind.CONTACT for one in facts.offers)


def _evidence(facts: SiteFacts, mark: Mark) -> Evidence:
    return Evidence(facts.home_url, mark.quote, WHERE, facts.home_record)


def _missing(facts: SiteFacts, mark: Mark, shown: str) -> Finding:
    name = SERVICE_LABELS[mark.kind]
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"mark|{mark.kind.value}",
        title=f"首页没有{name}",
        observed=f"底部功能区读到：{shown}",
        limit=f"首页应有{name}",
        confidence=CHECK.confidence,
        evidence=(
            Evidence(facts.home_url, f"没有读到{name}；读到：{shown}", WHERE, facts.home_record),
        ),
    )


def _other(facts: SiteFacts, mark: Mark) -> Finding:
    name = SERVICE_LABELS[mark.kind]
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"mark|{mark.kind.value}|other",
        title=f"{name}与台账不一致：{mark.value}",
        observed=mark.value,
        limit=f"台账登记为 {facts.plan.code}",
        confidence=0.5,
        evidence=(_evidence(facts, mark),),
    )
