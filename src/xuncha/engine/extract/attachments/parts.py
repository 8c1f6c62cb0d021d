"""The texts of an office file its readers leave out: comments, deleted words, names of sheets, what
a printed page has at its edges, properties, files inside. Only searched for marks, never read."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

from xuncha.engine.extract.secrecy import PAGE_BREAK, may_have

_MOST_BYTES = 64 * 1024 * 1024
"""Of all parts of one file; its reader has refused what unpacks past its bounds before."""
_DEEPEST = 2
_XML = (".xml", ".rels", ".vml")
_NAMED = re.compile(r"<(?:\w+:)?sheet\b[^<>]*?\bname=\"([^\"]*)\"")
_PRINTED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<>]*)<")
_BLOCK = re.compile(
    r"</?(?:\w+:)?(?:p|row|c|si|r|br|tr|tc|comment|text)\b[^<>]*>(?!\s*</(?:\w+:)?t>)"
)
_RUN = re.compile(r"</?(?:\w+:)?r\b[^<>]*>")
_EDGE = re.compile(r"&(?:[LCRGKUESXYPNDTZFABI]|\d{1,3}|\"[^\"]*\")")
_TAG = re.compile(r"<[^<>]*>")
_HEX = re.compile(rb"<\s*[Ff][Ee][Ff][Ff]([0-9A-Fa-f\s]{8,4000})>")
_WIDE = re.compile(rb"\xfe\xff([^()]{4,4000})\)")


def texts_of_parts(data: bytes) -> str:
    """The texts of every part of a packed file, a page for each; empty where none may be marked."""
    return PAGE_BREAK.join(_parts(data, _DEEPEST))


def _parts(data: bytes, depth: int) -> Iterator[str]:
    room = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for member in packed.infolist():
                room -= member.file_size
                if room < 0:
                    return
                name = member.filename.lower()
                if name.endswith(_XML):
                    yield from _told(packed.read(member).decode("utf-8", "replace"))
                elif depth and packed.read(member)[:2] == b"PK":
                    yield from _parts(packed.read(member), depth - 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return


def _told(markup: str) -> Iterator[str]:
    """A part's texts, a line per paragraph, and again a line per element; nothing where no mark can
    stand in it."""
    if not may_have(html.unescape(markup)):
        return
    whole = _TAG.sub("", _BLOCK.sub("\n", _RUN.sub("", markup)))
    for lines in (whole, _TAG.sub("\n", markup)):
        yield _EDGE.sub("", html.unescape(lines))
    for alone in (*_NAMED.findall(markup), *_PRINTED.findall(markup)):
        yield _EDGE.sub("\n", html.unescape(alone))


def texts_of_properties(data: bytes) -> str:
    """The properties and notes of a PDF that stand in it as plain UTF-16, a page for each."""
    found = []
    for digits in _HEX.findall(data):
        clean = re.sub(rb"\s", b"", digits)
        found.append(bytes.fromhex(clean[: len(clean) // 4 * 4].decode("ascii")))
    found += _WIDE.findall(data)
    return PAGE_BREAK.join(one.decode("utf-16-be", "replace") for one in found)
