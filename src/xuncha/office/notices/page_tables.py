"""Tables of the official page: annexes with repeated headings, and the foot of the document."""

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import SubElement

from xuncha.office.notices.page import (
    CENTRE,
    LEFT,
    PT_PER_MM,
    TEXT_WIDTH_MM,
    Face,
    Setting,
    break_anywhere,
    element,
    rules,
    sort_properties,
    stand,
    write,
)
from xuncha.office.notices.tables import NOTHING, Table

FOOT_PT = 14.0
FOOT_LINE_PT = 24.0
FOOT_MARGIN_MM = 35
PAPER_MM = 297
COPY_WIDTH = 26
INSET = "\u3000"
RUN, WORDS = qn("w:r"), qn("w:t")
THICK_EIGHTHS = 8
THIN_EIGHTHS = 6
LINE_TO_TYPE = 1.4


def add_table(document: Document, table: Table) -> None:
    """One annex table: the heading row repeats, rows stay whole, widths are fixed."""
    drawn = document.add_table(rows=1, cols=len(table.columns))
    drawn.style = "Table Grid"
    widths = [column.width_mm for column in table.columns]
    _shape(drawn, widths)
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _put(cell, column.heading, Face.HEI, is_centred=True, type_pt=table.type_pt)
    _mark_row(drawn.rows[0], "w:tblHeader")
    rows = table.rows or ((NOTHING, *[""] * (len(table.columns) - 1)),)
    _append(drawn, table, rows[0])
    _set_widths(drawn, widths)
    pattern = deepcopy(drawn._tbl.tr_lst[-1])
    for run in pattern.iter(RUN):
        run.clear_content()
    for cells in rows[1:]:
        drawn._tbl.append(_filled(deepcopy(pattern), cells))


def _append(drawn: DocxTable, table: Table, cells: tuple[str, ...]) -> None:
    row = drawn.add_row()
    _mark_row(row, "w:cantSplit")
    for cell, text, column in zip(row._tr.tc_lst, cells, table.columns, strict=True):
        _put(_Cell(cell, drawn), text, Face.BODY, column.is_centred, table.type_pt)


def _filled(row: Any, cells: tuple[str, ...]) -> Any:
    """A row of empty runs with its texts: a table of a thousand rows is drawn but once. Plain text
    is set past python-docx, which looks through a run on each setting."""
    for run, text in zip(list(row.iter(RUN)), cells, strict=True):
        if text and text.isprintable() and text == text.strip():
            SubElement(run, WORDS).text = text
        else:
            run.text = text
    return row


def _put(cell: _Cell, text: str, face: Face, is_centred: bool, type_pt: float) -> None:
    paragraph = cell.paragraphs[0]
    align = CENTRE if is_centred else LEFT
    stand(paragraph, Setting(align=align, line_pt=round(type_pt * LINE_TO_TYPE, 1)))
    break_anywhere(paragraph)
    write(paragraph, text, face, type_pt)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _shape(drawn: DocxTable, widths_mm: list[float]) -> None:
    """Fixed layout over the type area, narrow cell margins."""
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    properties = drawn._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    width = element("w:tblW", w=str(_twips(sum(widths_mm))), type="dxa")
    properties.find(qn("w:jc")).addprevious(width)
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "40"), ("left", "57"), ("bottom", "40"), ("right", "57")):
        margins.append(element(f"w:{side}", w=twips, type="dxa"))
    properties.find(qn("w:tblLook")).addprevious(margins)


def _set_widths(drawn: DocxTable, widths_mm: list[float]) -> None:
    for column, width in zip(drawn._tbl.tblGrid.gridCol_lst, widths_mm, strict=True):
        column.w = Mm(width)
    for row in drawn._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths_mm, strict=True):
            cell.width = Mm(width)


def _mark_row(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def add_foot(document: Document, copied_to: str, printed_by: str, printed_on: str) -> None:
    """The foot (版记) at the bottom of the last page: 4号 type between rules as wide as the text.

    Either part may be empty. Every part is a frame of one paragraph placed by its height:
    LibreOffice neither holds a frame to the bottom of the type area nor keeps one frame around
    paragraphs with different borders. Insets are spaces, since rules would follow indents. An empty
    paragraph as high as the foot goes before it, so that a full last page sends both to the next.
    """
    copies = _copies(copied_to)
    height = (len(copies) + bool(printed_by)) * FOOT_LINE_PT
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=height, keeps_next=True))
    top = (PAPER_MM - FOOT_MARGIN_MM) * PT_PER_MM - height
    if copies:
        under = THIN_EIGHTHS if printed_by else THICK_EIGHTHS
        paragraph = _framed(document, top, "\n".join(copies))
        rules(paragraph, {"top": THICK_EIGHTHS, "bottom": under}, "000000", 0)
    if printed_by:
        top += len(copies) * FOOT_LINE_PT
        paragraph = _framed(document, top, f"{INSET}{printed_by}\t{printed_on}印发{INSET}")
        edge = Mm(TEXT_WIDTH_MM)
        paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        above = {} if copies else {"top": THICK_EIGHTHS}
        rules(paragraph, {**above, "bottom": THICK_EIGHTHS}, "000000", 0)


def _copies(copied_to: str) -> list[str]:
    """抄送 in lines of the foot's width; turnovers align behind the colon."""
    if not copied_to:
        return []
    text = f"{copied_to}。"
    room = COPY_WIDTH - 1 if len(text) > COPY_WIDTH else COPY_WIDTH
    lines = [text[at : at + room] for at in range(0, len(text), room)]
    return [
        (f"{INSET}抄送：" if place == 0 else INSET * 4) + line for place, line in enumerate(lines)
    ]


def _framed(document: Document, top_pt: float, text: str) -> Paragraph:
    """A frame of one paragraph that starts ``top_pt`` under the top of the page."""
    paragraph = stand(document.add_paragraph(), Setting(align=LEFT, line_pt=FOOT_LINE_PT))
    write(paragraph, text, Face.BODY, FOOT_PT)
    frame = element(
        "w:framePr",
        w=str(_twips(TEXT_WIDTH_MM)),
        wrap="through",
        vAnchor="page",
        hAnchor="margin",
        x="1",
        y=str(round(top_pt * 20)),
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.append(frame)
    sort_properties(properties)
    return paragraph


def _twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)
