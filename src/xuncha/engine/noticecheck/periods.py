"""Rates of another round than the counts beside them: 由一季度的95.6%提升至四季度的99.05%.

Such a rate may be borne out by whatever gives it; only counts told after the name of its round, in
its own sentence, are of that round, so that others refuse nothing.
"""

import re
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.wording import WORDS, either, turns
from xuncha.engine.proofread.figures.quantities import Sort

_CLAUSE = re.compile("[，,。；;]")
_FROM = re.compile("[由从]")
_NUMBERED = re.compile(
    r"(?:\d{4}|[去上前])年|[一二三四1-4]季度|\d{1,2}月|第[一二三四五六七八九\d]{1,2}[轮次批期]"
)
"""Rounds by their number; 今年 and 本季度 are the words of the counts themselves."""
LEAD = 12
"""Characters in which a rate is said to have become another."""


def is_of_another_round(rate: Mention, sentence: Sentence) -> bool:
    """Whether a rate is said to be of a round of which its sentence told no count before it."""
    begin, end = rate.start - sentence.start, rate.end - sentence.start
    before = [one for one in sentence.mentions if one.end <= rate.start]
    counted = [one for one in before if one.sort is Sort.COUNT]
    since = sentence.text[counted[-1].end - sentence.start if counted else 0 : begin]
    clause = _CLAUSE.split(since)[-1]
    after = _CLAUSE.split(sentence.text[end:].lstrip("，, ）)"))[0]
    if turns().search(after[:LEAD]) and (_FROM.search(clause) or either("compared").search(clause)):
        return True
    if not counted and turns().search(clause):
        return True
    return names_a_round(since)


def names_a_round(text: str) -> bool:
    """Whether a text names a round other than that of now: 二季度, 去年同期, 第一轮."""
    return _round().search(text) is not None


def rounds_of(text: str) -> set[str]:
    """The rounds that a text names by their number."""
    return set(_NUMBERED.findall(text))


@cache
def _round() -> re.Pattern[str]:
    past = sorted(words(WORDS, "past"), key=len, reverse=True)
    return re.compile("|".join([_NUMBERED.pattern, *map(re.escape, past)]))
