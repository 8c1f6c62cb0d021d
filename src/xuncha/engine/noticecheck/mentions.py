"""Read a paragraph: its counts and rates, each with what it counts and in which role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import Quantity, Sort, quantities

WORDS = "notice_words"
SUBJECTS = ("site", "account", "message", "slip", "policy")
ROLES = ("failed", "passed", "done", "inspected", "received", "registered")
"""In the order in which one of several that stand around a count is believed."""
RATES = ("failed", "passed", "sample", "done", "share")
SENTENCE_ENDS = "。！？；;"
CLAUSE_ENDS = "，,、：:（）()"
TAIL = 24
"""Characters after a count that may say what it counts."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A count or a percentage as it stands in the notice.

    ``role`` is one of ROLES for a count and of RATES or ``change`` for a percentage; empty where
    the words around it do not tell. ``group`` is the platform or class it is restricted to;
    ``has_group``: its own words name it, not those before.
    ``segment`` counts the percentages before it in its sentence. ``is_after``: of the second look
    after repairs; ``is_past``: of an earlier round; ``is_local``: of one region or body.
    """

    line: int
    sentence: int
    segment: int
    start: int
    end: int
    figure: Figure
    sort: Sort
    unit: str
    subjects: tuple[str, ...] = ()
    role: str = ""
    group: str = ""
    has_group: bool = False
    is_after: bool = False
    is_past: bool = False
    is_local: bool = False
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in its line and the mentions in it, in order."""

    line: int
    number: int
    start: int
    text: str
    mentions: tuple[Mention, ...]


@cache
def either(*groups: str) -> re.Pattern[str]:
    """Any word of some groups, the longest first."""
    found = sorted({one for group in groups for one in words(WORDS, group)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)) or "(?!)")


def sentences(lines: list[str]) -> list[Sentence]:
    """The sentences of a notice with their counts and rates."""
    found: list[Sentence] = []
    for line, text in enumerate(lines, start=1):
        subjects: tuple[str, ...] = ()
        for start, end in _spans(text):
            piece = text[start:end]
            reader = _SentenceReader(line, len(found), start, piece, subjects)
            found.append(Sentence(line, len(found), start, piece, reader.mentions()))
            subjects = reader.subjects
    return found


def whole_sentences(parts: Sequence[Sentence]) -> list[Sentence]:
    """The sentences as full stops end them: what only semicolons part is joined."""
    found: list[Sentence] = []
    for one in parts:
        last = found[-1] if found else None
        if last and last.line == one.line and last.text.rstrip()[-1:] in ("；", ";"):
            text = last.text + one.text
            mentions = (*last.mentions, *one.mentions)
            found[-1] = Sentence(last.line, last.number, last.start, text, mentions)
        else:
            found.append(one)
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    depth = 0
    for at, one in enumerate(text):
        depth += (one in "（(") - (one in "）)")
        if one in SENTENCE_ENDS and depth <= 0:
            yield begin, at + 1
            begin, depth = at + 1, 0
    if text[begin:].strip():
        yield begin, len(text)


class _SentenceReader:
    """One sentence; ``subjects`` holds what the last words were about."""

    def __init__(
        self, line: int, number: int, start: int, text: str, subjects: tuple[str, ...]
    ) -> None:
        self._line, self._number, self._start, self._text = line, number, start, text
        self.subjects = subjects
        self._kind = ""
        self._groups: set[str] = set()
        self._found = [one for one in quantities(text) if one.sort is not Sort.MEASURE]

    def mentions(self) -> tuple[Mention, ...]:
        made: list[Mention] = []
        segment = 0
        for at, one in enumerate(self._found):
            before = self._found[at - 1].end if at else 0
            after = self._found[at + 1].start if at + 1 < len(self._found) else len(self._text)
            made.append(self._mention(one, before, after, segment))
            if one.sort is Sort.PERCENT:
                segment, self._groups = segment + 1, set()
        return tuple(self._shared_roles(self._shared_rates(made)))

    def _mention(self, one: Quantity, before: int, after: int, segment: int) -> Mention:
        marks = CLAUSE_ENDS if one.sort is Sort.COUNT else CLAUSE_ENDS.replace("、", "")
        head = self._head(before, one.start, marks)
        tail = self._tail(one.end, after)
        is_count = one.sort is Sort.COUNT
        around = (_noun_of(tail) if is_count else ()) or _nouns_of(head)
        group = _group(tail if is_count else "") or _group(head)
        if around:
            self.subjects, self._kind = around, group
        self._kind = group or self._kind
        if is_count and group:
            self._groups.add(group)
        whole = self._text[before : one.start]
        return Mention(
            self._line,
            self._number,
            segment,
            self._start + one.start,
            self._start + one.end,
            one.figure,
            one.sort,
            one.unit,
            self.subjects,
            _role(head, tail) if is_count else _rate(whole),
            self._kind if is_count or around else self._only_group(),
            bool(group),
            bool(either("after").search(self._text[: one.start])),
            _is_past(whole, is_compared=not is_count),
            bool(_LOCAL.search(head)),
            bool(_ENDS_VAGUE.search(head) or _STARTS_VAGUE.match(tail)),
        )

    def _only_group(self) -> str:
        """The group of the counts since the last percentage, where they have but one."""
        return next(iter(self._groups)) if len(self._groups) == 1 else ""

    def _head(self, before: int, start: int, marks: str) -> str:
        piece = self._text[before:start]
        cut = max((piece.rfind(mark) for mark in marks), default=-1)
        return piece[cut + 1 :]

    def _tail(self, end: int, after: int) -> str:
        piece = self._text[end : min(after, end + TAIL)]
        cuts = [at for mark in CLAUSE_ENDS if (at := piece.find(mark)) != -1]
        return piece[: min(cuts, default=len(piece))]

    def _shared_roles(self, made: list[Mention]) -> list[Mention]:
        """4个政府网站、26个新媒体不合格, 不合格网站4个、新媒体26个: what is said of one count holds
        for those joined to it."""
        for at in range(len(made) - 2, -1, -1):
            if self._are_joined(made[at], made[at + 1]) and not made[at].role:
                made[at] = replace(made[at], role=_verdict(made[at + 1]))
        for at in range(1, len(made)):
            if self._are_joined(made[at - 1], made[at]) and not made[at].role:
                made[at] = replace(made[at], role=_verdict(made[at - 1]))
        return made

    def _are_joined(self, one: Mention, following: Mention) -> bool:
        between = self._text[one.end - self._start : following.start - self._start]
        counts = one.sort is Sort.COUNT and following.sort is Sort.COUNT
        return counts and bool(_JOINED.search(between))

    def _shared_rates(self, made: list[Mention]) -> list[Mention]:
        """网站、新媒体合格率分别为97%、98%: each rate is of the subject in its turn."""
        percents = [at for at, one in enumerate(made) if one.sort is Sort.PERCENT]
        for first in percents:
            run = [first]
            while run[-1] + 1 in percents and _ONLY_JOINED.fullmatch(self._between(made, run[-1])):
                run.append(run[-1] + 1)
            subjects = made[first].subjects
            if len(run) > 1 and len(subjects) == len(run):
                for at, subject in zip(run, subjects, strict=True):
                    role = made[first].role
                    made[at] = replace(
                        made[at], subjects=(subject,), role=role, segment=made[first].segment
                    )
        return made

    def _between(self, made: list[Mention], at: int) -> str:
        return self._text[made[at].end - self._start : made[at + 1].start - self._start]


_JOINED = re.compile(r"^[^，,。；]*[、和及与][^，,。；]*$")
_ONLY_JOINED = re.compile(r"\s*[、和及与,，]\s*")
_LOCAL = re.compile(r"(?<![全我本各])(?:省|自治区|市|州|盟|县|区|旗|厅|局|委|其余|其他)(?!直)")
_ENDS_VAGUE = re.compile(r"(?:约|近|超过|超|不足|不到|逾)$")
_STARTS_VAGUE = re.compile(r"左右|以上|以下")


def _verdict(one: Mention) -> str:
    return one.role if one.role in ("failed", "passed") else ""


def _subject(word: str) -> str:
    return next(name for name in SUBJECTS if word in words(WORDS, name))


def _noun_of(tail: str) -> tuple[str, ...]:
    found = either(*SUBJECTS).search(tail)
    return (_subject(found.group()),) if found else ()


def _nouns_of(head: str) -> tuple[str, ...]:
    found = [_subject(one.group()) for one in either(*SUBJECTS).finditer(head)]
    return tuple(dict.fromkeys(found))


def _role(head: str, tail: str) -> str:
    """What a count counts; a word that belongs to a rate says nothing of it."""
    labels = either(*(f"rate.{name}" for name in RATES if name != "share"), "slip")
    around = labels.sub("", head), labels.sub("", tail)
    for role in ROLES:
        for place in around:
            if any(_of_role(match.group()) == role for match in either(*ROLES).finditer(place)):
                return role
    return ""


def _of_role(word: str) -> str:
    return next(role for role in ROLES if word in words(WORDS, role))


def _rate(head: str) -> str:
    """What a percentage is a share of, by the last label before it."""
    if either("change.up", "change.down").search(head[-6:]):
        return "change"
    last = ""
    for match in either(*(f"rate.{name}" for name in RATES)).finditer(head):
        last = match.group()
    if not last:
        return ""
    return next(name for name in RATES if last in words(WORDS, f"rate.{name}"))


def _group(text: str) -> str:
    """The platform or class a text restricts its figure to; empty: all."""
    found = [one.group() for one in either("platform", "class").finditer(text)]
    return found[-1] if found else ""


def _is_past(head: str, *, is_compared: bool) -> bool:
    """Whether a figure is of an earlier round; a percentage 较上季度 is compared, and not of it."""
    past = either("past").search(head)
    if past is None or not is_compared:
        return past is not None
    return not either("compared").search(head[: past.start()][-3:])
