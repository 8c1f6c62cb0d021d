"""What a free paragraph may take from the round: a closed list of words in braces."""

import re
from collections.abc import Callable

from xuncha.office.notices.backing import (
    DECIDED,
    FAILED,
    PASSED,
    Listed,
    backed,
    listing,
    share,
    targets,
)
from xuncha.office.notices.content import Figures, NoticeContent
from xuncha.office.notices.phrases import chinese_date

_BRACES = re.compile(r"\{([^{}]*)\}")
_TYPED_RATE = re.compile(r"\d+(?:\.\d+)?\s*[%％]")


def _rate(content: NoticeContent, figures: Figures) -> str:
    rate = figures.rate(content.style)
    if rate is None:
        return "（未计算）"
    passed, decided = (targets(figures.kind, state=one) for one in (PASSED, DECIDED))
    return share(rate, passed, decided)


def _count(figures: Figures, number: int, state: str = "") -> str:
    return backed(number, targets(figures.kind, state=state))


PLACEHOLDERS: dict[str, Callable[[NoticeContent], str]] = {
    "单位": lambda c: c.head.office,
    "期次": lambda c: c.head.period,
    "期次简称": lambda c: c.head.period_short,
    "地区": lambda c: c.head.territory,
    "整改期限": lambda c: chinese_date(c.head.deadline),
    "报送对象": lambda c: c.head.recipient,
    "网站检查数": lambda c: _count(c.sites, c.sites.inspected),
    "网站合格数": lambda c: _count(c.sites, c.sites.qualified, PASSED),
    "网站不合格数": lambda c: _count(c.sites, c.sites.unqualified, FAILED),
    "网站合格率": lambda c: _rate(c, c.sites),
    "账号检查数": lambda c: _count(c.accounts, c.accounts.inspected),
    "账号合格数": lambda c: _count(c.accounts, c.accounts.qualified, PASSED),
    "账号不合格数": lambda c: _count(c.accounts, c.accounts.unqualified, FAILED),
    "账号合格率": lambda c: _rate(c, c.accounts),
    "文字错误数": lambda c: backed(c.text_tally.items, listing(Listed.TEXT_ERRORS)),
}
"""By the word in braces: how it is taken from the notice."""


def fill(text: str, content: NoticeContent) -> str:
    """The paragraph with every placeholder replaced; the text was checked when it was read."""
    return _BRACES.sub(lambda found: PLACEHOLDERS[found[1]](content), text)


def wrong_in(text: str) -> str:
    """What is wrong with a free paragraph, in Chinese; empty where nothing is."""
    unknown = [name for name in _BRACES.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        return f"不认识的占位词“{{{unknown[0]}}}”；可用：{'、'.join(PLACEHOLDERS)}"
    if "{" in _BRACES.sub("", text) or "}" in _BRACES.sub("", text):
        return "花括号不成对"
    if _TYPED_RATE.search(text):
        return "百分比不得手工填写；请改用占位词（如{网站合格率}）或者相应的部分"
    return ""
