"""Lists of names and the count beside them: 甲网站、乙网站等10个政府网站."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence, either
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.proofread.figures.quantities import Sort

_BEFORE = re.compile(
    r"(?:^|[，,。；;：:（(]|其中|包括|分别为|分别是|如|有|除|及)(?P<names>[^，,。；;：:（）()]+?)(?P<open>等)?$"
)
_AFTER = re.compile(
    r"^[^，,。；;：:（）()\d]{0,14}?(?:[（(]|(?:分别为|分别是|为|即|有|：|:))"
    r"(?P<names>[^。；;）)\d]+?)"
    r"(?P<open>等)?(?:[）)]|$|[。；;])"
)
_SPLIT = re.compile(r"[、，,]")
_LAST = re.compile(r"(?P<first>.{3,})(?:以及|和|及|与)(?P<second>.{3,})")
LONGEST_NAME = 40


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
            found = _BEFORE.search(sentence.text[previous:start])
            names = _names(found["names"]) if found else ()
            if not names:
                found = _AFTER.match(sentence.text[end:])
                names = _names(found["names"]) if found else ()
            if found and len(names) > 1:
                is_open = bool(found["open"])
                yield NamedList(one, names, _reckoned(one, names, is_open=is_open))
        previous = end


def _names(text: str) -> tuple[str, ...]:
    """The names of a list; none where a piece does not look like a name."""
    pieces = [piece.strip() for piece in _SPLIT.split(text) if piece.strip()]
    if pieces and (last := _LAST.fullmatch(pieces[-1])) and _is_name(last["first"]):
        pieces[-1:] = [last["first"], last["second"]]
    if len(pieces) < 2 or not all(2 <= len(one) <= LONGEST_NAME for one in pieces):
        return ()
    return tuple(pieces) if sum(map(_is_name, pieces)) * 2 > len(pieces) else ()


def _is_name(piece: str) -> bool:
    """Whether a piece ends as names of sites, accounts, bodies and regions do."""
    ends = either("name_end")
    generic = either("site", "account", "class", "platform").fullmatch(piece)
    return generic is None and any(
        piece.endswith(match) for match in {one.group() for one in ends.finditer(piece)}
    )


def _reckoned(count: Mention, names: tuple[str, ...], *, is_open: bool) -> Reckoned:
    shown = f"列出{len(names)}个"
    stated = int(count.figure.value)
    if len(names) == stated:
        return Reckoned(FigureVerdict.AGREES, shown)
    if is_open and len(names) < stated:
        return Reckoned(FigureVerdict.HINT, f"{shown}，“等”字后还有{stated - len(names)}个未列")
    return Reckoned(FigureVerdict.LIST_MISMATCH, shown)
