"""站内搜索

测什么
    首页有没有站内搜索，并为人工试搜准备好标题。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“站内搜索”：未提供全站搜索，或者用网站已有标题搜索，
    首页结果中找不到的，扣分；分值没有核实。

判定
    首页全部读到、底部功能区也读到而没有搜索的，计一处；底部功能区没有读到的只作疑似。
    有搜索的，能不能搜到须由人试：说明里给出从本网站文章中按固定规则抽取的标题，结果是“无法查看”。
    首页有内容由脚本或内嵌框架加载而没有读到搜索的，为“无法查看”。

证据
    搜索框的原文、抽取的标题和网址、取证记录。

盲区
    只看首页；搜索结果的对错没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import (
    Faults,
    drawn,
    outcome_of,
    reads_footer,
    site_unseen,
    unable,
)
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import EntryKind, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass

TELLING = 8
"""Characters of a title that is worth searching for: shorter ones stand on many pages."""


@dataclass(frozen=True, slots=True)
class Params:
    """Titles drawn for a person to search for; how many faults make a hit."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="search-entry",
    title="站内搜索",
    topic="功能",
    targets=frozenset({TargetKind.SITE}),
    metric="search_faults",
    needs="首页、文章标题；能不能搜到由人试",
    since="0.2.0",
    status="stable",
    confidence=0.8,
    never_clears=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """A missing search; where there is one, the titles to try it with, for a person."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    entry = next((e for e in facts.services.entries if e.kind is EntryKind.SEARCH), None)
    if entry is None or entry.presence is Presence.UNREAD:
        reason = facts.home_unread or "首页没有读完，请人工查看有没有站内搜索"
        return unable(CHECK, params, UnableClass.NEEDS_RENDERING, reason)
    if entry.presence is Presence.ABSENT:
        reason = "首页没有读到站内搜索"
        finding = Finding(
            check=CHECK.slug,
            target=facts.plan.code,
            key="search",
            title=reason,
            observed=reason,
            limit="应提供全站搜索",
            confidence=CHECK.confidence,
            evidence=(Evidence(facts.home_url, reason, "首页", facts.home_record),),
        )
        certain, doubted = ([finding], ()) if reads_footer(facts) else ((), [finding])
        return outcome_of(CHECK, params, Faults(certain, doubted, reason=reason))
    titled = [one for one in facts.articles if len(one.title) >= TELLING and one.publish_date]
    keys = [page_key(one.url) for one in titled]
    chosen = drawn(titled, keys, params.sample, facts.plan.code, as_of)
    titles = "、".join(f"《{one.title}》" for one in chosen) or "（没有访问到文章，请自选标题）"
    reason = f"首页有站内搜索；请用这些标题试搜，看首页结果中能否找到：{titles}"
    box = Evidence(entry.url or facts.home_url, entry.quote, "首页", facts.home_record)
    proof = (box, *(Evidence(one.url, one.title, "试搜的标题", one.record) for one in chosen))
    return outcome_of(CHECK, params, Faults(unseen=1, reason=reason, evidence=proof))
