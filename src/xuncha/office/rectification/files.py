"""Files bodies put to their answers: checked, kept under their digest, read back as what they are.

A scan with a seal is one of them: it says what a body claims and closes nothing by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from xuncha.office import kept_files
from xuncha.office.people.file_acts import note_kept, note_read
from xuncha.office.people.models import User
from xuncha.office.rectification.errors import ReplyError
from xuncha.office.rectification.models import EvidenceFile, Order, Reply
from xuncha.office.rectification.terms import terms

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
            faults.append(f"“{name}”超过 {most} MB；请压缩或拆分后再传")
            continue
        body = upload.read()
        content_type = kept_files.kind_of(body, kept_files.PICTURES_AND_PDF)
        if content_type is None:
            faults.append(f"“{name}”不是 PDF、PNG 或 JPEG 文件；请转换后再传")
        else:
            found.append(Upload(name, body, content_type))
    if faults:
        raise ReplyError(*faults)
    return tuple(found)


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
    digest = kept_files.digest_of(upload.body)
    kept_files.write(_place(order, digest), upload.body)
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
    note_kept(row.by, row, _told(row))
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


def opened(row: EvidenceFile, user: User) -> bytes | None:
    """The bytes of a file somebody opens, noted in the audit where another person put it there;
    None where they are gone or are not what was put there."""
    body = kept_files.read(_place(row.order, row.sha256), row.sha256)
    if body is not None:
        note_read(user, row, _told(row))
    return body


def _told(row: EvidenceFile) -> dict[str, str]:
    return {"order": str(row.order), "file": row.name}


def _place(order: Order, digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / "rounds" / str(order.round_id) / "answers" / digest
