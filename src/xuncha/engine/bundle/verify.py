"""Checking a bundle offline: every digest recomputed, nothing missing, nothing added."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import (
    CHUNK,
    FORMAT,
    MANIFEST,
    MEMBERS,
    WARC,
    Manifest,
    Member,
    member_of,
    read_manifest,
    seal_of,
)
from xuncha.engine.bundle.records import ANSWERS, CONVERSIONS, DIGEST, TOMBSTONES, URI
from xuncha.engine.bundle.supplement import (
    PART_FORMAT,
    PARTS,
    Part,
    PartManifest,
    read_part_manifest,
    seal_before,
    seal_of_part,
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A member that is not as it was written, with one Chinese reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many members a bundle has, and which of them are broken."""

    members: int
    broken: tuple[Broken, ...]


def verify(path: Path | str) -> Verification:
    """Recompute every digest of a bundle; BundleError when the folder is no bundle at all."""
    folder = Path(path)
    if not folder.is_dir() or not any((folder / name).exists() for name in (*MEMBERS, MANIFEST)):
        raise BundleError("不是取证包", str(folder), "请指定含 manifest.json 的取证包文件夹")
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        return Verification(0, (Broken(MANIFEST, "清单缺失，取证包没有写完"),))
    except (OSError, ValueError):
        return Verification(0, (Broken(MANIFEST, "清单损坏，无法读取"),))
    broken = [*_manifest_faults(manifest)]
    for member in manifest.members:
        reasons = _member_faults(folder, member, WARC, manifest.records)
        if reasons:
            broken.append(Broken(member.name, "；".join(reasons)))
    broken += _extra(folder, {*(member.name for member in manifest.members), *PARTS})
    members = len(manifest.members)
    for part in PARTS:
        if (folder / part).exists():
            found = _verify_part(folder / part, part, manifest)
            members += found.members
            broken += found.broken
    return Verification(members, tuple(broken))


def _verify_part(folder: Path, part: Part, first: Manifest) -> Verification:
    """The same for a supplement, and whether it was made of this bundle."""
    shown = f"{part}/{MANIFEST}"
    if folder.is_symlink() or not folder.is_dir():
        return Verification(0, (Broken(part, "补充取证应为文件夹"),))
    try:
        manifest = read_part_manifest(folder)
    except FileNotFoundError:
        return Verification(0, (Broken(shown, "清单缺失，补充取证没有写完"),))
    except (OSError, ValueError):
        return Verification(0, (Broken(shown, "清单损坏，无法读取"),))
    before = seal_before(folder.parent, part, first.seal)
    broken = [Broken(shown, reason) for reason in _part_faults(manifest, part, before)]
    for member in manifest.members:
        reasons = _member_faults(folder, member, part.warc, manifest.records)
        if reasons:
            broken.append(Broken(f"{part}/{member.name}", "；".join(reasons)))
    extra = _extra(folder, {member.name for member in manifest.members})
    broken += [Broken(f"{part}/{one.name}", one.reason) for one in extra]
    return Verification(len(manifest.members), tuple(broken))


def _part_faults(manifest: PartManifest, part: Part, before: str) -> list[str]:
    faults = []
    if (manifest.format, manifest.part) != (PART_FORMAT, part):
        faults.append(f"格式 {manifest.format}（{manifest.part}）无法识别")
    listed = {member.name for member in manifest.members}
    faults += [f"清单中没有列出 {name}" for name in part.members if name not in listed]
    if manifest.seal != seal_of_part(manifest):
        faults.append("清单内容被改动")
    if manifest.bundle != before:
        faults.append("补充取证不属于这个取证包，或它所依据的前一部分缺失")
    return faults


def _manifest_faults(manifest: Manifest) -> list[Broken]:
    if manifest.format != FORMAT:
        return [Broken(MANIFEST, f"格式 {manifest.format} 无法识别")]
    listed = {member.name for member in manifest.members}
    faults = [Broken(name, "清单中没有列出") for name in MEMBERS if name not in listed]
    if manifest.seal != seal_of(manifest):
        faults.append(Broken(MANIFEST, "清单内容被改动"))
    return faults


def _member_faults(folder: Path, member: Member, warc: str, records: int) -> list[str]:
    path = folder / member.name
    if Path(member.name).name != member.name:
        return ["清单中的文件名不合规"]
    if path.is_symlink() or not path.is_file():
        return ["文件缺失"]
    try:
        found = member_of(path)
    except OSError as error:
        return [f"文件无法读取（{error.strerror}）"]
    reasons = []
    if found.size < member.size:
        reasons.append(f"文件被截断：应为 {member.size} 字节，实为 {found.size} 字节")
    elif found.sha256 != member.sha256:
        reasons.append("内容与清单的摘要不符")
    if member.name == warc:
        reasons += _record_faults(path, records)
    return reasons


def _extra(folder: Path, listed: set[str]) -> list[Broken]:
    known = {MANIFEST, *listed}
    names = sorted(path.name for path in folder.iterdir())
    return [Broken(name, "清单之外的多余文件") for name in names if name not in known]


def _record_faults(path: Path, expected: int) -> list[str]:
    """What is wrong with single records, the first fault that stops reading included."""
    faults: list[str] = []
    count = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, parse_http=True):
                count += 1
                if not _is_intact(record):
                    url = record.headers.get(URI) or "无地址"
                    faults.append(f"第 {count} 条记录（{url}）内容与摘要不符")
    except OSError:
        faults.append(f"第 {count + 1} 条记录起无法读取")
    if count != expected and not faults:
        faults.append(f"应有 {expected} 条记录，实有 {count} 条")
    return faults


def _is_intact(record: WarcRecord) -> bool:
    has_payload = record.record_type & (ANSWERS | CONVERSIONS | TOMBSTONES)
    stated = record.headers.get(DIGEST) or ""
    digest = hashlib.sha256()
    while chunk := record.reader.read(CHUNK):
        digest.update(chunk)
    return not has_payload or stated == f"sha256:{digest.hexdigest()}"
