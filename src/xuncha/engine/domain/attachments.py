"""Attachments of articles: their kinds, what was read out of them, the bounds they are read in."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.engine.domain.words import UnableClass


class AttachmentKind(StrEnum):
    """What sort of file an attachment is. ``ARCHIVE`` and ``OTHER`` are named, never opened."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    RTF = "rtf"
    TXT = "txt"
    CSV = "csv"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AttachmentLimits:
    """The bounds of fetching and reading attachments (``[attachments]`` in data/visit/*.toml).

    ``per_article`` and ``per_site`` are files, ``pages`` those of one PDF, ``cells`` those of one
    workbook, ``characters`` those of one file's text, ``seconds`` the processor time one file may
    take (waiting is bounded too), ``memory_bytes`` the address space of the reading process,
    ``unpacked_ratio`` how many times its size a packed file may unpack to.
    """

    per_article: int
    per_site: int
    max_bytes: int
    site_max_bytes: int
    pages: int
    cells: int
    characters: int
    seconds: float
    memory_bytes: int
    unpacked_ratio: int


@dataclass(frozen=True, slots=True)
class AttachmentBlock:
    """A paragraph, a line of a sheet: its text, its language and its place in the file.

    ``cell`` is the column (from 1) of a table's cell, whose row is its place; 0 elsewhere.
    """

    text: str
    language: str
    place: str
    cell: int = 0


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """What one file says. ``pages`` counts pages or sheets, None where the kind has none.

    ``unable`` says why the file could not be read, or not to its end: ``blocks`` then hold what
    was read before. With ``unable`` None, ``reason`` may name parts without text (scanned pages).
    """

    kind: AttachmentKind
    pages: int | None = None
    blocks: tuple[AttachmentBlock, ...] = ()
    unable: UnableClass | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    """One attachment of a visited article.

    ``name`` is what the article calls it, ``linked_from`` the article's address, ``record`` the
    stored bytes (empty when there are none). The rest as in ``AttachmentText``.
    """

    url: str
    name: str
    linked_from: str
    record: str
    kind: AttachmentKind
    pages: int | None
    blocks: tuple[AttachmentBlock, ...]
    unable: UnableClass | None
    reason: str
