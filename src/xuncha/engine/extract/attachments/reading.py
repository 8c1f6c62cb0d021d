"""One file read into text blocks, inside the bounds; only the reading process calls this."""

import io
from collections.abc import Callable

import olefile

from xuncha.engine.domain.attachments import AttachmentKind, AttachmentLimits, AttachmentText
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.kinds import ENCRYPTED_PACKAGE, OLE, is_web_page, kind_of
from xuncha.engine.extract.attachments.oldword import read_doc
from xuncha.engine.extract.attachments.pdf import read_pdf
from xuncha.engine.extract.attachments.plain import read_rtf, read_txt
from xuncha.engine.extract.attachments.sheets import read_sheets
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError
from xuncha.engine.extract.attachments.word import read_docx

READERS: dict[AttachmentKind, Callable[[bytes, Gathered], None]] = {
    AttachmentKind.PDF: read_pdf,
    AttachmentKind.DOCX: read_docx,
    AttachmentKind.DOC: read_doc,
    AttachmentKind.XLSX: read_sheets,
    AttachmentKind.XLS: read_sheets,
    AttachmentKind.RTF: read_rtf,
    AttachmentKind.TXT: read_txt,
    AttachmentKind.CSV: read_txt,
}


def read_file(data: bytes, name: str, limits: AttachmentLimits) -> AttachmentText:
    """What a file says; ``unable`` with class and reason for what cannot be read, never a raise
    for what the file holds (a fault of a library apart: the process answers for those)."""
    kind = kind_of(data, name)
    if not data:
        return AttachmentText(
            kind or AttachmentKind.OTHER, unable=UnableClass.UNREADABLE, reason="文件是空的"
        )
    if kind is None:
        reason = "打开的是网页，不是文件" if is_web_page(data) else "文件格式不能识别"
        return AttachmentText(AttachmentKind.OTHER, unable=UnableClass.UNREADABLE, reason=reason)
    if _is_locked(data):
        reason = "文件设有打开口令，没有读"
        return AttachmentText(kind, unable=UnableClass.ENCRYPTED, reason=reason)
    reader = READERS.get(kind)
    if reader is None:
        return unopened(kind)
    into = Gathered(limits)
    unable, reason = None, ""
    try:
        reader(data, into)
    except UnreadFileError as fault:
        unable, reason = fault.unable, fault.reason
    return AttachmentText(kind, into.pages, tuple(into.blocks), unable, reason or into.remark)


def unopened(kind: AttachmentKind) -> AttachmentText:
    """What is said of a file that is only named."""
    what = "压缩包" if kind is AttachmentKind.ARCHIVE else "这种格式的文件"
    return AttachmentText(kind, unable=UnableClass.UNREADABLE, reason=f"{what}只登记名称，没有打开")


def _is_locked(data: bytes) -> bool:
    """Whether the file is an office document wrapped in encryption."""
    if not data.startswith(OLE):
        return False
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            return bool(compound.exists(ENCRYPTED_PACKAGE))
    except (OSError, ValueError, IndexError):
        return False
