"""The lines of TXT, CSV and RTF files."""

from striprtf.striprtf import rtf_to_text

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.told import Gathered, UnreadFileError
from xuncha.engine.extract.charset import decode


def read_txt(data: bytes, into: Gathered) -> None:
    """Add every line that is not blank."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadFileError(UnableClass.UNREADABLE, "不是文本文件，不能识别")
    _add_lines(decode(data, "")[0], "行", into)


def read_rtf(data: bytes, into: Gathered) -> None:
    """Add every paragraph that is not blank."""
    try:
        text = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError) as fault:
        raise UnreadFileError(UnableClass.UNREADABLE, "RTF 文件已损坏，无法读出") from fault
    _add_lines(text, "段", into)


def _add_lines(text: str, unit: str, into: Gathered) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        into.add(line, f"第 {number} {unit}")
