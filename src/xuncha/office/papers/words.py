"""The words in braces a template may use, filled from a paper; one without a value is empty."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.notices.phrases import chinese_date, printable
from xuncha.office.rectification.papers import Paper, PaperItem, SelfCheck
from xuncha.office.rectification.states import (
    ITEM_LABELS,
    ORIGIN_LABELS,
    SAYS_LABELS,
    ItemState,
    Origin,
    Says,
)

UNDATED = "（签发时确定的期限）"
UNNUMBERED = "（签发后编号）"
BLANK_DAY = "　　年　月　日"
_BRACES = re.compile(r"\{([^{}]*)\}")

OF_ORDERS: Mapping[str, Callable[[Paper], str]] = {
    "文书名称": lambda p: p.title,
    "文号": lambda p: p.number or UNNUMBERED,
    "发文单位": lambda p: p.office,
    "收件单位": lambda p: p.addressee,
    "转办单位": lambda p: p.through,
    "检查名称": lambda p: p.round_title,
    "期次": lambda p: p.period,
    "监测日期": lambda p: chinese_date(p.looked_on),
    "指标依据": lambda p: p.basis,
    "签发日期": lambda p: _day(p.issued_on),
    "期限": lambda p: _day(p.due_on) or ("" if p.number else UNDATED),
    "原期限": lambda p: _day(p.first_due_on) if p.first_due_on != p.due_on else "",
    "签发人": lambda p: p.signatory,
    "附言": lambda p: p.text,
    "签收日期": lambda p: _day(p.received_on),
    "签收人": lambda p: p.received_by,
    "答复日期": lambda p: _day(p.answered_on),
    "办结日期": lambda p: _day(p.closed_on),
    "对象数": lambda p: str(p.targets),
    "网站数": lambda p: _targets(p.items, TargetKind.SITE),
    "账号数": lambda p: _targets(p.items, TargetKind.ACCOUNT),
    "对象概况": lambda p: _touched(p.items),
    "问题数": lambda p: str(len(p.items)),
    "单项否决问题数": lambda p: _some(sum(one.is_veto for one in p.items)),
    "未整改数": lambda p: _some(_origins(p)[ORIGIN_LABELS[Origin.STILL]]),
    "同类反复数": lambda p: _some(_origins(p)[ORIGIN_LABELS[Origin.AGAIN]]),
    "答复概况": lambda p: _listed(one.says for one in p.items),
    "已答复数": lambda p: str(sum(bool(one.says) for one in p.items)),
    "已改正数": lambda p: _some(_said(p, Says.FIXED)),
    "已删除数": lambda p: _some(_said(p, Says.DELETED)),
    "申诉数": lambda p: _some(_said(p, Says.CONTEST)),
    "需延期数": lambda p: _some(_said(p, Says.NEEDS_TIME)),
    "办理概况": lambda p: _listed(one.state for one in p.items),
    "已销号数": lambda p: str(p.count(ItemState.STRUCK)),
    "未办结数": lambda p: _some(p.open_items),
    "未整改问题数": lambda p: _some(
        sum(one.state == ITEM_LABELS[ItemState.STILL] for one in p.items)
    ),
}
"""What a paper of an order may say, by the word in braces."""

OF_BODIES: Mapping[str, Callable[[SelfCheck], str]] = {
    "单位": lambda s: s.body,
    "发文单位": lambda s: s.office,
    "检查名称": lambda s: s.round_title,
    "期次": lambda s: s.period,
    "监测日期": lambda s: chinese_date(s.looked_on),
    "对象数": lambda s: str(s.targets),
    "问题数": lambda s: str(sum(s.by_state.values())),
    "文书数": lambda s: str(len(s.papers)),
    "文号": lambda s: "、".join(one.number for one in s.papers if one.number),
    "类别概况": lambda s: _pairs(s.by_kind),
    "办理概况": lambda s: _pairs(s.by_state),
    "没有问题": lambda s: "" if s.by_state else "是",
    "有问题": lambda s: "是" if s.by_state else "",
}
"""What a self-check of a body may say."""


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with every placeholder replaced by what it stands for."""
    return _BRACES.sub(lambda found: printable(words[found[1]]), text)


def wrong_in(text: str, known: Iterable[str]) -> str:
    """What is wrong with a text of a template, in Chinese; empty where nothing is."""
    names = list(known)
    unknown = [name for name in _BRACES.findall(text) if name not in names]
    if unknown:
        return f"不认识的占位词“{{{unknown[0]}}}”；可用：{'、'.join(names)}"
    if "{" in _BRACES.sub("", text) or "}" in _BRACES.sub("", text):
        return "花括号不成对"
    return ""


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _some(count: int) -> str:
    """A count; nothing where it is 0, so that a sentence about none can be left out."""
    return str(count) if count else ""


def _targets(items: Iterable[PaperItem], kind: TargetKind) -> str:
    codes = {one.target_code for one in items if one.target_kind == LABELS[kind]}
    return _some(len(codes))


def _touched(items: tuple[PaperItem, ...]) -> str:
    nouns = {TargetKind.SITE: "政府网站", TargetKind.ACCOUNT: "政务新媒体"}
    counts = ((_targets(items, kind), noun) for kind, noun in nouns.items())
    return "、".join(f"{count}个{noun}" for count, noun in counts if count)


def _origins(paper: Paper) -> Counter[str]:
    return Counter(one.origin for one in paper.items)


def _said(paper: Paper, says: Says) -> int:
    return sum(one.says == SAYS_LABELS[says] for one in paper.items)


def _listed(words: Iterable[str]) -> str:
    return _pairs(dict(Counter(word or "未答复" for word in words).most_common()))


def _pairs(counts: Mapping[str, int]) -> str:
    return "、".join(f"{word}{count}条" for word, count in counts.items())
