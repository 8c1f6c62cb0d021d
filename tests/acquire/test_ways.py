"""The other ways to a site on loopback: its certificate, and IPv6 where this machine has none."""

import datetime as dt
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.acquire.conftest import AS_OF, SETTINGS, list_page, site
from tests.acquire.zoo import answer
from xuncha.engine.acquire import ways
from xuncha.engine.acquire.failures import Failed
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.lookout import Traffic
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import Fetch, HostMap
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.services.ways import read_certificate
from xuncha.engine.extract.site import read_site

HOST = "www.tls.example"
LOOKING = replace(SETTINGS, looks_at_ways=True)


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for ``*.tls.example`` and its key, valid through 2026."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ignored.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2026, 12, 31, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("*.tls.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    kept = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(kept + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def encrypted(pem: Path) -> Iterator[int]:
    """A server that answers every request over TLS with one page; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    page = list_page("/a.html").encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n"

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            body = b"" if asked.startswith(b"HEAD") else page
            self.wfile.write(f"{head}Connection: close\r\n\r\n".encode() + body)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def get_request(self) -> tuple[socket.socket, object]:
            plain, where = super().get_request()
            return context.wrap_socket(
                plain, server_side=True, do_handshake_on_connect=False
            ), where

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is no matter here."""

    with Server(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def traffic(port: int) -> Traffic:
    """The way out with one host mapped."""
    gate = Gate(HostMap(((HOST, "127.0.0.1", port),)))
    return Traffic(None, gate, LOOKING, now=lambda: AS_OF, seconds=lambda: 0.0)


def test_the_certificate_a_server_shows_is_kept_and_read(pem):
    with encrypted(pem) as port:
        answer_ = ways.ask_way(traffic(port), f"https://{HOST}/", Purpose.CERTIFICATE)
    assert isinstance(answer_, Exchange)
    assert answer_.payload.startswith(b"-----BEGIN CERTIFICATE-----")
    look = Fetch(answer_.url, 200, (), answer_.payload, "sha256:1", AS_OF)
    shown = read_certificate(look)
    assert shown is not None
    assert shown.names == ("*.tls.example",)
    assert (shown.valid_from, shown.valid_to) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert shown.is_self_signed


def test_a_server_without_encryption_shows_none(zoo):
    zoo.show(HOST, "/", answer("<p>plain</p>"))
    (port,) = {port for _, _, port in zoo.host_map.entries}
    lacking = ways.ask_way(traffic(port), f"https://{HOST}/", Purpose.CERTIFICATE)
    assert isinstance(lacking, Failed)


def test_bytes_that_are_no_certificate_are_not_read():
    assert read_certificate(Fetch("https://a.example/", 200, (), b"xyz", "", AS_OF)) is None


@pytest.mark.parametrize(
    ("error", "others", "unable"),
    [
        (socket.EAI_NONAME, True, UnableClass.NAME),
        (socket.EAI_NONAME, False, UnableClass.LOCAL_NETWORK),
        (socket.EAI_AGAIN, True, UnableClass.LOCAL_NETWORK),
    ],
)
def test_only_a_name_that_has_other_addresses_lacks_ipv6(monkeypatch, error, others, unable):
    def lookup(_host, _port, family, *_):
        if family == socket.AF_INET6 or not others:
            raise socket.gaierror(error, "")
        return [(family, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))]

    monkeypatch.setattr(ways.socket, "getaddrinfo", lookup)
    open_gate = replace_gate(traffic(1))
    lacking = ways.ask_way(open_gate, "https://www.mou.gov.cn/", Purpose.OVER_IPV6)
    assert isinstance(lacking, Failed)
    assert lacking.unable is unable


def test_a_machine_without_ipv6_blames_nobody(monkeypatch):
    class Deaf(socket.socket):
        def connect(self, _where):
            raise OSError(101, "Network is unreachable")

    found = [(socket.AF_INET6, socket.SOCK_DGRAM, 17, "", ("2001:db8::1", 443, 0, 0))]
    monkeypatch.setattr(ways.socket, "getaddrinfo", lambda *_: found)
    monkeypatch.setattr(ways.socket, "socket", Deaf)
    lacking = ways.ask_way(replace_gate(traffic(1)), "https://www.mou.gov.cn/", Purpose.OVER_IPV6)
    assert isinstance(lacking, Failed)
    assert lacking.unable is UnableClass.LOCAL_NETWORK


def replace_gate(known: Traffic) -> Traffic:
    """The same way out with the whole public net open."""
    return Traffic(None, Gate(), known.settings, now=known.now, seconds=known.seconds)


def test_a_visit_keeps_the_certificate_and_asks_no_mapped_host_over_ipv6(pem, tmp_path):
    plan = replace(site(HOST), url=f"https://{HOST}/")
    with encrypted(pem) as port:
        hosts = HostMap(((HOST, "127.0.0.1", port),))
        visit_shard(ShardOrder((plan,), LOOKING, hosts, AS_OF, tmp_path))
    bundle = Bundle.open(tmp_path / HOST)
    seen = read_site(bundle, AS_OF).services.ways
    assert seen.certificate is not None
    assert seen.certificate.names == ("*.tls.example",)
    assert bundle.body_of(seen.certificate.record).startswith(b"-----BEGIN CERTIFICATE-----")
    assert not seen.ipv6_looked
