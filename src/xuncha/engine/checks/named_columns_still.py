"""指定栏目未开设或未更新

测什么
    指标点名的栏目（如办事统计、留言办理统计、数据发布）有没有开设，在期限内有没有更新。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“办事统计”：未公开办事统计数据，或者监测时间点前 3 个月内
    未更新的，扣 2 分；“留言公开”：应公开留言受理反馈情况统计数据。
    查哪一栏、期限几个月由指标集写明。

判定
    名称与该栏的通行名称相符、并且作为栏目访问过的，按最新一条的发布日期判断：期限内有更新的没有问题；
    没有更新或者空白的，计一处。只找到链接而没有作为栏目访问的，由人打开查看，为“无法查看”：
    统计数据常常是图表，机器读不出日期。没有找到的，作为疑似；首页或栏目有没有读到的部分时，为“无法查看”。

证据
    栏目最新一条的标题、日期、原文；找到的链接；取证记录。

盲区
    只认名称；图表、附件里的统计期读不出来；放在别的平台上的没有访问。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.column_state import column_finding, view_column
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import (
    Faults,
    outcome_of,
    site_unseen,
    unable,
    unread_places,
)
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.offers import OFFER_LABELS, OfferKind
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import local_day, months_before
from xuncha.engine.domain.words import ColumnState, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """The places asked for, any of which will do; the window in months."""

    indicator: str
    columns: tuple[str, ...]
    notice_months: int
    limit: float


CHECK = Check(
    slug="named-columns-still",
    title="指定栏目未开设或未更新",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="named_columns_still",
    needs="栏目名称、首页和栏目页上的链接、栏目列表的发布日期",
    since="0.2.0",
    status="stable",
    confidence=0.7,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether a place that is called so was updated inside the window."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    name = "、".join(OFFER_LABELS[OfferKind(kind)] for kind in params.columns)
    offers = [one for one in facts.offers if one.kind.value in params.columns]
    if not offers:
        return _none_found(facts, params, name)
    keys = {page_key(one.url) for one in offers}
    columns = [one for one in facts.columns if page_key(one.plan.url) in keys]
    today = local_day(as_of)
    since = months_before(today, params.notice_months)
    views = [view_column(column, since, today) for column in columns]
    good = [v for v in views if v.state in (ColumnState.FRESH, ColumnState.EXEMPT)]
    late = [v for v in views if v.state in (ColumnState.STILL, ColumnState.BLANK)]
    proof = tuple(Evidence(one.on, f"{one.text}　{one.url}", "链接", one.record) for one in offers)
    if good:
        reason = f"“{good[0].column.plan.name}”{good[0].reason}"
        return outcome_of(CHECK, params, Faults(reason=reason, evidence=proof))
    if not late or len(late) < len(views):
        said = f"找到“{offers[0].text}”，看不出最近的更新日期，请人工打开查看"
        why = next((v.unable for v in views if v.unable), None) or UnableClass.NEEDS_PERSON
        return unable(CHECK, params, why, said)
    limit = f"{params.notice_months} 个月内应有更新"
    findings = [column_finding(CHECK.slug, facts, view, limit) for view in late]
    reason = f"{name}栏目 {len(late)} 个，{since.isoformat()} 以来都没有更新"
    return outcome_of(CHECK, params, Faults(findings, reason=reason, evidence=proof))


def _none_found(facts: SiteFacts, params: Params, name: str) -> Outcome:
    said = f"没有找到{name}"
    unread = unread_places(facts)
    if unread is not None:
        return unable(CHECK, params, unread[0], f"{said}，而{unread[1]}")
    seen = "、".join(column.plan.name for column in facts.columns)
    proof = Evidence(facts.home_url, f"读到的栏目：{seen}", "首页和栏目页", facts.home_record)
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"named|{'|'.join(params.columns)}",
        title=said,
        observed=f"读到栏目 {len(facts.columns)} 个，没有这样的名称",
        limit=f"应开设并在 {params.notice_months} 个月内更新",
        confidence=0.4,
        evidence=(proof,),
    )
    return outcome_of(CHECK, params, Faults((), [finding], reason=f"{said}，请人工核对"))
