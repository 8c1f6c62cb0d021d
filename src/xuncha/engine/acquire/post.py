"""One request to a service a person named: sent through the gate, judged, never followed.

Unlike a site that is looked at, such a service must show a certificate that is trusted, and an
address within our own walls is only connected to when a person pinned it.
"""

import io
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pycurl

from xuncha.engine.acquire.failures import RETRIED
from xuncha.engine.acquire.gate import Gate, host_of, literal_of
from xuncha.engine.acquire.probe import bounded, failure_of, guard
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.words import UnableClass

_FAILURES = {
    UnableClass.NAME: "服务的域名无法解析",
    UnableClass.LOCAL_NETWORK: "本机网络不通",
    UnableClass.REFUSED: "服务没有运行（连接被拒绝）",
    UnableClass.RESET: "服务断开了连接",
    UnableClass.TIMEOUT: "服务没有在时限内回答",
    UnableClass.TLS: "服务的证书不受信任",
    UnableClass.GUARD: "服务的地址被安全策略拒绝",
}


@dataclass(frozen=True, slots=True)
class PostLimits:
    """How long one request may take and how many bytes of its reply are read; ``ca`` is a file of
    certificates to trust instead of the system's, empty for the system's."""

    timeout_s: float
    reply_max_bytes: int
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back: the status and the body, or in Chinese why there is none.

    ``status`` is 0 and ``failure`` says why where no whole reply came; ``may_retry`` then tells
    whether another try may help, and ``was_sent`` whether the service may have taken it in.
    """

    status: int = 0
    body: bytes = b""
    failure: str = ""
    may_retry: bool = False
    was_sent: bool = False


def post(url: str, body: bytes, headers: Sequence[str], gate: Gate, limits: PostLimits) -> Posted:
    """Send ``body`` to ``url``. Never raises for what the service does or for a refusal."""
    ruling = gate.rule_url(url)
    if not ruling.allowed:
        return Posted(failure=f"{_FAILURES[UnableClass.GUARD]}：{ruling.reason}")
    reply, refused = io.BytesIO(), list[str]()
    curl = pycurl.Curl()
    try:
        _prepare(curl, url, body, headers, limits)
        guard(curl, gate, ruling.host, refused)
        curl.setopt(pycurl.WRITEFUNCTION, bounded(reply, limits.reply_max_bytes))
        try:
            curl.perform()
        except pycurl.error as error:
            was_sent = curl.getinfo(pycurl.REQUEST_SIZE) > 0
            if error.args[0] == pycurl.E_WRITE_ERROR and reply.tell():
                return Posted(failure="回答过大", was_sent=was_sent)
            failure = failure_of(curl, error.args[0], ruling.host, refused)
            known = _FAILURES.get(failure.unable, "服务的回答无法识别")
            return Posted(failure=known, may_retry=failure.unable in RETRIED, was_sent=was_sent)
        return Posted(curl.getinfo(pycurl.RESPONSE_CODE), reply.getvalue(), was_sent=True)
    finally:
        curl.close()


def _prepare(curl: Any, url: str, body: bytes, headers: Sequence[str], limits: PostLimits) -> None:
    curl.setopt(pycurl.URL, url)
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.PROXY, "")
    curl.setopt(pycurl.FOLLOWLOCATION, 0)
    curl.setopt(pycurl.TIMEOUT_MS, max(1, round(limits.timeout_s * 1000)))
    curl.setopt(pycurl.POSTFIELDS, body)
    # Without "Expect:" libcurl holds large bodies back and asks first.
    curl.setopt(pycurl.HTTPHEADER, [*headers, "Expect:"])
    system = ssl.get_default_verify_paths()
    if limits.ca or system.cafile:
        curl.setopt(pycurl.CAINFO, limits.ca or system.cafile)
    elif system.capath:
        curl.setopt(pycurl.CAPATH, system.capath)


def gate_to(url: str, inside: str) -> Gate:
    """The gate to one service: of the public net, or with ``inside`` of that one address alone.

    ValueError for an address that cannot be read or an ``inside`` that is no IP address.
    """
    host, port = host_of(url), urlsplit(url).port
    if not inside:
        return Gate()
    if literal_of(inside) is None:
        raise ValueError(inside)
    default = 443 if url.lower().startswith("https:") else 80
    return Gate(HostMap(((host, inside, port or default),)))
