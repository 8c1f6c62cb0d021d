"""What attachments say, by kind, with the place of every block."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from tests.attachments.conftest import PARAGRAPHS, TITLE, bounds, docx, pdf, saved, xlsx
from xuncha.engine.domain.attachments import AttachmentKind, AttachmentText
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.reading import read_file


def read(data: bytes, name: str, **limits: float) -> AttachmentText:
    return read_file(data, name, bounds(**limits))


def texts(found: AttachmentText) -> list[str]:
    return [block.text for block in found.blocks]


def test_a_pdf_is_read_page_by_page() -> None:
    found = read(pdf("第一页的文字。", "第二页的文字。"), "a.pdf")
    assert found.kind is AttachmentKind.PDF
    assert found.pages == 2
    assert [(b.place, b.text) for b in found.blocks] == [
        ("第 1 页", "第一页的文字。"),
        ("第 2 页", "第二页的文字。"),
    ]
    assert found.unable is None
    assert {block.language for block in found.blocks} == {"zh"}


def test_lines_that_run_on_become_one_paragraph() -> None:
    page = (
        "关于做好秋季工作的通知\n"
        "各县区人民政府要高度重视，切实加强组织领导，压实工作责\n"
        "任，确保按期完成。\n"
        "联系人：张三"
    )
    assert texts(read(pdf(page), "a.pdf")) == [
        "关于做好秋季工作的通知",
        "各县区人民政府要高度重视，切实加强组织领导，压实工作责任，确保按期完成。",
        "联系人：张三",
    ]


def test_a_pdf_of_pictures_is_a_scan_and_not_an_empty_text() -> None:
    found = read(pdf("", ""), "a.pdf")
    assert (found.unable, found.reason) == (UnableClass.SCANNED, "扫描件，没有文字层")


def test_a_scanned_page_between_text_pages_is_named() -> None:
    found = read(pdf("有文字。", "", "有文字。"), "a.pdf")
    assert found.unable is None
    assert found.reason == "第 2 页没有文字层，没有读"


def test_a_locked_pdf_says_so() -> None:
    found = read(pdf("内容", password="a1"), "a.pdf")
    assert found.unable is UnableClass.ENCRYPTED


def test_a_long_pdf_is_read_up_to_the_limit() -> None:
    found = read(pdf("一。", "二。", "三。"), "a.pdf", pages=2)
    assert texts(found) == ["一。", "二。"]
    assert found.unable is UnableClass.TOO_LARGE
    assert "共 3 页" in found.reason


def test_a_word_document_is_read_in_order_with_its_tables() -> None:
    found = read(docx(), "a.docx")
    assert texts(found)[: len(PARAGRAPHS) + 1] == [TITLE, *PARAGRAPHS]
    assert found.blocks[2].place == "第 3 段"
    assert (found.blocks[-1].text, found.blocks[-1].place) == ("甲1乙1", "表 1 第 2 行")


def test_text_boxes_and_headers_are_read_once_and_deleted_words_are_not() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉里的文字"
    paragraph = document.add_paragraph("正文文字")
    box = (
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
        " xmlns:v='urn:schemas-microsoft-com:vml'><mc:AlternateContent><mc:Choice Requires='wps'>"
        "<w:txbxContent><w:p><w:r><w:t>框里的文字</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框里的文字</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    gone = f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"
    paragraph._p.append(parse_xml(gone))
    kept = f"<w:ins {nsdecls('w')}><w:r><w:t>加上</w:t></w:r></w:ins>"
    paragraph._p.append(parse_xml(kept))
    assert texts(read(saved(document), "a.docx")) == ["页眉里的文字", "正文文字加上", "框里的文字"]


def test_a_workbook_is_read_row_by_row_with_its_sheet() -> None:
    found = read(xlsx(), "a.xlsx")
    assert found.pages == 1
    assert [(b.place, b.text) for b in found.blocks] == [
        ("表“名单”第 1 行", "姓名\t单位\t金额"),
        ("表“名单”第 2 行", "张三\t青石市财政局\t1200"),
        ("表“名单”第 3 行", "李四\t青石市教育局\t3.5"),
    ]


def test_a_row_keeps_its_number_where_rows_above_are_empty() -> None:
    book = Workbook()
    book.active["C5"] = "晚到的一行"
    assert read(saved(book), "a.xlsx").blocks[0].place.endswith("第 5 行")


@pytest.mark.parametrize(
    ("to", "kind"), [("doc", "doc"), ("wps", "doc"), ("rtf", "rtf"), ("pdf", "pdf")]
)
def test_old_word_files_say_what_the_new_one_says(office_file, to, kind) -> None:
    data = office_file(docx(), "docx", "doc" if to == "wps" else to)
    found = read(data, f"a.{to}")
    assert found.kind == kind
    assert found.unable is None
    plain = "".join("".join(texts(found)).split())
    for text in (TITLE, *PARAGRAPHS, "甲1乙1"):
        assert "".join(text.split()) in plain


@pytest.mark.parametrize("to", ["xls", "et", "ods"])
def test_old_workbooks_say_what_the_new_one_says(office_file, to) -> None:
    data = office_file(xlsx(), "xlsx", "xls" if to == "et" else to)
    assert texts(read(data, f"a.{to}")) == texts(read(xlsx(), "a.xlsx"))


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_its_charset(charset) -> None:
    found = read("第一行\n\n第三行，文字。\n".encode(charset), "说明.txt")
    assert [(b.place, b.text) for b in found.blocks] == [
        ("第 1 行", "第一行"),
        ("第 3 行", "第三行，文字。"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "unable", "words"),
    [
        (b"", "a.pdf", UnableClass.UNREADABLE, "空的"),
        (b"<!DOCTYPE html><html>404</html>", "a.doc", UnableClass.UNREADABLE, "网页"),
        (b"\x01\x02\x03 nonsense", "a.pdf", UnableClass.UNREADABLE, "不能识别"),
        (b"%PDF-1.4 nothing more", "a.pdf", UnableClass.UNREADABLE, "损坏"),
        (b"PK\x03\x04 cut", "a.docx", UnableClass.UNREADABLE, "损坏"),
        (b"Rar!\x1a\x07\x00", "a.rar", UnableClass.UNREADABLE, "压缩包"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "a.doc",
            UnableClass.UNREADABLE,
            "损坏",
        ),
    ],
)
def test_what_cannot_be_read_is_never_an_empty_text(data, name, unable, words) -> None:
    found = read(data, name)
    assert found.unable is unable
    assert words in found.reason
    assert found.blocks == ()


def test_too_much_text_is_cut_and_said() -> None:
    found = read(docx(), "a.docx", characters=50)
    assert sum(map(len, texts(found))) == 50
    assert found.unable is UnableClass.TOO_LARGE


def test_too_many_cells_are_cut_and_said() -> None:
    found = read(xlsx(), "a.xlsx", cells=6)
    assert len(found.blocks) == 2
    assert found.unable is UnableClass.TOO_LARGE


def test_every_piece_of_a_file_cut_short_is_survived(office_file, reader) -> None:
    wholes = {
        "a.docx": docx(),
        "a.xlsx": xlsx(),
        "a.pdf": pdf("文字。"),
        "a.doc": office_file(docx(), "docx", "doc"),
        "a.xls": office_file(xlsx(), "xlsx", "xls"),
    }
    for name, data in wholes.items():
        for share in range(1, 10):
            found = reader.read(data[: len(data) * share // 10], name)
            assert found.blocks or found.unable is not None, (name, share)
