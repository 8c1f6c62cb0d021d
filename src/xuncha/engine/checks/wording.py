"""文字表述错误

测什么
    网站文章及其附件、账号内容中的错别字、漏字多字、名称错误、不规范表述、标点和日期错误。

依据
    国办秘函〔2019〕19号 检查指标关于表述错误的要求；青海等地的通报将文字表述错误单列，
    不影响合格判定。
    每一条词条的来源、有效期见错误词库。个人信息依《个人信息保护法》《政府信息公开条例》。

判定
    只检查中文段落；按文章发布日期使用当时有效的词条；白名单和更长的正确词语优先。词库之外，
    由字词统计指出与官方文本用字不合的地方；疑似地名、人名、企业名的，A 档不提。
    机器只提出线索，每一条都须有人确认后才进入通报。同一页面上同样的错误计一处；
    多个页面上同样的写法合为一条线索，列出全部位置，按页面计数。本单位的词库与错误词库
    同时使用；白名单和允许词语略去的，写明处数，可以打开。采纳率过低的规则只作存疑提示。

证据
    页面或附件地址、错误所在的原句、在正文或附件中的位置、取证记录。

盲区
    词库和字词统计之外的错误发现不了；图片、音视频、没有文字层的扫描件、加密或打不开的附件没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.clustering import Sighting, clustered, left_out, neighbours_of
from xuncha.engine.checks.frame.counting import told
from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.text_places import TextPlace, places_of
from xuncha.engine.domain.addresses import wording_key
from xuncha.engine.domain.facts import TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import LABELS, Band, Result, TargetKind, TextErrorKind
from xuncha.engine.proofread import allowances
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.privacy.masks import masked, masked_with
from xuncha.engine.proofread.standing import word_around

WORDS = frozenset(
    {
        TextErrorKind.TYPO,
        TextErrorKind.MISSING,
        TextErrorKind.EXTRA,
        TextErrorKind.NAME,
        TextErrorKind.FORMULATION,
    }
)
"""Kinds that are about words, which an office may allow or list."""
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


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Every wrong wording in the visited text, one finding for all pages with the same writing."""
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
    code = facts.plan.code
    places = list(places_of(facts))
    passages = [place.passage() for place in places]
    found = proofread_all(passages, band=Band(params.band), own=history.own)
    sifted = allowances.apply(passages, found, history.own, code)
    kept = clustered(
        Sighting(_finding(code, place, one), neighbours_of(place.text, one.start, one.end))
        for place, ones in zip(places, sifted.kept, strict=True)
        for one in ones
    )
    left = left_out(
        (_finding(code, place, one.finding), one.reason)
        for place, ones in zip(places, sifted.allowed, strict=True)
        for one in ones
    )
    count = sum(one.count for one in kept)
    characters = sum(len(place.text) for place in places)
    reason = f"检查中文 {characters} 字，发现 {count} 处疑似文字表述错误"
    if left:
        reason += f"，因白名单略去 {sum(one.count for one in left)} 处"
    return Outcome(
        indicator=params.indicator,
        check=CHECK.slug,
        result=Result.HIT if count >= params.limit else Result.CLEAR,
        count=count,
        count_with_open=count,
        reason=reason,
        findings=kept,
        left_out=left,
    )


def _finding(target: str, place: TextPlace, found: TextFinding) -> Finding:
    """The finding with what identifies persons hidden, in the words found and around them."""
    shown = masked_with(place.text, found)
    text = shown[found.start : found.end]
    begin = max(0, found.start - QUOTE_NEIGHBOURS)
    quote = shown[begin : found.end + QUOTE_NEIGHBOURS]
    return Finding(
        check=CHECK.slug,
        target=target,
        key=wording_key(place.url, text),
        title=_title(text, found),
        observed=text,
        limit=found.rule,
        confidence=found.confidence,
        evidence=(Evidence(place.url, quote, masked(place.where_at(found.start)), place.record),),
        kind=found.kind,
        suggestion=found.suggestion,
        why=found.why,
        word=word_around(shown, found.start, found.end) if found.kind in WORDS else "",
    )


def _title(text: str, found: TextFinding) -> str:
    if found.kind is TextErrorKind.PRIVACY:
        return f"疑似{LABELS[found.kind]}：{text}"
    return f"“{text}”疑应为“{found.suggestion}”" if found.suggestion else text
