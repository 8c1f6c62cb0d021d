"""The text of a PDF by page, its lines joined into paragraphs."""

import unicodedata

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError

_FULL = 0.85
"""A line that fills this share of the page's widest line runs on into the next."""
_STOPS = "。！？；：.!?;:"
_NAMED_PAGES = 8
"""How many pages without text are named one by one."""


def read_pdf(data: bytes, into: Gathered) -> None:
    """Add the paragraphs of every page; raises UnreadFileError for what cannot be read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(fault):
            reason = "PDF 文件设有打开口令，没有读"
            raise UnreadFileError(UnableClass.ENCRYPTED, reason) from fault
        raise UnreadFileError(UnableClass.UNREADABLE, "PDF 文件已损坏，无法打开") from fault
    total = len(document)
    into.pages = total
    silent = [
        number
        for number in range(1, min(total, into.limits.pages) + 1)
        if not _read_page(document, number, into)
    ]
    if total > into.limits.pages:
        reason = f"共 {total} 页，超过 {into.limits.pages} 页的上限，只读了前面部分"
        raise UnreadFileError(UnableClass.TOO_LARGE, reason)
    if total and len(silent) == total:
        raise UnreadFileError(UnableClass.SCANNED, "扫描件，没有文字层")
    if silent:
        named = "、".join(str(number) for number in silent[:_NAMED_PAGES])
        more = f" 等 {len(silent)} 页" if len(silent) > _NAMED_PAGES else " 页"
        into.remark = f"第 {named}{more}没有文字层，没有读"


def _read_page(document: pdfium.PdfDocument, number: int, into: Gathered) -> bool:
    """Add one page; False when it shows something and has no text (a scan, a broken page)."""
    try:
        page = document[number - 1]
        text = page.get_textpage().get_text_bounded()
        is_blank = not text.strip() and raw.FPDFPage_CountObjects(page) == 0
    except pdfium.PdfiumError:
        return False
    for paragraph in paragraphs_of(text):
        into.add(paragraph, f"第 {number} 页")
    return is_blank or bool(text.strip())


def paragraphs_of(text: str) -> list[str]:
    """The lines of a page joined where one runs on: it fills its line and ends no sentence."""
    lines = [line.strip() for line in text.replace("\x02", "").splitlines()]
    lines = [line for line in lines if line]
    widest = max(map(_width, lines), default=0)
    found: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on:
            gap = " " if found[-1][-1].isascii() and line[0].isascii() else ""
            found[-1] += gap + line
        else:
            found.append(line)
        runs_on = _width(line) >= widest * _FULL and line[-1] not in _STOPS
    return found


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
