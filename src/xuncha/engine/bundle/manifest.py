"""The manifest and the plan of a bundle: typed, written as JSON."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import TargetPlan

FORMAT = "xuncha-bundle/1"
MANIFEST = "manifest.json"
PLAN = "plan.json"
WARC = "visit.warc.gz"
JOURNAL = "log.jsonl"
MEMBERS = (PLAN, WARC, JOURNAL)
PARTIAL = ".partial"
CHUNK = 1 << 20


def can_name_bundle(code: str) -> bool:
    """Whether a target's code can be the name of its bundle's folder."""
    is_plain = Path(code).name == code and code.isprintable() and not code.startswith(".")
    return bool(code) and is_plain and not code.endswith(PARTIAL)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle with its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a complete bundle consists of. ``seal`` is the digest of the manifest's other fields."""

    format: str
    target: str
    as_of: datetime
    started_at: datetime
    finished_at: datetime
    members: tuple[Member, ...]
    records: int
    seal: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What the visit was told to do."""

    plan: TargetPlan
    settings: VisitSettings
    as_of: datetime
    version: str


MANIFEST_JSON = TypeAdapter(Manifest)
PLAN_JSON = TypeAdapter(PlanFile)


def seal_of(manifest: Manifest) -> str:
    """The digest over every field of the manifest but the seal itself."""
    fields = MANIFEST_JSON.dump_json(manifest, exclude={"seal"})
    return hashlib.sha256(fields).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a bundle folder; OSError when missing, ValueError when damaged."""
    data = (folder / MANIFEST).read_bytes()
    try:
        return MANIFEST_JSON.validate_json(data)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def member_of(path: Path) -> Member:
    """The member a file is now."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Member(path.name, size, digest.hexdigest())
