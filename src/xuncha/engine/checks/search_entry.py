"""站内搜索

测什么
    首页有没有站内搜索，用网站已有的标题能不能搜到。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“站内搜索”：未提供全站搜索，或者用网站已有标题搜索，
    首页结果中找不到的，扣分；分值没有核实。

判定
    首页全部读到、底部功能区也读到而没有搜索的，计一处；底部功能区没有读到的只作疑似。
    有搜索的，访问设置要求试搜、搜索又能由网址提交的，用从列表中按固定规则抽取的标题试搜：
    抽取的都在第一页结果中的，没有问题；不在其中的作为疑似，由人再搜一次。
    不能由机器试搜的，说明里给出标题由人试，结果是“无法查看”。
    首页有内容由脚本或内嵌框架加载而没有读到搜索的，为“无法查看”。

证据
    搜索框的原文、抽取的标题和网址、每次试搜的网址和取证记录。

盲区
    只看首页；只看结果中有没有这个标题，排列和分类没有检查；由脚本提交或显示的搜索没有试。
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
from xuncha.engine.domain.services import Entry, EntryKind, Presence
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
    needs="首页、文章标题、试搜的结果页（访问设置 search_titles）",
    since="0.2.0",
    status="stable",
    confidence=0.8,
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
    if facts.services.searched:
        return _tried(facts, params, entry)
    titled = [one for one in facts.articles if len(one.title) >= TELLING and one.publish_date]
    keys = [page_key(one.url) for one in titled]
    chosen = drawn(titled, keys, params.sample, facts.plan.code, as_of)
    titles = "、".join(f"《{one.title}》" for one in chosen) or "（没有访问到文章，请自选标题）"
    reason = f"首页有站内搜索；请用这些标题试搜，看首页结果中能否找到：{titles}"
    box = Evidence(entry.url or facts.home_url, entry.quote, "首页", facts.home_record)
    proof = (box, *(Evidence(one.url, one.title, "试搜的标题", one.record) for one in chosen))
    return outcome_of(CHECK, params, Faults(unseen=1, reason=reason, evidence=proof))


def _tried(facts: SiteFacts, params: Params, entry: Entry) -> Outcome:
    """What searching for the site's own titles showed."""
    tried = facts.services.searched
    missed = [one for one in tried if one.is_found is False]
    untold = [one for one in tried if one.is_found is None]
    reason = f"用 {len(tried)} 个标题试搜，第一页结果中没有的 {len(missed)} 个"
    if untold:
        titles = "、".join(f"《{one.title}》（{one.reason}）" for one in untold)
        reason += f"，看不出的 {len(untold)} 个，请人工试搜：{titles}"
    box = Evidence(entry.url or facts.home_url, entry.quote, "首页", facts.home_record)
    findings = [
        Finding(
            check=CHECK.slug,
            target=facts.plan.code,
            key=f"search|{one.title}",
            title=f"搜不到《{one.title}》",
            observed=one.reason,
            limit="用网站已有标题搜索，第一页结果中应有",
            confidence=0.5,
            evidence=(Evidence(one.url, f"{one.title}：{one.reason}", "搜索结果", one.record),),
        )
        for one in missed
    ]
    faults = Faults((), findings, len(untold), UnableClass.NEEDS_PERSON, reason, (box,))
    return outcome_of(CHECK, params, faults)
