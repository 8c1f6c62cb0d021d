"""文字表述错误

测什么
    网站文章及其附件、账号内容中的错别字、漏字多字、名称错误、不规范表述、标点和日期错误。

依据
    国办秘函〔2019〕19号 检查指标关于表述错误的要求；青海等地的通报将文字表述错误单列，
    不影响合格判定。
    每一条词条的来源、有效期见错误词库。

判定
    只检查中文段落；按文章发布日期使用当时有效的词条；白名单和更长的正确词语优先。
    机器只提出线索，每一条都须有人确认后才进入通报。同一页面上同样的错误合为一条。

证据
    页面或附件地址、错误所在的原句、在正文或附件中的位置、取证记录。

盲区
    词库之外的错误发现不了；图片、音视频、没有文字层的扫描件、加密或打不开的附件没有检查。
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from xuncha.engine.checks.frame.counting import told
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.addresses import wording_key
from xuncha.engine.domain.facts import AccountFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Band, Result, TargetKind
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.findings import TextFinding

QUOTE_NEIGHBOURS = 30
"""Characters of the sentence kept on either side of the wrong words."""


@dataclass(frozen=True, slots=True)
class Params:
    """The band shown, and how many findings make a hit."""

    indicator: str
    band: str
    limit: float


CHECK = Check(
    slug="wording",
    title="文字表述错误",
    topic="文字",
    targets=frozenset({TargetKind.SITE, TargetKind.ACCOUNT}),
    metric="wording_errors",
    needs="文章正文和附件、账号内容",
    since="0.1.0",
    status="stable",
    confidence=0.9,
)


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    where: str
    url: str
    record: str
    published: date | None


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Every wrong wording in the visited text, one finding per page and wrong words."""
    if facts.unable is not None:
        return Outcome(
            indicator=params.indicator,
            check=CHECK.slug,
            result=Result.UNABLE,
            count=0,
            count_with_open=0,
            reason=told(facts.unable, facts.reason),
            unable_class=facts.unable,
        )
    findings: dict[str, Finding] = {}
    characters = 0
    for passage in _passages(facts):
        characters += len(passage.text)
        for found in proofread(passage.text, band=Band(params.band), published=passage.published):
            finding = _finding(facts.plan.code, passage, found)
            findings.setdefault(finding.key, finding)
    kept = tuple(findings[key] for key in sorted(findings))
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=Result.HIT if len(kept) >= params.limit else Result.CLEAR,
        count=len(kept),
        count_with_open=len(kept),
        reason=f"检查中文 {characters} 字，发现 {len(kept)} 处疑似文字表述错误",
        findings=kept,
    )


def _passages(facts: TargetFacts) -> Iterable[_Passage]:
    if isinstance(facts, AccountFacts):
        for post in facts.posts:
            day = local_day(post.published_at) if post.published_at else None
            for where, text in (("标题", post.title), ("正文", post.text)):
                if text:
                    yield _Passage(text, where, post.url, post.record, day)
        return
    for article in facts.articles:
        yield _Passage(article.title, "文章标题", article.url, article.record, article.publish_date)
        for number, block in enumerate(article.blocks, start=1):
            if block.language == "zh":
                yield _Passage(
                    block.text,
                    f"《{article.title}》正文第 {number} 段",
                    article.url,
                    article.record,
                    article.publish_date,
                )
    published = {article.url: article.publish_date for article in facts.articles}
    for file in facts.attachments:
        for place in file.blocks:
            if place.language == "zh":
                where = f"附件《{file.name}》{place.place}"
                day = published.get(file.linked_from)
                yield _Passage(place.text, where, file.url, file.record, day)


def _finding(target: str, passage: _Passage, found: TextFinding) -> Finding:
    begin = max(0, found.start - QUOTE_NEIGHBOURS)
    quote = passage.text[begin : found.end + QUOTE_NEIGHBOURS]
    return Finding(
        check=CHECK.slug,
        target=target,
        key=wording_key(passage.url, found.text),
        title=f"“{found.text}”疑应为“{found.suggestion}”" if found.suggestion else found.text,
        observed=found.text,
        limit=found.rule,
        confidence=found.confidence,
        evidence=(Evidence(passage.url, quote, passage.where, passage.record),),
        kind=found.kind,
        suggestion=found.suggestion,
        why=found.why,
    )
