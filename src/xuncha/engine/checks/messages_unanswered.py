"""留言长期不回应

测什么
    网站公开的留言中，有没有超过期限还没有答复的。

依据
    国办秘函〔2019〕19号 附件1 单项否决“互动回应差”：监测时间点前 1 年内，对网民有效留言
    超过 3 个月未回应。网上信访、纪检举报等专门渠道不算。

判定
    在一年以内收到、页面写明没有答复、到监测时间点已超过期限的留言，每件计一处；
    是不是有效留言由人确认。没有发现时也不能判为没有问题：网页上只看得到公开的信件，
    须看后台导出，或者发测试信件，所以结果是“无法查看”。

证据
    留言的标题、收到日期、页面上写明未答复的原文、取证记录。信中的个人信息已遮盖。

盲区
    没有公开的留言看不到；看不出是否答复的留言不计。
"""

from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import MessageColumn, MessageItem
from xuncha.engine.domain.windows import local_day, months_before
from xuncha.engine.domain.words import TargetKind


@dataclass(frozen=True, slots=True)
class Params:
    """Messages received within ``yearly_months`` and unanswered for over ``notice_months``."""

    indicator: str
    notice_months: int
    yearly_months: int
    limit: float


CHECK = Check(
    slug="messages-unanswered",
    title="留言长期不回应",
    topic="互动",
    targets=frozenset({TargetKind.SITE}),
    metric="messages_unanswered",
    needs="留言类栏目和其中的信件页；判为未发现问题须有后台导出或测试信件",
    since="0.2.0",
    status="stable",
    confidence=0.7,
    never_clears=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The published messages that wait too long, one finding each; never clear by itself."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    today = local_day(as_of)
    late = months_before(today, params.notice_months)
    first = months_before(today, params.yearly_months)
    columns = facts.services.messages
    found = [
        _finding(facts, column, item, item.received, params)
        for column in columns
        for item in column.items
        if item.is_answered is False and item.received and first <= item.received < late
    ]
    shown = sum(len(column.items) for column in columns)
    untold = sum(column.untold for column in columns)
    reason = (
        f"公开的留言看了 {shown} 件，超过期限未答复 {len(found)} 件、看不出是否答复 {untold} 件"
    )
    if not found:
        reason += "；没有公开的看不到，须看后台导出或发测试信件"
    kept = {finding.key: finding for finding in found}
    faults = Faults(list(kept.values()), (), unseen=max(1, untold), reason=reason)
    return outcome_of(CHECK, params, faults)


def _finding(
    facts: SiteFacts, column: MessageColumn, item: MessageItem, received: date, params: Params
) -> Finding:
    url = item.url or column.url
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"message|{page_key(url)}|{item.title}",
        title=f"留言“{item.title}”超过期限未答复",
        observed=f"{received.isoformat()} 收到，页面写明没有答复",
        limit=f"{params.notice_months} 个月内应回应",
        confidence=CHECK.confidence,
        evidence=(Evidence(url, item.quote or item.title, f"栏目“{column.name}”", column.record),),
    )
