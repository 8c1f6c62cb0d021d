"""Bytes to text: meta prescan and a strict UTF-8 check; gb2312 and gbk are read as gb18030."""

import codecs
import re

MAX_BYTES = 6_000_000
"""A body is cut here before anything looks at it: a page, not a download."""

_PRESCAN_BYTES = 4096
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_HEAD_BYTES = 20_000
_WIDE_A_DAMAGED = 50
_WIDE = re.compile(r"[\u2e81-\U0010ffff]+")
_CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80", "hz", "hz-gb-2312"}


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of a body and the name of the charset it was read with.

    Bytes that are strict UTF-8 are UTF-8 whatever the page says of itself. Bytes that cannot be
    read become U+FFFD; nothing is raised.
    """
    body = body[:MAX_BYTES]
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name.removesuffix("-le").removesuffix(
                "-be"
            )
    text = _strict_utf8(body)
    if text is not None:
        return text, "utf-8"
    name = _declared(body, content_type)
    return body.decode(name, "replace"), name


def decode_page(body: bytes, content_type: str) -> tuple[str, str, bytes]:
    """``decode``, and the text in UTF-8 where the body is just that; empty where it is not."""
    try:
        if len(body) <= MAX_BYTES and not body.startswith(_MARKS):
            return body.decode("utf-8"), "utf-8", body
    except UnicodeDecodeError:
        pass
    return *decode(body, content_type), b""


def _strict_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 4 and error.reason == "unexpected end of data":
            return body[: error.start].decode("utf-8")
        if _only_damaged_here_and_there(body):
            return body.decode("utf-8", "replace")
        return None


def _only_damaged_here_and_there(body: bytes) -> bool:
    """A UTF-8 page with one or two cut characters (a title cut by bytes) is still UTF-8.

    A page can hold no more wide characters than a third of its bytes, so damage in its head alone
    may be too much already.
    """
    head = body[:_HEAD_BYTES].decode("utf-8", "replace").count("\ufffd") - 1
    if head * _WIDE_A_DAMAGED * 3 >= len(body):
        return False
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    wide = sum(map(len, _WIDE.findall(text[:200_000]))) - damaged
    return wide > _WIDE_A_DAMAGED * damaged


def _declared(body: bytes, content_type: str) -> str:
    head = body[:_PRESCAN_BYTES]
    names: list[str] = [found.decode("ascii").lower() for found in _META.findall(head)]
    names += [found.decode("ascii").lower() for found in _XML.findall(head)]
    names += [found.lower() for found in _HEADER.findall(content_type)]
    for name in names:
        if name in _CHINESE:
            return "gb18030"
        if name.startswith("utf") or name in {"ascii", "iso-8859-1", "windows-1252"}:
            continue
        try:
            codecs.lookup(name)
        except LookupError:
            continue
        return name
    return "gb18030"
