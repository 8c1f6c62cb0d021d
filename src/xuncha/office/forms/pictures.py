"""Pictures people put to a form: checked, kept under their digest, read back as what they are."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import EvidencePicture, Sheet

MOST_BYTES = 5 * 1024 * 1024
"""A screen at full size stays below this; more is no screenshot."""
MOST_OF_A_SHEET = 60
"""Pictures of all versions of one form together."""
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def read_pictures(uploads: list[UploadedFile], most: int) -> tuple[bytes, ...]:
    """The bytes of uploaded pictures. Raises AnswerError with what is wrong with which of them."""
    faults, bodies = [], []
    if len(uploads) > most:
        faults.append(f"一次最多附 {most} 张图片" if most else "本表不收图片")
    for upload in uploads[:most]:
        name = (upload.name or "图片")[:60]
        if (upload.size or 0) > MOST_BYTES:
            faults.append(f"图片“{name}”超过 {MOST_BYTES // 1048576} MiB；请裁剪或缩小后再传")
            continue
        body = upload.read()
        if kind_of(body) is None:
            faults.append(f"“{name}”不是 PNG 或 JPEG 图片")
        bodies.append(body)
    if faults:
        raise AnswerError(*faults)
    return tuple(bodies)


def kind_of(body: bytes) -> str | None:
    """The type of a picture by its first bytes; None for anything we do not take."""
    return next((kind for start, kind in KINDS.items() if body.startswith(start)), None)


def keep(sheet: Sheet, body: bytes, said: dict[str, object]) -> EvidencePicture:
    """The row of a picture, its bytes written first; the same picture again is the same row.

    ``said`` are ``by``, ``by_name`` and ``at``.
    """
    digest = hashlib.sha256(body).hexdigest()
    found = sheet.pictures.filter(sha256=digest).first()
    if found is not None:
        return found
    if sheet.pictures.count() >= MOST_OF_A_SHEET:
        raise AnswerError(f"本表已附 {MOST_OF_A_SHEET} 张图片，不能再加")
    _write(_place(sheet, digest), body)
    row = EvidencePicture(
        sheet=sheet, sha256=digest, content_type=kind_of(body), size=len(body), **said
    )
    row.save(force_insert=True)
    return row


def body_of(picture: EvidencePicture) -> bytes | None:
    """The bytes of a picture; None where the file is gone or is not what was put there."""
    try:
        body = _place(picture.sheet, picture.sha256).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == picture.sha256 else None


def _place(sheet: Sheet, digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / "rounds" / str(sheet.target.round_id) / "forms" / digest


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(body)
    fresh.replace(path)
