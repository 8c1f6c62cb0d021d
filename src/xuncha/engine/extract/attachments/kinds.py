"""What sort of file an attachment is: by its first bytes, by its name where those say nothing."""

import io
import re
import zipfile
from functools import cache

import olefile

from xuncha.engine.domain.attachments import AttachmentKind
from xuncha.engine.extract.lexicon import rows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage"
_HEAD = 1024
_ZIP = b"PK\x03\x04"
_MEMBER = b"PK\x01\x02"
_MOST_MEMBERS = 10_000
"""Far above any office document; a directory this long is made to exhaust its reader."""
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"PK\x05\x06")
_MARKUP = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|script|meta|!--)", re.I
)
_NAMED_AS_TEXT = frozenset({AttachmentKind.TXT, AttachmentKind.CSV})


@cache
def endings() -> dict[str, AttachmentKind]:
    """The kind each file ending stands for (data/lexicon/attachment_kinds.tsv)."""
    return {ending: AttachmentKind(kind) for kind, ending in rows("attachment_kinds", 2)}


def kind_by_name(name: str) -> AttachmentKind | None:
    """The kind a file name or an address without its query ends in; None for any other ending."""
    return endings().get(name.rpartition(".")[2].strip().lower()) if "." in name else None


def kind_of(data: bytes, name: str) -> AttachmentKind | None:
    """The kind of a file. None: a web page, or bytes that neither they nor the name explain."""
    named = kind_by_name(name)
    if b"%PDF-" in data[:_HEAD]:
        return AttachmentKind.PDF
    if data.startswith(_ZIP):
        return _packed(data, named)
    if data.startswith(OLE):
        return _compound(data, named)
    if data.startswith(b"{\\rtf"):
        return AttachmentKind.RTF
    if data.startswith(_ARCHIVES):
        return AttachmentKind.ARCHIVE
    if _MARKUP.match(data[:_HEAD]):
        return None
    return named if named in _NAMED_AS_TEXT else None


def is_web_page(data: bytes) -> bool:
    """Whether bytes begin as markup does: an error page, a login, a sheet saved as a page."""
    return bool(_MARKUP.match(data[:_HEAD]))


def has_endless_directory(data: bytes) -> bool:
    """Whether a packed file names more members than any office document, told without opening."""
    return data.count(_MEMBER) > _MOST_MEMBERS


def _packed(data: bytes, named: AttachmentKind | None) -> AttachmentKind:
    if has_endless_directory(data):
        return named or AttachmentKind.ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return named or AttachmentKind.ARCHIVE
    if "word/document.xml" in names:
        return AttachmentKind.DOCX
    if any(name.startswith("xl/workbook.") for name in names):
        return AttachmentKind.XLSX
    if "content.xml" in names and named is AttachmentKind.XLSX:
        return AttachmentKind.XLSX
    if named is AttachmentKind.OTHER or "OFD.xml" in names or "ppt/presentation.xml" in names:
        return AttachmentKind.OTHER
    return AttachmentKind.ARCHIVE


def _compound(data: bytes, named: AttachmentKind | None) -> AttachmentKind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {"/".join(path) for path in compound.listdir()}
    except (OSError, ValueError, IndexError):
        return named or AttachmentKind.OTHER
    if "WordDocument" in names:
        return AttachmentKind.DOC
    if names & {"Workbook", "Book"}:
        return AttachmentKind.XLS
    if ENCRYPTED_PACKAGE in names:
        return named or AttachmentKind.OTHER
    return AttachmentKind.OTHER
