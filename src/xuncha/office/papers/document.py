"""A paper as a DOCX in the official layout (GB/T 9704-2012), the same bytes every time."""

import io
from datetime import datetime

import docx
from docx.document import Document

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.page import FLUSH, LEFT, TEXT, Face, Setting, lay_out, stand, write
from xuncha.office.notices.page_tables import add_foot, add_table
from xuncha.office.notices.parts import (
    add,
    add_annex,
    add_attachment_note,
    add_head,
    add_signature,
    add_title,
    blank,
    describe,
)
from xuncha.office.papers.sheet import Sheet


def write_docx(sheet: Sheet, author: str, moment: datetime) -> bytes:
    """The document; ``moment`` is the only time in it."""
    document = docx.Document()
    lay_out(document)
    at = moment.astimezone(SHANGHAI)
    describe(document, sheet.title, author, sheet.number, at)
    if sheet.mark:
        add_head(document, sheet.mark, sheet.number, sheet.signatory)
        blank(document, 2)
    add_title(document, sheet.title)
    blank(document)
    if sheet.addressee:
        add(document, sheet.addressee, FLUSH)
    _body(document, sheet)
    if sheet.annexes:
        titles = tuple(one.title for one in sheet.annexes)
        add_attachment_note(document, titles, is_numbered=len(titles) > 1)
    if sheet.signed_by:
        add_signature(document, sheet.signed_by, sheet.signed_on)
    for annex in sheet.annexes:
        add_annex(document, annex)
    if sheet.copied_to or sheet.printed_by:
        add_foot(document, sheet.copied_to, sheet.printed_by, sheet.signed_on)
        stand(document.add_paragraph(), Setting(align=LEFT, line_pt=2))
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), at)


def _body(document: Document, sheet: Sheet) -> None:
    for line in sheet.lines:
        if line.is_heading:
            add(document, line.text, Setting(first=2, keeps_next=True), Face.HEI)
            continue
        paragraph = stand(document.add_paragraph(), TEXT)
        if line.lead:
            write(paragraph, line.lead, Face.KAI)
        write(paragraph, line.text)
    if sheet.table is not None:
        add_table(document, sheet.table)
