"""One reachability look at a home page: did it open, how fast, and if not, why (libcurl).

Redirects are followed hop by hop, each ruled by the gate before a name is looked up, and again at
the moment the socket is opened. Certificates are not judged here: a handshake that fails is.
"""

import io
import socket
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pycurl
from w3lib.url import safe_url_string

from xuncha.engine.acquire.failures import Failed, failed, failure_of_errno, name_failure
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.bundle.answers import failure_of_status, redirect_of
from xuncha.engine.bundle.decoding import decode_body
from xuncha.engine.domain.fetches import ProbeRow, VisitSettings
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import PageKind, UnableClass
from xuncha.engine.extract.page import read_page

MAX_REDIRECTS = 10
RESETS = frozenset(
    {
        pycurl.E_GOT_NOTHING,
        pycurl.E_RECV_ERROR,
        pycurl.E_SEND_ERROR,
        pycurl.E_PARTIAL_FILE,
        pycurl.E_HTTP2,
    }
)
HANDSHAKES = frozenset(
    {
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
        pycurl.E_SSL_CERTPROBLEM,
        pycurl.E_SSL_CIPHER,
        pycurl.E_SSL_ISSUER_ERROR,
    }
)


@dataclass(slots=True)
class _Hop:
    """One request of a look: what came back and how long each phase took, in milliseconds."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    failure: Failed | None = None
    total_ms: int = 0
    address: str = ""
    phases: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)


def probe(
    url: str, gate: Gate, timeout_s: float, now: datetime, settings: VisitSettings | None = None
) -> ProbeRow:
    """One look at ``url``, redirects included, within ``timeout_s`` in all.

    Phases are the durations of the last hop: name, connect, TLS, then waiting for the first byte.
    What comes back slower than the limit is ``timeout``; a wall (403, 429, firewall, captcha,
    login) or a page too large to read whole is named as such, never as the site being down.
    """
    settings = settings or load_settings("default")
    left_ms = round(timeout_s * 1000)
    current, hop = url, _Hop()
    for _ in range(MAX_REDIRECTS + 1):
        spent = hop.total_ms
        hop = _ask(current, gate, left_ms, settings)
        left_ms -= hop.total_ms
        hop.total_ms += spent
        if hop.failure is not None:
            return _row(now, hop, hop.failure.unable)
        assert hop.status is not None
        encoding = hop.headers.get("content-encoding", "")
        body = decode_body(hop.body, encoding, settings.page_max_bytes).body
        target = redirect_of(hop.status, hop.headers.get("location", ""), body, current)
        if not target:
            return _row(now, hop, _verdict(hop, body, current, now))
        current = target
    return _row(now, hop, UnableClass.UNREADABLE)


def _verdict(hop: _Hop, body: bytes, url: str, now: datetime) -> UnableClass | None:
    """The class of an answer; a wall outranks its status (a 503 that asks for a captcha)."""
    assert hop.status is not None
    facts = read_page(
        body,
        url,
        content_type=hop.headers.get("content-type", ""),
        as_of=local_day(now),
        kind=PageKind.HOME,
    )
    if facts.challenge is not None:
        return facts.challenge
    if hop.status in (404, 410):
        return UnableClass.NOT_FOUND
    if 300 <= hop.status < 400:
        return UnableClass.UNREADABLE
    return failure_of_status(hop.status)[0]


def _row(now: datetime, hop: _Hop, failure: UnableClass | None) -> ProbeRow:
    name_ms, connect_ms, tls_ms, first_byte_ms = hop.phases
    return ProbeRow(
        at=now,
        failure=failure,
        status=hop.status,
        total_ms=hop.total_ms,
        name_ms=name_ms,
        connect_ms=connect_ms,
        tls_ms=tls_ms,
        first_byte_ms=first_byte_ms,
        address=hop.address,
    )


def _ask(url: str, gate: Gate, timeout_ms: int, settings: VisitSettings) -> _Hop:
    ruling = gate.rule_url(url)
    if not ruling.allowed:
        return _Hop(failure=failed(UnableClass.GUARD, ruling.reason))
    if timeout_ms <= 0:
        return _Hop(failure=failed(UnableClass.TIMEOUT))
    hop = _Hop()
    body = io.BytesIO()
    refused: list[str] = []
    curl = pycurl.Curl()
    try:
        prepare(curl, url, timeout_ms, settings)
        guard(curl, gate, ruling.host, refused)
        curl.setopt(pycurl.WRITEFUNCTION, bounded(body, settings.page_max_bytes))
        curl.setopt(pycurl.HEADERFUNCTION, lambda line: _take_header(hop.headers, line))
        try:
            curl.perform()
        except pycurl.error as error:
            if not (error.args[0] == pycurl.E_WRITE_ERROR and body.tell()):
                hop.failure = failure_of(curl, error.args[0], ruling.host, refused)
        hop.status = curl.getinfo(pycurl.RESPONSE_CODE) or None
        hop.total_ms = round(curl.getinfo(pycurl.TOTAL_TIME) * 1000)
        hop.address = curl.getinfo(pycurl.PRIMARY_IP) or ""
        hop.phases = _phases(curl)
    finally:
        curl.close()
    hop.body = body.getvalue()
    return hop


def prepare(curl: Any, url: str, timeout_ms: int, settings: VisitSettings) -> None:
    """Set a libcurl handle up for one request: nothing followed, certificates not judged."""
    curl.setopt(pycurl.URL, safe_url_string(url))
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.PROXY, "")
    curl.setopt(pycurl.FOLLOWLOCATION, 0)
    curl.setopt(pycurl.TIMEOUT_MS, timeout_ms)
    curl.setopt(pycurl.SSL_VERIFYPEER, 0)
    curl.setopt(pycurl.SSL_VERIFYHOST, 0)
    headers = ["Accept: text/html,*/*;q=0.8", "Accept-Encoding: gzip, deflate"]
    curl.setopt(pycurl.HTTPHEADER, headers)
    curl.setopt(pycurl.USERAGENT, settings.user_agent)


def guard(curl: Any, gate: Gate, host: str, refused: list[str]) -> None:
    """Put the gate into a libcurl handle: mapped hosts go to their address, and a socket is only
    opened to an address the gate allows. The reason of a refusal is appended to ``refused``."""
    pin = gate.pin_of(host)
    if pin is not None:
        address = f"[{pin[0]}]" if ":" in pin[0] else pin[0]
        curl.setopt(pycurl.CONNECT_TO, [f"::{address}:{pin[1]}"])

    def open_socket(_purpose: int, address: Any) -> Any:
        family, kind, protocol, where = address
        ruling = gate.rule_address(host, where[0], where[1])
        if not ruling.allowed:
            refused.append(ruling.reason)
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    curl.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)


def bounded(body: io.BytesIO, limit: int) -> Any:
    """A libcurl write function that fills ``body`` up to ``limit`` bytes and stops there."""

    def write(data: bytes) -> int:
        body.write(data[: limit - body.tell()])
        return len(data) if body.tell() < limit else 0

    return write


def _take_header(headers: dict[str, str], line: bytes) -> None:
    name, colon, value = line.decode("latin-1").partition(":")
    if colon:
        headers.setdefault(name.strip().lower(), value.strip())


def failure_of(curl: Any, code: int, host: str, refused: list[str]) -> Failed:
    """The class of a request that libcurl gave up with ``code``."""
    if refused:
        return failed(UnableClass.GUARD, refused[-1])
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return name_failure(host)
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return failed(UnableClass.TIMEOUT)
    if code == pycurl.E_COULDNT_CONNECT:
        return failure_of_errno(curl.getinfo(pycurl.OS_ERRNO))
    if code in HANDSHAKES:
        return failed(UnableClass.TLS)
    if code in RESETS:
        return failed(UnableClass.RESET)
    return failed(UnableClass.UNREADABLE, f"服务器的回答无法识别（libcurl {code}）")


def _phases(curl: Any) -> tuple[int | None, int | None, int | None, int | None]:
    """The durations of the phases from libcurl's running times; None where not reached."""
    times = [pycurl.NAMELOOKUP_TIME, pycurl.CONNECT_TIME, pycurl.APPCONNECT_TIME]
    marks = [curl.getinfo(mark) for mark in times]
    # libcurl fills these in on a failure too, with the time of the failure.
    if not curl.getinfo(pycurl.NUM_CONNECTS):
        marks[1:] = [0.0, 0.0]
    answered = curl.getinfo(pycurl.RESPONSE_CODE)
    marks.append(curl.getinfo(pycurl.STARTTRANSFER_TIME) if answered else 0.0)
    durations: list[int | None] = []
    before = 0.0
    for mark in marks:
        durations.append(round((mark - before) * 1000) if mark > 0 else None)
        before = max(before, mark)
    name, connect, tls, first_byte = durations
    return name, connect, tls, first_byte
