"""Supplements: later parts of a sealed bundle, each sealed by itself and naming the bundle's seal.

A bundle is written once. What a browser brings afterwards lies in a folder beside its members
(``render/``) with a manifest of its own, and so do the pages only the rendered ones led to
(``follow/``), what was rendered of those (``render-2/``), and pictures. So the visit stands
complete without a browser, a part that dies costs nothing, and none can be exchanged unnoticed:
each names the seal of what it goes on from.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from pydantic import TypeAdapter, ValidationError

import xuncha
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Exchange, Headers
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.manifest import (
    JOURNAL,
    MANIFEST,
    PARTIAL,
    PLAN,
    Member,
    member_of,
    read_manifest,
)
from xuncha.engine.bundle.records import RecordWriter
from xuncha.engine.bundle.writer import flush, remove_stale, unwritable
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass

PART_FORMAT = "xuncha-supplement/1"
REMEDY = "请用 xuncha verify 检查该取证包，必要时重新访问"


class Part(StrEnum):
    """Which supplement: pages rendered by a browser, pages those led to, pictures of findings."""

    RENDER = "render"
    FOLLOW = "follow"
    RENDER_2 = "render-2"
    FOLLOW_2 = "follow-2"
    RENDER_3 = "render-3"
    PICTURES = "pictures"
    PICTURES_2 = "pictures-2"
    PICTURES_3 = "pictures-3"

    @property
    def warc(self) -> str:
        """The name of its WARC file."""
        return f"{self}.warc.gz"

    @property
    def members(self) -> tuple[str, ...]:
        """The files it consists of, the manifest left out."""
        return (PLAN, self.warc, JOURNAL)


PARTS = tuple(Part)
RENDERS = (Part.RENDER, Part.RENDER_2, Part.RENDER_3)
FOLLOWS = (Part.FOLLOW, Part.FOLLOW_2)
CHAIN = (Part.RENDER, Part.FOLLOW, Part.RENDER_2, Part.FOLLOW_2, Part.RENDER_3)
"""What is done after a visit, in this order, each part going on from the one before: a home page,
then the columns it shows, then the articles those show, is as deep as a script-built site needs."""
ALBUMS = (Part.PICTURES, Part.PICTURES_2, Part.PICTURES_3)
"""Pictures, and those of findings that were made later."""


@dataclass(frozen=True, slots=True)
class PartManifest:
    """What a complete supplement consists of. ``bundle`` is the seal of what it goes on from (see
    ``seal_before``), ``seal`` the digest of the manifest's other fields."""

    format: str
    part: Part
    bundle: str
    target: str
    started_at: datetime
    finished_at: datetime
    members: tuple[Member, ...]
    records: int
    seal: str = ""


PART_JSON = TypeAdapter(PartManifest)


def seal_of_part(manifest: PartManifest) -> str:
    """The digest over every field of the manifest but the seal itself."""
    return hashlib.sha256(PART_JSON.dump_json(manifest, exclude={"seal"})).hexdigest()


def read_part_manifest(folder: Path) -> PartManifest:
    """The manifest of a supplement; OSError when missing, ValueError when damaged."""
    data = (folder / MANIFEST).read_bytes()
    try:
        return PART_JSON.validate_json(data)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def has_part(bundle: Path, part: Part) -> bool:
    """Whether a bundle has a complete supplement of that kind."""
    return (bundle / part / MANIFEST).is_file()


def seal_before(bundle: Path, part: Part, first: str) -> str:
    """The seal of what a part goes on from: the part before it in the chain, else ``first``, the
    bundle's own. Empty where the part before is missing or damaged."""
    at = CHAIN.index(part) if part in CHAIN else 0
    if at == 0:
        return first
    try:
        return read_part_manifest(bundle / CHAIN[at - 1]).seal
    except (OSError, ValueError):
        return ""


class SupplementWriter:
    """One supplement being written, beside the bundle; moved into it when complete.

    What a dead process left is removed, what a living one writes is refused. Used as a context
    manager it leaves a hidden ``.partial`` behind on an error.
    """

    def __init__(
        self, bundle: Path, part: Part, plan: Mapping[str, object], *, started_at: datetime
    ) -> None:
        """Open a supplement of a complete bundle; ``plan`` says how it was made."""
        self._bundle = bundle
        self._part = part
        self._started_at = started_at
        self._partial = bundle.with_name(f".{bundle.name}.{part}{PARTIAL}")
        self._lock = -1
        try:
            self._first = read_manifest(bundle)
        except (OSError, ValueError) as error:
            raise BundleError("不是完整的取证包", str(bundle), REMEDY) from error
        self._seal_before = seal_before(bundle, part, self._first.seal)
        if not self._seal_before:
            raise BundleError("补充取证缺少前一部分", str(bundle / part), REMEDY)
        try:
            self._open(plan)
        except OSError as error:
            self.close()
            raise unwritable(self._partial, error) from error

    def _open(self, plan: Mapping[str, object]) -> None:
        remove_stale(self._partial)
        self._partial.mkdir()
        self._lock = os.open(self._partial, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        text = json.dumps({"version": xuncha.__version__, **plan}, ensure_ascii=False, indent=1)
        (self._partial / PLAN).write_text(f"{text}\n", encoding="utf-8")
        self._warc_file = (self._partial / self._part.warc).open("wb")
        self._journal_file = (self._partial / JOURNAL).open("wb")
        self._records = RecordWriter(self._warc_file)
        self._records.write_info(f"xuncha/{xuncha.__version__}", self._started_at)

    def record(self, exchange: Exchange) -> str:
        """Keep an answer with its request; the reference of its payload."""
        return self._records.write_exchange(exchange)

    def conversion(
        self, url: str, headers: Headers, body: bytes, at: datetime, refers_to: str
    ) -> str:
        """Keep what was made out of the record with that WARC id; its reference."""
        return self._records.write_conversion(url, headers, body, at, refers_to)

    def resource(self, url: str, headers: Headers, body: bytes, at: datetime) -> str:
        """Keep bytes that came from no request (a picture); their reference."""
        return self._records.write_resource(url, headers, body, at)

    def withhold(self, withheld: Withheld, reason: str) -> None:
        """Keep a tombstone of a page that must not be kept, and say so in the decision log."""
        self._records.write_tombstone(withheld)
        unable = UnableClass.WITHHELD
        self.note(LogEntry(withheld.url, Decision.WITHHELD, reason, withheld.at, unable))

    def note(self, entry: LogEntry) -> None:
        """Add a line to the decision log."""
        self._journal_file.write(entry.as_line())

    def finish(self, finished_at: datetime) -> Path:
        """Close, flush and move into the bundle: the folder. Never overwrites a supplement."""
        try:
            return self._finish(finished_at)
        except OSError as error:
            raise unwritable(self._partial, error) from error
        finally:
            self.close()

    def _finish(self, finished_at: datetime) -> Path:
        self._records.close()
        self._warc_file.close()
        self._journal_file.close()
        manifest = PartManifest(
            format=PART_FORMAT,
            part=self._part,
            bundle=self._seal_before,
            target=self._first.target,
            started_at=self._started_at,
            finished_at=finished_at,
            members=tuple(member_of(self._partial / name) for name in self._part.members),
            records=self._records.records,
        )
        manifest = replace(manifest, seal=seal_of_part(manifest))
        data = PART_JSON.dump_json(manifest, indent=1) + b"\n"
        (self._partial / MANIFEST).write_bytes(data)
        for name in (*self._part.members, MANIFEST):
            flush(self._partial / name)
        os.fsync(self._lock)
        folder = self._bundle / self._part
        if folder.exists():
            remedy = "不用再做；它正是那个进程写的那一份"
            raise BundleError("另一个进程已经补好这一部分取证", str(folder), remedy)
        self._partial.rename(folder)
        flush(self._bundle)
        return folder

    def close(self) -> None:
        """Let go of the files; what is unfinished stays under ``.partial``."""
        for name in ("_warc_file", "_journal_file"):
            stream = getattr(self, name, None)
            if stream is not None:
                stream.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> "SupplementWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
