"""The paragraphs and tables of a notice as it was published: text, DOCX or PDF."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from xuncha.engine.domain.attachments import AttachmentBlock, AttachmentKind, AttachmentText
from xuncha.engine.domain.facts import Block
from xuncha.engine.noticecheck.figures import CheckedFigure
from xuncha.engine.noticecheck.reading import check_lines
from xuncha.engine.noticecheck.tables import names_columns
from xuncha.engine.proofread.damage.restoring import restored

_ROW = re.compile(r"(?P<table>表 \d+) 第 \d+ 行")
_BESIDE_DIGITS = re.compile(
    r"(?<=[一-鿿，。；：、（）])[ ](?=\d)|(?<=[\d%])[ ](?=[一-鿿，。；：、（）])"
)
"""A PDF puts blanks between characters and digits."""
LEAST_TABS = 2
"""Fewer tabs than this in a line do not make it a row."""


LEAST_NUMBERS = 2
LEAST_ROWS = 2
"""Fewer rows of so many numbers are no table."""
LEAST_PAIRS = 3
"""Fewer lines of a name and one number are none either."""
_NUMBER = r"(?:[+\-＋－−—]?[\d.,．，]+(?:[%％‰]|[个家条件份篇次处项分])?|[—\-－]+)"
_WORD = r"(?:(?<=\u3000)|(?<=  ))[一-鿿]{1,6}"
"""A cell of a word, 持平 or 优秀: more than one blank parts it, as no prose is."""
_CELLS = rf"(?:{_NUMBER}|{_WORD})"
_SPACED = re.compile(
    r"(?P<head>\s*\S[^。；，]{0,40}?[ \u3000]+)"
    rf"(?P<numbers>{_NUMBER}(?:[ \u3000]+{_CELLS})*[ \u3000]*)"
)
_CELL = re.compile(r"\S+\s*")
_NUMERAL = re.compile(r"[\d.,．，]+")


Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Paragraphs and tables (rows of cells) in the order of the notice."""

    blocks: tuple[str | Table, ...]


def notice_of_text(text: str) -> NoticeText:
    """A notice as plain text, a line a paragraph; lines with tabs, or numbers that blanks part,
    are rows of a table."""
    blocks: list[str | Table] = []
    lines = [line.strip("\r") for line in text.split("\n")]
    for kind, group in groupby(lines, key=_kind_of_line):
        rows = list(group)
        if kind is _Kind.TABS:
            blocks.append(tuple(tuple(row.split("\t")) for row in rows))
        elif kind is _Kind.BLANKS and _is_table(cells := [spaced_cells(row) for row in rows]):
            header = _header(blocks, max(map(len, cells)))
            blocks.append((header, *cells))
        else:
            blocks += rows
    return NoticeText(tuple(blocks))


class _Kind(Enum):
    TEXT = "text"
    TABS = "tabs"
    BLANKS = "blanks"


def _kind_of_line(line: str) -> _Kind:
    if line.count("\t") >= LEAST_TABS:
        return _Kind.TABS
    return _Kind.BLANKS if spaced_cells(line) else _Kind.TEXT


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of a name and numbers are enough, and long enough, to be a table."""
    least = LEAST_ROWS if all(len(row) > LEAST_NUMBERS for row in rows) else LEAST_PAIRS
    return len(rows) >= least


def spaced_cells(line: str) -> tuple[str, ...]:
    """What a row begins with and the numbers blanks part behind it, each with the blanks after it
    but one, so that joined by one character they are as long as the line; nothing for prose."""
    match = _SPACED.fullmatch(line)
    if match is None:
        return ()
    pieces = _CELL.findall(match["numbers"])
    return (*(piece[:-1] for piece in (match["head"], *pieces[:-1])), pieces[-1])


def _headed(rows: Table) -> Table:
    """A table without headings with the words its cells have in common: 检查1893个."""
    if not rows[0]:
        return rows
    return (tuple(_NUMERAL.sub("", cell).strip() for cell in rows[0]), *rows)


def _begins_with_numbers(rows: Table) -> bool:
    """Whether the first row of a table holds numbers as the others do."""
    if len(rows) < LEAST_ROWS:
        return False
    first, second = rows[:2]
    alike = [
        at
        for at, (one, other) in enumerate(zip(first, second, strict=False))
        if _NUMERAL.search(one) and _NUMERAL.sub("", one) == _NUMERAL.sub("", other)
    ]
    is_numbered = alike[:1] == [0] and first[0].strip() == "1" and second[0].strip() == "2"
    return len(alike) >= LEAST_NUMBERS or is_numbered


def _header(blocks: list[str | Table], width: int) -> tuple[str, ...]:
    """The headings in the paragraph before a table, taken from there; nothing where it has none."""
    last = blocks[-1] if blocks else ""
    headings = last.split() if isinstance(last, str) else []
    if not 2 <= len(headings) <= width or any("。" in one for one in headings):
        return ()
    blocks.pop()
    return ("",) * (width - len(headings)) + tuple(headings)


def notice_of_file(read: AttachmentText) -> NoticeText:
    """A notice as a file's blocks: those of a table's rows together, the others as paragraphs."""
    if read.kind is AttachmentKind.PDF:
        return _notice_of_pdf([block.text for block in read.blocks])
    blocks: list[str | Table] = []
    for table, cells in groupby(read.blocks, key=lambda block: _table_of(block.place)):
        if not table:
            blocks += [block.text for block in cells]
            continue
        rows = groupby(cells, key=lambda block: block.place)
        blocks.append(tuple(_cells(list(row)) for _, row in rows))
    return NoticeText(tuple(blocks))


def _notice_of_pdf(lines: Sequence[str]) -> NoticeText:
    """A notice as the lines of a PDF, where a table is a line of headings and lines like it.

    A row that came out torn ends its table, so that no total is held against a part of the rows.
    """
    blocks: list[str | Table] = []
    at = 0
    while at < len(lines):
        header = lines[at].split()
        if not names_columns(header):
            blocks.append(_BESIDE_DIGITS.sub("", lines[at]))
            at += 1
            continue
        rows = [tuple(header)]
        while at + len(rows) < len(lines) and (row := _row(lines[at + len(rows)], len(header))):
            rows.append(row)
        blocks.append(tuple(rows))
        at += len(rows)
    return NoticeText(tuple(blocks))


def _row(line: str, width: int) -> tuple[str, ...]:
    """The cells of a line, the first perhaps empty; none where they do not fit the headings."""
    cells = line.split()
    if width - 1 <= len(cells) <= width and any(map(_is_number, cells)):
        return (*[""] * (width - len(cells)), *cells)
    return ()


def _is_number(cell: str) -> bool:
    return cell.rstrip("%％").replace(".", "", 1).isdigit()


def notice_of_page(page: Sequence[Block]) -> NoticeText:
    """A notice as the body of a saved web page: rows of cells together, the rest as paragraphs."""
    blocks: list[str | Table] = []
    for is_table, group in groupby(page, key=lambda block: block.row >= 0):
        if not is_table:
            blocks += [block.text for block in group]
            continue
        rows = groupby(group, key=lambda block: block.row)
        blocks.append(
            tuple(_in_columns([(one.cell - 1, one.text) for one in row]) for _, row in rows)
        )
    return NoticeText(tuple(blocks))


def _cells(row: list[AttachmentBlock]) -> tuple[str, ...]:
    """A row's cells in their columns, empty ones too; without columns those that say something."""
    if not all(one.cell for one in row):
        return tuple(one.text for one in row)
    return _in_columns([(one.cell - 1, one.text) for one in row])


def _in_columns(cells: list[tuple[int, str]]) -> tuple[str, ...]:
    found = [""] * (max(0, *(at for at, _ in cells)) + 1)
    for at, text in cells:
        found[max(at, 0)] += text
    return tuple(found)


def check_notice(notice: NoticeText) -> list[CheckedFigure]:
    """Every figure of a notice that can be held against others, in the order of the notice.

    A row of a table counts as a line. The damage of copying is undone first where the bytes allow
    it; quotes are of the mended text.
    """
    lines: list[str] = []
    tables: list[tuple[int, Table]] = []
    for block in notice.blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            own_header = bool(block[0]) and not _begins_with_numbers(block)
            tables.append((len(lines) + own_header, block if own_header else _headed(block)))
            lines += [""] * (len(block) - (not block[0]))
    return check_lines(restored("\n".join(lines)).text.split("\n"), tables)


def _table_of(place: str) -> str:
    match = _ROW.match(place)
    return match["table"] if match else ""
