"""正文在原日期下被改动

测什么
    文章的发布日期没有变，正文却与上次访问时大不相同，页面上也没有更正说明。

依据
    国办秘函〔2019〕19号 附件1 单项否决：对安全攻击（内容被篡改等）没有及时有效处置；
    弄虚作假。

判定
    逐段比较上次和这次的正文（只留各段的摘要值，过短的段不计；计数器、相关链接、
    多篇文章共有的段落不属于正文）。原样留下的段落占比低于规定，且发布日期没有变的，提出疑似
    （增、删一段，改一个数字都算改动）。写明更正、修订、补充、废止等的，是正常更正，不提出。
    全站多数文章同时改变的，多半是改版或迁移，也不提出，在理由中写明。
    结果最多是“疑似”，须由两人分别核对，机器不作认定。

证据
    文章地址、现在的正文开头、上次看到的日期和取证记录。

盲区
    没有上次访问的记录就无法比较；编辑悄悄改正错字也会提出，分不出与篡改的差别；
    图片和附件的改动不比较。
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import unable
from xuncha.engine.checks.frame.traces import proposed, unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.domain.words import TargetKind, UnableClass

QUOTED, SHARED_BY = 80, 3
"""Characters of the body shown; articles a paragraph of the page, not of a text, stands in."""
MOSTLY, SLIGHT = 50, 0.4
"""The per cent of paragraphs kept from which on a change is slight, and the confidence then."""
_FULL = 100


@dataclass(frozen=True, slots=True)
class Params:
    """Articles that ask for a person; the per cent of paragraphs that must have stayed; the per
    cent of changed articles, and how many, from which on the site was rebuilt."""

    indicator: str
    kept_pct: int
    rebuilt_pct: int
    rebuilt_least: int
    limit: float


CHECK = Check(
    slug="body-changed",
    title="正文在原日期下被改动",
    topic="安全",
    targets=frozenset({TargetKind.SITE}),
    metric="bodies_changed",
    needs="文章正文和上次访问的正文摘要",
    since="0.1.0",
    status="stable",
    confidence=0.6,
    only_proposes=True,
    two_persons=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The articles whose body is another under the same title and day; ``unable`` without an
    earlier look."""
    assert isinstance(facts, SiteFacts)
    nothing = unseen(CHECK.slug, facts, params)
    if nothing is not None:
        return nothing
    before = {body.key: body for body in sorted(history.bodies, key=lambda body: body.seen_on)}
    now = {body.key: body for body in facts.bodies if body.key in before}
    if not now:
        reason = "没有上次访问时的正文可比，下次检查起可以比较"
        return unable(CHECK, params, UnableClass.NO_HISTORY, reason)
    shared = _shared((*before.values(), *now.values()))
    kept = {key: _kept_pct(before[key], now[key], shared) for key in sorted(now)}
    changed = [key for key, pct in kept.items() if pct < params.kept_pct]
    many = len(changed) * _FULL >= params.rebuilt_pct * len(now)
    reason = f"可比的文章 {len(now)} 篇，正文大改的 {len(changed)} 篇"
    if many and len(changed) >= params.rebuilt_least:
        return proposed(CHECK.slug, params, [], f"{reason}，多数同时改变，按改版或迁移处理")
    articles = {page_key(article.url): article for article in facts.articles}
    findings = [
        _finding(facts.plan.code, articles[key], before[key], kept[key])
        for key in changed
        if _is_same_item(before[key], now[key]) and not _is_corrected(before[key], now[key])
    ]
    return proposed(CHECK.slug, params, findings, f"{reason}，其中 {len(findings)} 篇没有更正说明")


def _shared(bodies: Iterable[KnownBody]) -> frozenset[str]:
    """Paragraphs that stand in several articles: they belong to the page, not to the text."""
    keys: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        for digest in body.digests:
            keys[digest].add(body.key)
    return frozenset(digest for digest, found in keys.items() if len(found) >= SHARED_BY)


def _kept_pct(before: KnownBody, now: KnownBody, shared: frozenset[str]) -> float:
    """How many of the paragraphs stand in both; 100 where there were none to compare."""
    then, here = (
        Counter(one for one in body.digests if one not in shared) for body in (before, now)
    )
    if not then:
        return _FULL
    return (then & here).total() * _FULL / max(then.total(), here.total())


def _is_same_item(before: KnownBody, now: KnownBody) -> bool:
    return before.published == now.published and before.published is not None


def _is_corrected(before: KnownBody, now: KnownBody) -> bool:
    """Whether a paragraph that was not there before tells of a correction."""
    return not {*now.corrections} <= {*before.digests, *before.corrections}


def _finding(target: str, article: ArticleFacts, before: KnownBody, kept: float) -> Finding:
    text = "".join(block.text for block in article.blocks) or article.title
    told = f"{before.seen_on} 看到的段落只留下 {kept:.0f}%，发布日期仍为 {before.published}"
    return Finding(
        check=CHECK.slug,
        target=target,
        key=page_key(article.url),
        title=f"《{article.title}》的正文在原发布日期下被改动",
        observed=told,
        limit="正文改动须有更正说明或新的发布日期",
        confidence=CHECK.confidence if kept < MOSTLY else SLIGHT,
        evidence=(
            Evidence(article.url, text[:QUOTED], "正文", article.record),
            Evidence(article.url, told, "上次访问", before.record),
        ),
    )
