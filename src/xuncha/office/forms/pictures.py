"""Pictures people put to a form: checked, kept under their digest, read back as what they are."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from xuncha.office import kept_files
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import EvidencePicture, Sheet
from xuncha.office.people.file_acts import note_kept, note_read
from xuncha.office.people.models import User

MOST_BYTES = 5 * 1024 * 1024
"""A screen at full size stays below this; more is no screenshot."""
MOST_OF_A_SHEET = 60
"""Pictures of all versions of one form together."""


def read_pictures(uploads: list[UploadedFile], most: int) -> tuple[bytes, ...]:
    """The bytes of uploaded pictures. Raises AnswerError with what is wrong with which of them."""
    faults, bodies = [], []
    if len(uploads) > most:
        faults.append(f"一次最多附 {most} 张图片" if most else "本表不收图片")
    for upload in uploads[:most]:
        name = (upload.name or "图片")[:60]
        if (upload.size or 0) > MOST_BYTES:
            faults.append(f"图片“{name}”超过 {MOST_BYTES // 1048576} MB；请裁剪或缩小后再传")
            continue
        body = upload.read()
        if _kind_of(body) is None:
            faults.append(f"“{name}”不是 PNG 或 JPEG 图片")
        bodies.append(body)
    if faults:
        raise AnswerError(*faults)
    return tuple(bodies)


def keep(sheet: Sheet, body: bytes, said: dict[str, object]) -> EvidencePicture:
    """The row of a picture, its bytes written first; the same picture again is the same row.

    ``said`` are ``by``, ``by_name`` and ``at``.
    """
    digest = kept_files.digest_of(body)
    found = sheet.pictures.filter(sha256=digest).first()
    if found is not None:
        return found
    if sheet.pictures.count() >= MOST_OF_A_SHEET:
        raise AnswerError(f"本表已附 {MOST_OF_A_SHEET} 张图片，不能再加")
    kept_files.write(_place(sheet, digest), body)
    row = EvidencePicture(
        sheet=sheet, sha256=digest, content_type=_kind_of(body), size=len(body), **said
    )
    row.save(force_insert=True)
    note_kept(row.by, row, _told(row))
    return row


def opened(picture: EvidencePicture, user: User) -> bytes | None:
    """The bytes of a picture somebody opens, noted in the audit where another person put it there;
    None where the file is gone or is not what was put there."""
    body = kept_files.read(_place(picture.sheet, picture.sha256), picture.sha256)
    if body is not None:
        note_read(user, picture, _told(picture))
    return body


def _told(picture: EvidencePicture) -> dict[str, str]:
    return {"target": picture.sheet.target.code, "form": picture.sheet.form}


def _kind_of(body: bytes) -> str | None:
    return kept_files.kind_of(body, kept_files.PICTURES)


def _place(sheet: Sheet, digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / "rounds" / str(sheet.target.round_id) / "forms" / digest
