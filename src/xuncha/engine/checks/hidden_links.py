"""暗链和被植入的跳转

测什么
    网页里藏起来的站外链接、编码过的脚本写入的链接、看不见的内嵌框架、自动转到站外的跳转，
    以及文字为赌博、色情等内容的链接。

依据
    国办秘函〔2019〕19号 附件1 单项否决：发布或链接反动、暴力、色情等内容；
    对安全攻击（页面被挂马、内容被篡改等）没有及时有效处置。

判定
    一个链接按藏法、指向、文字分别计分（data/lexicon/tamper_limits.toml），够分的才提出。
    菜单、选项卡、轮播、跳转到正文、打印样式、友情链接下拉框里的正常链接不够分。
    指向本站、gov.cn、edu.cn 和常见网站的不计指向分；文字说明是在打击、宣传、科普的不计文字分。
    结果最多是“疑似”，须由两人分别核对，机器不作认定。

证据
    页面地址、链接所在的一段网页代码、取证记录。公开的文书不写链接指向哪里。

盲区
    只藏了一个、文字普通、写法与菜单无异的链接看不出来；脚本只在运行时才拼出的地址，
    没有浏览器渲染就看不到；只给搜索引擎看的内容，访问设置没有允许换身份再看时看不到；
    没有随访问取回的样式文件里的规则不计。
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.traces import of_what_was_seen, proposed, unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.tampering import (
    TAMPERING_LABELS,
    Hiding,
    LinkTrace,
    PageTraces,
    SeenAs,
)
from xuncha.engine.domain.words import TargetKind

SHOWN = 10
"""Pieces of evidence for one page."""
SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Params:
    """Pages that ask for a person, and the weight a link needs to be one."""

    indicator: str
    least_weight: int
    limit: float


CHECK = Check(
    slug="hidden-links",
    title="暗链和被植入的跳转",
    topic="安全",
    targets=frozenset({TargetKind.SITE}),
    metric="hidden_links",
    needs="访问到的全部网页",
    since="0.1.0",
    status="stable",
    confidence=0.8,
    only_proposes=True,
    two_persons=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The pages with links that may not be the owner's, one finding a page."""
    assert isinstance(facts, SiteFacts)
    by_page: dict[str, list[tuple[PageTraces, LinkTrace]]] = defaultdict(list)
    for page in facts.tampering.pages:
        for link in page.links:
            if link.weight >= params.least_weight:
                by_page[page_key(page.url)].append((page, link))
    findings = [
        _finding(facts.plan.code, key, seen, params) for key, seen in sorted(by_page.items())
    ]
    nothing = of_what_was_seen(unseen(CHECK.slug, facts, params), CHECK.slug, params, findings)
    if nothing is not None:
        return nothing
    reason = f"看过网页 {facts.tampering.looked} 个，其中 {len(findings)} 个有疑似暗链或植入的跳转"
    return proposed(CHECK.slug, params, findings, reason)


def _finding(
    target: str, key: str, seen: list[tuple[PageTraces, LinkTrace]], params: Params
) -> Finding:
    """One page's finding; its words name how things are hidden, never where they lead."""
    different = {(link.url, link.text): link for _, link in seen}
    ways = dict.fromkeys(_way(page, link) for page, link in seen)
    title = f"疑似暗链 {len(different)} 个：{'、'.join(ways)}"
    worded = any(link.words for _, link in seen)
    return Finding(
        check=CHECK.slug,
        target=target,
        key=key,
        title=title,
        observed="、".join(ways),
        limit=f"可疑程度 {params.least_weight} 分起",
        confidence=SURE if worded else LIKELY,
        evidence=tuple(
            Evidence(page.url, link.quote or link.text or link.url, _way(page, link), page.record)
            for page, link in seen[:SHOWN]
        ),
        count=len(different),
    )


def _way(page: PageTraces, link: LinkTrace) -> str:
    hiding: Hiding | None = link.hiding
    way = TAMPERING_LABELS[hiding] if hiding is not None else "文字为不良内容"
    if page.seen_as is not SeenAs.READER:
        return f"{TAMPERING_LABELS[page.seen_as]}时出现，{way}"
    return f"{way}（渲染后）" if page.rendered else way
