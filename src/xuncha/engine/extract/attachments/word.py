"""The text of a DOCX: body with tables, content controls and text boxes, headers, notes."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.packed import vet_packed
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError

_P, _T, _TAB, _BR, _TBL, _TR, _TC = (
    qn(f"w:{name}") for name in ("p", "t", "tab", "br", "tbl", "tr", "tc")
)
_SPAN, _VALUE = f"{qn('w:tcPr')}/{qn('w:gridSpan')}", qn("w:val")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK})
_WIDE = 3
"""Digits of a span no table has."""
_SIDES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def read_docx(data: bytes, into: Gathered) -> None:
    """Add headers first (marks stand there), then the body in order, then footers and notes."""
    vet_packed(data, into.limits)
    try:
        document = Document(io.BytesIO(data))
        sides = _sides(document)
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError) as fault:
        raise UnreadFileError(UnableClass.UNREADABLE, "文件已损坏，无法打开") from fault
    for place, root in sides:
        if place == "页眉":
            _add_all(root, place, into)
    _add_body(document.element.body, into)
    for place, root in sides:
        if place != "页眉":
            _add_all(root, place, into)


def _sides(document: Any) -> list[tuple[str, Any]]:
    found = []
    for part in document.part.package.iter_parts():
        place = _SIDES.get(part.content_type.rpartition(".")[2].removesuffix("+xml"))
        if place:
            found.append((str(part.partname), place, parse_xml(part.blob)))
    return [(place, root) for _, place, root in sorted(found, key=lambda one: one[:2])]


def _add_all(root: Any, place: str, into: Gathered) -> None:
    for paragraph in _paragraphs(root):
        into.add(_text(paragraph), place)


def _add_body(body: Any, into: Gathered) -> None:
    tables: dict[Any, int] = {}
    number = 0
    for paragraph in _paragraphs(body):
        text = _text(paragraph)
        if not text.strip():
            continue
        table = next(paragraph.iterancestors(_TBL), None)
        if table is None:
            number += 1
            into.add(text, f"第 {number} 段")
            continue
        at = tables.setdefault(table, len(tables) + 1)
        row = next(paragraph.iterancestors(_TR), None)
        line = sum(1 for _ in row.itersiblings(_TR, preceding=True)) + 1 if row is not None else 1
        into.add(text, f"表 {at} 第 {line} 行", _column_of(paragraph))


def _column_of(paragraph: Any) -> int:
    """The column the cell of a paragraph begins in, from 1; 0 where it stands in none."""
    cell = next(paragraph.iterancestors(_TC), None)
    if cell is None:
        return 0
    return 1 + sum(_width(before) for before in cell.itersiblings(_TC, preceding=True))


def _width(cell: Any) -> int:
    span = cell.find(_SPAN)
    value = span.get(_VALUE, "") if span is not None else ""
    return int(value) if value.isdecimal() and len(value) < _WIDE else 1


def _paragraphs(root: Any) -> Iterator[Any]:
    """The paragraphs in order, also in text boxes (once: not again in their fallback)."""
    for paragraph in root.iter(_P):
        if next(paragraph.iterancestors(*_GONE), None) is None:
            yield paragraph


def _text(paragraph: Any) -> str:
    """The words of a paragraph itself, without what was deleted or stands in a box inside it."""
    pieces = []
    for node in paragraph.iter(_T, _TAB, _BR):
        owner = next(node.iterancestors(_P, *_GONE), None)
        if owner is paragraph:
            pieces.append((node.text or "") if node.tag == _T else " ")
    return "".join(pieces)
