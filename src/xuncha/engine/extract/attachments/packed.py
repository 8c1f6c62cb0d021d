"""A look into a packed file before anything unpacks it: how large it would become."""

import io
import zipfile

from xuncha.engine.domain.attachments import AttachmentLimits
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.kinds import has_endless_directory
from xuncha.engine.extract.attachments.told import UnreadFileError

_DECLARED = b"<!DOCTYPE"
_ENCRYPTED = 0x1


def vet_packed(data: bytes, limits: AttachmentLimits) -> None:
    """Raise UnreadFileError for a file that is broken, locked, or would unpack past its bounds."""
    if has_endless_directory(data):
        raise UnreadFileError(UnableClass.TOO_LARGE, "文件内部条目过多，没有打开")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise UnreadFileError(UnableClass.ENCRYPTED, "文件设有打开口令，没有读")
            size = sum(member.file_size for member in members)
            if size > len(data) * limits.unpacked_ratio or size > limits.memory_bytes // 4:
                raise UnreadFileError(UnableClass.TOO_LARGE, "文件解开后异常庞大，没有打开")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_declarations(packed, member)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as fault:
        raise UnreadFileError(UnableClass.UNREADABLE, "文件已损坏，无法打开") from fault


def _refuse_declarations(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Office documents never declare entities; a file that does means to blow up its reader."""
    with packed.open(member) as stream:
        if _DECLARED in stream.read(4096).replace(b"\0", b"").upper():
            raise UnreadFileError(UnableClass.UNREADABLE, "文件内含不允许的声明，没有打开")
