"""Files people upload for the register: kept aside until a person confirms what they would do."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xuncha.office import kept_files
from xuncha.office.people.file_acts import note_kept
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.registry.errors import UploadError
from xuncha.office.registry.limits import limits
from xuncha.office.registry.models import RegisterUpload
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.words import UPLOAD, UploadPurpose, UploadState

NAME_CHARACTERS = 60
"""A file system takes 255 bytes of a name; a Chinese character has up to four."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: its name, and its bytes."""

    name: str
    body: bytes


def keep(purpose: UploadPurpose, sent: Sent, actor: User) -> RegisterUpload:
    """The row of a file that waits now; what this person had waiting before is dropped.

    UploadError for a file that is empty or larger than the doors take.
    """
    assert actor.office_id is not None
    require_keeper(actor, actor.office_id)
    name = Path(sent.name.replace("\\", "/")).name[-NAME_CHARACTERS:] or "上传文件"
    most = limits().upload_max_bytes
    if not sent.body:
        raise UploadError("文件是空的", name, "核对文件后重新选择")
    if len(sent.body) > most:
        raise UploadError(f"文件超过上限 {most // 1048576} MB", name, "拆分成几个文件分别上传")
    digest = kept_files.digest_of(sent.body)
    with transaction.atomic():
        before = waiting_of(actor, purpose)
        if before is not None:
            drop(before, actor)
        row = RegisterUpload.objects.create(
            office_id=actor.office_id,
            purpose=purpose.value,
            name=name,
            sha256=digest,
            size=len(sent.body),
            by=actor,
            by_name=actor.name,
            at=timezone.now(),
        )
        note_kept(actor, row, {"file": name})
    kept_files.write(_place(row), sent.body)
    return row


def waiting_of(actor: User, purpose: UploadPurpose) -> RegisterUpload | None:
    """The file this person has waiting; None without one."""
    rows = RegisterUpload.objects.filter(office_id=actor.office_id, by=actor)
    return rows.filter(purpose=purpose, state=UploadState.WAITING).first()


def path_of(upload: RegisterUpload) -> Path:
    """Where the bytes lie, under a folder of their own and the name they came with.

    UploadError when they are gone or are no longer what was uploaded.
    """
    path = _place(upload)
    if kept_files.read(path, upload.sha256) is None:
        raise UploadError("上传的文件已不在或已改变", upload.name, "请重新上传")
    return path


def settle(upload: RegisterUpload, state: UploadState, actor: User) -> None:
    """Note what became of a waiting file; its bytes go. TransitionError when it was settled."""
    with transaction.atomic():
        if not move(UPLOAD, upload, state, actor, file=upload.name, sha256=upload.sha256):
            UPLOAD.check(upload.state, state)
    _place(upload).unlink(missing_ok=True)


def drop(upload: RegisterUpload, actor: User) -> None:
    """Take nothing of a waiting file."""
    settle(upload, UploadState.DROPPED, actor)


def _place(upload: RegisterUpload) -> Path:
    folder = Path(settings.XUNCHA_HOME) / "uploads" / str(upload.office_id) / str(upload.pk)
    return folder / upload.name
