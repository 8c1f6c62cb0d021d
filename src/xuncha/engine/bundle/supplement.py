"""Supplements: later parts of a sealed bundle, each sealed by itself and naming the bundle's seal.

A bundle is written once. What a browser brings afterwards lies in a folder beside its members
(``render/``) with a manifest of its own, and so do the pages only the rendered ones led to
(``follow/``), what was rendered of those (``render-2/``), and pictures. So the visit stands
complete without a browser, a part that dies costs nothing, and none can be exchanged unnoticed:
each names the seal of what it goes on from.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import xuncha
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Headers
from xuncha.engine.bundle.manifest import (
    JOURNAL,
    MANIFEST,
    PARTIAL,
    PLAN,
    Member,
    read_manifest,
)
from xuncha.engine.bundle.unfinished import UnfinishedEvidence

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


class SupplementWriter(UnfinishedEvidence):
    """One supplement being written, beside the bundle; moved into it when complete."""

    def __init__(
        self, bundle: Path, part: Part, plan: Mapping[str, object], *, started_at: datetime
    ) -> None:
        """Open a supplement of a complete bundle; ``plan`` says how it was made."""
        self._folder = bundle / part
        self._part = part
        try:
            self._first = read_manifest(bundle)
        except (OSError, ValueError) as error:
            raise BundleError("不是完整的取证包", str(bundle), REMEDY) from error
        self._seal_before = seal_before(bundle, part, self._first.seal)
        if not self._seal_before:
            raise BundleError("补充取证缺少前一部分", str(self._folder), REMEDY)
        text = json.dumps({"version": xuncha.__version__, **plan}, ensure_ascii=False, indent=1)
        partial = bundle.with_name(f".{bundle.name}.{part}{PARTIAL}")
        super().__init__(partial, text.encode(), part.warc, started_at=started_at)

    def conversion(
        self, url: str, headers: Headers, body: bytes, at: datetime, refers_to: str
    ) -> str:
        """Keep what was made out of the record with that WARC id; its reference."""
        return self._records.write_conversion(url, headers, body, at, refers_to)

    def finish(self, finished_at: datetime) -> Path:
        """Close, flush and move into the bundle: the folder. Never overwrites a supplement."""

        def manifest(members: Sequence[Member], records: int) -> bytes:
            unsealed = PartManifest(
                format=PART_FORMAT,
                part=self._part,
                bundle=self._seal_before,
                target=self._first.target,
                started_at=self._started_at,
                finished_at=finished_at,
                members=tuple(members),
                records=records,
            )
            return PART_JSON.dump_json(replace(unsealed, seal=seal_of_part(unsealed)), indent=1)

        return self._seal_into(self._folder, manifest)

    def _rename(self, folder: Path) -> None:
        if folder.exists():
            remedy = "不用再做；它正是那个进程写的那一份"
            raise BundleError("另一个进程已经补好这一部分取证", str(folder), remedy)
        super()._rename(folder)
