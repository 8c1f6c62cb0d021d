"""办事指南的表格和样表

测什么
    要求填写表格的办事指南，有没有表格的获取途径，有没有填写样表或者填表说明。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“表格样表”：要求提供表格而未提供获取途径，
    或者没有填写样表的，发现一处扣分。抽几个是本系统设定，写在指标集里；分值为推算。

判定
    从访问到的办事指南里按固定规则抽取。正文提到要填申请表、登记表等的，看正文和附件名称里
    有没有下载、附件、窗口领取等途径，有没有样表、范本、填写说明。没有读到的作为疑似，由人打开指南核对：
    表格可能在脚本加载的部分、别的页面或者一体化平台上。不要求填表的没有问题。
    指南不够抽，或者指南正文没有读到的，为“无法查看”。

证据
    指南的标题、网址、要求填表的原文、取证记录。

盲区
    只看访问到的指南和附件名称，表格打不打得开、样表填得对不对没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, drawn, outcome_of, site_unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import Guide, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.extract.lexicon import pattern

_TABLE = "guide_forms"
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Params:
    """Guides drawn, and how many faults ask for a person."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="guide-forms",
    title="办事指南的表格和样表",
    topic="办事",
    targets=frozenset({TargetKind.SITE}),
    metric="guide_forms_missing",
    needs="办事指南页面和附件名称",
    since="0.3.0",
    status="stable",
    confidence=0.4,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """What the drawn guides that ask for a form do not show of it, one finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    written = {
        page_key(one.url): "\n".join([one.title, *(block.text for block in one.blocks)])
        for one in facts.articles
        if any(block.text.strip() for block in one.blocks)
    }
    for file in facts.attachments:
        key = page_key(file.linked_from)
        if key in written:
            written[key] += f"\n附件：{file.name}"
    guides = facts.services.guides
    keys = [page_key(one.url) for one in guides]
    chosen = drawn(guides, keys, params.sample, facts.plan.code, as_of)
    shown = {page_key(one.url) for one in facts.articles if any(b.text.strip() for b in one.blocks)}
    read = [(one, written[page_key(one.url)]) for one in chosen if page_key(one.url) in shown]
    suspected = [fault for guide, text in read for fault in _faults(facts, guide, text)]
    asking = sum(bool(pattern(_TABLE, "asked").search(text)) for _, text in read)
    whole = sum(
        all(part.presence is not Presence.UNREAD for part in one.elements) for one, _ in read
    )
    lacking = params.sample - whole
    reason = f"抽取办事指南 {len(read)} 个，要求填表的 {asking} 个，没有读到的 {len(suspected)} 处"
    if lacking > 0:
        reason += f"；应抽 {params.sample} 个，读全的 {whole} 个，请人工补看"
    proof = tuple(Evidence(one.url, one.title, "抽到的指南", one.record) for one, _ in read)
    faults = Faults((), suspected, max(0, lacking), UnableClass.NEEDS_PERSON, reason, proof)
    return outcome_of(CHECK, params, faults)


def _faults(facts: SiteFacts, guide: Guide, text: str) -> list[Finding]:
    asked = pattern(_TABLE, "asked").search(text)
    if asked is None:
        return []
    quote = text[max(0, asked.start() - _AROUND) : asked.end() + _AROUND].replace("\n", " ")
    wanted = (("got", "表格的获取途径"), ("sample", "填写样表或填表说明"))
    return [
        Finding(
            check=CHECK.slug,
            target=facts.plan.code,
            key=f"guide|{page_key(guide.url)}|{group}",
            title=f"办事指南“{guide.title}”没有读到{name}",
            observed=f"要求填“{asked[0]}”，没有读到{name}",
            limit="要求填表的应提供表格和样表",
            confidence=CHECK.confidence,
            evidence=(Evidence(guide.url, quote.strip(), "办事指南", guide.record),),
        )
        for group, name in wanted
        if not pattern(_TABLE, group).search(text)
    ]
