"""Read a paragraph: its counts and rates, each with what it counts and in which role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import Quantity, Sort, quantities

WORDS = "notice_words"
SUBJECTS = ("site", "account", "message", "slip", "policy", "guide", "column")
ROLES = ("failed", "passed", "done", "inspected", "received", "registered")
"""In the order in which one of several that stand around a count is believed."""
RATES = ("failed", "passed", "sample", "done", "share")
SENTENCE_ENDS = "。！？；;"
CLAUSE_ENDS = "，,、：:（）()；;"
LONG_TAIL = 60
"""The same where a reason is told first."""
REACH_BACK = 4
"""Characters before a count in which a word makes it a movement: 新增5个, 关停了3个."""
TAIL = 24
"""Characters after a count that may say what it counts."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A count or a percentage as it stands in the notice.

    ``role`` is one of ROLES or ``moved`` (so many more or fewer) for a count and of RATES or ``change`` for a percentage; empty where
    the words around it do not tell. ``group`` is the platform or class it is restricted to;
    ``has_group``: its own words name it, not those before.
    ``segment`` counts the percentages before it in its sentence. ``is_after``: of the second look
    after repairs; ``is_past``: of an earlier round; ``is_local``: of one region or body;
    ``is_vague``: about so many, or a bound. ``words``: those of its clause around it.
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
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in its line and the mentions in it, in order.

    ``quote`` is as printed; ``text``, of the same length, has what misleads taken out.
    """

    line: int
    number: int
    start: int
    quote: str
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
        plain = _NUMBERING.sub(lambda match: " " * len(match.group()), text)
        plain = _INNER.sub(lambda match: match.group().translate(_HIDDEN), plain)
        for start, end in _spans(text):
            piece = plain[start:end]
            reader = _SentenceReader(line, len(found), start, piece, subjects)
            quote = text[start:end].strip()
            found.append(Sentence(line, len(found), start, quote, piece, reader.mentions()))
            subjects = reader.subjects
    return found


_NUMBERING = re.compile(r"^\s*\d{1,2}[.．](?=\d+(?![\d.%％万亿]))")
"""1.7个网站 is item one and seven sites."""


_INNER = re.compile(r"(?<=[一-鿿])[（(][一-鿿、]{1,8}[）)](?=[一-鿿]{0,8}(?:网|门户|部门|政府|微|公众))")
_HIDDEN = str.maketrans("（()）、", "〈〈〉〉·")
_SHOWN = str.maketrans("〈〉·", "（）、")
"""Brackets inside a name, 信用中国（临江）网站 or 县（市、区）网站, open nothing."""


def divides() -> tuple[str, ...]:
    """The words by which a sentence goes on to divide what the one before counted."""
    return words(WORDS, "divides")


def whole_sentences(parts: Sequence[Sentence]) -> list[Sentence]:
    """Sentences that only a semicolon parts, or of which the second starts with 其中, as one."""
    found: list[Sentence] = []
    for one in parts:
        last = found[-1] if found else None
        goes_on = last and (
            last.text.rstrip()[-1:] in ("；", ";") or one.text.lstrip().startswith(divides())
        )
        if last and goes_on and last.line == one.line:
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
        self._found = [one for one in quantities(text) if self._is_counted(one)]

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
        return tuple(self._shared_roles(self._in_turn(self._shared_rates(made))))

    def _in_turn(self, made: list[Mention]) -> list[Mention]:
        """网站21个、新媒体38个，不合格分别为2个、3个: what follows 分别 takes the subjects in turn."""
        for first in range(2, len(made)):
            run = [first]
            while run[-1] + 1 < len(made) and _ONLY_JOINED.fullmatch(self._between(made, run[-1])):
                run.append(run[-1] + 1)
            size = len(run)
            is_told = _IN_TURN.search(self._between(made, first - 1))
            if size < 2 or not is_told or made[first].sort is not Sort.COUNT or first < size:
                continue
            subjects = self._subjects_in_turn(made[first - size : first], size)
            for at, subject in zip(run, subjects, strict=False):
                made[at] = replace(made[at], subjects=(subject,), role=made[first].role)
        return made

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
            _unit(one.unit),
            self.subjects,
            self._role(one, head, tail, after)
            if is_count
            else _rate(whole, self._text[one.end :], self._text[: one.start]),
            self._kind if is_count or around else self._only_group(),
            bool(group),
            self._is_after(one.start),
            self._is_past(one, before),
            bool(_LOCAL.search(head if is_count else self._since_percent(one.start)))
            or bool(either("outside").search(self._text[: one.start])),
            self._is_vague(one, before),
            f"{head}|{tail}",
        )

    def _role(self, one: Quantity, head: str, tail: str, after: int) -> str:
        """What a count counts: 3个网站因首页未更新、栏目空白被判定为不合格 has its verdict far off."""
        if either("moved").search(head[-REACH_BACK:]):
            return "moved"
        told = self._text[one.end : after]
        if _BECAUSE.match(told):
            cut = min((at for mark in "，,；;。（(" if (at := told.find(mark)) != -1), default=LONG_TAIL)
            tail = told[: min(cut, LONG_TAIL)]
        return _role(head, tail)

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
            compared = either("compared").search(self._text[max(0, match.start() - 3) : match.start()])
            is_near = len(between) <= NEAR_WORD and match.start() >= before
            last = "" if is_past and compared and not _OF_PAST.fullmatch(between) else match.group()
        return last in words(WORDS, "past") and (is_near or not self._turned(one.start))

    def _turned(self, at: int) -> bool:
        """Whether 上升到, 较…提高 stands before: then what follows is of this round again."""
        return bool(_TURNED.search(self._text[:at]))

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
        begin = self._after_bracket(end)
        piece = self._text[begin : min(max(after, begin), begin + TAIL)]
        cuts = [at for mark in CLAUSE_ENDS if (at := piece.find(mark)) != -1]
        return piece[: min(cuts, default=len(piece))]

    def _after_bracket(self, end: int) -> int:
        """仍有46个（共检查336个）不合格: where the words go on after a bracket."""
        bracket = _BRACKET.match(self._text, end)
        return bracket.end() if bracket else end

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
            for before in (made[max(0, first - len(run)) : first], made[: len(run)]):
                if len(run) > 1 and len(subjects) != len(run):
                    subjects = self._subjects_in_turn(before, len(run))
            if len(run) > 1 and len(subjects) == len(run):
                for at, subject in zip(run, subjects, strict=True):
                    role = made[first].role
                    made[at] = replace(
                        made[at], subjects=(subject,), role=role, segment=made[first].segment
                    )
        for at in percents:
            if at - 1 in percents and not made[at].role:
                if _TURNED.match(self._between(made, at - 1).lstrip("，, ")):
                    made[at] = replace(made[at], role=made[at - 1].role)
        return made

    @staticmethod
    def _subjects_in_turn(counted: Sequence[Mention], wanted: int) -> tuple[str, ...]:
        """15个政府网站、30个政务新媒体合格率分别为86%和93%: the subjects of the counts before."""
        found = tuple(one.subjects[0] for one in counted if one.subjects)
        is_counts = all(one.sort is Sort.COUNT for one in counted)
        is_each = is_counts and len(found) == len(set(found)) == wanted
        return found if is_each else ()

    def _between(self, made: list[Mention], at: int) -> str:
        return self._text[made[at].end - self._start : made[at + 1].start - self._start]


_BECAUSE = re.compile(r"[一-鿿]{0,10}?(?:因|由于|存在)")
_BRACKET = re.compile(r"[（(][^（）()]{1,30}[）)](?=[一-鿿])")
_JOINED = re.compile(r"^[^，,。；]*[、和及与][^，,。；]*$")
_IN_TURN = re.compile(r"分别[^，,。；]{0,6}$")
_ONLY_JOINED = re.compile(r"\s*[、和及与,，]\s*")
_LOCAL = re.compile(
    r"(?:^|[，,：:、看])[一-鿿]{0,6}(?<![全我本各治])"
    r"(?:自治区|市|州|盟|县|区|旗|厅|局|委|镇|乡|街道|直部门|直单位|其他)"
    r"(?:\d|共|检查|抽查|合格率|政府网站|网站|政务新媒体|新媒体|[^，,。；]{0,4}$)"
)
NEAR_WORD = 12
"""Characters between a word of time and the figure it is surely said of."""
_OF_PAST = re.compile(r"[的为是（(]{0,3}(?:[^，,。；%\d]{0,6}合格率)?[的为是（(]{0,3}")
_TURNED = re.compile(r"(?:上升|提高|提升|增加|增长|下降|减少|降低|增|减|升|降)(?:到|至|为)")


@cache
def _ends_vague() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('vague.before').pattern})[（(]?含?[）)]?$")


def _unit(unit: str) -> str:
    """家 and 个 count the same sites."""
    return "个" if unit in words(WORDS, "unit") else unit


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
    labels = either(*(f"rate.{name}" for name in RATES if name != "share"), "slip", "no_role")
    around = labels.sub("", head), labels.sub("", tail)
    if _all_passed().match(tail):
        return "inspected"
    for role in ROLES:
        for place in around:
            if any(_of_role(match.group()) == role for match in either(*ROLES).finditer(place)):
                return role
    return ""


@cache
def _all_passed() -> re.Pattern[str]:
    return re.compile(rf"[^，各项]{{0,10}}(?:{either('all').pattern})为?(?:{either('passed').pattern})")


def _of_role(word: str) -> str:
    return next(role for role in ROLES if word in words(WORDS, role))


def _rate(head: str, tail: str, before: str) -> str:
    """What a percentage is a share of, by the last label before it, else one right after it."""
    clause = head[max(head.rfind(mark) for mark in "，,。；;（(") + 1 :]
    if _CHANGES.search(clause):
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


_SHARE_OF = re.compile(r"占[^，,。；;%]{1,20}的$")
_CHANGES = re.compile(r"(?:增长|上升|提高|提升|增加|下降|降低|减少|下滑|增幅|降幅)[了约达为]?$")
_NAMED = re.compile(r"[一-鿿]率[已约]?(?:为|达到?|是|:|：)?$")
_SAMPLED = re.compile(r"的?比例(?:随机)?(?:抽|检)")


def _group(text: str) -> str:
    """The platform or class a text restricts its figure to; empty: all."""
    shown = text.translate(_SHOWN)
    found = [one.group() for one in either("platform", "class").finditer(shown)]
    return found[-1] if found else ""
