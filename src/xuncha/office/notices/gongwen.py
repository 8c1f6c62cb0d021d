"""The notice as a DOCX in the official layout (GB/T 9704-2012), the same bytes every time."""

import io
from datetime import datetime
from typing import Protocol

import docx
from docx.document import Document

from xuncha.office.notices import wording
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.content import Letterhead
from xuncha.office.notices.page import (
    FLUSH,
    LEFT,
    TEXT,
    Face,
    Setting,
    lay_out,
    mark_pages,
    stand,
    write,
)
from xuncha.office.notices.page_tables import add_foot
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
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.script import ParagraphRank, Script


class Headed(Protocol):
    """What a document prints beside its script: the fixed parts and its one moment."""

    @property
    def head(self) -> Letterhead:
        """Letterhead, title, addressees, signature."""

    @property
    def moment(self) -> datetime:
        """The round's ``as_of``, the only time of the file."""


def write_docx(content: Headed, script: Script, mark: str = "") -> bytes:
    """The whole notice; ``mark`` stands on top of every page (草稿), nothing where it is empty."""
    head = content.head
    document = docx.Document()
    lay_out(document)
    if mark:
        mark_pages(document, mark)
    set_properties(document, content)
    add_head(document, head.office_mark, head.document_number)
    _title(document, content)
    add_body(document, script)
    if script.annexes:
        add_attachment_note(document, tuple(annex.title for annex in script.annexes))
    add_signature(document, head.signed_by, chinese_date(head.signed_on))
    for annex in script.annexes:
        add_annex(document, annex)
    _foot(document, content)
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), content.moment)


def _title(document: Document, content: Headed) -> None:
    """Two lines free under the rule, then the title, one line free."""
    blank(document, 2)
    add_title(document, content.head.title)
    blank(document)
    add(document, wording.addressees(content.head), FLUSH)


def add_body(document: Document, script: Script) -> None:
    """Headings and paragraphs."""
    for part in script.body:
        if part.rank is ParagraphRank.HEADING:
            add(document, part.text, Setting(first=2, keeps_next=True), Face.HEI)
            continue
        paragraph = stand(document.add_paragraph(), TEXT)
        if part.lead:
            write(paragraph, part.lead, Face.KAI)
        write(paragraph, part.text)


def _foot(document: Document, content: Headed) -> None:
    """The foot (版记) on the bottom of the last page; nothing where the office prints none."""
    head = content.head
    if head.copied_to or head.printed_by:
        add_foot(document, head.copied_to, head.printed_by, chinese_date(head.signed_on))
        stand(document.add_paragraph(), Setting(align=LEFT, line_pt=2))


def set_properties(document: Document, content: Headed) -> None:
    """Author, title and times of the file."""
    head = content.head
    describe(document, head.title, head.office, head.period, content.moment)
