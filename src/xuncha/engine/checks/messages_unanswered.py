"""留言长期不回应

测什么
    网站公开的留言中，有没有超过期限还没有答复的。

依据
    国办秘函〔2019〕19号 附件1 单项否决“互动回应差”：监测时间点前 1 年内，对网民有效留言
    超过 3 个月未回应。网上信访、纪检举报等专门渠道不算。

判定
    在一年以内收到、没有答复、到监测时间点已超过期限的留言，每件计一处；是不是有效留言由人确认。
    上传了本网站的后台导出、导出的起止日期盖住应查的时段的，以导出为准：其中没有逾期的有效留言，
    公开页面上也没有，才是没有问题。导出中标为无效的逾期留言、同一编号几行说法不一的，作为疑似，
    由人核对，不据此判为没有问题。没有导出或者没有盖住的，只看公开页面，没有发现也不能判为没有问题：
    网页上只看得到公开的信件，结果是“无法查看”。

证据
    公开留言的标题、收到日期、页面上写明未答复的原文、取证记录，信中的个人信息已遮盖；
    后台导出中的编号、行号和日期，导出文件的摘要。

盲区
    导出是单位自己出具的，是否完整由人核对；没有导出时，没有公开的和看不出是否答复的留言不计。
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen
from xuncha.engine.checks.frame.late_letters import exports_cited, late_letters, letters_told
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
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The letters that wait too long, one finding each; clear only by the back office's export."""
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
    letters = history.letters
    is_whole = letters is not None and letters.covers(first, late - timedelta(days=1))
    certain, suspected = late_letters(
        CHECK, facts, letters, (first, late, today), f"{params.notice_months} 个月内应回应"
    )
    shown = sum(len(column.items) for column in columns)
    untold = sum(column.untold for column in columns)
    reason = (
        f"公开的留言看了 {shown} 件，超过期限未答复 {len(found)} 件、看不出是否答复 {untold} 件"
    )
    if letters is not None:
        reason += letters_told(letters, certain, suspected)
    if not is_whole and not found and not certain:
        reason += "；没有公开的看不到，须看后台导出或发测试信件"
        if letters is not None:
            reason += f"，导出应盖住 {first} 至 {late}，并且没有读不出的行"
    kept = {finding.key: finding for finding in certain or found}
    unseen = 0 if is_whole else max(1, untold)
    faults = Faults(
        list(kept.values()),
        suspected,
        unseen=unseen,
        reason=reason,
        evidence=exports_cited(facts, letters),
    )
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
