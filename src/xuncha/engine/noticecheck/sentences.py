"""Read a paragraph: its counts and rates, each with what it counts and in which role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.sharing import shared
from xuncha.engine.noticecheck.wording import (
    HIDDEN,
    WORDS,
    either,
    group_of,
    noun_of,
    nouns_of,
    rate_of,
    role_of,
    turns,
    unit_of,
)
from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import (
    Quantity,
    Sort,
    chinese_number,
    quantities,
    read_figure,
)

SENTENCE_ENDS = "。！？；;"
CLAUSE_ENDS = "，,、：:（）()；;"
LONG_TAIL = 60
"""The same where a reason is told first."""
REACH_BACK = 4
"""Characters before a count in which a word makes it a movement: 新增5个, 关停了3个."""
TAIL = 24
"""Characters after a count that may say what it counts."""
LONGEST = 1000
"""A sentence longer than this is cut at a comma: reading one takes the square of its length."""


def sentences(lines: list[str]) -> list[Sentence]:
    """The sentences of a notice with their counts and rates."""
    found: list[Sentence] = []
    for line, text in enumerate(lines, start=1):
        subjects: tuple[str, ...] = ()
        plain = _NUMBERING.sub(lambda match: " " * len(match.group()), text)
        plain = _WIDE.sub(",", plain)
        plain = _PARTED.sub(lambda match: f",{match['digits']}", plain)
        plain = _INNER.sub(lambda match: match.group().translate(HIDDEN), plain)
        for start, end in _spans(text):
            piece = plain[start:end]
            reader = _SentenceReader(line, len(found), start, piece, subjects)
            quote = text[start:end].strip()
            found.append(Sentence(line, len(found), start, quote, piece, reader.mentions()))
            subjects = reader.subjects
    return found


_NUMBERING = re.compile(r"^\s*\d{1,2}[.．](?=\d+(?![\d.%％万亿]))")
"""1.7个网站 is item one and seven sites."""


_PARTED = re.compile(
    r"(?<=\d)(?<![\d.,，]{4})[ \u2009\u00a0\u202f](?P<digits>\d{3})"
    r"(?=[ \u2009\u00a0\u202f]?[一-鿿%％])"
)
"""2 148条: a blank parts the thousands."""
_WIDE = re.compile(r"(?<=[０-９])(?<![０-９]{4})，(?=[０-９]{3}(?![０-９]))")
"""２，４６８条: in figures as wide as it is, a comma parts the thousands."""
_INNER = re.compile(
    r"(?<=[一-鿿])[（(][一-鿿、]{1,8}[）)](?=[一-鿿]{0,8}(?:网|门户|部门|政府|微|公众|账号|新媒体))"
    r"|(?<=[市县区州旗乡镇道])[（(][市县区州旗乡镇街道、]{1,8}[）)](?=\d)"
)
"""Brackets inside a name: 信用中国（临江）网站, 县（市、区）账号, 县（市、区）83个."""


def whole_sentences(parts: Sequence[Sentence]) -> list[Sentence]:
    """Sentences that only a semicolon parts, or of which the second starts with 其中, as one."""
    found: list[Sentence] = []
    for one in parts:
        last = found[-1] if found else None
        goes_on = last and (
            last.text.rstrip()[-1:] in ("；", ";")
            or one.text.lstrip().startswith(words(WORDS, "divides"))
        )
        if last and goes_on and last.line == one.line and len(last.text) < LONGEST:
            text = last.text + one.text
            mentions = (*last.mentions, *one.mentions)
            found[-1] = replace(last, quote=last.quote + one.quote, text=text, mentions=mentions)
        else:
            found.append(one)
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    depth = 0
    for at, one in enumerate(text):
        depth += (one in "（(") - (one in "）)")
        is_end = one in SENTENCE_ENDS and depth <= 0
        if is_end or (at - begin > LONGEST and one in CLAUSE_ENDS):
            yield begin, at + 1
            begin, depth = at + 1, 0
    if text[begin:].strip():
        yield begin, len(text)


def _bodies(text: str) -> Iterator[Quantity]:
    """甲市、乙市等3市 and 得分前五的: so many regions or names, with no unit of their own."""
    for match in _BODIES.finditer(fold(text)):
        digits = match["digits"] or match["rank"]
        value = int(digits) if digits.isdigit() else chinese_number(digits)
        if value:
            place = match.span("digits" if match["digits"] else "rank")
            yield Quantity(*place, Figure(Fraction(value)), Sort.COUNT, "个")


_BODIES = re.compile(
    r"(?<=[一-鿿”])(?P<digits>\d{1,2}|(?<=等)[二三四五六七八九十]{1,2})(?=[市州区旗](?![一-鿿]{0,3}[路号]))"
    r"|(?:排名|得分|位居|位列|名列|数量?|量)(?:均)?[在为]?前(?P<rank>\d{1,2}|[二三四五六七八九十]{1,2})(?=的|[:：])"
)


def _joined(text: str, last: Quantity) -> Iterator[Quantity]:
    """9、7、7、4个: the numbers before a count that share its unit."""
    match = _BARE.search(fold(text), 0, last.start) if last.sort is Sort.COUNT else None
    if match is None:
        return
    for number in _NUMBER.finditer(match.group()):
        begin, end = (match.start() + at for at in number.span())
        yield Quantity(begin, end, read_figure(number.group(), exact=True), last.sort, last.unit)


_BARE = re.compile(r"(?<![\d.第、])(?:\d{1,6}、){2,30}$")
_NUMBER = re.compile(r"\d+")


class _SentenceReader:
    """One sentence; ``subjects`` holds what the last words were about."""

    def __init__(
        self, line: int, number: int, start: int, text: str, subjects: tuple[str, ...]
    ) -> None:
        self._line, self._number, self._start, self._text = line, number, start, text
        self.subjects = subjects
        self._kind = ""
        self._groups: set[str] = set()
        found = [one for one in quantities(text) if self._is_counted(one)]
        found = sorted((*found, *_bodies(text)), key=lambda one: one.start)
        self._found = [each for one in found for each in (*_joined(text, one), one)]

    def _is_counted(self, one: Quantity) -> bool:
        """Whether something is counted: 5个 is, 5个月 and 5分 are not."""
        return one.sort is not Sort.MEASURE and not either("time").match(self._text, one.end)

    def mentions(self) -> tuple[Mention, ...]:
        made: list[Mention] = []
        segment = 0
        for at, one in enumerate(self._found):
            before = self._found[at - 1].end if at else 0
            after = self._found[at + 1].start if at + 1 < len(self._found) else len(self._text)
            made.append(self._mention(one, before, after, segment))
            if one.sort is Sort.PERCENT:
                segment, self._groups = segment + 1, set()
        return tuple(shared(self._text, self._start, made))

    def _mention(self, one: Quantity, before: int, after: int, segment: int) -> Mention:
        marks = CLAUSE_ENDS if one.sort is Sort.COUNT else CLAUSE_ENDS.replace("、", "")
        head = self._head(before, one.start, marks)
        tail = self._tail(one.end, after)
        is_count = one.sort is Sort.COUNT
        whole = self._text[before : one.start]
        around = (noun_of(tail) if is_count else ()) or nouns_of(head) or nouns_of(whole)[-1:]
        group = group_of(tail if is_count else "") or group_of(head)
        goes_on = around == self.subjects and not set(whole) & set("，,、；;")
        if around and not goes_on:
            self.subjects, self._kind = around, group
        self._kind = group or self._kind
        if is_count and group:
            self._groups.add(group)
        return Mention(
            self._line,
            self._number,
            segment,
            self._start + one.start,
            self._start + one.end,
            one.figure,
            one.sort,
            unit_of(one.unit),
            self.subjects,
            self._role(one, head, tail, after)
            if is_count
            else rate_of(whole, self._text[one.end :], self._text[: one.start]),
            self._kind if is_count or around else self._only_group(),
            bool(group),
            self._is_after(one.start),
            self._is_past(one, before),
            bool(_local().search(head if is_count else self._since_percent(one.start)))
            or bool(either("outside").search(self._text[: one.start])),
            self._is_vague(one, before),
            f"{head}|{tail}",
        )

    def _role(self, one: Quantity, head: str, tail: str, after: int) -> str:
        """What a count counts; 3个网站因首页未更新、栏目空白被判定为不合格 says it far off."""
        if either("moved").search(head[-REACH_BACK:]):
            return "moved"
        if either("area").match(tail) and not either("site", "account").search(tail):
            return "area"
        if _AMONG.fullmatch(tail) and not either("passed", "failed").search(tail):
            return "inspected"
        told = self._text[one.end : after]
        if _because().match(told):
            cut = min(
                (at for mark in "，,；;。（(" if (at := told.find(mark)) != -1), default=LONG_TAIL
            )
            tail = told[: min(cut, LONG_TAIL)]
        if _WITHIN.search(head) and (role := role_of("", tail)):
            return role
        return role_of(head, tail)

    def _since_percent(self, at: int) -> str:
        """The text after the last percentage before a place."""
        ends = [one.end for one in self._found if one.sort is Sort.PERCENT and one.end <= at]
        return self._text[max(ends, default=0) : at]

    def _is_after(self, at: int) -> bool:
        """Whether the last word on it says that a figure is of the second look."""
        last = ""
        for match in either("after", "first").finditer(self._text[:at]):
            last = match.group()
        return last in words(WORDS, "after")

    def _is_past(self, one: Quantity, before: int) -> bool:
        """Whether a figure is of an earlier round: 上季度合格率96% is, 较上季度提高2% is not."""
        last = ""
        is_near = False
        for match in either("past", "now").finditer(self._text[: one.start]):
            between = self._text[match.end() : one.start]
            is_past = match.group() in words(WORDS, "past")
            compared = either("compared").search(
                self._text[max(0, match.start() - 3) : match.start()]
            )
            is_near = len(between) <= NEAR_WORD and match.start() >= before
            last = "" if is_past and compared and not _OF_PAST.fullmatch(between) else match.group()
        has_turned = turns().search(self._text[: one.start])
        return last in words(WORDS, "past") and (is_near or not has_turned)

    def _is_vague(self, one: Quantity, before: int) -> bool:
        head, tail = self._text[before : one.start], self._text[one.end :]
        return bool(_ends_vague().search(head) or either("vague.after").match(tail))

    def _only_group(self) -> str:
        """The group of the counts since the last percentage, where they have but one."""
        return next(iter(self._groups)) if len(self._groups) == 1 else ""

    def _head(self, before: int, start: int, marks: str) -> str:
        piece = self._text[before:start]
        cut = max((piece.rfind(mark) for mark in marks), default=-1)
        return piece[cut + 1 :]

    def _tail(self, end: int, after: int) -> str:
        around = _BRACKET.match(self._text, end)
        piece = self._text[end : min(after, end + TAIL)]
        if around:
            piece = f"{around['noun']}{around['after']}"[:TAIL]
        cuts = [at for mark in CLAUSE_ENDS if (at := piece.find(mark)) != -1]
        if not cuts and end + len(piece) == after < len(self._text):
            return _verdict_ends().sub("", piece)
        return piece[: min(cuts, default=len(piece))]


_WITHIN = re.compile(r"中[已仍尚]?[有共仅]?$")
"""27个不合格网站中25个整改到位: what stands before 中 is not said of the second."""
_AMONG = re.compile(r"[一-鿿]{0,14}中[有共仅]?")
"""27个政府网站中有14个合格: the first is what the others are among."""
_BRACKET = re.compile(
    r"(?P<noun>[一-鿿]{0,8})[（(][^（）()]{1,30}[）)](?P<after>[一-鿿][^，,、。；;：:（）()\d]*)"
)
"""仍有46个网站（共检查336个）不合格: the words go on after the bracket."""
NEAR_WORD = 12
"""Characters between a word of time and the figure it is surely said of."""
_OF_PAST = re.compile(r"[的为是（(]{0,3}(?:[^，,。；%\d]{0,6}合格率)?[的为是（(]{0,3}")


@cache
def _ends_vague() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('vague.before').pattern})[（(]?含?[）)]?$")


@cache
def _verdict_ends() -> re.Pattern[str]:
    """检查网站90个合格39个: a verdict right before a count is of that count."""
    return re.compile(rf"(?:{either('failed', 'passed').pattern})的?$")


@cache
def _because() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿]{{0,10}}?(?:{either('because').pattern})")


@cache
def _local() -> re.Pattern[str]:
    """A region or body that a clause opens with; 全省, 我市, 本级 are no part of the whole."""
    after = either("inspected", "site", "account", "rate.passed").pattern
    return re.compile(
        rf"(?:^|[，,：:、看])[^，,。；;\d]{{0,6}}(?<![全我本各治])(?:{either('region').pattern})"
        rf"(?:\d|共|{after}|[^，,。；]{{0,4}}$)"
    )
