"""Files people hand in or the office signs: bytes on disk, read back only as what was put there."""

import hashlib
import tempfile
from pathlib import Path

PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""The pictures every browser shows, by their first bytes."""
PICTURES_AND_PDF = PICTURES | {b"%PDF-": "application/pdf"}


def digest_of(body: bytes) -> str:
    """The name bytes are known by."""
    return hashlib.sha256(body).hexdigest()


def kind_of(body: bytes, kinds: dict[bytes, str]) -> str | None:
    """The type of a file by its first bytes; None for anything not among ``kinds``."""
    return next((kind for start, kind in kinds.items() if body.startswith(start)), None)


def write(path: Path, body: bytes) -> None:
    """Put bytes there, whole or not at all, readable by the owner only; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
        fresh.write(body)
    Path(fresh.name).replace(path)


def read(path: Path, digest: str) -> bytes | None:
    """The bytes of a file; None where it is gone or is not what was put there."""
    try:
        body = path.read_bytes()
    except OSError:
        return None
    return body if digest_of(body) == digest else None
