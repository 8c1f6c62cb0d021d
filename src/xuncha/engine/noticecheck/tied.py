"""Whether a rate can be of nothing but some counts: what refuses it must be of its own subject,
class, region, round and look, and say what the rate's name says.

A notice gives many rates whose counts it does not tell. So a reading under which a rate is wrong
counts only where every other reading is excluded; else the rate stays open.
"""

import re
from collections.abc import Sequence
from functools import cache

from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.periods import names_a_round
from xuncha.engine.noticecheck.wording import SHOWN, SUBJECTS, either
from xuncha.engine.proofread.figures.quantities import Sort

_CLAUSE_ENDS = re.compile("[，,、。；;：:（）()]")
_RATE_NAME = re.compile(
    r"(?P<what>[一-鿿A-Za-z]*?)(?:比?率|比例|占?比)[已约仅]?(?:[为是:：]|达到?)?$"
)
_IN_TURN = re.compile("分别|依次|各为")
_NEXT_RATE = re.compile(r"[、和及与]\s*\d+(?:\.\d+)?[%％‰]")
_LAST_RATE = re.compile(r"\d[%％‰]\s*[、和及与]\s*$")
_FILLERS = re.compile("其中|其余|分别|[的其共均为个家条件份篇项处次]")
LONGEST_NAME = 60
"""Characters before a rate in which its name stands."""
STEM = 2
"""Characters before 率 that name what was done."""
NEAR = 1
"""Sentences that may lie between a rate and what refuses it."""


def is_tied(rate: Mention, counted: Sequence[Mention], line: str, *, between: int = NEAR) -> bool:
    """Whether every other reading of a rate than by some counts is excluded; ``line`` is the text
    of their paragraph. ``between``: sentences that they may be apart."""
    if not counted or not line:
        return False
    before = [one for one in counted if one.start < rate.start]
    since = max((one.end for one in before), default=rate.start)
    lead = line[since : rate.start]
    after = [one for one in counted if one.start > rate.end]
    until = line[rate.end : min(one.start for one in after)] if after else ""
    return (
        all(one.line == rate.line for one in counted)
        and all(abs(one.sentence - rate.sentence) <= between for one in counted)
        and any(one.sentence == rate.sentence for one in counted)
        and len({one.group for one in (rate, *counted)} - {""}) <= 1
        and all(_is_of_its_round(rate, one) for one in counted)
        and not any(either("more").search(one.words.partition("|")[0]) for one in counted)
        and not names_a_round(lead)
        and (not after or (_goes_on(until) if before else _opens(rate, until)))
        and not (
            _NEXT_RATE.match(line[rate.end :])
            or _LAST_RATE.search(line[: rate.start][-LONGEST_NAME:])
        )
        and says_the_same(counted, line[: rate.start])
    )


def _goes_on(until: str) -> bool:
    """Whether what stands between a rate and a later count of it says that it is of the rate: a
    bracket, 其中 that begins a sentence, 尚有."""
    divides = re.search(rf"。\s*(?:{either('divides').pattern})", until)
    return _is_opened(until) or bool(divides) or bool(either("left").search(until))


def _opens(rate: Mention, until: str) -> bool:
    """Whether counts that all follow a rate are its own: no 其中抽查 for one of passing."""
    return rate.role == "done" or not either("divides", "inspected").search(until)


def _is_of_its_round(rate: Mention, one: Mention) -> bool:
    """Whether a count is of the round of a rate; what was told a round ago may be done since."""
    return one.is_past == rate.is_past or (one.is_past and rate.role == "done")


def says_the_same(counted: Sequence[Mention], before: str) -> bool:
    """Whether what the name of a rate adds to what was done is said of its counts too: 按期办结率
    is not of all those 办结; ``before`` is the text before the rate."""
    clause = _CLAUSE_ENDS.split(before[-LONGEST_NAME:])[-1]
    name = _RATE_NAME.search(clause)
    if name is None:
        return True
    more = _plain().sub("", name["what"][:-STEM])
    told = "".join(one.words for one in counted)
    return not more or any(more[at : at + STEM] in told for at in range(max(1, len(more) - 1)))


@cache
def _plain() -> re.Pattern[str]:
    """Words in the name of a rate that narrow it no further than its subject and its place do."""
    groups = either(*SUBJECTS, "platform", "class", "wider", "inspected", "now", "first").pattern
    return re.compile(f"{groups}|{_FILLERS.pattern}")


def is_wider(rate: Mention, line: str, mentions: Sequence[Mention]) -> bool:
    """Whether a rate may be of more than the counts before it: 总体合格率 where both sites and
    accounts, or a sample and its whole, are counted; 累计合格率 after 累计检查 is not."""
    counted = [one for one in mentions if one.sort is Sort.COUNT and one.start < rate.start]
    lead = line[max((one.end for one in counted), default=0) : rate.start]
    if _IN_TURN.search(lead):
        return True
    found = either("wider").search(lead)
    if not found or not _CLAUSE_ENDS.search(lead.translate(SHOWN)):
        return False
    if sum(found.group() in one.words for one in counted[-2:]) == min(len(counted), 2):
        return False
    told = {subject for one in counted for subject in one.subjects} & {"site", "account"}
    return len(told) > 1 or len({one.figure for one in counted if one.role in _BASES}) != 1


_BASES = ("inspected", "registered", "")


def is_of_two_looks(rate: Mention, counted: Sequence[Mention], line: str) -> bool:
    """Whether a paragraph tells of a first look and of one after repairs, so that its counts may be
    of the other; those in a bracket right after a rate are of its own."""
    inside = [one for one in counted if one.start > rate.start and _is_opened(line[rate.end :])]
    is_both = bool(either("first").search(line)) and bool(either("after").search(line))
    return is_both and not inside


def _is_opened(after: str) -> bool:
    return after.lstrip().startswith(("（", "("))


def is_drawn(one: Mention) -> bool:
    """Whether a count is of those drawn from all: 抽查52个; of 从655家中抽取134家 the second."""
    return one.role == "inspected" and "抽" in one.words.partition("|")[0]
