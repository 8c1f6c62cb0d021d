"""某类栏目未开设或未更新

测什么
    指定种类的栏目（如动态要闻、政策文件、政策解读）有没有开设，在期限内有没有更新。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“动态要闻”“政策文件”“政策解读”：未开设栏目，或监测时间点前
    2 周（动态要闻）、6 个月（政策文件、政策解读）内未更新的，扣分。
    查哪一类、只查一级还是各级由指标集写明。

判定
    该类栏目都看过，且全部未更新或空白的，每个计一处。有的更新、有的没有更新的，没有更新的作为疑似：
    是不是指标所说的那个栏目，由人判断。一个该类栏目也没有读到的，作为疑似：名称可能不同，由人看首页。
    期限：动态要闻类按天，其余按月。只有发布日期能证明或否定更新。
    有栏目没有看到，而它可能改变结果的，为“无法查看”。

证据
    每个栏目最新一条的标题、日期、原文和取证记录。

盲区
    栏目种类由名称和台账得出；内容是否名副其实没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.column_state import (
    ColumnView,
    column_finding,
    kind_of_column,
    view_column,
)
from xuncha.engine.checks.frame.counting import not_seen
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, unable, unread_places
from xuncha.engine.domain.facts import ColumnFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import days_before, local_day, months_before
from xuncha.engine.domain.words import LABELS, ColumnKind, ColumnState, TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Kinds of column asked for; whether first-level ones alone; windows in days and months."""

    indicator: str
    kinds: tuple[str, ...]
    first_level: bool
    news_days: int
    notice_months: int
    limit: float


CHECK = Check(
    slug="kind-columns-still",
    title="某类栏目未开设或未更新",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="kind_columns_still",
    needs="栏目列表与文章页的发布日期",
    since="0.2.0",
    status="stable",
    confidence=0.85,
    knows_exemptions=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The columns of the asked kinds that were not updated, certain where none of them was."""
    assert isinstance(facts, SiteFacts)
    if facts.unable is not None or not facts.columns:
        return not_seen(params.indicator, CHECK.slug, facts)
    today = local_day(as_of)
    asked = [column for column in facts.columns if _is_asked(column, params)]
    if not asked:
        return _none_found(facts, params)
    views = []
    for column in asked:
        is_news = kind_of_column(column) is ColumnKind.NEWS
        months = months_before(today, params.notice_months)
        since = days_before(today, params.news_days) if is_news else months
        views.append(view_column(column, since, today))
    late = [v for v in views if v.state in (ColumnState.STILL, ColumnState.BLANK)]
    unseen = [v for v in views if v.state is ColumnState.UNABLE]
    fresh = len(views) - len(late) - len(unseen)
    names = "、".join(LABELS[ColumnKind(kind)] for kind in params.kinds)
    reason = (
        f"{names}类栏目 {len(views)} 个：更新或豁免 {fresh} 个，"
        f"未更新或空白 {len(late)} 个，无法查看 {len(unseen)} 个"
    )
    if unseen and not fresh:
        return unable(CHECK, params, unseen[0].unable or UnableClass.NOT_VISITED, reason)
    findings = [_finding(facts, view) for view in late]
    certain, doubted = ((), findings) if fresh else (findings, ())
    return outcome_of(CHECK, params, Faults(certain, doubted, reason=reason))


def _is_asked(column: ColumnFacts, params: Params) -> bool:
    if kind_of_column(column).value not in params.kinds or not column.plan.counts:
        return False
    return column.plan.level <= 1 or not params.first_level


def _none_found(facts: SiteFacts, params: Params) -> Outcome:
    """Nothing of the kind: suspected where all was read, else nobody can tell."""
    names = "、".join(LABELS[ColumnKind(kind)] for kind in params.kinds)
    level = "一级" if params.first_level else ""
    said = f"没有读到{names}类{level}栏目"
    unread = unread_places(facts)
    if unread is not None:
        return unable(CHECK, params, unread[0], f"{said}，而{unread[1]}")
    seen = "、".join(column.plan.name for column in facts.columns)
    proof = Evidence(facts.home_url, f"读到的栏目：{seen}", "首页导航和台账", facts.home_record)
    finding = Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"kind|{'|'.join(params.kinds)}",
        title=said,
        observed=f"读到栏目 {len(facts.columns)} 个，没有这一类",
        limit="应开设该类栏目",
        confidence=0.5,
        evidence=(proof,),
    )
    return outcome_of(CHECK, params, Faults((), [finding], reason=f"{said}，请人工核对名称"))


def _finding(facts: SiteFacts, view: ColumnView) -> Finding:
    return column_finding(CHECK.slug, facts, view, "期限内应有更新")
