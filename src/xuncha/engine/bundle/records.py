"""WARC records: exchanges and resources written and read, one gzip member each."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from pydantic import TypeAdapter

from xuncha.engine.bundle.exchange import Exchange, Headers, Purpose, Truncation
from xuncha.engine.domain.withheld import Withheld

GZIP_LEVEL = 6
DIGEST = "WARC-Payload-Digest"
URI = "WARC-Target-URI"
TRUNCATED = "WARC-Truncated"
ADDRESS = "WARC-IP-Address"
REFERS_TO = "WARC-Refers-To"
NOTE_PREFIX = "Xuncha-"
ANSWERS = WarcRecordType.response | WarcRecordType.resource
RESPONSES = WarcRecordType.response
CONVERSIONS = WarcRecordType.conversion
TOMBSTONES = WarcRecordType.metadata
PICTURES = WarcRecordType.resource
PURPOSE = "Xuncha-Purpose"
WITHHELD_JSON = TypeAdapter(Withheld)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with a payload as it stands in a WARC file.

    ``status`` is None for what came from no request; ``record_id`` is its name in WARC.
    """

    url: str
    status: int | None
    headers: Headers
    payload: bytes
    record: str
    fetched_at: datetime
    truncated: Truncation | None
    offset: int
    purpose: Purpose = Purpose.PAGE
    record_id: str = ""


def digest_of(payload: bytes) -> str:
    """The reference evidence uses for a payload."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


class RecordWriter:
    """Appends records to an open file, a gzip member per record."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to ``stream``, which stays the caller's to close."""
        self._gzip = GzipWriter(stream, GZIP_LEVEL)
        self.records = 0

    def write_info(self, software: str, at: datetime) -> None:
        """The record that opens a WARC file: who wrote it."""
        record = _record(WarcRecordType.warcinfo, at)
        record.headers["Content-Type"] = "application/warc-fields"
        record.set_bytes_content(
            f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        )
        self._append(record)

    def write_exchange(self, exchange: Exchange) -> str:
        """Append the answer and its request; the reference of the answer's payload."""
        reference = digest_of(exchange.payload)
        response = _record(WarcRecordType.response, exchange.fetched_at, exchange.url)
        response.headers[DIGEST] = reference
        if exchange.address:
            response.headers[ADDRESS] = exchange.address
        if exchange.purpose is not Purpose.PAGE:
            response.headers[PURPOSE] = exchange.purpose.value
        if exchange.truncated is not None:
            response.headers[TRUNCATED] = exchange.truncated.value
        response.headers["Content-Type"] = "application/http; msgtype=response"
        head = _head(_status_line(exchange.status), exchange.response_headers)
        response.set_bytes_content(head + exchange.payload)
        request = _record(WarcRecordType.request, exchange.fetched_at, exchange.url)
        request.headers["WARC-Concurrent-To"] = response.headers["WARC-Record-ID"]
        request.headers["Content-Type"] = "application/http; msgtype=request"
        request.set_bytes_content(_head(_request_line(exchange), exchange.request_headers))
        self._append(response)
        self._append(request)
        return reference

    def write_resource(self, url: str, headers: Headers, body: bytes, at: datetime) -> str:
        """Append bytes that came from no request; ``content-type`` must be among ``headers``,
        the others are kept as notes on the record."""
        return self._write_made(_record(WarcRecordType.resource, at, url), headers, body)

    def write_conversion(
        self, url: str, headers: Headers, body: bytes, at: datetime, refers_to: str
    ) -> str:
        """Append what was made out of another record, named by its WARC id; as a resource is."""
        record = _record(WarcRecordType.conversion, at, url)
        if refers_to:
            record.headers[REFERS_TO] = refers_to
        return self._write_made(record, headers, body)

    def _write_made(self, record: WarcRecord, headers: Headers, body: bytes) -> str:
        reference = digest_of(body)
        record.headers[DIGEST] = reference
        for name, value in headers:
            is_type = name.lower() == "content-type"
            record.headers["Content-Type" if is_type else NOTE_PREFIX + name] = value
        record.set_bytes_content(body)
        self._append(record)
        return reference

    def write_tombstone(self, withheld: Withheld) -> None:
        """Append what is kept of an answer that must not be: no byte of its content."""
        record = _record(TOMBSTONES, withheld.at, withheld.url)
        record.headers["Content-Type"] = "application/json"
        content = WITHHELD_JSON.dump_json(withheld)
        record.headers[DIGEST] = digest_of(content)
        record.set_bytes_content(content)
        self._append(record)

    def close(self) -> None:
        """Flush what is buffered; the stream itself stays open."""
        self._gzip.flush()

    def _append(self, record: WarcRecord) -> None:
        record.write(self._gzip)
        self._gzip.finish()
        self.records += 1


def _record(kind: WarcRecordType, at: datetime, url: str = "") -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind, f"uuid:{uuid.uuid4()}".encode())
    record.record_date = at
    if url:
        record.headers[URI] = url
    return record


def _status_line(status: int) -> str:
    try:
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP/1.1 {status} Unknown"


def _request_line(exchange: Exchange) -> str:
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{exchange.method} {path} HTTP/1.1"


def _head(first_line: str, headers: Headers) -> bytes:
    lines = [first_line, *(f"{name}: {_one_line(value)}" for name, value in headers)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def iterate(
    stream: BinaryIO, offset: int = 0, wanted: WarcRecordType = ANSWERS
) -> Iterator[StoredRecord]:
    """The wanted records of a WARC file in file order; OSError when it is damaged."""
    stream.seek(offset)
    for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
        yield _stored(record, offset + record.stream_pos)


def addresses(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    """The URL of each answer in file order and the network address that gave it, payloads unread;
    an address nobody noted is empty."""
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
        yield record.headers.get(URI) or "", record.headers.get(ADDRESS) or ""


def read_at(path: Path, offset: int) -> StoredRecord:
    """The one record that starts at an offset."""
    with path.open("rb") as stream:
        return next(iterate(stream, offset))


def _stored(record: WarcRecord, offset: int) -> StoredRecord:
    http = record.http_headers if record.is_http_parsed else None
    headers = _notes(record) if http is None else _http_headers(record)
    truncated = record.headers.get(TRUNCATED)
    return StoredRecord(
        url=record.headers.get(URI) or "",
        status=None if http is None else http.status_code,
        headers=headers,
        payload=record.reader.read(),
        record=record.headers.get(DIGEST) or "",
        fetched_at=record.record_date,
        truncated=Truncation(truncated) if truncated else None,
        offset=offset,
        record_id=record.headers.get("WARC-Record-ID") or "",
        purpose=Purpose(record.headers.get(PURPOSE) or Purpose.PAGE),
    )


def _http_headers(record: WarcRecord) -> Headers:
    pairs = record.http_headers.items_bytes()
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)


def _notes(record: WarcRecord) -> Headers:
    content_type = record.headers.get("Content-Type") or ""
    notes = [
        (name.removeprefix(NOTE_PREFIX), value)
        for name, value in record.headers.items()
        if name.startswith(NOTE_PREFIX)
    ]
    return (("content-type", content_type), *notes)
