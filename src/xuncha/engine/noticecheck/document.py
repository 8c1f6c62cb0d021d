"""The paragraphs and tables of a notice as it was published: text, DOCX or PDF."""

import re
from dataclasses import dataclass
from itertools import groupby

from xuncha.engine.domain.attachments import AttachmentText
from xuncha.engine.noticecheck.figures import CheckedFigure
from xuncha.engine.noticecheck.reading import check_lines, check_table
from xuncha.engine.proofread.damage.restoring import restored

_ROW = re.compile(r"(?P<table>表 \d+) 第 \d+ 行")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Paragraphs in order, and the tables among them as rows of cells."""

    lines: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


def notice_of_text(text: str) -> NoticeText:
    """A notice as plain text, a line a paragraph; lines with tabs are rows of a table."""
    lines = [line.strip("\r") for line in text.split("\n")]
    tables = [
        tuple(tuple(row.split("\t")) for row in rows)
        for is_table, rows in groupby(lines, key=lambda line: line.count("\t") >= 2)
        if is_table
    ]
    return NoticeText(tuple(line for line in lines if line.count("\t") < 2), tuple(tables))


def notice_of_file(read: AttachmentText) -> NoticeText:
    """A notice as a file's blocks: those of a table's rows together, the others as paragraphs."""
    lines: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    by_table = groupby(read.blocks, key=lambda block: _table_of(block.place))
    for table, blocks in by_table:
        if not table:
            lines += [block.text for block in blocks]
            continue
        rows = groupby(blocks, key=lambda block: block.place)
        tables.append(tuple(tuple(cell.text for cell in cells) for _, cells in rows))
    return NoticeText(tuple(lines), tuple(tables))


def check_notice(notice: NoticeText) -> list[CheckedFigure]:
    """Every figure of a notice that can be held against others; the tables' after the text's.

    The damage of copying is undone first where the bytes allow it; quotes are of the mended text.
    """
    found = check_lines(restored("\n".join(notice.lines)).text.split("\n"))
    line = len(notice.lines)
    for table in notice.tables:
        found += check_table(table, line + 1)
        line += len(table)
    return found


def _table_of(place: str) -> str:
    match = _ROW.match(place)
    return match["table"] if match else ""
