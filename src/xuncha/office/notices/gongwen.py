"""The notice as a DOCX in the official layout (GB/T 9704-2012), the same bytes every time."""

import io
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from xuncha.office.notices import wording
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.content import NoticeContent
from xuncha.office.notices.headline import break_title, full_width
from xuncha.office.notices.page import (
    CENTRE,
    CENTRED,
    FLUSH,
    LEFT,
    PITCH_PT,
    PT_PER_MM,
    RED,
    TEXT,
    TEXT_WIDTH_MM,
    Face,
    Setting,
    lay_out,
    rules,
    stand,
    write,
)
from xuncha.office.notices.page_tables import add_foot, add_table
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.script import ParagraphRank, Script, standard_script
from xuncha.office.notices.tables import Annex

TITLE_PT = 22.0
TITLE_LINE_PT = 33.0
TITLE_WIDTH = 20
RED_RULE_EIGHTHS = 12
HEAD_DROP_MM = 35
MARK_PT = 44.0
CELL_PT = 10.5
KEPT_TITLES = 4


def write_docx(content: NoticeContent, script: Script | None = None) -> bytes:
    """The whole notice, by the standard template where no script is given.

    Its only times are the round's ``as_of``.
    """
    script = script or standard_script(content)
    document = docx.Document()
    lay_out(document)
    set_properties(document, content)
    _head(document, content)
    _title(document, content)
    add_body(document, script)
    if script.annexes:
        _attachment_note(document, script.annexes)
    _signature(document, content)
    for annex in script.annexes:
        add_annex(document, annex)
    _foot(document, content)
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), content.moment)


def _add(document: Document, text: str, setting: Setting, face: Face = Face.BODY) -> Paragraph:
    paragraph = stand(document.add_paragraph(), setting)
    if text:
        write(paragraph, text, face)
    return paragraph


def _blank(document: Document, lines: int = 1) -> None:
    for _ in range(lines):
        _add(document, "", Setting(align=LEFT, keeps_next=True))


def _head(document: Document, content: NoticeContent) -> None:
    """Red head: issuer mark 35 mm under the top of the type area, number, red rule 4 mm below."""
    head = content.head
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=HEAD_DROP_MM * PT_PER_MM))
    size = min(MARK_PT, TEXT_WIDTH_MM * PT_PER_MM / max(len(head.office_mark), 1))
    size = int(size * 2) / 2
    mark = stand(document.add_paragraph(), Setting(align=CENTRE, line_pt=size * 1.15))
    write(mark, head.office_mark, Face.TITLE, size, RED)
    _blank(document, 2)
    number = _add(document, head.document_number, CENTRED)
    rules(number, {"bottom": RED_RULE_EIGHTHS}, "FF0000", 4 * PT_PER_MM)


def _title(document: Document, content: NoticeContent) -> None:
    """Two lines free under the rule, then the title broken by sense, one line free."""
    _blank(document, 2)
    for line in break_title(content.head.title, TITLE_WIDTH):
        paragraph = stand(document.add_paragraph(), Setting(align=CENTRE, line_pt=TITLE_LINE_PT))
        write(paragraph, line, Face.TITLE, TITLE_PT)
    _blank(document)
    _add(document, wording.addressees(content), FLUSH)


def add_body(document: Document, script: Script) -> None:
    """Headings and paragraphs."""
    for part in script.body:
        if part.rank is ParagraphRank.HEADING:
            _add(document, part.text, Setting(first=2, keeps_next=True), Face.HEI)
            continue
        paragraph = stand(document.add_paragraph(), TEXT)
        if part.lead:
            write(paragraph, part.lead, Face.KAI)
        write(paragraph, part.text)


def _attachment_note(document: Document, parts: tuple[Annex, ...]) -> None:
    """附件： with one name a line; turnovers align with the first character of the name.

    The last names stay with the signature; a longer list may begin on the page before.
    """
    _blank(document)
    for annex in parts:
        prefix = "附件：" if annex.number == 1 else ""
        first = -4.25 if prefix else -1.25
        is_kept = annex.number > len(parts) - KEPT_TITLES
        setting = Setting(align=LEFT, left=6.25, first=first, keeps_next=is_kept)
        _add(document, f"{prefix}{annex.number}. {annex.title}", setting)


def _signature(document: Document, content: NoticeContent) -> None:
    """For a sealed document: date four characters from the edge, signature centred over it."""
    head = content.head
    day = chinese_date(head.signed_on)
    day_half, half = full_width(day) / 2, full_width(head.signed_by) / 2
    centre_pt = TEXT_WIDTH_MM * PT_PER_MM - max(4 + day_half, half) * PITCH_PT
    _blank(document, 2)
    for line in (head.signed_by, day):
        paragraph = _add(document, f"\t{line}", Setting(align=LEFT, keeps_next=line != day))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(centre_pt), WD_TAB_ALIGNMENT.CENTER)


def add_annex(document: Document, annex: Annex) -> None:
    """A new page, 附件n flush left, the title on the third line, then its tables."""
    heading = Setting(align=LEFT, keeps_next=True)
    first = _add(document, f"附件{annex.number}", heading, Face.HEI)
    first.paragraph_format.page_break_before = True
    _add(document, "", heading)
    for line in break_title(annex.title, TITLE_WIDTH):
        setting = Setting(align=CENTRE, line_pt=TITLE_LINE_PT, keeps_next=True)
        write(stand(document.add_paragraph(), setting), line, Face.TITLE, TITLE_PT)
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=CELL_PT, keeps_next=True))
    for table in annex.tables:
        if table.caption:
            _add(document, table.caption, heading, Face.HEI)
        add_table(document, table)
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=2))


def _foot(document: Document, content: NoticeContent) -> None:
    """The foot (版记) on the bottom of the last page; nothing where the office prints none."""
    head = content.head
    if head.copied_to or head.printed_by:
        add_foot(document, head.copied_to, head.printed_by, chinese_date(head.signed_on))
        stand(document.add_paragraph(), Setting(align=LEFT, line_pt=2))


def set_properties(document: Document, content: NoticeContent) -> None:
    """Author, title and times of the file; the template's own thumbnail goes."""
    moment = content.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = document.core_properties
    core.author = core.last_modified_by = content.head.office
    core.title = content.head.title.replace("\n", "")
    core.subject = content.head.period
    core.comments = ""
    core.language = "zh-CN"
    core.created = core.modified = moment
    core.revision = 1
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[key]
