"""Counts of sites, accounts and bodies that the paragraph then names one by one, in what way ever.

5个不合格网站…其中，甲网站首页不更新；乙网站、丙网站栏目空白: names are counted sentence by
sentence until they are as many as told. They bear a count out and never refuse it: whether all are
named, and nothing but them, cannot be said here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.noticecheck.wording import either

MOST_NAMED = 40
MOST_SENTENCES = 12
"""Sentences or lines after a count in which its names are looked for."""
_QUOTED = re.compile(r"“([^“”]{2,20})”")
_PIECES = re.compile(r"[、，,；;。：:（(）)\s]+")
_ITEM = re.compile(r"^\s*\d{1,3}[.．、)）]\s*")


def enumerated(one: Mention, sentence: Sentence, read: Sequence[Sentence]) -> Reckoned | None:
    """What the names after a count, or those before 以上3个, say of it; None: not as many."""
    stated = int(one.figure.value)
    if one.figure.step or one.is_vague or not 2 <= stated <= MOST_NAMED:
        return None
    text = sentence.text[one.end - sentence.start :]
    after = [text, *_following(sentence, read)]
    before = [sentence.text[: one.start - sentence.start], *_preceding(sentence, read)]
    for texts in (after, before):
        for names in _growing(texts):
            if len(names) == stated:
                return Reckoned(FigureVerdict.AGREES, f"列出{stated}个")
            if len(names) > stated:
                break
    return None


def _following(sentence: Sentence, read: Sequence[Sentence]) -> Iterator[str]:
    end = sentence.number + MOST_SENTENCES
    for other in read[sentence.number + 1 : end]:
        yield other.text


def _preceding(sentence: Sentence, read: Sequence[Sentence]) -> Iterator[str]:
    begin = max(0, sentence.number - MOST_SENTENCES)
    for other in reversed(read[begin : sentence.number]):
        if other.line != sentence.line:
            return
        yield other.text


def _growing(texts: Sequence[str]) -> Iterator[set[str]]:
    """The names of a text, then of it and the next, and so on; nothing more after one that names
    none."""
    quoted: set[str] = set()
    named: set[str] = set()
    for at, text in enumerate(texts):
        in_marks, bare = set(_QUOTED.findall(text)), set(_named(text))
        if at > 1 and not in_marks and not bare:
            return
        quoted |= in_marks
        named |= bare
        yield quoted
        yield named
        yield quoted | named


def _named(text: str) -> Iterator[str]:
    """The names of sites and bodies at the beginnings of clauses and in lists."""
    for piece in _PIECES.split(_QUOTED.sub("", _ITEM.sub("", text))):
        match = _name().match(piece)
        if match and not either("generic").match(piece):
            yield match["name"]


@cache
def _name() -> re.Pattern[str]:
    """A region or body by its ending, with 网站 or 门户网 behind it, else alone."""
    ends = either("name_end").pattern
    site = either("site", "account").pattern
    return re.compile(
        rf"(?:[^0-9]{{0,6}}(?:{either('opens', 'divides').pattern}|为|是))?"
        rf"(?P<name>[一-鿿]{{1,24}}?(?:{ends})(?:{site}|网)|[一-鿿]{{1,18}}(?:{ends})$)"
    )
