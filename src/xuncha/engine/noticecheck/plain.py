"""Rates that their own words tie to two counts and no others: 检查50个，不合格5个，合格率90%.

Here nothing else is tried: what two counts right before a rate give is the rate, or it is wrong.
"""

import re
from collections.abc import Sequence

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Pair, Reckoned, best, pair_of
from xuncha.engine.noticecheck.wording import either, stem_of, turns
from xuncha.engine.proofread.figures.arithmetic import Figure, judge_rate
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
    pair = _pair(rate, since, sentence.text[:end])
    if pair is None:
        return None
    shown = f"{pair.shown}={judge_rate(pair.part, pair.whole, rate.figure).shown}%"
    return best([pair], rate.figure) or Reckoned(FigureVerdict.DIFFERS, shown)


def _are_alike(rate: Mention, since: Sequence[Mention]) -> bool:
    whole, part = since
    return (
        whole.unit == part.unit
        and (rate.role == "done" or whole.subjects == part.subjects == rate.subjects)
        and _is_base(whole)
        and part.figure.value <= whole.figure.value
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
    if rate.role != "done" or not stem or stem not in part.words:
        return None
    if stem in whole.words and whole.role != "received":
        return None
    return None if either("negative").search(part.words) else pair_of(part.figure, whole.figure)
