"""The text of a Word 97–2003 document (DOC, WPS), by its piece table ([MS-DOC] 2.4.1).

No library with wheels for both machines reads these files; the piece table alone gives all text.
"""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError

_WORD_97 = 193
_FLAGS, _CLX = 0x0A, 0x01A2
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_PROPERTIES, _PIECES = 0x01, 0x02
_COMPRESSED = 0x4000_0000
_PIECE = 8
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))|[\x13\x15]")
_CELL_MARK = "\x07"
_BREAKS = re.compile("[\r\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_doc(data: bytes, into: Gathered) -> None:
    """Add every paragraph and table cell in order, headers and notes after the body."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            text = _text(compound)
    except (OSError, struct.error, IndexError, ValueError) as fault:
        raise UnreadFileError(UnableClass.UNREADABLE, "文件已损坏，无法打开") from fault
    while (shorter := _FIELD_CODE.sub("", text)) != text:
        text = shorter
    number = 0
    for piece in _pieces_of(text):
        for line in _BREAKS.split(piece.text):
            shown = _CONTROLS.sub("", line).strip()
            number += bool(shown) and not piece.cell
            into.add(shown, piece.row or f"第 {number} 段", piece.cell)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Paragraphs outside tables, or a cell with its row."""

    text: str
    row: str = ""
    cell: int = 0


def _pieces_of(text: str) -> Iterator[_Piece]:
    """Paragraphs and cells in order.

    A cell ends with a mark, and a row with one more that looks like an empty cell: rows are as long
    as the first of their table, or else end where nothing stands before a mark.
    """
    *marked, last = text.split(_CELL_MARK)
    table = line = width = cell = 0
    for number, piece in enumerate(marked):
        own = piece
        if cell == 0:
            before, mark, own = piece.rpartition("\r")
            if mark or not table:
                table, line, width = table + 1, 0, 0
                yield _Piece(before)
            line += 1
        elif not piece and _ends_row(marked, number, cell, width):
            width, cell = width or cell, 0
            continue
        cell += 1
        yield _Piece(own, f"表 {table} 第 {line} 行", cell)
    yield _Piece(last)


def _ends_row(marked: list[str], number: int, cell: int, width: int) -> bool:
    """Whether an empty cell is the end of its row, of which so many cells were read."""
    end = number + width - cell
    is_on_the_way = cell < width and end < len(marked)
    return not (is_on_the_way and not marked[end])


def _text(compound: "olefile.OleFileIO") -> str:
    main = compound.openstream("WordDocument").read()
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, _FLAGS)[0]
    if flags & _ENCRYPTED:
        raise UnreadFileError(UnableClass.ENCRYPTED, "文件设有打开口令，没有读")
    if version < _WORD_97:
        reason = "Word 95 及更早的格式，不能识别"
        raise UnreadFileError(UnableClass.UNREADABLE, reason)
    name = "1Table" if flags & _WHICH_TABLE else "0Table"
    table = compound.openstream(name).read()
    start, size = struct.unpack_from("<II", main, _CLX)
    return _pieces(main, table[start : start + size])


def _pieces(main: bytes, clx: bytes) -> str:
    at = 0
    while clx[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != _PIECES:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // (4 + _PIECE)
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    found = []
    room = len(main)
    for number in range(count):
        length = ends[number + 1] - ends[number]
        begin = struct.unpack_from("<I", plc, 4 * (count + 1) + _PIECE * number + 2)[0]
        if begin & _COMPRESSED:
            begin, width, charset = (begin & ~_COMPRESSED) // 2, 1, "cp1252"
        else:
            width, charset = 2, "utf-16-le"
        # Pieces never hold more than the stream does; a table that says so wants our memory.
        room -= length * width
        if length < 0 or room < 0:
            raise ValueError("pieces overlap")
        found.append(main[begin : begin + length * width].decode(charset, "replace"))
    return "".join(found)
