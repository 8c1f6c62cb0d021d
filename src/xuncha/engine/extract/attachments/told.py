"""How the readers of single kinds say what they could not read, and gather what they could."""

from dataclasses import dataclass, field

from xuncha.engine.domain.attachments import AttachmentBlock, AttachmentLimits
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.errors import ExtractError
from xuncha.engine.extract.languages import language_of

_BLOCKS = 100_000
"""Pieces of one file: far above any document; each costs time and memory beside its text."""


class UnreadFileError(ExtractError):
    """文件没有读出"""

    def __init__(self, unable: UnableClass, reason: str) -> None:
        """Keep the class and the one Chinese reason."""
        super().__init__(reason)
        self.unable = unable
        self.reason = reason


@dataclass(slots=True)
class Gathered:
    """The blocks read so far; ``add`` raises UnreadFileError where the text outgrows its bounds.

    ``pages`` is known once the reader has counted them; ``remark`` names parts without text.
    """

    limits: AttachmentLimits
    blocks: list[AttachmentBlock] = field(default_factory=list)
    pages: int | None = None
    remark: str = ""
    _characters: int = 0

    def add(self, text: str, place: str, cell: int = 0) -> None:
        """Keep one block; blank text is passed over."""
        text = text.strip()
        if not text:
            return
        room = self.limits.characters - self._characters
        if len(text) > room:
            text = text[:room]
        if text:
            self.blocks.append(AttachmentBlock(text, language_of(text), place, cell))
            self._characters += len(text)
        if len(self.blocks) >= _BLOCKS:
            reason = f"段落或行数超过 {_BLOCKS}，只读了前面部分"
            raise UnreadFileError(UnableClass.TOO_LARGE, reason)
        if self._characters >= self.limits.characters:
            reason = f"文字超过 {self.limits.characters} 字，只读了前面部分"
            raise UnreadFileError(UnableClass.TOO_LARGE, reason)
