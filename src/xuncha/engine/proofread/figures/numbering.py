"""Numbering that jumps or repeats, across the paragraphs of a document or inside one paragraph.

A document whose numbering breaks in many places is an excerpt or a collection, and nothing is said
of it. Articles of law (第三条) are quoted apart from one another and are no numbering.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.catalogue import finding
from xuncha.engine.proofread.figures.quantities import chinese_number
from xuncha.engine.proofread.findings import TextFinding

LARGEST_JUMP = 3
"""Numbers left out beyond which the list is rather another one."""
MOST_BREAKS = 2
"""Breaks of a document that may still be slips; more make it an excerpt."""
FEWEST_SOUND = 2
"""Unbroken lists of a document that show it is given whole."""
LONG_LIST = 5
"""Members of a list that shows by itself that it is given whole."""
FEWEST_INLINE = 3
"""Members a list inside one paragraph needs."""

_CN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LINE = re.compile(
    rf"[ \t\u3000]*(?:附件[:：][^\S\n]?)?(?:(?P<comma>[{_CN}]{{1,3}})、(?![{_CN}])"
    rf"|[（(](?P<paren>[{_CN}]{{1,3}})[）)](?![、，和至])"
    r"|(?P<dot>\d{1,2})(?:[.．](?!\d)|、(?!\d))"
    r"|[（(](?P<round>\d{1,2})[）)](?![、，和至])"
    r"|(?P<half>\d{1,2})[)）]"
    rf"|(?P<circled>[{_CIRCLED}]))"
)
_INLINE = re.compile(
    rf"(?:^|(?<=[。；：，:;,、\s]))(?:(?P<is>[{_CN}]{{1,2}})(?:是(?!一[、，])|要(?![{_CN}]))"
    rf"|第(?P<th>[{_CN}]{{1,2}})[，,]"
    rf"|[（(](?P<paren>[{_CN}]{{1,3}})[）)](?![、，,和至])"
    r"|(?P<dot>\d{1,2})[.．](?![\d\s])"
    r"|[（(](?P<round>\d{1,2})[）)](?![、，,和至])"
    rf"|(?P<circled>[{_CIRCLED}]))"
)
_FIRST_MARKS = (
    "一是",
    "一要",
    "第一，",
    "第一,",
    "（一）",
    "(一)",
    "1.",
    "1．",
    "（1）",
    "(1)",
    "①",
)
_FIRST_MARK = re.compile("|".join(map(re.escape, _FIRST_MARKS)))
_MAY_LINE = re.compile(rf"\n[ \t\u3000]*[附（({_CN}\d{_CIRCLED}]")
_LEFT_OUT = re.compile(r"\n{3}|…|\.{3}|[（(][上下此以]?[略处]|省略|节选|摘录|摘要")
"""An excerpt, or lines no layer may read: what is damaged is blank."""
_ARTICLE = re.compile(rf"\s*第[{_CN}百零〇\d]+条")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One numbering mark: which passage, where, of which style, its number."""

    passage: int
    start: int
    end: int
    style: str
    number: int


@dataclass(frozen=True, slots=True)
class _Break:
    """A mark that does not go on from the one before it."""

    before: _Mark
    mark: _Mark
    members: Sequence[_Mark]


def document_numbering(texts: Sequence[str]) -> list[list[TextFinding]]:
    """For every paragraph of a document, its findings; all empty for a sound or broken-up one."""
    found: list[list[TextFinding]] = [[] for _ in texts]
    marks = list(_line_marks(texts))
    runs, breaks, strays = _lists(marks)
    sound = sum(length > 1 for length in runs)
    if not breaks or strays or len(breaks) > MOST_BREAKS:
        return found
    is_law = any(_ARTICLE.match(text) for text in texts)
    for one in breaks:
        between = _between(texts, one)
        if any(map(_LEFT_OUT.search, between)) or _stands_otherwise(one, between):
            continue
        long = len(one.members) >= LONG_LIST and one.members[0].number == 1 == len(breaks)
        doubtful = is_law or (sound < FEWEST_SOUND and not long)
        found[one.mark.passage].append(_finding(texts[one.mark.passage], one, doubtful=doubtful))
    return found


def maybe_numbered(batch: Batch) -> set[int]:
    """The texts that may hold a list of their own, or are many lines."""
    return {
        number
        for number in batch.having(_FIRST_MARK)
        if sum(1 for _ in islice(_INLINE.finditer(batch.texts[number]), FEWEST_INLINE))
        == FEWEST_INLINE
    } | {number for number, text in enumerate(batch.texts) if "\n" in text}


def inline_numbering(text: str) -> Iterator[TextFinding]:
    """Breaks of the lists inside one paragraph (一是……二是……四是), each list whole from its one."""
    if not any(first in text for first in _FIRST_MARKS) or _LEFT_OUT.search(text):
        return
    by_style: dict[str, list[_Mark]] = {}
    for match in _INLINE.finditer(text):
        mark = _mark(0, match)
        if mark:
            by_style.setdefault(mark.style, []).append(mark)
    for marks in by_style.values():
        if len(marks) >= FEWEST_INLINE and marks[0].number == 1:
            yield from _inline_breaks(text, marks)


def _inline_breaks(text: str, marks: Sequence[_Mark]) -> Iterator[TextFinding]:
    numbers = [one.number for one in marks]
    wrong = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    if len(wrong) != 1 or numbers.count(1) > 1:
        return
    at = wrong[0]
    step = numbers[at] - numbers[at - 1]
    one = _Break(marks[at - 1], marks[at], marks)
    if (step == 0 or 1 < step <= LARGEST_JUMP) and not _stands_otherwise(
        one, _between([text], one)
    ):
        yield _finding(text, one, doubtful=False)


def _between(texts: Sequence[str], one: _Break) -> list[str]:
    """The text from one mark of a break to the other, paragraph by paragraph."""
    first, last = one.before, one.mark
    if first.passage == last.passage:
        return [texts[first.passage][first.end : last.start]]
    middle = texts[first.passage + 1 : last.passage]
    return [texts[first.passage][first.end :], *middle, texts[last.passage][: last.start]]


def _stands_otherwise(one: _Break, texts: Sequence[str]) -> bool:
    """Whether a number left out stands between the two marks in another form (2. for 二、)."""
    for number in range(one.before.number + 1, one.mark.number):
        tens, units = divmod(number, 10)
        spoken = ("", "十", *(f"{one}十" for one in _CN[1:9]))[tens] + _CN[units - 1 : units]
        circled = _CIRCLED[number - 1 : number] or spoken
        plain = rf"(?<![{_CN}\d])(?:{spoken}|{number})(?:[是要、.．，,）)来]|$)"
        form = re.compile(plain if circled == spoken else f"{plain}|{circled}")
        if any(form.search(text) for text in texts):
            return True
    return False


def _line_marks(texts: Sequence[str]) -> Iterator[_Mark]:
    """The marks that lines of the texts begin with, in order."""
    batch = Batch(("", *texts))
    for line in _MAY_LINE.finditer(batch.whole):
        match = _LINE.match(batch.whole, line.start() + 1)
        if match:
            passage = batch.number(match.start())
            mark = _mark(passage - 1, match, -batch.begin(passage))
            if mark:
                yield mark


def _mark(passage: int, match: re.Match[str], begin: int = 0) -> _Mark | None:
    style = match.lastgroup
    if style is None:
        return None
    written = match[style]
    number = _CIRCLED.find(written) + 1 if style == "circled" else None
    if number is None:
        number = int(written) if written.isdigit() else chinese_number(written)
    if not number:
        return None
    start = match.start(style)
    if style in ("paren", "round", "th"):
        start -= 1
    kind = match[0][-1] if style == "is" else style
    return _Mark(passage, begin + start, begin + match.end(), kind, number)


def _lists(marks: Sequence[_Mark]) -> tuple[list[int], list[_Break], int]:
    """Lengths of the unbroken lists, the breaks, and how many marks belong to no list."""
    runs: list[int] = []
    breaks: list[_Break] = []
    strays = 0
    open_lists: list[list[_Mark]] = []
    closed: dict[str, int] = {}
    for mark in marks:
        at = next((k for k, one in enumerate(open_lists) if one[-1].style == mark.style), None)
        last = open_lists[at][-1] if at is not None else None
        if mark.number == 1 and last is None:
            open_lists.append([mark])
            continue
        if mark.number == 1 and at is not None:
            _close(open_lists, at, runs, closed)
            open_lists.append([mark])
            continue
        if last is None or at is None:
            if closed.get(mark.style) == mark.number - 1:
                open_lists.append([mark])
            else:
                strays += 1
            continue
        step = mark.number - last.number
        if step != 1 and not (step == 0 or 1 < step <= LARGEST_JUMP):
            strays += 1
            continue
        _close(open_lists, at + 1, runs, closed)
        if step != 1:
            breaks.append(_Break(last, mark, open_lists[at]))
        open_lists[at].append(mark)
    _close(open_lists, 0, runs, closed)
    return runs, breaks, strays


def _close(open_lists: list[list[_Mark]], at: int, runs: list[int], closed: dict[str, int]) -> None:
    for one in open_lists[at:]:
        closed[one[-1].style] = one[-1].number
        if all(b.number == a.number + 1 for a, b in pairwise(one)):
            runs.append(len(one))
    del open_lists[at:]


def _finding(text: str, one: _Break, *, doubtful: bool) -> TextFinding:
    span = one.mark.start, one.mark.end
    if one.mark.number == one.before.number:
        return finding(
            "number-repeats", text, span, doubtful=doubtful, number=text[span[0] : span[1]]
        )
    left = range(one.before.number + 1, one.mark.number)
    return finding(
        "number-jumps",
        text,
        span,
        doubtful=doubtful,
        number=text[span[0] : span[1]],
        before=one.before.number,
        missing="、".join(map(str, left)),
    )
