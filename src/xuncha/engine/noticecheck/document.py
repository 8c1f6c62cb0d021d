"""The paragraphs and tables of a notice as it was published: text, DOCX or PDF."""

import re
from dataclasses import dataclass, replace
from itertools import groupby

from xuncha.engine.domain.attachments import AttachmentBlock, AttachmentText
from xuncha.engine.noticecheck.figures import CheckedFigure
from xuncha.engine.noticecheck.reading import check_lines, check_table
from xuncha.engine.proofread.damage.restoring import restored

_ROW = re.compile(r"(?P<table>表 \d+) 第 \d+ 行")
LEAST_TABS = 2
"""Fewer tabs than this in a line do not make it a row."""


Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Paragraphs and tables (rows of cells) in the order of the notice."""

    blocks: tuple[str | Table, ...]


def notice_of_text(text: str) -> NoticeText:
    """A notice as plain text, a line a paragraph; lines with tabs are rows of a table."""
    blocks: list[str | Table] = []
    lines = [line.strip("\r") for line in text.split("\n")]
    for is_table, group in groupby(lines, key=lambda line: line.count("\t") >= LEAST_TABS):
        if is_table:
            blocks.append(tuple(tuple(row.split("\t")) for row in group))
        else:
            blocks += group
    return NoticeText(tuple(blocks))


def notice_of_file(read: AttachmentText) -> NoticeText:
    """A notice as a file's blocks: those of a table's rows together, the others as paragraphs."""
    blocks: list[str | Table] = []
    for table, cells in groupby(read.blocks, key=lambda block: _table_of(block.place)):
        if not table:
            blocks += [block.text for block in cells]
            continue
        rows = groupby(cells, key=lambda block: block.place)
        blocks.append(tuple(_cells(list(row)) for _, row in rows))
    return NoticeText(tuple(blocks))


def _cells(row: list[AttachmentBlock]) -> tuple[str, ...]:
    """A row's cells in their columns, empty ones too; without columns those that say something."""
    if not all(one.cell for one in row):
        return tuple(one.text for one in row)
    found = [""] * max(one.cell for one in row)
    for one in row:
        found[one.cell - 1] += one.text
    return tuple(found)


def check_notice(notice: NoticeText) -> list[CheckedFigure]:
    """Every figure of a notice that can be held against others, in the order of the notice.

    A row of a table counts as a line. The damage of copying is undone first where the bytes allow
    it; quotes are of the mended text.
    """
    places: list[int] = []
    lines: list[str] = []
    found: list[CheckedFigure] = []
    line = 1
    for block in notice.blocks:
        if isinstance(block, str):
            places.append(line)
            lines.append(block)
            line += 1
        else:
            found += check_table(block, line)
            line += len(block)
    mended = restored("\n".join(lines)).text.split("\n")
    if len(mended) != len(lines):
        places = list(range(1, len(mended) + 1))
    found += [replace(one, line=places[one.line - 1]) for one in check_lines(mended)]
    return sorted(found, key=lambda one: (one.line, one.start))


def _table_of(place: str) -> str:
    match = _ROW.match(place)
    return match["table"] if match else ""
