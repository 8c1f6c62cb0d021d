"""What is kept of an answer: all of it, or a tombstone where it carries a mark of a state secret.

Everything that came off the wire is looked at here before it reaches the disk. What cannot be
looked into (locked, packed, unknown, cut) is not kept either: nobody can say that it bears no mark.
Pictures and scans are kept: they hold no text.
"""

import asyncio
from dataclasses import dataclass, replace

from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.records import digest_of
from xuncha.engine.bundle.unfinished import UnfinishedEvidence
from xuncha.engine.domain.attachments import AttachmentKind, AttachmentText
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.kinds import kind_of
from xuncha.engine.extract.attachments.parts import texts_of_parts, texts_of_properties
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.secrecy import SecrecyMark, mark_in, mark_in_blocks
from xuncha.engine.extract.secrecy_texts import mailed_texts, mark_in_markup

WITHHELD_REASON = "按规定未留存内容"
NOT_KEPT = "看不到内容，没有留存"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"RIFF", b"\x00\x00\x01\x00")
"""How pictures begin: they are no text, and what they show nobody reads here."""
_HEAD = 2000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
PLAIN = frozenset({AttachmentKind.TXT, AttachmentKind.CSV})
"""Files that are looked into as pages are: they are nothing but text."""
_LOUD = {Purpose.PAGE: Decision.FAILED, Purpose.ATTACHMENT: Decision.ATTACHMENT_FAILED}
"""Looks whose content counts: that it is missing is said in the log."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What an answer holds: a mark, or why nobody can say (``unable`` None: it was looked at)."""

    mark: SecrecyMark | None = None
    unable: UnableClass | None = None
    reason: str = ""


class Keeper:
    """Writes answers into a bundle. ``reader`` None: no file can be looked into."""

    def __init__(self, writer: UnfinishedEvidence, reader: AttachmentReader | None) -> None:
        """Keep into ``writer``'s bundle."""
        self._writer = writer
        self._reader = reader

    async def keep(self, answer: Exchange, body: bytes) -> str:
        """Keep an answer whose content unpacks to ``body``: its reference; empty when its content
        was not kept and only a tombstone, or a line of the log, stands in the bundle."""
        look = await self._look(answer, body)
        if look.mark is not None:
            digest, size = digest_of(answer.payload), len(answer.payload)
            withheld = Withheld(answer.url, answer.fetched_at, digest, size, look.mark.level)
            self._writer.withhold(withheld, WITHHELD_REASON)
            return ""
        if look.unable is None:
            return self._writer.record(answer)
        said = _LOUD.get(answer.purpose)
        if answer.truncated is not None or said is None:
            return self._writer.record(replace(answer, payload=b""))
        reason = f"{look.reason}；{NOT_KEPT}"
        self._writer.note(LogEntry(answer.url, said, reason, answer.fetched_at, look.unable))
        return ""

    async def _look(self, answer: Exchange, body: bytes) -> _Look:
        kind = kind_of(body, answer.url)
        if kind is not None and kind not in PLAIN:
            return await self._look_into_file(answer, body, kind)
        if not body or _is_picture(body):
            return _Look()
        if _is_binary(body):
            return _Look(unable=UnableClass.UNREADABLE, reason="不是网页，格式也不能识别")
        headers = {name.lower(): value for name, value in answer.response_headers}
        text = decode(body, headers.get("content-type", ""))[0]
        mark = mark_in_markup(text)
        for mailed in mailed_texts(body):
            mark = mark or mark_in_markup(mailed)
        if mark is None and (kind is not None or answer.truncated is not None):
            mark = mark_in(text, is_file=True)
        return _Look(mark)

    async def _look_into_file(self, answer: Exchange, body: bytes, kind: AttachmentKind) -> _Look:
        if answer.truncated is not None:
            return _Look(unable=UnableClass.TOO_LARGE, reason="文件没有取完")
        if self._reader is None:
            return _Look(unable=UnableClass.NOT_VISITED, reason="本次检查不读附件")
        return await asyncio.to_thread(_looked, self._reader, body, kind)


def _looked(reader: AttachmentReader, body: bytes, kind: AttachmentKind) -> _Look:
    """What a file holds. One read to its end, or to where its bounds end, was looked into."""
    text = reader.read(body, f"a.{kind}")
    mark = mark_in_blocks((block.text, block.place) for block in text.blocks)
    if mark is None and body.startswith(b"PK"):
        mark = mark_in(texts_of_parts(body), is_file=True)
    if mark is None and kind is AttachmentKind.PDF:
        mark = mark_in(texts_of_properties(body), is_file=True)
    if mark is not None or not _is_unseen(text):
        return _Look(mark)
    return _Look(unable=text.unable, reason=text.reason)


def _is_unseen(text: AttachmentText) -> bool:
    """Whether nothing of a file was seen though it may hold text."""
    return text.unable not in (None, UnableClass.SCANNED) and not text.blocks


def _is_picture(body: bytes) -> bool:
    return body.startswith(PICTURES) or body[4:8] == b"ftyp"


def _is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any charset: they hold what only machines write."""
    head = body[:_HEAD]
    return b"\x00" in head and not head.startswith(_WIDE_MARKS)
