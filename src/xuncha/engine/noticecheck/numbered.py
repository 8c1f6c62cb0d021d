"""Lists a line a name under a heading that counts them: 不合格账号名单（共9个）, 1.…, 2.…."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.named import may_be_listed, reckon_list
from xuncha.engine.noticecheck.rates import Reckoned, added, added_in_words
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.quantities import Sort

_ITEM = re.compile(r"\s*(?P<number>\d{1,4})(?:\s*[.．、)）]\s*(?!\d)|[ \u3000]{2,})\S")
_CELL = re.compile(r"\s*(?P<number>\d{1,4})\s*[.．、)）\s]\s*(?!\d)\S")
_HEADINGS = re.compile(r"\s*序号")
_IN_BRACKETS = re.compile(r"[（(]共?有?计?\s*\d{1,5}\s*[个家条项处份件][）)]\s*[:：]?\s*$")
_LIST = re.compile("名单|清单")
REACH = 60
"""Lines after a list in which it may go on after remarks."""
_FOLLOWS = re.compile(r"(?:如下|名单|清单)[^。；]{0,4}[:：]?\s*$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A count with what the list under it says."""

    sentence: Sentence
    count: Mention
    reckoned: Reckoned


def numbered_lists(lines: Sequence[str], read: Sequence[Sentence]) -> Iterator[Numbered]:
    """Every heading whose count the numbered lines under it can be held against; a heading over
    headings against the sum of their counts."""
    last_of = {one.line: one for one in read}
    headings = {
        line: count
        for line, one in last_of.items()
        if (count := counted_by_heading(lines[line - 1], one))
    }
    for line, count in headings.items():
        listed = _items(lines, line)
        if listed:
            if listed != count.figure.value and not _is_whole(lines, line, count, listed):
                continue
            yield Numbered(last_of[line], count, reckon_list(count, listed))
        elif line + 1 in headings and _IN_BRACKETS.search(lines[line - 1]):
            below = _headings_below(lines, line, headings)
            if len(below) > 1 and added(below) == count.figure.value:
                found = Reckoned(FigureVerdict.AGREES, added_in_words(below))
                yield Numbered(last_of[line], count, found)


def counted_by_heading(line: str, sentence: Sentence) -> Mention | None:
    """The count of what is listed below a line; None where it is no heading or counts more."""
    counts = [
        one
        for one in sentence.mentions
        if one.sort is Sort.COUNT and one.figure.step == 0 and not one.is_vague
    ]
    if counts and _IN_BRACKETS.search(line):
        return counts[-1]
    if not _FOLLOWS.search(line):
        return None
    failed = [one for one in counts if one.role == "failed"] or counts
    return failed[0] if len(failed) == 1 else None


def _items(lines: Sequence[str], line: int) -> int:
    """How many lines under a line are numbered from 1 on without a gap."""
    expected = 1
    has_headings = line < len(lines) and _HEADINGS.match(lines[line])
    item = _CELL if has_headings else _ITEM
    for text in lines[line + bool(has_headings) :]:
        match = item.match(fold(text))
        if match is None or int(match["number"]) != expected:
            break
        expected += 1
    return expected - 1


def _is_whole(lines: Sequence[str], line: int, count: Mention, listed: int) -> bool:
    """Whether the list is of what is counted and ends there: no line goes on with its numbers."""
    heading = lines[line - 1]
    is_named = _IN_BRACKETS.search(heading) or _LIST.search(heading) or count.role == "failed"
    goes_on = (_ITEM.match(fold(text)) for text in lines[line + listed : line + listed + REACH])
    is_torn = any(match and int(match["number"]) == listed + 1 for match in goes_on)
    is_some = either("partly").search(heading) is not None
    return bool(is_named) and not is_torn and not is_some and may_be_listed(count, listed)


def _headings_below(lines: Sequence[str], line: int, headings: dict[int, Mention]) -> list[Mention]:
    found: list[Mention] = []
    at = line + 1
    while at in headings and (listed := _items(lines, at)):
        found.append(headings[at])
        at += listed + 1
    return found
