"""发布日期疑似倒填

测什么
    标注的发布日期早于文章真正上网的时间：网址里的生成日期更晚。

依据
    国办秘函〔2019〕19号 附件1 单项否决：弄虚作假（如伪造发稿日期）。

判定
    标注日期比网址里的日期早出规定的天数的，算一篇。同一天上网的有很多篇，且标注日期各不相同的，多半是补录或迁移，
    不算，在理由中写明。补录和迁移都很常见，结果最多是“疑似”，须由两人分别核对，机器不作认定。

证据
    文章地址、两处日期的原文、取证记录。

盲区
    网址里没有日期的看不出来；系统按标注日期生成网址的看不出来。
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.traces import proposed, unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, DateFact, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import DatePlace, TargetKind


@dataclass(frozen=True, slots=True)
class Params:
    """Articles that ask for a person; days between two dates; articles of one day in the address
    from which on they were brought in together."""

    indicator: str
    early_days: int
    together: int
    limit: float


CHECK = Check(
    slug="false-dates",
    title="发布日期疑似倒填",
    topic="更新",
    targets=frozenset({TargetKind.SITE}),
    metric="false_dates",
    needs="文章页上的各处日期",
    since="0.1.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
    two_persons=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The articles that say they are older than their address; many made on one day are a move."""
    assert isinstance(facts, SiteFacts)
    nothing = unseen(CHECK.slug, facts, params)
    if nothing is not None:
        return nothing
    early: list[tuple[ArticleFacts, DateFact]] = []
    for article in facts.articles:
        made = _made(article)
        published = article.publish_date
        if made is None or published is None or made.value > as_of.date():
            continue
        if (made.value - published).days >= params.early_days:
            early.append((article, made))
    a_day: Counter[date] = Counter(made.value for _, made in early)
    moved = {day for day, count in a_day.items() if count >= params.together}
    left = sum(a_day[day] for day in moved)
    findings = [
        _finding(facts.plan.code, article, made, params)
        for article, made in early
        if made.value not in moved
    ]
    reason = f"看过文章 {len(facts.articles)} 篇，标注日期明显偏早的 {len(findings)} 篇"
    if left:
        reason += f"，另有 {left} 篇同日集中上网，按补录或迁移处理"
    return proposed(CHECK.slug, params, findings, reason)


def _made(article: ArticleFacts) -> DateFact | None:
    """The day the address of an article bears; None when it bears none."""
    return next((one for one in article.dates if one.place is DatePlace.URL), None)


def _finding(target: str, article: ArticleFacts, made: DateFact, params: Params) -> Finding:
    published = article.publish_date
    printed = next((one.quote for one in article.dates if one.value == published), str(published))
    days = (made.value - published).days if published else 0
    return Finding(
        check=CHECK.slug,
        target=target,
        key=page_key(article.url),
        title=f"《{article.title}》标注的发布日期比网址里的日期早 {days} 天",
        observed=f"标注 {published}，网址 {made.value.isoformat()}",
        limit=f"相差 {params.early_days} 天以上",
        confidence=CHECK.confidence,
        evidence=(
            Evidence(article.url, printed, "页面上的发布日期", article.record),
            Evidence(article.url, made.quote, "网址", article.record),
        ),
    )
