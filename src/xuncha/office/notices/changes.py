"""What a correction changed: paragraph by paragraph and row by row against the notice before it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from xuncha.office.notices.script import Paragraph, ParagraphRank, Script
from xuncha.office.notices.tables import Annex, Column, table

BODY = "正文"
ADDED, REMOVED = "（新增）", "（删去）"
REPEATED = "（原内容不再重复）"
CELLS = "，"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it stands, what stood there, what stands there now; either may be empty."""

    place: str
    before: str
    after: str


def changes_between(
    before: Script, after: Script, last: Callable[[str], str]
) -> tuple[Change, ...]:
    """Every paragraph and row that is not what it was. What the edition before printed and this
    one may not print (``last`` gives something else for it) is not repeated."""
    found = [*_changed(BODY, _paragraphs(before), _paragraphs(after))]
    old = {annex.title: annex for annex in before.annexes}
    new = {annex.title: annex for annex in after.annexes}
    for title in dict.fromkeys((*new, *old)):
        found += _changed(f"附件“{title}”", _rows(old.get(title)), _rows(new.get(title)))
    return tuple(_fit(change, last) for change in found)


def with_changes(script: Script, changes: Sequence[Change], corrected: str) -> Script:
    """The notice with a paragraph that says what it corrects, and the list as its last annex; no
    list where this edition says what it said."""
    if not changes:
        text = f"本通报是对{corrected}的更正，本版内容没有变化；原通报同时作废。"
        return replace(script, body=(Paragraph(ParagraphRank.TEXT, text), *script.body))
    number = len(script.annexes) + 1
    text = (
        f"本通报是对{corrected}的更正，更正{len(changes)}处（见附件{number}）；"
        "以本通报为准，原通报同时作废。"
    )
    columns = (Column("位置", 33), Column("原通报", 56), Column("更正为", 56))
    rows = [(one.place, one.before or ADDED, one.after or REMOVED) for one in changes]
    annex = Annex(number, "更正事项", (table(columns, rows),))
    opening = Paragraph(ParagraphRank.TEXT, text)
    return replace(script, body=(opening, *script.body), annexes=(*script.annexes, annex))


def _changed(place: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, begin, finish in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(before[start:end], after[begin:finish], fillvalue="")
        yield from (Change(place, old, new) for old, new in pairs)


def _paragraphs(script: Script) -> list[str]:
    return [part.lead + part.text for part in script.body]


def _rows(annex: Annex | None) -> list[str]:
    """The rows of an annex without their serial numbers, which move with every row before them."""
    tables = annex.tables if annex else ()
    return [CELLS.join(row[1:]).replace("\n", " ") for one in tables for row in one.rows]


def _fit(change: Change, last: Callable[[str], str]) -> Change:
    if change.before and last(change.before) != change.before:
        return replace(change, before=REPEATED)
    return change
