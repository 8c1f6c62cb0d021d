"""The files an article links to."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from xuncha.engine.domain.attachments import AttachmentKind
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.attachments.kinds import endings, kind_by_name
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.outline import FOOT, NAV, build


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """One linked file: its address, what the page calls it, its kind by its name."""

    url: str
    name: str
    kind: AttachmentKind


@cache
def _spelled() -> tuple[re.Pattern[bytes], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, endings()), key=len, reverse=True))
    pattern = rf"\.({names})(?![A-Za-z0-9])"
    return re.compile(pattern.encode(), re.IGNORECASE), re.compile(pattern, re.IGNORECASE)


def linked_files(body: bytes, url: str, content_type: str) -> tuple[LinkedFile, ...]:
    """The files a page links to outside menus and footers, in page order, each once.

    Told by the ending in the address, in a value of its query (``downfile.jsp?filename=a.pdf``) or
    in the words of the link; nothing found means that no link names a file.
    """
    if not _spelled()[0].search(body):
        return ()
    outline = build(decode(body, content_type)[0])
    base = absolute(url, outline.base) or url
    found: dict[str, LinkedFile] = {}
    for node, tag in enumerate(outline.tags):
        if tag != "a" or outline.zones[node] in (NAV, FOOT):
            continue
        attrs = outline.attrs[node]
        address = absolute(base, attrs.get("href") or "").partition("#")[0]
        if not address or address in found:
            continue
        said = outline.text_in(node) or (attrs.get("title") or "").strip()
        kind = _kind_of(address, said, attrs.get("title") or "")
        if kind is not None:
            found[address] = LinkedFile(address, said or _last_part(address), kind)
    return tuple(found.values())


def _kind_of(address: str, *said: str) -> AttachmentKind | None:
    parts = urlsplit(address)
    for name in (parts.path, *(value for _, value in parse_qsl(parts.query))):
        if (kind := kind_by_name(unquote(name))) is not None:
            return kind
    for words in said:
        named = _spelled()[1].search(words)
        if named is not None:
            return endings()[named[1].lower()]
    return None


def _last_part(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])
