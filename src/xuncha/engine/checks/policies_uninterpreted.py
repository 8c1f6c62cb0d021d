"""政策文件没有解读

测什么
    抽取若干件以本单位名义印发的主要政策文件，看有没有对应的解读材料。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“解读比例”：随机抽查主要政策文件，未解读的，发现一个扣 1 分。
    抽几件是凭记忆的数（3 件），写在指标集里。

判定
    从访问到的政策文件里按固定规则抽取（网站、监测日期和网址的摘要值，同样的材料抽出同样的文件）；
    标题像办法、规定、方案、意见、规划、措施的才算主要政策文件，上级文件和人事、公示、答复不算。
    找到对应解读（互相链接，或者标题对应）的，没有问题；没有找到的一律作为疑似：
    解读可能在没有访问到的页面上，请人查看。文件不够抽，或者解读栏目没有看到的，为“无法查看”。

证据
    抽到的文件标题、网址和取证记录；找到的解读标题。

盲区
    只认访问到的页面；不写明所解读文件名称、又不链接到文件的解读认不出来。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.column_state import kind_of_column
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, drawn, outcome_of, site_unseen, unable
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import ColumnKind, TargetKind, UnableClass
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.relations import is_reading

_TABLE = "policy_titles"


@dataclass(frozen=True, slots=True)
class Params:
    """Policies drawn, and how many without an interpretation ask for a person."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="policies-uninterpreted",
    title="政策文件没有解读",
    topic="解读",
    targets=frozenset({TargetKind.SITE}),
    metric="policies_uninterpreted",
    needs="政策文件和政策解读栏目的文章页",
    since="0.2.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The drawn policies no visited page interprets, one finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    policies = _policies(facts)
    if len(policies) < params.sample:
        reason = f"访问到的主要政策文件 {len(policies)} 件，不够抽 {params.sample} 件，请人工抽查"
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, reason)
    if not _has_readings(facts):
        reason = "没有看到政策解读栏目的文章，请人工抽查"
        return unable(CHECK, params, UnableClass.NOT_VISITED, reason)
    interpreted = {page_key(pair.policy_url) for pair in facts.services.interpretations}
    keys = [page_key(one.url) for one in policies]
    chosen = drawn(policies, keys, params.sample, facts.plan.code, as_of)
    lacking = [one for one in chosen if page_key(one.url) not in interpreted]
    titles = "、".join(f"《{one.title}》" for one in chosen)
    reason = f"抽取 {len(chosen)} 件：{titles}；没有找到解读的 {len(lacking)} 件"
    proof = tuple(Evidence(one.url, one.title, "政策文件", one.record) for one in chosen)
    findings = [_finding(facts, one) for one in lacking]
    return outcome_of(CHECK, params, Faults((), findings, reason=reason, evidence=proof))


def _policies(facts: SiteFacts) -> list[ArticleFacts]:
    """The visited policies of the site's own that a sample may be drawn from, each once."""
    known = {page_key(article.url): article for article in facts.articles}
    found: dict[str, ArticleFacts] = {}
    major, not_own = pattern(_TABLE, "major"), pattern(_TABLE, "not_own")
    for column in facts.columns:
        if kind_of_column(column) is not ColumnKind.POLICY:
            continue
        for item in column.items:
            article = known.get(page_key(item.url))
            title = article.title if article else ""
            if article is None or is_reading(title) or not_own.search(title):
                continue
            if major.search(title):
                found[page_key(article.url)] = article
    return list(found.values())


def _has_readings(facts: SiteFacts) -> bool:
    """Whether a column of interpretations was seen with something in it."""
    return any(
        kind_of_column(column) is ColumnKind.INTERPRETATION and column.items
        for column in facts.columns
    )


def _finding(facts: SiteFacts, policy: ArticleFacts) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"policy|{page_key(policy.url)}",
        title=f"《{policy.title}》没有找到解读",
        observed="访问到的页面中没有它的解读材料",
        limit="主要政策文件应有解读",
        confidence=CHECK.confidence,
        evidence=(Evidence(policy.url, policy.title, "政策文件", policy.record),),
    )
