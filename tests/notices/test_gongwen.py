"""The DOCX: layout, completeness, the same bytes every time."""

import io
import zipfile
from dataclasses import replace

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.notices.sample_notice import AS_OF, sample_notice
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.script import standard_script


def opened(content):
    return docx.Document(io.BytesIO(write_docx(content, standard_script(content))))


def paragraph(document, start):
    return next(p for p in document.paragraphs if p.text.startswith(start))


def face(run):
    fonts = run._r.rPr.find(qn("w:rFonts"))
    return {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia")}


def test_the_sheet_is_that_of_the_standard():
    section = opened(sample_notice()).sections[0]
    edges = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert section._sectPr.find(qn("w:docGrid")) is None


def test_every_run_names_its_font_for_every_script():
    document = opened(sample_notice())
    cells = [p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs]
    runs = [run for p in (*document.paragraphs, *cells) for run in p.runs]
    assert len(runs) > 500
    assert all(len(face(run)) == 1 and None not in face(run) for run in runs)


def test_levels_have_their_fonts():
    document = opened(sample_notice())
    assert face(paragraph(document, "一、检查情况").runs[0]) == {"黑体"}
    second = paragraph(document, "（一）政府网站问题")
    assert face(second.runs[0]) == {"楷体_GB2312"}
    assert face(second.runs[1]) == {"仿宋_GB2312"}
    assert face(paragraph(document, "沱川省人民政府办公厅关于").runs[0]) == {"方正小标宋简体"}


def test_body_text_has_the_measured_pitch():
    body = paragraph(opened(sample_notice()), "三季度，")
    assert body.paragraph_format.line_spacing.pt == 28.9
    assert body.runs[0].font.size.pt == 16
    assert body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_head_is_red_and_number_has_six_sided_brackets():
    document = opened(sample_notice())
    mark = next(p for p in document.paragraphs if p.text)
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert paragraph(document, "沱政办函").text == "沱政办函〔2026〕88号"


def test_page_numbers_are_fields_outside_on_either_side():
    document = opened(sample_notice())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        assert [f.text for f in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
        assert footer.paragraphs[0].text.startswith("— ")
    assert (
        section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment
    )


def test_each_annex_starts_a_page_and_repeats_its_heading():
    document = opened(sample_notice())
    heads = [p for p in document.paragraphs if p.text in {f"附件{n}" for n in range(1, 5)}]
    assert [p.text for p in heads] == ["附件1", "附件2", "附件3", "附件4"]
    assert all(p.paragraph_format.page_break_before for p in heads)
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])


def test_annexes_are_complete():
    tables = opened(sample_notice()).tables
    assert [len(table.rows) - 1 for table in tables] == [4, 26, 129, 41, 2]


def test_the_attachment_note_names_each_annex():
    texts = [p.text for p in opened(sample_notice()).paragraphs]
    at = texts.index("附件：1. 2026年第三季度政府网站问题检查情况")
    assert texts[at + 1].startswith("2. ")
    assert not texts[at].endswith("。")


def test_the_same_round_gives_the_same_bytes():
    assert write_docx(sample_notice(), standard_script(sample_notice())) == write_docx(
        sample_notice(), standard_script(sample_notice())
    )


def test_no_time_in_the_file_but_the_rounds():
    raw = write_docx(sample_notice(), standard_script(sample_notice()))
    stamps = {info.date_time for info in zipfile.ZipFile(io.BytesIO(raw)).infolist()}
    assert stamps == {AS_OF.timetuple()[:6]}
    core = docx.Document(io.BytesIO(raw)).core_properties
    assert core.created == core.modified
    assert core.created.isoformat().startswith("2026-10-12T04:00:00")
    assert core.author == "沱川省人民政府办公厅"


def test_text_from_outside_cannot_break_the_file():
    notice = sample_notice()
    first, *rest = notice.text_errors
    nasty = replace(first, wrong="<w:p>&\x00\x1b", page_title="]]>\ud800")
    document = opened(replace(notice, text_errors=(nasty, *rest)))
    assert document.tables[2].rows[1].cells[4].text == "<w:p>&\ufffd\ufffd"


def test_a_notice_without_number_or_foot_has_neither():
    notice = sample_notice()
    head = replace(notice.head, document_number="", copied_to="", printed_by="")
    texts = [p.text for p in opened(replace(notice, head=head)).paragraphs]
    assert not any(text.startswith(("沱政办函", "　抄送")) for text in texts)
