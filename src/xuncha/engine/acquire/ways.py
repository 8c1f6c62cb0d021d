"""The ways to a site beside the plain one: over IPv6, and the certificate it shows.

Two looks at a home page at most, in its host's turn, where the settings ask for them. Certificates
are not judged here: what the server shows is kept and read later. A machine of ours without IPv6
says so, and blames nobody.
"""

import asyncio
import io
import socket
from urllib.parse import urlsplit

import pycurl

from xuncha.engine.acquire.failures import Failed, failed
from xuncha.engine.acquire.gate import host_of, literal_of
from xuncha.engine.acquire.lookout import Lookout, Traffic
from xuncha.engine.acquire.probe import bounded, failure_of, guard, prepare
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.words import UnableClass

NO_ADDRESS = "域名没有 IPv6 地址（AAAA 记录）"
NO_OWN_ROUTE = "域名有 IPv6 地址，本机的网络没有 IPv6，看不出能否打开"
PEM = (("Content-Type", "application/pem-certificate-chain"),)
_FAILED = {
    Purpose.OVER_IPV6: Decision.IPV6_FAILED,
    Purpose.CERTIFICATE: Decision.CERTIFICATE_FAILED,
}
_ANY_PORT = 443
_NO_BODY = 4096


async def look_at_ways(lookout: Lookout, url: str) -> None:
    """Look at ``url`` over IPv6, and at its certificate where it is encrypted. What came lies in
    the bundle, what did not stands in the log. Mapped hosts are not asked over IPv6."""
    if not lookout.settings.looks_at_ways or await lookout.refusal(url) is not None:
        return
    asked = []
    if lookout.traffic.gate.pin_of(host_of(url)) is None and literal_of(host_of(url)) is None:
        asked.append(Purpose.OVER_IPV6)
    if urlsplit(url).scheme == "https":
        asked.append(Purpose.CERTIFICATE)
    for purpose in asked:
        if lookout.overspent():
            return
        answer = await _in_turn(lookout.traffic, url, purpose)
        if isinstance(answer, Exchange):
            await lookout.keep(answer)
        else:
            lookout.note(url, _FAILED[purpose], answer.reason, answer.unable)


async def _in_turn(traffic: Traffic, url: str, purpose: Purpose) -> Exchange | Failed:
    turn = traffic.turn_of(urlsplit(url).hostname or "")
    async with turn.lock:
        wait_s = turn.free_at - traffic.seconds()
        if wait_s > 0:
            await traffic.pause(wait_s)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(traffic.pool, ask_way, traffic, url, purpose)
        turn.free_at = traffic.seconds() + traffic.settings.delay_s
    return answer


def ask_way(traffic: Traffic, url: str, purpose: Purpose) -> Exchange | Failed:
    """One HEAD over IPv6, or one that brings the certificate of the server as its payload (PEM).
    Blocks."""
    ruling = traffic.gate.rule_url(url)
    if not ruling.allowed:
        return failed(UnableClass.GUARD, f"访问被安全策略拒绝：{ruling.reason}")
    if purpose is Purpose.OVER_IPV6 and (lacking := _without_ipv6(ruling.host)):
        return lacking
    refused: list[str] = []
    curl = pycurl.Curl()
    try:
        prepare(curl, url, round(traffic.settings.timeout_s * 1000), traffic.settings)
        guard(curl, traffic.gate, ruling.host, refused)
        curl.setopt(pycurl.NOBODY, 1)
        curl.setopt(pycurl.WRITEFUNCTION, bounded(io.BytesIO(), _NO_BODY))
        if purpose is Purpose.OVER_IPV6:
            curl.setopt(pycurl.IPRESOLVE, pycurl.IPRESOLVE_V6)
        else:
            curl.setopt(pycurl.OPT_CERTINFO, 1)
        try:
            curl.perform()
        except pycurl.error as error:
            return failure_of(curl, error.args[0], ruling.host, refused)
        is_certificate = purpose is Purpose.CERTIFICATE
        return Exchange(
            url=url,
            request_headers=(("Host", urlsplit(url).netloc),),
            status=curl.getinfo(pycurl.RESPONSE_CODE),
            response_headers=PEM if is_certificate else (),
            payload=_own_certificate(curl) if is_certificate else b"",
            fetched_at=traffic.now(),
            address=curl.getinfo(pycurl.PRIMARY_IP) or "",
            method="HEAD",
            purpose=purpose,
        )
    finally:
        curl.close()


def _own_certificate(curl: pycurl.Curl) -> bytes:
    """The server's own certificate as PEM: the first of its chain; empty when libcurl has none."""
    chain = curl.getinfo(pycurl.INFO_CERTINFO)
    return next((value for one in chain for name, value in one if name == "Cert"), "").encode()


def _without_ipv6(host: str) -> Failed | None:
    """Why a host cannot be reached over IPv6 from here; None when it is worth a try. A name server
    that does not answer is ours, a host with other addresses alone is the site's."""
    try:
        found = socket.getaddrinfo(host, _ANY_PORT, socket.AF_INET6, socket.SOCK_DGRAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN or not _has_plain_address(host):
            return failed(UnableClass.LOCAL_NETWORK, "域名服务器没有回答")
        return failed(UnableClass.NAME, NO_ADDRESS)
    except UnicodeError:
        return failed(UnableClass.NAME, "域名写法不合规")
    for family, kind, protocol, _, where in found:
        try:
            with socket.socket(family, kind, protocol) as tried:
                tried.connect(where)
                return None
        except OSError:
            continue
    return failed(UnableClass.LOCAL_NETWORK, NO_OWN_ROUTE)


def _has_plain_address(host: str) -> bool:
    try:
        return bool(socket.getaddrinfo(host, _ANY_PORT, socket.AF_INET))
    except OSError:
        return False
