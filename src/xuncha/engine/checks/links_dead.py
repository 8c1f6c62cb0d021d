"""打不开的链接

测什么
    首页和栏目页上的链接（文字链接、图片、附件、外链）有几个已经不存在。

依据
    国办秘函〔2019〕19号 附件1 扣分指标“可用性”：首页链接打不开或错误的，其他页面链接打不开的，
    逐个扣分。每个链接扣多少分没有核实。

判定
    相隔一段时间的两次访问服务器都回答“不存在”（404、410）的，计入；同一地址只计一次，
    以最先出现的页面为准。只看到一次，或者页面能打开、内容却是“页面不存在”，或者转到了首页的，作为疑似。
    拒绝访问、防火墙、超时、证书错误等看不到的链接不算打不开，列为无法查看：
    它们可能改变结果时，本项为“无法查看”。首页要求全部链接都看过；其他页面按设置抽看。

证据
    每个链接的地址、文字、所在页面，两次访问的回答和取证记录。

盲区
    要用脚本打开的链接、没有写成链接的按钮没有检查；只能打开、内容却错误的页面看不出来。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import LinkSeen, LinkState
from xuncha.engine.domain.words import TargetKind, UnableClass

SURE, LIKELY = 0.95, 0.5


@dataclass(frozen=True, slots=True)
class Params:
    """The places whose links count (``home``, ``others``), and how many dead ones make a hit."""

    indicator: str
    places: tuple[str, ...]
    limit: float


CHECK = Check(
    slug="links-dead",
    title="打不开的链接",
    topic="可用性",
    targets=frozenset({TargetKind.SITE}),
    metric="links_dead",
    needs="首页和栏目页的链接及对每个链接的访问",
    since="0.2.0",
    status="stable",
    confidence=SURE,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The links of the asked places that two looks found gone, one finding each."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    links = facts.services.links
    if not links.looked:
        reason = "本次访问没有打开链接：请在访问设置中给出查看链接的数量"
        return unable(CHECK, params, UnableClass.NOT_VISITED, reason)
    home = page_key(facts.home_url)
    asked = [one for one in links.seen if _place(one, home) in params.places]
    dead = [one for one in asked if one.state is LinkState.DEAD]
    doubted = [one for one in asked if one.state is LinkState.SUSPECT]
    unseen = [one for one in asked if one.state is LinkState.UNABLE]
    left = links.home_found - links.home_looked if "home" in params.places else 0
    looked = _looked(facts, params)
    reason = (
        f"看了 {looked} 个链接，其中 {len(dead)} 个两次都打不开、{len(doubted)} 个疑似打不开、"
        f"{len(unseen)} 个无法查看"
    )
    if left:
        reason += f"；首页另有 {left} 个没有看"
    why = unseen[0].unable if unseen else UnableClass.BUDGET
    return outcome_of(
        CHECK,
        params,
        Faults(
            [_finding(facts, one, SURE) for one in dead],
            [_finding(facts, one, LIKELY) for one in doubted],
            len(unseen) + left,
            why or UnableClass.UNREADABLE,
            reason,
        ),
    )


def _place(link: LinkSeen, home: str) -> str:
    return "home" if link.on and page_key(link.on) == home else "others"


def _looked(facts: SiteFacts, params: Params) -> int:
    links = facts.services.links
    at_home = links.home_looked if "home" in params.places else 0
    elsewhere = links.looked - links.home_looked if "others" in params.places else 0
    return at_home + elsewhere


def _finding(facts: SiteFacts, link: LinkSeen, confidence: float) -> Finding:
    name = link.text or link.url
    where = f"见于 {link.on}" if link.on else "网页中的链接"
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"link|{page_key(link.url)}",
        title=f"链接“{name}”{'打不开' if confidence == SURE else '疑似打不开'}",
        observed=link.reason,
        limit="两次访问都回答不存在即计入",
        confidence=confidence,
        evidence=(Evidence(link.url, f"{name} {link.reason}", where, link.record),),
    )
