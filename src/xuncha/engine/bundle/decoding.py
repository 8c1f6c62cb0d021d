"""Content decoding with a bound: what the crawler reads and what a bundle gives back are one."""

import io
import zlib
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ZstdReader

from xuncha.engine.domain.words import UnableClass

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body with its content encoding undone.

    ``failure`` is ``unreadable`` for a broken stream and ``too_large`` for one that unpacks past
    the limit; ``body`` then holds what could be read before.
    """

    body: bytes
    failure: UnableClass | None = None
    reason: str = ""


def decode_body(payload: bytes, content_encoding: str, limit: int) -> Decoded:
    """The payload with its content encodings undone, at most ``limit`` bytes of it."""
    names = [name.strip().lower() for name in content_encoding.split(",") if name.strip()]
    decoded = Decoded(payload)
    for name in reversed(names):
        decoded = _decode_one(decoded.body, name, limit)
        if decoded.failure is not None:
            return decoded
    return decoded


def _decode_one(data: bytes, name: str, limit: int) -> Decoded:
    if name == "identity" or not data:
        return Decoded(data)
    if name in ("gzip", "x-gzip"):
        # Servers that announce gzip and send plain pages are read as browsers once did.
        return _inflate(data, 31, limit) if data.startswith(GZIP_MAGIC) else Decoded(data)
    if name == "deflate":
        whole = _inflate(data, 15, limit)
        return whole if whole.failure is None else _inflate(data, -15, limit)
    if name in ("br", "zstd"):
        return _unpack(data, name, limit)
    return Decoded(b"", UnableClass.UNREADABLE, f"内容编码 {name} 无法识别")


def _inflate(data: bytes, window: int, limit: int) -> Decoded:
    parts: list[bytes] = []
    size = 0
    while data:
        stream = zlib.decompressobj(window)
        try:
            part = stream.decompress(data, limit - size + 1)
        except zlib.error:
            return Decoded(b"".join(parts), UnableClass.UNREADABLE, "压缩内容已损坏，无法解开")
        parts.append(part)
        size += len(part)
        if size > limit:
            return _too_large(b"".join(parts), limit)
        if not stream.eof:
            reason = "压缩内容不完整，无法全部解开"
            return Decoded(b"".join(parts), UnableClass.UNREADABLE, reason)
        data = stream.unused_data if stream.unused_data.startswith(GZIP_MAGIC) else b""
    return Decoded(b"".join(parts))


def _unpack(data: bytes, name: str, limit: int) -> Decoded:
    opener = BrotliReader if name == "br" else ZstdReader
    try:
        body = opener(io.BytesIO(data)).read(limit + 1)
    except OSError:
        return Decoded(b"", UnableClass.UNREADABLE, "压缩内容已损坏，无法解开")
    return _too_large(body, limit) if len(body) > limit else Decoded(body)


def _too_large(body: bytes, limit: int) -> Decoded:
    return Decoded(
        body[:limit], UnableClass.TOO_LARGE, f"页面解开后超过 {limit} 字节，只看了前面部分"
    )
