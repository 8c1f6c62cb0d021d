"""标题、关键词和正文被植入不良用语

测什么
    网页标题、关键词和描述标签、标题行、图片说明、看不见的文字、正文、站点地图等文件里，
    出现招揽赌博、色情等内容的用语。

依据
    国办秘函〔2019〕19号 附件1 单项否决：发布或链接反动、暴力、色情等内容；
    对安全攻击（页面被挂马、内容被篡改等）没有及时有效处置。

判定
    用语和分数见 data/lexicon/tamper_words.tsv。一段文字同时出现打击、查处、警示、法规、
    官方彩票、体育、卫生等用语（tamper_contexts.tsv）的，是在说这件事，不计；
    正文本身就在讲同样的事，标题和关键词也不计。正文须有多个用语、含招揽的话才提出。
    结果最多是“疑似”，须由两人分别核对，机器不作认定。

证据
    页面地址、所在的标签或段落、原文、取证记录。

盲区
    用语表之外的新说法、图片里的字看不出来；没有访问到的页面没有检查。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.traces import of_what_was_seen, proposed, unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.tampering import TAMPERING_LABELS, PageTraces, SeenAs, WordingTrace
from xuncha.engine.domain.words import TargetKind


@dataclass(frozen=True, slots=True)
class Params:
    """Pages that ask for a person, and the weight the words of one place need."""

    indicator: str
    least_weight: int
    limit: float


CHECK = Check(
    slug="stuffed-titles",
    title="标题、关键词和正文被植入不良用语",
    topic="安全",
    targets=frozenset({TargetKind.SITE}),
    metric="stuffed_pages",
    needs="访问到的全部网页",
    since="0.1.0",
    status="stable",
    confidence=0.8,
    only_proposes=True,
    two_persons=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The pages with wording of gambling, porn or a like trade, one finding a page."""
    assert isinstance(facts, SiteFacts)
    found: dict[str, list[tuple[PageTraces, WordingTrace]]] = {}
    for page in facts.tampering.pages:
        for trace in page.wording:
            if trace.weight >= params.least_weight:
                found.setdefault(page_key(page.url), []).append((page, trace))
    findings = [_finding(facts.plan.code, key, found[key], params) for key in sorted(found)]
    nothing = of_what_was_seen(unseen(CHECK.slug, facts, params), CHECK.slug, params, findings)
    if nothing is not None:
        return nothing
    reason = f"看过网页 {facts.tampering.looked} 个，其中 {len(findings)} 个疑似被植入不良用语"
    return proposed(CHECK.slug, params, findings, reason)


def _finding(
    target: str, key: str, seen: list[tuple[PageTraces, WordingTrace]], params: Params
) -> Finding:
    places = "、".join(dict.fromkeys(_where(page, trace) for page, trace in seen))
    words = "、".join(dict.fromkeys(word for _, trace in seen for word in trace.words))
    return Finding(
        check=CHECK.slug,
        target=target,
        key=key,
        title=f"{places}疑似被植入不良用语",
        observed=words,
        limit=f"用语分数 {params.least_weight} 分起",
        confidence=CHECK.confidence,
        evidence=tuple(
            Evidence(page.url, trace.quote, _where(page, trace), page.record)
            for page, trace in seen
        ),
    )


def _where(page: PageTraces, trace: WordingTrace) -> str:
    place = TAMPERING_LABELS[trace.place]
    if page.seen_as is SeenAs.READER:
        return place
    return f"{TAMPERING_LABELS[page.seen_as]}时的{place}"
