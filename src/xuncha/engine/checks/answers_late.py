"""留言答复超过工作日期限

测什么
    公开的留言中，从收到到答复超过若干个工作日的有几件。

依据
    对简单常见问题的咨询应在 5 个工作日内答复（公开的解读和地方通报，未见国家文件原文）。
    期限由指标集写明。

判定
    页面上收到、答复两个日期都写明的，按国务院节假日安排数工作日，超过期限的作为疑似：
    是不是简单常见的咨询、有没有说明延期，由人判断。没有一件写明两个日期的，为“无法查看”。
    节假日安排尚未公布的年份，不计。

证据
    留言标题、两个日期的原文、相隔的工作日数、取证记录。信中的个人信息已遮盖。

盲区
    只看公开的留言；答复内容是否有用没有检查。
"""

from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import MessageColumn, MessageItem
from xuncha.engine.domain.windows import local_day, months_before
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.domain.working_days import UnknownYearError, working_days_after


@dataclass(frozen=True, slots=True)
class Params:
    """Messages of the last months; the working days an answer may take."""

    indicator: str
    yearly_months: int
    working_days: int
    limit: float


CHECK = Check(
    slug="answers-late",
    title="留言答复超过工作日期限",
    topic="互动",
    targets=frozenset({TargetKind.SITE}),
    metric="answers_late",
    needs="留言类栏目和其中的信件页、节假日安排",
    since="0.2.0",
    status="stable",
    confidence=0.6,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The published messages whose answer took longer, one finding each; suspected at most."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    first = months_before(local_day(as_of), params.yearly_months)
    timed, late = 0, {}
    for column in facts.services.messages:
        for item in column.items:
            if item.received is None or item.answered is None or item.received < first:
                continue
            due = _due(item.received, params.working_days)
            timed += due is not None
            if due is not None and item.answered > due:
                finding = _finding(facts, column, item, due)
                late[finding.key] = finding
    if not timed:
        reason = "没有一件留言写明收到和答复两个日期，请人工打开核对"
        return unable(CHECK, params, UnableClass.UNDATED, reason)
    reason = f"写明两个日期的留言 {timed} 件，超过 {params.working_days} 个工作日的 {len(late)} 件"
    return outcome_of(CHECK, params, Faults((), list(late.values()), reason=reason))


def _due(received: date, working_days: int) -> date | None:
    """The last day in time; None where the holidays of the year are not arranged yet."""
    try:
        return working_days_after(received, working_days)
    except UnknownYearError:
        return None


def _finding(facts: SiteFacts, column: MessageColumn, item: MessageItem, due: date) -> Finding:
    url = item.url or column.url
    said = f"{item.received} 收到，{item.answered} 答复，期限 {due}"
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"message|{page_key(url)}|{item.title}",
        title=f"留言“{item.title}”答复超过期限",
        observed=said,
        limit="简单常见的咨询应在期限内答复",
        confidence=CHECK.confidence,
        evidence=(Evidence(url, item.quote or item.title, f"栏目“{column.name}”", column.record),),
    )
