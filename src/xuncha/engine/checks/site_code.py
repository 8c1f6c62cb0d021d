"""网站标识码

测什么
    首页上的网站标识码写法是否合乎规则，是否与台账、找错入口所带的一致。

依据
    国办发〔2017〕47号 关于网站标识码的要求；标识码的结构（地方为 6 位行政区划代码加 4 位顺序号，
    国务院部门以 bm 开头）由公开的实例推出，未经文件证实，所以只作疑似。

判定
    写法不合结构、前两位不是省级行政区划代码、与台账登记的不同、找错入口带的代码与首页的不同，
    各计一处疑似。首页没有标识码由“网站标识”一项检查，本项不重复计。
    首页没有读到标识码的，结果是“无法查看”。

证据
    首页上的原文、找错入口的链接、取证记录。

盲区
    代码结构对而张冠李戴、台账又没有登记的，看不出来；区划代码只核到省级。
"""

from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.services import EntryKind, Mark, MarkKind, Presence
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.extract.lexicon import pattern

_TABLE = "site_names"


@dataclass(frozen=True, slots=True)
class Params:
    """How many faults ask for a person."""

    indicator: str
    limit: float


CHECK = Check(
    slug="site-code",
    title="网站标识码",
    topic="标识",
    targets=frozenset({TargetKind.SITE}),
    metric="site_code_faults",
    needs="首页、台账登记的标识码",
    since="0.2.0",
    status="stable",
    confidence=0.6,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """What is odd about the site code the home page prints."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    mark = next((m for m in facts.services.marks if m.kind is MarkKind.SITE_CODE), None)
    if mark is None or mark.presence is not Presence.PRESENT:
        reason = "首页没有读到网站标识码，请人工查看首页底部"
        return unable(CHECK, params, UnableClass.NEEDS_PERSON, reason)
    faults = list(_faults(facts, mark))
    reason = f"首页标识码 {mark.value}，{len(faults)} 处可疑"
    proof = Evidence(facts.home_url, mark.quote, "首页底部功能区", facts.home_record)
    return outcome_of(CHECK, params, Faults((), faults, reason=reason, evidence=(proof,)))


def _faults(facts: SiteFacts, mark: Mark) -> list[Finding]:
    code = mark.value.lower()
    found = []
    if not pattern(_TABLE, "code").fullmatch(code):
        found.append(_finding(facts, mark, "shape", "写法不合标识码的结构", mark.quote))
    elif not pattern(_TABLE, "code_division").match(code):
        found.append(_finding(facts, mark, "division", "前两位不是省级行政区划代码", mark.quote))
    if mark.matches is False:
        said = f"与台账登记的 {facts.plan.code} 不同"
        found.append(_finding(facts, mark, "register", said, mark.quote))
    entry = next(
        (e for e in facts.services.entries if e.kind is EntryKind.ERROR_REPORT and e.site_code),
        None,
    )
    if entry is not None and entry.site_code.lower() != code:
        said = f"找错入口带的是 {entry.site_code}"
        found.append(_finding(facts, mark, "entry", said, entry.quote))
    return found


def _finding(facts: SiteFacts, mark: Mark, key: str, said: str, quote: str) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"site-code|{key}",
        title=f"网站标识码 {mark.value}：{said}",
        observed=mark.value,
        limit="6 位区划代码加 4 位顺序号，或 bm 加 8 位数字；与台账、找错入口一致",
        confidence=CHECK.confidence,
        evidence=(Evidence(facts.home_url, quote, "首页底部功能区", facts.home_record),),
    )
