"""Marked documents as files, in disguise."""

import gzip
import io
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.attachments.conftest import pdf, saved, xlsx
from tests.secrecy.desk import page, paragraphs, plant


def word(*lines: str):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


@plant("file", "docx")
def docx_body(desk):
    return saved(word(*desk.lines))


@plant("file", "docx")
def docx_header(desk):
    document = word(*desk.lines[1:])
    document.sections[0].header.paragraphs[0].text = desk.mark
    return saved(document)


@plant("file", "docx")
def docx_table(desk):
    document = word(*desk.lines[1:3])
    table = document.add_table(1, 3)
    for cell, words in zip(table.rows[0].cells, (desk.mark, "特急", "份号：0007"), strict=True):
        cell.text = words
    for line in desk.lines[3:]:
        document.add_paragraph(line)
    return saved(document)


@plant("file", "docx")
def docx_properties(desk):
    document = word(*desk.text)
    document.core_properties.title = f"{desk.mark} {desk.title}"
    return saved(document)


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


@plant("file", "docx")
def docx_comment(desk):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in desk.lines)
    part = f'<w:comments xmlns:w="{space}"><w:comment w:id="0">{lines}</w:comment></w:comments>'
    return _with_part(saved(word("正文。", *desk.text)), "word/comments.xml", part.encode())


@plant("file", "docx")
def docx_in_a_docx(desk):
    inner = saved(word(*desk.lines))
    return _with_part(saved(word("见所附文件。")), "word/embeddings/a.docx", inner)


@plant("file", "docx")
def docx_deleted_words(desk):
    document = word(*desk.lines[1:])
    body = document.element.body
    first = body[0]
    first.addprevious(_deleted(desk.mark))
    return saved(document)


def _deleted(words: str):
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:del w:id="1" w:author="a"><w:r>'
        f"<w:delText>{words}</w:delText></w:r></w:del></w:p>"
    )


@plant("file", "doc")
def docx_named_doc(desk):
    return saved(word(*desk.lines))


@plant("file", "doc")
def page_named_doc(desk):
    return page(paragraphs(desk.lines)), "application/msword"


@plant("file", "pdf")
def pdf_body(desk):
    return pdf("\n".join(desk.lines))


@plant("file", "pdf")
def pdf_second_page(desk):
    return pdf("关于报送材料的函\n请查收。", "\n".join(desk.lines))


@plant("file", "pdf")
def pdf_locked(desk):
    return pdf("\n".join(desk.lines), password="7788")


@plant("file", "pdf")
def pdf_properties(desk):
    title = f"{desk.mark} {desk.title}{desk.code}".encode("utf-16")[2:]
    wide = b"".join(title[at + 1 : at + 2] + title[at : at + 1] for at in range(0, len(title), 2))
    return pdf("正文。") + b"\n9 0 obj << /Title <FEFF" + wide.hex().encode() + b"> >> endobj\n"


@plant("file", "xlsx")
def xlsx_first_row(desk):
    return xlsx(((desk.mark,), (desk.title,), *((line,) for line in desk.text)))


@plant("file", "xlsx")
def xlsx_sheet_name(desk):
    name = desk.mark.replace("★", "★")
    return xlsx(tuple((line,) for line in desk.text), name=name)


@plant("file", "xlsx")
def xlsx_page_header(desk):
    book = Workbook()
    book.active.oddHeader.center.text = desk.mark
    for line in (desk.title, *desk.text):
        book.active.append((line,))
    return saved(book)


@plant("file", "xlsx")
def xlsx_comment(desk):
    book = Workbook()
    book.active.append(("名单",))
    book.active["A1"].comment = Comment("\n".join(desk.lines), "甲")
    return saved(book)


@plant("file", "xlsx")
def xlsx_hidden_sheet(desk):
    book = Workbook()
    book.active.append(("名单",))
    hidden = book.create_sheet("附")
    hidden.sheet_state = "hidden"
    for line in desk.lines:
        hidden.append((line,))
    return saved(book)


@plant("file", "rtf")
def rtf(desk):
    spelled = "\\par ".join("".join(f"\\u{ord(one)}?" for one in line) for line in desk.lines)
    return "{\\rtf1\\ansi\\ansicpg936 " + spelled + "}"


@plant("file", "csv")
def csv(desk):
    return "\r\n".join(desk.lines).encode("gb18030")


@plant("file", "txt")
def txt(desk):
    return "\n".join(desk.lines)


def _zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


@plant("straight", "zip")
def zipped(desk):
    return _zipped(**{"a.docx": saved(word(*desk.lines)), "b.txt": "\n".join(desk.lines).encode()})


@plant("straight", "pptx")
def slides(desk):
    texts = "".join(f"<a:t>{line}</a:t>" for line in desk.lines)
    return _zipped(**{"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": texts.encode()})


@plant("straight", "ofd")
def ofd(desk):
    return _zipped(**{"OFD.xml": b"<o/>", "Doc_0/Pages/P.xml": "".join(desk.lines).encode()})


@plant("straight", "tar")
def plain_archive(desk):
    body = "\n".join(desk.lines).encode()
    return b"a.txt".ljust(100, b"\0") + b"0000644\0".ljust(412, b"\0") + body.ljust(1024, b"\0")


@plant("straight", "bin")
def gzip_as_a_file(desk):
    return gzip.compress("\n".join(desk.lines).encode(), mtime=0), "application/octet-stream"
