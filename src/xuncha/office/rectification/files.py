"""Files bodies put to their answers: checked, kept under their digest, read back as what they are.

A scan with a seal is one of them: it says what a body claims and closes nothing by itself.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from xuncha.office.rectification.errors import ReplyError
from xuncha.office.rectification.models import EvidenceFile, Order, Reply
from xuncha.office.rectification.terms import terms

KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"%PDF-": "application/pdf",
}
MIB = 1048576
NAME_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody hands in, checked."""

    name: str
    body: bytes
    content_type: str


def read_files(uploads: Sequence[UploadedFile]) -> tuple[Upload, ...]:
    """The uploaded files. Raises ReplyError with what is wrong with which of them."""
    limits = terms().files
    faults, found = [], []
    if len(uploads) > limits.most_of_a_reply:
        faults.append(f"一次最多附 {limits.most_of_a_reply} 个文件")
    for upload in uploads[: limits.most_of_a_reply]:
        name = Path(upload.name or "附件").name[-NAME_CHARACTERS:]
        if (upload.size or 0) > limits.most_bytes:
            most = limits.most_bytes // MIB
            faults.append(f"“{name}”超过 {most} MiB；请压缩或拆分后再传")
            continue
        body = upload.read()
        content_type = kind_of(body)
        if content_type is None:
            faults.append(f"“{name}”不是 PDF、PNG 或 JPEG 文件；请转换后再传")
        else:
            found.append(Upload(name, body, content_type))
    if faults:
        raise ReplyError(*faults)
    return tuple(found)


def kind_of(body: bytes) -> str | None:
    """The type of a file by its first bytes; None for anything we do not take."""
    return next((kind for start, kind in KINDS.items() if body.startswith(start)), None)


def keep(
    order: Order,
    reply: Reply | None,
    upload: Upload,
    said: dict[str, object],
    *,
    is_sealed: bool = False,
) -> EvidenceFile:
    """The row of a file, its bytes written first. ``said`` are ``by``, ``by_name`` and ``at``.

    Raises ReplyError when the order holds as many files as it may.
    """
    if order.files.count() >= terms().files.most_of_an_order:
        raise ReplyError(f"本单已附 {terms().files.most_of_an_order} 个文件，不能再加")
    digest = hashlib.sha256(upload.body).hexdigest()
    _write(_place(order, digest), upload.body)
    row = EvidenceFile(
        order=order,
        reply=reply,
        sha256=digest,
        content_type=upload.content_type,
        size=len(upload.body),
        name=upload.name,
        is_sealed=is_sealed,
        **said,
    )
    row.save(force_insert=True)
    return row


def pass_on(row: EvidenceFile, reply: Reply, said: dict[str, object]) -> EvidenceFile:
    """The same file put to the reply of the body above; the bytes are there already."""
    copy = EvidenceFile(
        order=reply.item.order,
        reply=reply,
        sha256=row.sha256,
        content_type=row.content_type,
        size=row.size,
        name=row.name,
        is_sealed=row.is_sealed,
        **said,
    )
    copy.save(force_insert=True)
    return copy


def body_of(row: EvidenceFile) -> bytes | None:
    """The bytes of a file; None where they are gone or are not what was put there."""
    try:
        body = _place(row.order, row.sha256).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == row.sha256 else None


def _place(order: Order, digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / "rounds" / str(order.round_id) / "answers" / digest


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(body)
    fresh.replace(path)
