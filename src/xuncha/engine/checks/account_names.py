"""账号名称

测什么
    同一单位的同类账号在各平台上的名称是不是一致，账号名称能不能看出主办单位。

依据
    国办发〔2018〕123号关于规范政务新媒体名称的要求；各平台名称一致、与主办单位相符是地方的具体规定。

判定
    同一单位、同一功能的账号在别的平台上都不叫这个名称的，作为疑似；“官方微博”“公众号”一类的附加字不比较，
    在本平台另有同名账号的不算。账号名称与单位名称去掉“发布”“政务”“人民政府”等通用字后，
    没有任何相连两个字相同的，也作为疑似。都由人核对：简称、别称和品牌名称可以是合规的。
    只比较纳入本次检查范围的账号；不知道主办单位、也没有同一单位的其他账号的，为“无法查看”。

证据
    本账号和同一单位其他账号的名称、平台，主办单位名称（检查范围冻结时的台账）。

盲区
    没有纳入检查范围的账号没有比较；只有一个字的简称（如“京”）认不出来；账号认证信息没有看。
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, unable
from xuncha.engine.domain.facts import AccountFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import TargetKind, UnableClass
from xuncha.engine.extract.lexicon import words

_TABLE = "account_names"
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Params:
    """How many faults of a name ask for a person."""

    indicator: str
    limit: float


CHECK = Check(
    slug="account-names",
    title="账号名称",
    topic="标识",
    targets=frozenset({TargetKind.ACCOUNT}),
    metric="account_name_faults",
    needs="检查范围内同一单位的账号和单位名称",
    since="0.3.0",
    status="stable",
    confidence=0.4,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """Whether the name is borne on another platform and shares a word with its sponsor's."""
    assert isinstance(facts, AccountFacts)
    plan, sponsor = facts.plan, history.sponsor
    mine = _core(plan.name)
    here = {_core(one.name) for one in history.siblings if one.platform == plan.platform}
    others = [
        one
        for one in history.siblings
        if one.platform != plan.platform
        and (_core(one.name) == mine or _core(one.name) not in here)
    ]
    if not sponsor and not others:
        said = "不知道主办单位，也没有同一单位的其他账号"
        return unable(CHECK, params, UnableClass.NO_HISTORY, said)
    suspected = []
    named = "、".join(f"{one.platform}“{one.name}”" for one in others)
    if others and all(_core(one.name) != mine for one in others):
        said = f"{plan.platform}“{plan.name}”，同一单位另有{named}"
        suspected.append(_finding(facts, "platforms", "与本单位其他平台的账号名称不一致", said))
    if sponsor and not _shares_word(plan.name, sponsor):
        said = f"账号“{plan.name}”，主办单位“{sponsor}”"
        suspected.append(_finding(facts, "sponsor", "从名称看不出主办单位", said))
    reason = f"主办单位“{sponsor}”" if sponsor else "主办单位没有登记"
    reason += f"；同一单位在其他平台有{named}" if others else "；范围内没有其他平台的同类账号"
    return outcome_of(CHECK, params, Faults((), suspected, reason=reason))


def _core(name: str) -> str:
    """A name without blanks, marks and what a platform adds to it."""
    plain = _NO_WORD.sub("", unicodedata.normalize("NFKC", name)).lower()
    for word in words(_TABLE, "platform"):
        plain = plain.replace(word, "")
    return plain


def _shares_word(name: str, sponsor: str) -> bool:
    """Whether two characters in a row that are no generic word stand in both names."""
    return not set(_pieces(name)).isdisjoint(_pieces(sponsor))


def _pieces(name: str) -> list[str]:
    plain = _core(name)
    for word in words(_TABLE, "generic"):
        plain = plain.replace(word, " ")
    return [part[at : at + 2] for part in plain.split() for at in range(len(part) - 1)]


def _finding(facts: AccountFacts, key: str, title: str, said: str) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"name|{key}",
        title=f"账号{title}",
        observed=said,
        limit="名称与主办单位相符，各平台一致",
        confidence=CHECK.confidence,
        evidence=(Evidence(facts.plan.feed_url, said, "账号台账", facts.record),),
    )
