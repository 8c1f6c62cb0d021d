"""网页标签

测什么
    首页和抽取的栏目页、内容页，规定的网页标签有没有、对不对，有问题的页面有几个。

依据
    国办发〔2017〕47号 附件“网页标签”：各类页面应有 SiteName、SiteDomain、SiteIDCode，
    栏目页和内容页另有规定的标签（必备标签见词表 page_labels）。
    国办秘函〔2019〕19号 附件1 扣分指标“页面标签”，每页分值没有核实。

判定
    栏目页、内容页各按固定规则抽取。规定的标签没有、或者内容为空的，该页计一处，标签名不分大小写。
    只有值不对的作为疑似：标识码与台账不同、域名与网址不同、PubDate 读不出日期或与页面发布日期不同、
    ArticleTitle 与标题对不上。栏目页、内容页一页也没有访问到的，只看首页，并在说明里写明。

证据
    每个页面的网址、缺少和不对的标签、取证记录。

盲区
    由脚本加上去的标签，没有渲染的页面看不到；ColumnType 取值是否恰当没有检查。
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, drawn, outcome_of, site_unseen
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.offers import LabelledPage
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import LABELS, PageKind, TargetKind
from xuncha.engine.extract.lexicon import pattern, words

_TABLE = "page_labels"
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
_MARKS = re.compile(r"[^\w]+")
_PARTS, _HEAD, _TAIL = map(re.compile, (r"[\s,，、;；]+", r"^(?:https?://)?(?:www\.)?", r"[/:].*$"))
_CHOSEN = (PageKind.LIST, PageKind.ARTICLE)


@dataclass(frozen=True, slots=True)
class Params:
    """Column pages and content pages drawn, so many of each; how many bad pages make a hit."""

    indicator: str
    sample: int
    limit: float


CHECK = Check(
    slug="page-labels",
    title="网页标签",
    topic="标识",
    targets=frozenset({TargetKind.SITE}),
    metric="pages_mislabelled",
    needs="首页、栏目页、文章页的 meta 标签",
    since="0.2.0",
    status="stable",
    confidence=0.95,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The home page and drawn pages whose required labels are missing or wrong."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    pages = [page for page in facts.labelled if page.kind is PageKind.HOME]
    for kind in _CHOSEN:
        of_kind = [page for page in facts.labelled if page.kind is kind]
        keys = [page_key(page.url) for page in of_kind]
        pages += drawn(of_kind, keys, params.sample, facts.plan.code, as_of)
    certain: list[Finding] = []
    doubted: list[Finding] = []
    for page in pages:
        missing, wrong = _missing(page), _wrong(page, facts.plan.code)
        if missing or wrong:
            finding = _finding(facts, page, missing, wrong)
            (certain if missing else doubted).append(finding)
    kinds = "、".join(
        f"{LABELS[kind]} {sum(page.kind is kind for page in pages)} 个"
        for kind in (PageKind.HOME, *_CHOSEN)
    )
    reason = f"看了{kinds}，缺少标签的 {len(certain)} 个，仅值可疑的 {len(doubted)} 个"
    return outcome_of(CHECK, params, Faults(certain, doubted, reason=reason))


def _missing(page: LabelledPage) -> list[str]:
    needed = list(words(_TABLE, "site"))
    needed += words(_TABLE, page.kind.value) if page.kind in _CHOSEN else ()
    return [name for name in needed if not page.label(name)]


def _wrong(page: LabelledPage, code: str) -> list[str]:
    """The labels that are there and say something else than the page or the register."""
    found = []
    own, host = page.label("SiteIDCode"), (urlsplit(page.url).hostname or "").lower()
    if own and pattern("site_names", "code").fullmatch(code) and own.lower() != code.lower():
        found.append(f"SiteIDCode 为 {own}")
    domains = [_HEAD.sub("", one.lower()) for one in _PARTS.split(page.label("SiteDomain")) if one]
    if domains and host.removeprefix("www.") not in [_TAIL.sub("", one) for one in domains]:
        found.append(f"SiteDomain 为 {page.label('SiteDomain')}")
    if page.kind is not PageKind.ARTICLE:
        return found
    stamp, day = page.label("PubDate"), _day_of(page.label("PubDate"))
    if stamp and (day is None or (page.publish_date is not None and day != page.publish_date)):
        found.append(f"PubDate 为 {stamp}，页面发布日期 {page.publish_date or '没有读到'}")
    title, shown = _bare(page.label("ArticleTitle")), _bare(page.title)
    if title and shown and title not in shown and shown not in title:
        found.append(f"ArticleTitle 为“{page.label('ArticleTitle')}”")
    return found


def _day_of(stamp: str) -> date | None:
    match = _DAY.search(stamp)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _finding(facts: SiteFacts, page: LabelledPage, missing: list[str], wrong: list[str]) -> Finding:
    said = "；".join([*(f"缺 {name}" for name in missing), *wrong])
    shown = "；".join(f"{name}={value}" for name, value in page.labels) or "（没有标签）"
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"labels|{page_key(page.url)}",
        title=f"{LABELS[page.kind]}标签有问题：{said}",
        observed=said,
        limit="国办发〔2017〕47号 附件 网页标签",
        confidence=CHECK.confidence if missing else 0.5,
        evidence=(Evidence(page.url, shown[:400], "网页标签", page.record),),
    )
