"""Lists of names and the count beside them: 甲网站、乙网站等10个政府网站."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.quantities import Sort

_BEFORE = re.compile(
    r"(?:^|[，,。；;：:（(])(?P<names>[^，,。；;：:（）()]+?)(?P<open>等)?(?P<total>，共计?有?)?$"
)
_LEAD = re.compile(r".*(?:其中|包括|分别为|分别是|的有|的是|例如|如|除)")
_AFTER = re.compile(
    r"^(?:[^，,。；;：:（）()\d]{0,14}?"
    r"(?P<lead>[（(]|[，,]?(?:分别为|分别是)[:：]?|[，,]?(?:为|即|(?<![没未所具])有|是|例?如|涉及)[:：]?|[:：])"
    r"|(?:(?!(?<![无第每])[\d一二两三四五六七八九十百]+[个家](?!月|季|工作))[^，,。；;：:（）()]){0,40}?"
    r"(?P<late>[，,](?:分别为|分别是|例?如|包括)[:：]?|[:：]))"
    r"(?P<names>(?:[^。；;）)\d（(]|[（(][^）)]*[）)])+?)"
    r"(?P<open>等)?(?:[）)]|$|[。；;]|[，,](?=[^，,。；、]{0,12}[率占]))"
)
_AFTER_MORE = re.compile(
    r"^(?:(?!(?<![无第每])[\d一二两三四五六七八九十百]+[个家条件份项处](?!月|季|工作))[^。；;：:]){1,60}?[，,]?(?P<lead>分别|具体|依次|名单)(?:[为是]|如下)[:：]?"
    r"(?P<names>(?:[^。；;\d（(]|[（(][^）)]*[）)])+?)(?P<open>等)?(?:[。；;]|$)"
)
"""6家网站被判定为不合格，分别是甲网站、乙网站: words but no other count stand between."""
_RATE = re.compile(r"[，,][^，,。；;\d]{0,8}率[为达是]?\d+(?:\.\d+)?[%％](?=[，,])")
"""6个，合格率为96.5%，分别是: the names go on after a rate."""
_AFTER_IN_SHORT = re.compile(
    r"^[^，,。；;：:（）()\d]{0,14}?(?P<lead>(?:为|即|是|分别是|分别为)[:：]?|[:：])"
    r"(?P<names>[^，,。；;：:\d]+、[^，,。；;：:\d]+?)(?P<open>等)?[，,]"
)
"""甲、乙、丙，分别存在…: what follows the comma is of the names."""
_TOLD_BELOW = re.compile(r"[，,](?:分别|具体|依次|名单)(?:[为是]|如下)")
_QUOTED = re.compile(
    r"^(?:(?!(?<![无第每])[\d一二两三四五六七八九十百]+[个家条份件项处](?!月|季|工作))[^。；;：:“]){1,60}?"
    r"(?:(?:分别|具体|依次|名单)(?:[为是]|如下)[:：]?|[:：])"
    r"(?P<names>“[^“”]{2,40}”(?:[、，,和及与]?“[^“”]{2,40}”)+)(?=[，,。][^“；;]*$|$)"
)
"""Names in quotation marks end where the marks do: “甲”“乙”，均超过14天未更新."""
_SPLIT = re.compile(r"[、，,]|(?<=”)(?=“)")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
"""石淙市（88.9%，24/27）is one name."""
_LAST = re.compile(r"(?P<first>.{3,})(?:以及|和|及|与)(?P<second>.{3,})")
_AND_SO_ON = re.compile(r"等(?=[，,]|[一-鿿]{0,10}$)")
_COMMA = re.compile("[，,]")
_GOES_ON = re.compile("[、和及与]|以及")
"""甲类46家、乙类及丙类133家: what a mark joins to a count before is counted, not listed."""
APIECE = 4
"""Characters before a count in which it is said to be of each: 甲县、乙县各1条."""
FEW_APART = 2
"""How far a list may be from its count, however short it is."""
MOST_LINES = 40
"""Lines that a list of names may run over."""
LONGEST_NAME = 40
BLANK = "\u2060"
"""Stands for what brackets hold, so that every place stays where it was."""


@dataclass(frozen=True, slots=True)
class NamedList:
    """A count with the names that stand for it."""

    count: Mention
    names: tuple[str, ...]
    reckoned: Reckoned


def named_lists(sentence: Sentence) -> Iterator[NamedList]:
    """Every list of names with its count; a list that cannot be told from prose is left out."""
    previous = 0
    for one in sentence.mentions:
        start, end = one.start - sentence.start, one.end - sentence.start
        if one.sort is Sort.COUNT and one.figure.step == 0:
            found = _listed(sentence.text, previous, one, start, end)
            if found:
                names, is_open = found
                if not may_be_listed(one, len(names), is_open=is_open):
                    continue
                yield NamedList(one, names, reckon_list(one, len(names), is_open=is_open))
        previous = end


def over_lines(sentence: Sentence, read: Sequence[Sentence]) -> Sentence:
    """A sentence with the lines that go on with it, where it ends its own in 、."""
    text, line = sentence.text.rstrip(), sentence.line
    for other in read[sentence.number + 1 : sentence.number + MOST_LINES]:
        if not text.endswith("、") or other.line != line + 1:
            break
        text, line = text + other.text.strip(), other.line
    return sentence if line == sentence.line else replace(sentence, text=text)


def _without_lead(text: str) -> str:
    """连续两次发现问题的甲、乙: without what is said of the names before the first; of 对整改及时、
    规范的甲、乙 too."""
    if _TOWARDS.match(text):
        text = text.partition("的")[2]
    first, mark, rest = text.partition("、")
    return first.rpartition("的")[2] + mark + rest if mark and _is_problem(first) else text


_TOWARDS = re.compile("对[^的]{2,30}的.")


def _blank(note: re.Match[str]) -> str:
    return BLANK * len(note.group())


def _listed(
    text: str, previous: int, one: Mention, start: int, end: int
) -> tuple[tuple[str, ...], bool] | None:
    """The names before a count or after it, and whether 等 leaves the list open."""
    stated = one.figure.value
    before = _BEFORE.search(_NOTE.sub(_blank, text[previous:start]))
    if either("apiece").search(text[previous:start][-APIECE:]):
        return None
    if before and not (previous and _GOES_ON.match(text[previous:start])):
        is_open = bool(before["open"])
        is_told = _counts_names(text[end:]) and (is_open or _is_subject(text[end:]))
        told = _without_lead(_LEAD.sub("", before["names"].replace(BLANK, "")))
        names = _names(told, is_told=is_told or bool(before["total"]))
        if names and (_SPLIT.search(told) or is_open or len(names) == stated):
            return names, is_open
    if not _counts_names(text[end:]):
        return None
    tail = _RATE.sub("", text[end:], count=1)
    if told_later := _in_marks(tail, one) or _told_later(tail, one):
        return told_later
    after = _AFTER.match(text[end:]) or _AFTER_IN_SHORT.match(text[end:])
    if after is None:
        return None
    lead = after["lead"] or after["late"]
    is_loose = lead.endswith("涉及")
    is_told = not (is_loose or lead in ("（", "(")) or _is_subject(text[end:])
    is_told = is_told or (
        not is_loose and lead in ("（", "(") and bool({"site", "account"} & set(one.subjects))
    )
    if _TOLD_BELOW.search(after["names"]):
        return None
    told, left_open = _until_open(after["names"])
    if "、" not in told and "”" not in told and not all(map(_is_name, _SPLIT.split(told))):
        return None
    names = _names(told, is_told=is_told)
    lead_in = text[end : end + after.start("names")] + after["names"]
    is_some = either("partly", "some").search(lead_in[: after.start("names") + APIECE]) is not None
    is_open = left_open or bool(after["open"]) or "如" in lead or is_some
    if is_loose and len(names) != stated:
        return None
    return (names, is_open) if names else None


def _in_marks(tail: str, one: Mention) -> tuple[tuple[str, ...], bool] | None:
    """The names in quotation marks after sites or accounts, where no more follow."""
    after = _QUOTED.match(tail)
    is_subject = _is_subject(tail) or (not _noun(tail) and {"site", "account"} & set(one.subjects))
    if after is None or not is_subject:
        return None
    return tuple(re.findall("“[^“”]+”", after["names"])), False


def _told_later(tail: str, one: Mention) -> tuple[tuple[str, ...], bool] | None:
    """The names that follow 分别是 after whatever is said of what is counted."""
    after = _AFTER_MORE.match(tail)
    is_subject = _is_subject(tail) or (not _noun(tail) and {"site", "account"} & set(one.subjects))
    if after is None or not is_subject or "、" not in after["names"]:
        return None
    told, left_open = _until_open(after["names"])
    names = _names(told, is_told=after["lead"] == "名单")
    return (names, left_open or bool(after["open"])) if names else None


def _until_open(names: str) -> tuple[str, bool]:
    """The names before 等, and whether it stands there: what follows it are none."""
    cut = _AND_SO_ON.search(names)
    return (names[: cut.start()], True) if cut else (names, False)


def _is_subject(tail: str) -> bool:
    """Whether sites or accounts are counted."""
    return either("site", "account").search(_noun(tail)) is not None


def _counts_names(tail: str) -> bool:
    """Whether what is counted may have names; problems and measures have none."""
    return either("not_listed").match(_noun(tail)) is None


def _noun(tail: str) -> str:
    return re.split(r"[，,。；;：:（(]", tail, maxsplit=1)[0]


def _names(text: str, *, is_told: bool) -> tuple[str, ...]:
    """The names of a list; none where its pieces do not look like names.

    ``is_told``: the words around say that this is a list, so that only what reads like a problem
    is refused.
    """
    pieces = [
        piece.strip() for piece in _SPLIT.split(_joined(_NOTE.sub("", text))) if piece.strip()
    ]
    if pieces and (last := _LAST.fullmatch(pieces[-1])) and _is_name(last["first"]):
        pieces[-1:] = [last["first"], last["second"]]
    if len(pieces) < 2 or not all(2 <= len(one) <= LONGEST_NAME for one in pieces):
        return ()
    if all(piece.startswith(("“", "《")) for piece in pieces):
        return tuple(pieces)
    if is_told and not any(map(_is_problem, pieces)) and not any(map(_is_generic, pieces)):
        return tuple(pieces)
    return tuple(pieces) if sum(map(_is_name, pieces)) * 2 > len(pieces) else ()


def _joined(text: str) -> str:
    """The names without what a comma adds to them: 甲网站、乙网站，后者已是第二次."""
    first = _COMMA.split(text)[0]
    return first if "、" in first else text


def _is_problem(piece: str) -> bool:
    return either("problem").search(piece) is not None


def _is_generic(piece: str) -> bool:
    is_class = either("site", "account", "class", "platform").fullmatch(piece) is not None
    return is_class or piece.startswith("各")


def _is_name(piece: str) -> bool:
    """Whether a piece ends as names of sites, accounts, bodies and regions do."""
    ends = {one.group() for one in either("name_end").finditer(piece)}
    return not _is_generic(piece) and any(piece.endswith(end) for end in ends)


def may_be_listed(count: Mention, listed: int, *, is_open: bool = False) -> bool:
    """Whether so many names may be meant to be those counted: far too many or few are others."""
    stated = int(count.figure.value)
    is_far = abs(stated - listed) > max(FEW_APART, min(stated, listed))
    return not is_far or (is_open and listed < stated)


def reckon_list(count: Mention, listed: int, *, is_open: bool = False) -> Reckoned:
    """A count against how many are listed; ``is_open``: 等 says that more are meant."""
    shown = f"列出{listed}个"
    stated = int(count.figure.value)
    if listed == stated:
        return Reckoned(FigureVerdict.AGREES, shown)
    if is_open and listed < stated:
        return Reckoned(FigureVerdict.HINT, f"{shown}，“等”字后还有{stated - listed}个未列")
    return Reckoned(FigureVerdict.LIST_MISMATCH, shown)
