"""Lists a line a name without numbers, under a heading that counts them or in an annex that the
count in the text names: 不合格的7个账号（附件1）.

Lines are a list only where they are built alike; it ends at an empty line, at a heading or where
the notice ends. What else follows leaves open whether the list goes on, and then refuses nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.ledger import Rows
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.named import may_be_listed, reckon_list
from xuncha.engine.noticecheck.numbered import Numbered, counted_by_heading
from xuncha.engine.noticecheck.tables import is_total_row
from xuncha.engine.noticecheck.wording import ROLES, either, nouns_of, role_of
from xuncha.engine.proofread.figures.quantities import Sort

LEAST_ITEMS = 3
LONGEST_ITEM = 80
LONGEST_TITLE = 60
TITLE_WITHIN = 3
"""Lines after 附件1 in which its title stands."""
_ANNEX = re.compile(r"\s*附件?\s*(?P<number>\d{0,2})\s*[:：]?\s*(?P<title>.*?)\s*$")
_REFERENCE = re.compile(
    r"^[^，,。；;：:（(\d]{0,16}[（(，,]?[^，,。；;：:（()）\d]{0,10}(?:见|详见)?附件\s*(?P<number>\d{0,2})"
)
"""7个政务新媒体（附件1）, 8个，名单见附件."""
_LIST = re.compile("名单|清单|一览表")
_COUNTS = re.compile(r"\d\s*[个家条项处份件]|[（(]共")
"""A list whose title counts its names is held against that alone."""
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|附件?\s*\d*\s*[:：]?|备?注[:：]|说明[:：])"
)
_COLUMNS = re.compile(r"\s*序号|.*(?:名称|单位)[ \u3000\t]")
_NUMBER = re.compile(r"\s*\d{1,3}(?:[.．、)）]|\s)\s*")
_CELLS = re.compile(r"[ \u3000\t]+")
_BORNE_OUT = (FigureVerdict.AGREES, FigureVerdict.HINT)
_MARKS = re.compile(r"[^“”《》（）()：:，,；;|]")
_ENDS = ("。", "！", "？", "；", "，", "：", ":")


@dataclass(frozen=True, slots=True)
class _Items:
    """How many lines or rows a list has; ``is_whole``: it surely ends there."""

    size: int
    is_whole: bool


_NONE = _Items(0, is_whole=False)


def listed_lines(
    lines: Sequence[str], read: Sequence[Sentence], tables: Sequence[tuple[int, Rows]]
) -> Iterator[Numbered]:
    """Every count that the lines under its heading, or those of the annex it names, can be held
    against."""
    last_of = {one.line: one for one in read}
    for line, sentence in last_of.items():
        count = counted_by_heading(lines[line - 1], sentence)
        items = _items(lines, line) if count else None
        if count and items and (found := _held(sentence, count, items)):
            yield found
    annexes = dict(_annexes(lines, tables))
    for sentence in read if annexes else ():
        for one in sentence.mentions:
            match = _REFERENCE.match(sentence.text[one.end - sentence.start :])
            if one.sort is not Sort.COUNT or one.figure.step or match is None:
                continue
            title, items = annexes.get(match["number"], ("", _NONE))
            found = _held(sentence, one, items) if _is_of(one, title) else None
            if found and (found.reckoned.verdict in _BORNE_OUT or _is_just_of(one, title)):
                yield found


def _held(sentence: Sentence, count: Mention, items: _Items) -> Numbered | None:
    stated = int(count.figure.value)
    if count.is_vague or items.size < LEAST_ITEMS:
        return None
    if items.size != stated and not (items.is_whole and may_be_listed(count, items.size)):
        return None
    return Numbered(sentence, count, reckon_list(count, items.size))


def _annexes(
    lines: Sequence[str], tables: Sequence[tuple[int, Rows]]
) -> Iterator[tuple[str, tuple[str, _Items]]]:
    """The annexes that are lists, by their number: their title and what they list."""
    rows_from = dict(tables)
    numbers: list[str] = []
    for at, text in enumerate(lines):
        match = _ANNEX.match(fold(text))
        if match is None or len(text) > LONGEST_TITLE:
            continue
        title, begin = match["title"], at + 1
        for line in range(at + 1, min(len(lines), at + 1 + TITLE_WITHIN)):
            if title:
                break
            title, begin = lines[line].strip(), line + 1
        if not _LIST.search(title) or len(title) > LONGEST_TITLE or _COUNTS.search(title):
            continue
        table = next((rows_from[n] for n in range(begin, begin + 3) if n in rows_from), None)
        items = _rows(table) if table else _items(lines, begin)
        if items.size >= LEAST_ITEMS and match["number"] not in numbers:
            numbers.append(match["number"])
            yield match["number"], (title, items)
            if len(numbers) == 1 and match["number"] == "1":
                yield "", (title, items)


def _rows(table: Rows) -> _Items:
    body = [row for row in table[1:] if not is_total_row(row)]
    return _Items(len(body), all(row[:1] and row[0].strip() for row in body))


def _items(lines: Sequence[str], begin: int) -> _Items:
    """The lines built alike from a line (from 0) on, after their headings."""
    while begin < len(lines) and (not lines[begin].strip() or _COLUMNS.match(lines[begin])):
        begin += 1
    shape, size = "", 0
    for text in lines[begin:]:
        if not text.strip() or _is_other(text):
            break
        if size and _shape(text) != shape:
            return _Items(size, is_whole=False)
        shape, size = _shape(text), size + 1
    after = lines[begin + size] if begin + size < len(lines) else ""
    return _Items(size, bool(shape) and (not after.strip() or bool(_HEADING.match(after))))


def _is_other(text: str) -> bool:
    """Whether a line is no item: too long, a sentence or a heading."""
    bare = text.rstrip()
    return len(bare) > LONGEST_ITEM or bare.endswith(_ENDS) or bool(_HEADING.match(bare))


def _shape(text: str) -> str:
    """How a line is built: its marks and its cells; empty where it is but words."""
    numbered = _NUMBER.match(fold(text))
    bare = text[numbered.end() :] if numbered else text
    cells = len(_CELLS.split(bare.strip()))
    marks = "".join(dict.fromkeys(_MARKS.sub("", fold(bare)).translate(_ONE)))
    if not numbered and not marks and cells == 1:
        ends = [one.group() for one in either("name_end").finditer(bare)]
        return "name" if ends and bare.rstrip().endswith(ends[-1]) else ""
    return f"{'1' if numbered else ''}{marks}{cells if cells > 1 else ''}"


_ONE = str.maketrans("(）)", "（））")


def _is_of(one: Mention, title: str) -> bool:
    """Whether the title of a list names what is counted and nothing else besides."""
    named = set(nouns_of(title)) & {"site", "account"}
    counted = set(one.subjects) & {"site", "account"}
    role = role_of(title, "")
    return named == counted and len(named) < 2 and (not role or not one.role or role == one.role)


def _is_just_of(one: Mention, title: str) -> bool:
    """Whether a list can be of nothing but what is counted: of those that failed where those are
    counted, not of their problems (网站问题清单), and of this round; 4家单位的网站 may be more."""
    what = _LIST.split(title)[0]
    tail = _plain().sub("", one.words.partition("|")[2])
    is_of_units = bool(_unit_ends().search(what)) and not tail
    is_past = either("past").search(title) is not None
    return is_of_units and role_of(title, "") == one.role and one.is_past == is_past


@cache
def _plain() -> re.Pattern[str]:
    """What may stand behind a count of sites or accounts beside those words themselves."""
    return re.compile(rf"{either('site', 'account', *ROLES).pattern}|[的中被为]")


@cache
def _unit_ends() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('site', 'account').pattern})(?:名称)?$")
