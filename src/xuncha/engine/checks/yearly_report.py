"""年度报表（报告）按期发布

测什么
    上一年度的网站工作年度报表、监管年度报表或者政府信息公开工作年度报告，是不是按期发布了。

依据
    国办发〔2017〕47号：网站工作年度报表、监管年度报表于 1 月 31 日前发布；
    《政府信息公开条例》第四十九条：部门年报 1 月 31 日前、
    公开工作主管部门所发本级政府年报 3 月 31 日前。
    查哪一种、期限哪一天由指标集写明。

判定
    在访问到的列表、首页和文章里找标题写明该年度的报表（报告）。发布日期不晚于期限的，没有问题；
    晚于期限的作为疑似：可能是重发。有同类以前年度的而没有该年度的，计一处。
    一份同类的也没有找到的，为“无法查看”：可能放在没有访问到的栏目里，请人查看。
    找到而没有日期的，也为“无法查看”。

证据
    报表（报告）的标题、发布日期、网址和取证记录。

盲区
    只看访问到的列表页；报表内容是否齐全没有检查；标题没有写年度的认不出来。
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.extract.lexicon import pattern

_TABLE = "yearly_reports"
_YEAR = re.compile(r"(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Params:
    """Which report, and the last day (of the year after) on which it is in time."""

    indicator: str
    report: str
    due_month: int
    due_day: int
    limit: float


CHECK = Check(
    slug="yearly-report",
    title="年度报表（报告）按期发布",
    topic="公开",
    targets=frozenset({TargetKind.SITE}),
    metric="yearly_reports_missing",
    needs="栏目列表、首页条目和文章页",
    since="0.2.0",
    status="stable",
    confidence=0.7,
)


@dataclass(frozen=True, slots=True)
class _Report:
    year: int
    title: str
    url: str
    day: date | None
    record: str


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether the report of the last year that is due was published by its day."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    today = local_day(as_of)
    this_year = _due(today.year, params)
    due = this_year if this_year <= today else _due(today.year - 1, params)
    reports = list(_reports(facts, params))
    asked = [one for one in reports if one.year == due.year - 1]
    dated = [one for one in asked if one.day is not None and one.day <= today]
    name = f"{due.year - 1} 年度报表（报告）"
    if dated:
        first = min(dated, key=lambda one: (one.day or today, one.url))
        reason = f"{name}发布于 {first.day}，期限 {due}"
        late = [_finding(facts, first, f"{name}晚于期限发布", reason, 0.5)]
        is_late = first.day is not None and first.day > due
        return outcome_of(CHECK, params, Faults((), late if is_late else (), reason=reason))
    if asked:
        reason = f"找到{name}，没有读到发布日期，请人工核对"
        return unable(CHECK, params, UnableClass.UNDATED, reason)
    earlier = [one for one in reports if one.year < due.year - 1]
    if not earlier:
        reason = f"没有看到{name}所在的栏目，请人工查看"
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, reason)
    last = max(earlier, key=lambda one: (one.year, one.url))
    reason = f"有 {last.year} 年度的，没有找到{name}，期限 {due}"
    missing = [_finding(facts, last, f"没有找到{name}", reason, CHECK.confidence)]
    return outcome_of(CHECK, params, Faults(missing, reason=reason))


def _due(year: int, params: Params) -> date:
    """The last day in time; a day the month does not have means its last."""
    return date(year, params.due_month, min(params.due_day, monthrange(year, params.due_month)[1]))


def _reports(facts: SiteFacts, params: Params) -> Iterator[_Report]:
    """The reports of the kind in lists, on the home page and among the articles."""
    for column in facts.columns:
        for item in column.items:
            yield from _report(item.title, item.url, item.date, column.record, params)
    for item in facts.home_items:
        yield from _report(item.title, item.url, item.date, facts.home_record, params)
    for article in facts.articles:
        day = article.publish_date
        yield from _report(article.title, article.url, day, article.record, params)


def _report(
    title: str, url: str, day: date | None, record: str, params: Params
) -> Iterator[_Report]:
    year = _YEAR.search(title)
    if year and pattern(_TABLE, params.report).search(title):
        yield _Report(int(year[1]), title, url, day, record)


def _finding(
    facts: SiteFacts, report: _Report, title: str, observed: str, confidence: float
) -> Finding:
    quote = f"{report.title}（{report.day or '没有日期'}）"
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key="yearly-report",
        title=title,
        observed=observed,
        limit="按期发布",
        confidence=confidence,
        evidence=(Evidence(report.url, quote, "列表或文章", report.record),),
    )
