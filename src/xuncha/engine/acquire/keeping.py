"""What is kept of an answer: all of it, or a tombstone where it carries a mark of a state secret.

Everything that came off the wire is looked at here before it reaches the disk.
"""

import asyncio
from dataclasses import replace

from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.records import digest_of
from xuncha.engine.bundle.unfinished import UnfinishedEvidence
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.extract.attachments.kinds import kind_of
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.secrecy import SecrecyMark, mark_in_blocks
from xuncha.engine.extract.secrecy_texts import mark_in_markup

WITHHELD_REASON = "按规定未留存内容"


class Keeper:
    """Writes answers into a bundle. ``reader`` None: files are kept without being read."""

    def __init__(self, writer: UnfinishedEvidence, reader: AttachmentReader | None) -> None:
        """Keep into ``writer``'s bundle."""
        self._writer = writer
        self._reader = reader

    async def keep(self, answer: Exchange, body: bytes) -> str:
        """Keep an answer whose content unpacks to ``body``: its reference; empty when its content
        was withheld and only a tombstone stands in the bundle."""
        mark = await self._mark_in(answer, body)
        if mark is None:
            return self._writer.record(self._as_kept(answer, body))
        digest = digest_of(answer.payload)
        size = len(answer.payload)
        withheld = Withheld(answer.url, answer.fetched_at, digest, size, mark.level)
        self._writer.withhold(withheld, WITHHELD_REASON)
        return ""

    def _as_kept(self, answer: Exchange, body: bytes) -> Exchange:
        """A file that was cut short cannot be looked into, so none of its bytes are kept."""
        is_cut_file = answer.truncated is not None and kind_of(body, answer.url) is not None
        return replace(answer, payload=b"") if is_cut_file else answer

    async def _mark_in(self, answer: Exchange, body: bytes) -> SecrecyMark | None:
        kind = kind_of(body, answer.url)
        if kind is None:
            headers = {name.lower(): value for name, value in answer.response_headers}
            return mark_in_markup(decode(body, headers.get("content-type", ""))[0])
        if self._reader is None:
            return None
        text = await asyncio.to_thread(self._reader.read, body, f"a.{kind}")
        return mark_in_blocks((block.text, block.place) for block in text.blocks)
