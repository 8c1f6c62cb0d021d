"""Counts of sites, accounts and bodies that the paragraph then names one by one, in what way ever.

5个不合格网站…其中，甲网站首页不更新；乙网站、丙网站栏目空白: names are counted sentence by
sentence until they are as many as told. They bear a count out and never refuse it: whether all are
named, and nothing but them, cannot be said here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.noticecheck.wording import WORDS, either
from xuncha.engine.proofread.figures.arithmetic import printed

MOST_NAMED = 40
MOST_SENTENCES = 12
"""Sentences or lines after a count in which its names are looked for."""
_QUOTED = re.compile(r"“([^“”]{2,20})”")
_PIECES = re.compile(r"[、，,；;。：:（(）)\s]+")
_ROW_BEFORE = re.compile(
    r"(?:^|[，,。；;：:有为是及]|涉及|分别|包括)(?P<names>[^，,。；;：:、\d]{2,20}(?:(?:、|以及|和)[^，,。；;：:、\d]{2,20}?)+?)等?$"
)
_ROW_AFTER = re.compile(
    r"^[^，,。；;：:\d]{0,16}[，,：:]?(?:[为是有：:]|涉及|包括)[:：]?(?P<names>[^，,。；;：:、\d]{2,20}(?:(?:、|以及|和)[^，,。；;：:、\d]{2,20})+)[，,。；;]"
)
_JOINTS = re.compile("、|以及|和")
_NOTES = re.compile(r"[（(][^（）()]*[）)]")
_BUT = re.compile(r"除(?P<names>[^，,。；;：:\d]{2,60}?)(?:以外|之外|外)[，,][^，,。；;\d]{0,4}$")
"""13个市中，除甲市、乙市外，其他11个: what is left when those named are left out."""
_ITEM = re.compile(r"^\s*\d{1,3}[.．、)）]\s*")


def enumerated(one: Mention, sentence: Sentence, read: Sequence[Sentence]) -> Reckoned | None:
    """What the names after a count, or those before 以上3个, say of it; None: not as many."""
    stated = int(one.figure.value)
    if one.figure.step or one.is_vague or not 2 <= stated <= MOST_NAMED:
        return None
    text = sentence.text[one.end - sentence.start :]
    head = _lines_joined(sentence, read) + sentence.text[: one.start - sentence.start]
    if _in_a_row(head, text) == stated:
        return Reckoned(FigureVerdict.AGREES, f"列出{stated}个")
    if _each_counted(one, sentence) == stated:
        return Reckoned(FigureVerdict.AGREES, f"列出{stated}个")
    if left := _left(one, sentence):
        return left
    after = [text, *_following(sentence, read)]
    lead = sentence.text[: one.start - sentence.start]
    is_of_all_before = lead.endswith(words(WORDS, "back"))
    before = [lead, *_preceding(sentence, read, over_lines=is_of_all_before)]
    for texts in (after, before):
        for names in _growing(texts):
            if len(names) == stated:
                return Reckoned(FigureVerdict.AGREES, f"列出{stated}个")
            if len(names) > stated:
                break
    return None


def _lines_joined(sentence: Sentence, read: Sequence[Sentence]) -> str:
    """What the lines before a sentence tell that end in 、, so that it goes on with them."""
    told, line = "", sentence.line
    for other in reversed(read[max(0, sentence.number - MOST_NAMED) : sentence.number]):
        text = other.text.rstrip()
        if other.line != line - 1 or not text.endswith("、"):
            break
        told, line = text + told, other.line
    return told


def _in_a_row(before: str, after: str) -> int:
    """How many names, of whatever endings, marks join right before a count or after it."""
    told = _ROW_BEFORE.search(_NOTES.sub("", before)) or _ROW_AFTER.match(_NOTES.sub("", after))
    return len(_JOINTS.split(told["names"])) if told else 0


def _each_counted(one: Mention, sentence: Sentence) -> int:
    """县教育局412条、县公安局387条，2个单位合计: how many counts of one unit, each of another name,
    marks join right before a count."""
    until, size = one, 0
    for each in reversed([each for each in sentence.mentions if each.end <= one.start]):
        gap = sentence.text[each.end - sentence.start : until.start - sentence.start]
        if until is one:
            is_next = gap in ("，", ",")
            is_row = is_next
        else:
            is_row = gap[:1] in "、，,和及" and len(gap) > 2 and each.unit == until.unit
        if not is_row:
            break
        until, size = each, size + 1
    return size


def _left(one: Mention, sentence: Sentence) -> Reckoned | None:
    """5个网站中，甲网站、乙网站因…，其余3个: what the names since the whole leave of it."""
    at = sentence.mentions.index(one)
    if not at or not either("rest").search(one.words.partition("|")[0]):
        return None
    whole = sentence.mentions[0]
    between = sentence.text[whole.end - sentence.start : one.start - sentence.start]
    if but := _BUT.search(between):
        names = len(_JOINTS.split(but["names"]))
    else:
        names = len(set(_QUOTED.findall(between)) | set(_named(between)))
    if not names or whole.unit != one.unit or whole.figure.value - names != one.figure.value:
        return None
    stated = printed(one.figure.value, 2)
    return Reckoned(FigureVerdict.AGREES, f"{printed(whole.figure.value, 2)}−{names}={stated}")


def _following(sentence: Sentence, read: Sequence[Sentence]) -> Iterator[str]:
    end = sentence.number + MOST_SENTENCES
    for other in read[sentence.number + 1 : end]:
        yield other.text


def _preceding(sentence: Sentence, read: Sequence[Sentence], *, over_lines: bool) -> Iterator[str]:
    begin = max(0, sentence.number - MOST_SENTENCES)
    for other in reversed(read[begin : sentence.number]):
        if other.line != sentence.line and not over_lines:
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
