"""留言及答复未按期公开

测什么
    网站公开的留言和答复，最近一次答复是不是在期限以内。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“留言公开”：监测时间点前 2 个月内未公开
    网民留言及答复的，扣 3 分。

判定
    任何一个留言类栏目在期限内有答复的，没有问题。留言类栏目都看过、每件都看得出答复日期而都早于期限的，
    计一处。看得出栏目没有公开留言（空白）的同样计一处。一个留言类栏目也没有读到的，作为疑似：
    可能在别的平台上公开。有留言看不出答复日期的，为“无法查看”，请人打开几件核对。

证据
    最近一件答复的标题、来信和答复日期原文、取证记录。

盲区
    只看列表首页和访问到的信件；在别的网站（如统一的信箱平台）上公开的没有访问。
"""

from dataclasses import dataclass
from datetime import date, datetime

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
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import MessageColumn
from xuncha.engine.domain.windows import local_day, months_before
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """The window in months; how many faults make a hit."""

    indicator: str
    notice_months: int
    limit: float


CHECK = Check(
    slug="answers-still",
    title="留言及答复未按期公开",
    topic="互动",
    targets=frozenset({TargetKind.SITE}),
    metric="answers_still",
    needs="留言类栏目和其中的信件页",
    since="0.2.0",
    status="stable",
    confidence=0.8,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether any published answer falls inside the window."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    today = local_day(as_of)
    since = months_before(today, params.notice_months)
    columns = facts.services.messages
    if not columns:
        return _none_found(facts, params)
    newest = _newest(columns, today)
    if newest is not None and newest >= since:
        reason = f"最近一次公开答复 {newest.isoformat()}，在期限（{since.isoformat()} 起）内"
        proof = tuple(_proof(column, newest) for column in columns if _has(column, newest))
        return outcome_of(CHECK, params, Faults(reason=reason, evidence=proof[:1]))
    blind = next((column for column in columns if column.unable is not None), None)
    if blind is not None:
        reason = f"留言栏目“{blind.name}”没有看到：{blind.reason}"
        return unable(CHECK, params, blind.unable or UnableClass.NOT_VISITED, reason)
    open_ones = sum(one.answered is None for column in columns for one in column.items)
    if open_ones:
        reason = f"有 {open_ones} 件留言看不出答复日期，请人工打开核对"
        return unable(CHECK, params, UnableClass.UNDATED, reason)
    said = f"最近一次公开答复 {newest.isoformat()}" if newest else "没有公开的留言和答复"
    reason = f"{said}，{since.isoformat()} 以来没有公开新的答复"
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="answers",
        title="留言及答复未按期公开",
        observed=reason,
        limit=f"{params.notice_months} 个月内应公开留言及答复",
        confidence=CHECK.confidence,
        evidence=tuple(_proof(column, newest) for column in columns),
    )
    return outcome_of(CHECK, params, Faults([finding], reason=reason))


def _newest(columns: tuple[MessageColumn, ...], today: date) -> date | None:
    days = [
        one.answered
        for column in columns
        for one in column.items
        if one.answered is not None and one.answered <= today
    ]
    return max(days, default=None)


def _has(column: MessageColumn, day: date) -> bool:
    return any(one.answered == day for one in column.items)


def _proof(column: MessageColumn, day: date | None) -> Evidence:
    item = next((one for one in column.items if day is not None and one.answered == day), None)
    quote = f"{item.title}　{item.quote}" if item else f"栏目显示留言 {len(column.items)} 件"
    return Evidence(column.url, quote, f"栏目“{column.name}”", column.record)


def _none_found(facts: SiteFacts, params: Params) -> Outcome:
    unread = unread_places(facts)
    if unread is not None:
        return unable(CHECK, params, unread[0], f"没有读到留言类栏目，而{unread[1]}")
    reason = "没有读到留言类栏目，可能在别的平台上公开，请人工查看"
    seen = "、".join(column.plan.name for column in facts.columns)
    proof = Evidence(facts.home_url, f"读到的栏目：{seen}", "首页导航和台账", facts.home_record)
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="answers|none",
        title="没有读到公开留言的栏目",
        observed=reason,
        limit="应公开留言及答复",
        confidence=0.4,
        evidence=(proof,),
    )
    return outcome_of(CHECK, params, Faults((), [finding], reason=reason))
