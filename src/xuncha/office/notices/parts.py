"""The parts every official document is made of (GB/T 9704-2012), whatever it says."""

from datetime import UTC, datetime

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from xuncha.office.notices.headline import break_title, full_width
from xuncha.office.notices.page import (
    CENTRE,
    CENTRED,
    LEFT,
    PITCH_PT,
    PT_PER_MM,
    RED,
    TEXT_WIDTH_MM,
    Face,
    Setting,
    rules,
    stand,
    write,
)
from xuncha.office.notices.page_tables import add_table
from xuncha.office.notices.tables import Annex

TITLE_PT = 22.0
TITLE_LINE_PT = 33.0
TITLE_WIDTH = 20
RED_RULE_EIGHTHS = 12
HEAD_DROP_MM = 35
MARK_PT = 44.0
CELL_PT = 10.5
KEPT_TITLES = 4


def add(document: Document, text: str, setting: Setting, face: Face = Face.BODY) -> Paragraph:
    """A paragraph of one face; an empty text makes an empty paragraph."""
    paragraph = stand(document.add_paragraph(), setting)
    if text:
        write(paragraph, text, face)
    return paragraph


def blank(document: Document, lines: int = 1) -> None:
    """Lines left free."""
    for _ in range(lines):
        add(document, "", Setting(align=LEFT, keeps_next=True))


def add_head(document: Document, mark_text: str, number: str, signatory: str = "") -> None:
    """Red head: issuer mark 35 mm under the top of the type area, number, red rule 4 mm below.

    With a signatory the number stands one character from the left, 签发人 one from the right.
    """
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=HEAD_DROP_MM * PT_PER_MM))
    size = min(MARK_PT, TEXT_WIDTH_MM * PT_PER_MM / max(len(mark_text), 1))
    size = int(size * 2) / 2
    mark = stand(document.add_paragraph(), Setting(align=CENTRE, line_pt=size * 1.15))
    write(mark, mark_text, Face.TITLE, size, RED)
    blank(document, 2)
    line = (
        _signed_line(document, number, signatory) if signatory else add(document, number, CENTRED)
    )
    rules(line, {"bottom": RED_RULE_EIGHTHS}, "FF0000", 4 * PT_PER_MM)


def _signed_line(document: Document, number: str, signatory: str) -> Paragraph:
    """Insets are spaces: the rule under the line would follow indents."""
    line = add(document, f"\u3000{number}\t签发人：", Setting(align=LEFT))
    write(line, f"{signatory}\u3000", Face.KAI)
    edge = Pt(TEXT_WIDTH_MM * PT_PER_MM)
    line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    return line


def add_title(document: Document, title: str, *, keeps_next: bool = False) -> None:
    """The title, broken by sense."""
    for line in break_title(title, TITLE_WIDTH):
        setting = Setting(align=CENTRE, line_pt=TITLE_LINE_PT, keeps_next=keeps_next)
        write(stand(document.add_paragraph(), setting), line, Face.TITLE, TITLE_PT)


def add_attachment_note(
    document: Document, titles: tuple[str, ...], *, is_numbered: bool = True
) -> None:
    """附件： with one name a line; turnovers align with the first character of the name.

    The last names stay with the signature; a longer list may begin on the page before. A single
    attachment needs no number.
    """
    blank(document)
    for number, title in enumerate(titles, start=1):
        prefix = "附件：" if number == 1 else ""
        serial = f"{number}. " if is_numbered else ""
        first = (-3.0 if prefix else 0) - (1.25 if serial else 0)
        is_kept = number > len(titles) - KEPT_TITLES
        left = 6.25 if serial else 5.0
        setting = Setting(align=LEFT, left=left, first=first, keeps_next=is_kept)
        add(document, f"{prefix}{serial}{title}", setting)


def add_signature(document: Document, signed_by: str, day: str) -> None:
    """For a sealed document: date four characters from the edge, signature centred over it."""
    day_half, half = full_width(day) / 2, full_width(signed_by) / 2
    centre_pt = TEXT_WIDTH_MM * PT_PER_MM - max(4 + day_half, half) * PITCH_PT
    blank(document, 2)
    for line in (signed_by, day):
        paragraph = add(document, f"\t{line}", Setting(align=LEFT, keeps_next=line != day))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(centre_pt), WD_TAB_ALIGNMENT.CENTER)


def add_annex(document: Document, annex: Annex) -> None:
    """A new page, 附件n flush left (number 0: without one), the title on the third line, then its
    tables."""
    heading = Setting(align=LEFT, keeps_next=True)
    first = add(document, f"附件{annex.number or ''}", heading, Face.HEI)
    first.paragraph_format.page_break_before = True
    add(document, "", heading)
    add_title(document, annex.title, keeps_next=True)
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=CELL_PT, keeps_next=True))
    for table in annex.tables:
        if table.caption:
            add(document, table.caption, heading, Face.HEI)
        add_table(document, table)
    stand(document.add_paragraph(), Setting(align=LEFT, line_pt=2))


def describe(document: Document, title: str, author: str, subject: str, at: datetime) -> None:
    """Author, title and times of the file; the template's own thumbnail goes."""
    moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = document.core_properties
    core.author = core.last_modified_by = author
    core.title = title.replace("\n", "")
    core.subject = subject
    core.comments = ""
    core.language = "zh-CN"
    core.created = core.modified = moment
    core.revision = 1
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[key]
