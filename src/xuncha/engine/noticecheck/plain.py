"""Rates that their own words tie to two counts and no others: 检查50个，不合格5个，合格率90%.

Here nothing else is tried: what two counts right before a rate give is the rate, or it is wrong.
"""

import re
from collections.abc import Sequence

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Pair, Reckoned, best, is_mistyped, pair_of
from xuncha.engine.noticecheck.tied import says_the_same
from xuncha.engine.noticecheck.wording import either, is_negated, stem_of, turns
from xuncha.engine.proofread.figures.arithmetic import (
    Agreement,
    Figure,
    judge_change,
    judge_rate,
    printed,
)
from xuncha.engine.proofread.figures.quantities import Sort

_HAS_ITS_OWN = re.compile(r"\s*[（(][^（）()]*\d")
"""94.87%（不合格2家）: what follows a rate in brackets is of it."""
BASES = ("inspected", "registered", "received", "")
_ENDS = re.compile("[。；;]")


def reckon_plainly(rate: Mention, sentence: Sentence) -> Reckoned | None:
    """What the only two counts since the last percentage say of a rate; None where there are more
    or less of them, or words between that may mean others."""
    at = sentence.mentions.index(rate)
    since: list[Mention] = []
    for one in reversed(sentence.mentions[:at]):
        if one.sort is not Sort.COUNT:
            break
        since.insert(0, one)
    if len(since) != 2 or rate.is_after or rate.is_vague or not _are_alike(rate, since):
        return None
    begin, end = since[0].end - sentence.start, rate.start - sentence.start
    between, after = sentence.text[begin:end], sentence.text[rate.end - sentence.start :]
    if _HAS_ITS_OWN.match(after) or turns().match(after):
        return None
    if between.count("）") != between.count("（") or between.count(")") != between.count("("):
        return None
    if _ENDS.search(between) or either("wider", "after", "past", "rest").search(between):
        return None
    if either("more").search(since[0].words.partition("|")[0]):
        return None
    pair = _pair(rate, since, sentence.text[:end])
    if pair is None or not says_the_same(since, sentence.text[:end]):
        return None
    judged = judge_rate(pair.part, pair.whole, rate.figure)
    agreed = best([pair], rate.figure)
    if agreed or (since[0].unit != since[1].unit and not is_mistyped(judged.computed, rate.figure)):
        return agreed
    return Reckoned(FigureVerdict.DIFFERS, f"{pair.shown}={judged.shown}%")


def reckon_growth_plainly(rate: Mention, sentence: Sentence) -> Reckoned | None:
    """发布9316条，较去年的7245条增加2071条，增长28.6%: where all three counts fit, the growth is
    of them; None where they do not, or are not told."""
    before = [one for one in sentence.mentions if one.end <= rate.start][-3:]
    if rate.role != "change" or [one.sort for one in before] != [Sort.COUNT] * 3:
        return None
    late, early, moved = before
    gap = sentence.text[moved.end - sentence.start : rate.start - sentence.start]
    lead = sentence.text[late.end - sentence.start : early.start - sentence.start]
    if "moved" in (late.role, early.role) or not either("compared").search(lead):
        return None
    rises = late.figure.value > early.figure.value
    said = either("change.up" if rises else "change.down").search(gap)
    apart = abs(late.figure.value - early.figure.value)
    if not said or moved.role != "moved" or apart != moved.figure.value or not apart:
        return None
    judged = judge_change(early.figure, late.figure, rate.figure)
    if judged.agreement is Agreement.IMPOSSIBLE:
        return None
    shown = f"{printed(early.figure.value, 2)}→{printed(late.figure.value, 2)}为{judged.shown}%"
    return Reckoned(FigureVerdict(judged.agreement.value), shown)


def _are_alike(rate: Mention, since: Sequence[Mention]) -> bool:
    whole, part = since
    return (
        (whole.unit == part.unit or rate.role == "failed")
        and len({one.group for one in (rate, *since)} - {""}) <= 1
        and (rate.role == "done" or whole.subjects == part.subjects == rate.subjects)
        and _is_base(whole)
        and 0 <= part.figure.value <= whole.figure.value
        and not whole.figure.step
        and not part.figure.step
        and len({one.is_past for one in (whole, part, rate)}) == 1
        and not any(one.is_vague or one.is_after for one in since)
    )


def _is_base(one: Mention) -> bool:
    """Whether a count may be what a rate is of; 88个账号运维正常 tells more than what there is."""
    tail = one.words.partition("|")[2]
    is_bare = not re.sub(f"{either('site', 'account').pattern}|[的中]", "", tail)
    return one.role in BASES and (bool(one.role) or is_bare)


def _pair(rate: Mention, since: Sequence[Mention], before: str) -> Pair | None:
    whole, part = since
    if whole.figure.value <= 0:
        return None
    if rate.role in ("passed", "failed") and part.role in ("passed", "failed"):
        left = Figure(whole.figure.value - part.figure.value)
        return pair_of(part.figure if part.role == rate.role else left, whole.figure)
    stem = stem_of(before)
    if rate.role not in ("done", "failed") or not stem or stem not in part.words:
        return None
    if is_negated(before):
        return None
    if stem in whole.words and whole.role != "received":
        return None
    return None if either("negative").search(part.words) else pair_of(part.figure, whole.figure)
