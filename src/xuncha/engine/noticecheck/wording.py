"""What the words around a figure say: whose it is, what it counts, what it is a share of."""

import re
from functools import cache

from xuncha.engine.extract.lexicon import words

WORDS = "notice_words"
SUBJECTS = ("site", "account", "message", "slip", "policy", "guide", "column")
ROLES = ("failed", "passed", "done", "inspected", "received", "registered")
"""In the order in which one of several that stand around a count is believed."""
RATES = ("failed", "passed", "sample", "done", "share")
HIDDEN = str.maketrans("（()）、", "〈〈〉〉·")
SHOWN = str.maketrans("〈〉·", "（）、")
"""Brackets inside a name, 信用中国（临江）网站 or 县（市、区）网站, open nothing."""


@cache
def either(*groups: str) -> re.Pattern[str]:
    """Any word of some groups, the longest first."""
    found = sorted({one for group in groups for one in words(WORDS, group)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)) or "(?!)")


def unit_of(unit: str) -> str:
    """家 and 个 count the same sites."""
    bare = unit.removesuffix("次") if unit in words(WORDS, "unit.times") else unit
    return "个" if bare in words(WORDS, "unit") else bare


def _subject(word: str) -> str:
    return next(name for name in SUBJECTS if word in words(WORDS, name))


def noun_of(tail: str) -> tuple[str, ...]:
    """What the words after a count say is counted: one of SUBJECTS, or nothing."""
    found = either(*SUBJECTS).search(tail)
    return (_subject(found.group()),) if found else ()


def nouns_of(head: str) -> tuple[str, ...]:
    """Everything of SUBJECTS that the words before a figure name, in order."""
    found = [_subject(one.group()) for one in either(*SUBJECTS).finditer(head)]
    return tuple(dict.fromkeys(found))


def role_of(head: str, tail: str) -> str:
    """What a count counts; a word that belongs to a rate says nothing of it."""
    labels = either(*(f"rate.{name}" for name in RATES if name != "share"), "slip", "no_role")
    around = labels.sub("", head), labels.sub("", tail)
    if _whole_passed().match(tail):
        return "inspected"
    for role in ROLES:
        for place in around:
            if any(_of_role(match.group()) == role for match in either(*ROLES).finditer(place)):
                return role
    return ""


@cache
def all_passed() -> re.Pattern[str]:
    """41个网站全部合格, 均达标."""
    return re.compile(rf"(?:{either('all').pattern})为?(?:{either('passed').pattern})")


@cache
def _whole_passed() -> re.Pattern[str]:
    return re.compile(rf"[^，各项]{{0,10}}{all_passed().pattern}")


def _of_role(word: str) -> str:
    return next(role for role in ROLES if word in words(WORDS, role))


def rate_of(head: str, tail: str, before: str) -> str:
    """What a percentage is a share of, by the last label before it, else one right after it."""
    clause = head[max(head.rfind(mark) for mark in "，,。；;（(") + 1 :]
    if changes().search(clause):
        return "change"
    last = ""
    for match in either(*(f"rate.{name}" for name in RATES)).finditer(head):
        last = match.group()
    if _NAMED.search(clause) and not (last and last in clause):
        return "done"
    if last:
        return next(name for name in RATES if last in words(WORDS, f"rate.{name}"))
    if _SAMPLED.match(tail):
        return "sample"
    return "share" if _SHARE_OF.search(before) else ""


_SHARE_OF = re.compile(r"占(?:[^，,。；;%]|,(?=\d)){1,30}的$")
_NAMED = re.compile(r"[一-鿿]率[已约]?(?:为|达到?|是|:|：)?$")
_SAMPLED = re.compile(r"的?比例")


_LABEL = re.compile(r"(?P<stem>[一-鿿]{2})(?:比?率|比例|比)[已约]?(?:为|达到?|是|:|：)?$")


def stem_of(before: str) -> str:
    """What the name of a rate says was done: 办结 of 按期办结率; empty: it has none."""
    label = _LABEL.search(before)
    return label["stem"] if label else ""


def is_negated(before: str) -> bool:
    """Whether the name of a rate turns what was done round: 未按时答复率 is of the rest."""
    name = _WHAT.search(before)
    return (
        name is not None and either("undone").search(name["what"].rpartition("的")[2]) is not None
    )


_WHAT = re.compile(r"(?P<what>[一-鿿]+?)(?:比?率|比例)[已约仅]?(?:为|是|:|：|达到?)?$")


def group_of(text: str) -> str:
    """The platform or class a text restricts its figure to; empty: all."""
    shown = text.translate(SHOWN)
    matches = either("platform", "class").finditer(shown)
    found = [one.group() for one in matches if not shown[: one.start()].endswith("各")]
    return found[-1] if found else ""


@cache
def changes() -> re.Pattern[str]:
    """A word of growth or decline right before a figure: 增长12%, 减少了3个."""
    return re.compile(rf"(?:{either('change.up', 'change.down').pattern})[了约达为]?$")


@cache
def turns() -> re.Pattern[str]:
    """Words that lead from an earlier figure to the one of now: 上升到, 降为."""
    return re.compile(
        rf"(?:{either('change.up', 'change.down', 'change').pattern})[^。；]?(?:到|至|为)"
    )
