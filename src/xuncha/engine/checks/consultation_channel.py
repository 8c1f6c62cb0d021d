"""咨询建言渠道

测什么
    网站有没有网上咨询建言的渠道，能不能看出它是有效的。

依据
    国办秘函〔2019〕19号 附件1 单项否决“互动回应差”：未提供网上有效咨询建言渠道。
    网上信访、纪检举报等专门渠道不算。

判定
    近期有公开的留言答复，说明渠道在用，没有问题。找到了渠道（信箱、留言、咨询等入口）而没有近期答复的，
    能不能提交须由人发测试信件，为“无法查看”。首页和栏目都读到而一个渠道也没有的，作为疑似，
    由人查看；有没有读到的部分时为“无法查看”。

证据
    渠道的链接文字、网址；最近一次答复的日期；取证记录。

盲区
    只认名称；做成图片、没有说明文字的入口认不出来；提交是否成功没有试。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import (
    Faults,
    outcome_of,
    site_unseen,
    unable,
    unread_places,
)
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.offers import OfferKind
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import local_day, months_before
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """An answer not older than so many months proves a channel."""

    indicator: str
    notice_months: int
    limit: float


CHECK = Check(
    slug="consultation-channel",
    title="咨询建言渠道",
    topic="互动",
    targets=frozenset({TargetKind.SITE}),
    metric="channels_missing",
    needs="首页和栏目页上的链接、留言类栏目；没有近期答复的须有测试信件",
    since="0.2.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether a channel shows that it works; suspected where there is none at all."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    today = local_day(as_of)
    since = months_before(today, params.notice_months)
    for column in facts.services.messages:
        days = [one.answered for one in column.items if one.answered and one.answered <= today]
        if days and max(days) >= since:
            reason = f"“{column.name}”最近一次公开答复 {max(days).isoformat()}，渠道在用"
            proof = Evidence(column.url, reason, "留言栏目", column.record)
            return outcome_of(CHECK, params, Faults(reason=reason, evidence=(proof,)))
    offers = [one for one in facts.offers if one.kind is OfferKind.CONSULTATION]
    if offers or facts.services.messages:
        names = [one.text for one in offers] + [one.name for one in facts.services.messages]
        said = f"有“{'”“'.join(dict.fromkeys(names))}”，没有读到近期的答复：请发测试信件确认能提交"
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, said)
    unread = unread_places(facts)
    if unread is not None:
        return unable(CHECK, params, unread[0], f"没有读到咨询建言渠道，而{unread[1]}")
    reason = "首页和栏目页上没有读到咨询建言渠道"
    seen = "、".join(column.plan.name for column in facts.columns)
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="channel",
        title="没有读到咨询建言渠道",
        observed=reason,
        limit="应提供网上有效咨询建言渠道",
        confidence=CHECK.confidence,
        evidence=(
            Evidence(facts.home_url, f"读到的栏目：{seen}", "首页和栏目页", facts.home_record),
        ),
    )
    return outcome_of(CHECK, params, Faults((), [finding], reason=f"{reason}，请人工查看"))
