"""The page of GB/T 9704-2012 in python-docx terms: sheet, fonts, paragraphs, page numbers.

The recipe was counted in LibreOffice (22 lines of 28 characters): 16 pt on exact lines of 28.9 pt,
0.25 pt closer than set, no document grid.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

LINE_PT = 28.9
BODY_PT = 16.0
TIGHTER_TWIPS = -5
PITCH_PT = BODY_PT - 0.25
TEXT_WIDTH_MM = 156
PT_PER_MM = 72 / 25.4
RED = RGBColor(0xFF, 0x00, 0x00)

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY


class Face(StrEnum):
    """The fonts offices have; the document names them and embeds none."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph stands: alignment, line height, first-line indent and side indents.

    Indents are in characters of the body size.
    """

    align: WD_ALIGN_PARAGRAPH = BOTH
    line_pt: float = LINE_PT
    first: float = 0
    left: float = 0
    right: float = 0
    keeps_next: bool = False


TEXT = Setting(first=2)
FLUSH = Setting(align=LEFT)
CENTRED = Setting(align=CENTRE)


def element(tag: str, **attributes: str) -> Any:
    """A WordprocessingML element with its attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def lay_out(document: Document) -> None:
    """Set sheet, margins, base style, languages and page numbers of a fresh document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    _plain_fonts(document)
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY_PT)
    _set_fonts(normal.element.get_or_add_rPr(), Face.BODY)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = False
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer.paragraphs[0], Setting(align=RIGHT, line_pt=16, right=14 / 15.75))
    even = section.even_page_footer.paragraphs[0]
    _number_pages(even, Setting(align=LEFT, line_pt=16, left=14 / 15.75))


def mark_pages(document: Document, text: str) -> None:
    """The text in red on top of every page, odd and even."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        paragraph = stand(header.paragraphs[0], Setting(align=CENTRE, line_pt=16))
        write(paragraph, text, Face.HEI, 12, RED)


def stand(paragraph: Paragraph, setting: Setting) -> Paragraph:
    """Apply a setting to a paragraph and return it."""
    shape = paragraph.paragraph_format
    shape.alignment = setting.align
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(setting.line_pt)
    shape.keep_with_next = setting.keeps_next or None
    if setting.first:
        shape.first_line_indent = Pt(setting.first * PITCH_PT)
    if setting.left:
        shape.left_indent = Pt(setting.left * PITCH_PT)
    if setting.right:
        shape.right_indent = Pt(setting.right * PITCH_PT)
    properties = paragraph._p.get_or_add_pPr()
    # Word hangs punctuation by default. Saying so turns it off in LibreOffice 7.4, which reads the
    # flag upside down and loses a hanging comma in justified text.
    properties.append(element("w:overflowPunct", val="1"))
    for switched_off in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        properties.append(element(switched_off, val="0"))
    sort_properties(properties)
    return paragraph


def write(
    paragraph: Paragraph,
    text: str,
    face: Face = Face.BODY,
    size_pt: float = BODY_PT,
    color: RGBColor | None = None,
) -> None:
    """Append a run with every font slot filled, so that no program picks its own Latin font."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size_pt)
    if color is not None:
        run.font.color.rgb = color
    _dress(run._r.get_or_add_rPr(), face, size_pt)


def _dress(properties: Any, face: Face, size_pt: float) -> None:
    """Fonts of all slots, and the tighter pitch for text of the body size."""
    _set_fonts(properties, face)
    if size_pt == BODY_PT:
        spacing = element("w:spacing", val=str(TIGHTER_TWIPS))
        before = properties.find(qn("w:sz"))
        before.addprevious(spacing) if before is not None else properties.append(spacing)


def _set_fonts(properties: Any, face: Face) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face.value)
    fonts.set(qn("w:hint"), "eastAsia")


def _plain_fonts(document: Document) -> None:
    """Take the theme's fonts and the template's language out of the styles."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _set_fonts(fonts.getparent(), Face.BODY)
    for part in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for language in part.iter(qn(tag)):
                language.set(qn("w:eastAsia"), "zh-CN")


def _number_pages(paragraph: Paragraph, setting: Setting) -> None:
    """A dash, the page's number as a field, a dash: 4号 half-width 宋体."""
    stand(paragraph, setting)
    write(paragraph, "— ", Face.SONG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
        write(paragraph, "", Face.SONG, 14)
        run = paragraph.runs[-1]._r
        if kind:
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            part = OxmlElement("w:instrText" if text == "PAGE" else "w:t")
            part.text = text
            run.append(part)
    write(paragraph, " —", Face.SONG, 14)


def rules(paragraph: Paragraph, eighths: dict[str, int], color: str, gap_pt: float) -> None:
    """Rules at the sides named (``top``, ``bottom``) of a paragraph, weights in eighths of a point.

    They are as wide as the paragraph's indents leave it and stand ``gap_pt`` away from its text.
    """
    borders = OxmlElement("w:pBdr")
    for side, weight in eighths.items():
        rule = {"val": "single", "sz": str(weight), "space": str(round(gap_pt)), "color": color}
        borders.append(element(f"w:{side}", **rule))
    properties = paragraph._p.get_or_add_pPr()
    properties.append(borders)
    sort_properties(properties)


def break_anywhere(paragraph: Paragraph) -> None:
    """Let long addresses break inside a word."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element("w:wordWrap", val="0"))
    sort_properties(properties)


_SCHEMA_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)


def sort_properties(properties: Any) -> None:
    """Put paragraph properties into the order the schema demands."""
    rank = {qn(f"w:{name}"): place for place, name in enumerate(_SCHEMA_ORDER.split())}
    properties[:] = sorted(properties, key=lambda child: rank[child.tag])
