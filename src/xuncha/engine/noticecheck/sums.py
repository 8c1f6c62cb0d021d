"""Parts and their total: 共39个，其中市级1个、部门20个、县级18个."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence, either
from xuncha.engine.noticecheck.rates import Reckoned
from xuncha.engine.proofread.figures.arithmetic import printed
from xuncha.engine.proofread.figures.quantities import Sort

NEAR = Fraction(1, 10)
"""Parts that fall short of their total by less than this share of it may have been meant to give
it; by more, some of them are simply not told."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total, its parts, and what adding them says."""

    total: Mention
    parts: tuple[Mention, ...]
    reckoned: Reckoned


def sums(sentence: Sentence) -> Iterator[Sum]:
    """Every total of a sentence that is followed by two or more parts of the same unit."""
    counts = [one for one in sentence.mentions if one.sort is Sort.COUNT and not one.is_vague]
    at = 0
    while at < len(counts):
        parts = _divided(sentence, counts, at) or _listed(sentence, counts, at)
        if len(parts) >= 2:
            yield Sum(counts[at], tuple(parts), _reckoned(sentence, counts[at], parts))
            at = counts.index(parts[-1])
        at += 1


_OPENS = re.compile(r"其中|分别为|分别是|包括|分为|[（(:：]|由")
_JOINS = re.compile(r"[、，,和及与（(）)]")


def _divided(sentence: Sentence, counts: Sequence[Mention], at: int) -> list[Mention]:
    """The counts after a total that name one platform or class each, whatever stands between."""
    if not _is_opened(sentence, counts, at) or counts[at].has_group:
        return []
    return [
        one
        for one in counts[at + 1 :]
        if one.has_group and one.unit == counts[at].unit and one.role == counts[at + 1].role
    ]


def _is_opened(sentence: Sentence, counts: Sequence[Mention], at: int) -> bool:
    following = counts[at + 1 : at + 2]
    return bool(following and _OPENS.search(_between(sentence, counts[at], following[0])))


def _listed(sentence: Sentence, counts: Sequence[Mention], at: int) -> list[Mention]:
    """The counts joined to one another right after a total that its words make its parts."""
    total = counts[at]
    if not _is_opened(sentence, counts, at):
        return []
    found: list[Mention] = []
    for one in counts[at + 1 :]:
        previous = found[-1] if found else total
        between = _between(sentence, previous, one)
        joined = not found or (_JOINS.search(between) and not _OPENS.search(between[1:]))
        if one.unit != total.unit or not joined or "%" in between or one.is_past != total.is_past:
            break
        if found and "）" in between.replace(")", "）") and _opened(sentence, total, found[0]):
            break
        found.append(one)
    return found


def _opened(sentence: Sentence, total: Mention, first: Mention) -> bool:
    between = _between(sentence, total, first)
    return "（" in between or "(" in between


def _between(sentence: Sentence, one: Mention, other: Mention) -> str:
    return sentence.text[one.end - sentence.start : other.start - sentence.start]


def _reckoned(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> Reckoned:
    values = [one.figure.value for one in parts]
    added = sum(values, Fraction(0))
    shown = f"{'+'.join(printed(one, 2) for one in values)}={printed(added, 2)}"
    if added == total.figure.value:
        return Reckoned(FigureVerdict.AGREES, shown)
    is_over = added > total.figure.value
    said = sentence.text[: parts[-1].end - sentence.start]
    is_told = _is_division(sentence, total, parts) and either("complete").search(said)
    if _is_complete(parts) or is_told or (is_over and _is_division(sentence, total, parts)):
        return Reckoned(FigureVerdict.DIFFERS, shown)
    if is_over:
        return Reckoned(FigureVerdict.OVERLAP, shown)
    is_near = total.figure.value - added <= NEAR * total.figure.value
    return Reckoned(FigureVerdict.HINT if is_near else FigureVerdict.UNCHECKED, shown)


def _is_division(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether each part is a platform or a class of its own: such do not overlap."""
    groups = [one.group for one in parts]
    tail = sentence.text[parts[-1].end - sentence.start :][:4]
    return all(groups) and len(set(groups)) == len(groups) and not either("open").match(tail)


def _is_complete(parts: Sequence[Mention]) -> bool:
    """Passed and failed are all there is."""
    return sorted(one.role for one in parts) == ["failed", "passed"]
