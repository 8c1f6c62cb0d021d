"""A directory on loopback: binds and searches of LDAP, over TLS at once or after StartTLS."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ldap3.protocol import rfc4511
from pyasn1.codec.ber import decoder, encoder

from tests.people.outside.certificates import Certificate
from tests.people.outside.fakes import serving

WRONG, BUSY = 49, 51


@dataclass
class Directory:
    """A running directory: entries by name with their uid and password.

    As servers do by RFC 4513 section 5.1.2 it says yes to a bind without a password; as they do by
    caseIgnoreMatch of RFC 4517 it finds an entry however its name is written.
    """

    entries: dict[str, tuple[str, str]]
    starts_tls: bool = False
    busy: bool = False
    port: int = 0
    binds: list[tuple[str, str]] = field(default_factory=list)
    sought: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{'ldap' if self.starts_tls else 'ldaps'}://localhost:{self.port}"

    def bind(self, name: str, password: str) -> int:
        self.binds.append((name, password))
        if self.busy:
            return BUSY
        known = self.entries.get(name, ("", None))[1]
        return 0 if not password or password == known else WRONG

    def find(self, asked: Any) -> list[str]:
        """The names of the entries a filter of one equality finds."""
        value = bytes(asked["equalityMatch"]["assertionValue"]).decode()
        self.sought.append(value)
        return [name for name, (uid, _) in self.entries.items() if uid.lower() == value.lower()]


class _Handler(socketserver.StreamRequestHandler):
    directory: Directory
    shown: Certificate

    def setup(self) -> None:
        if not self.directory.starts_tls:
            self.request = self.shown.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        while whole := self._message():
            message, _ = decoder.decode(whole, asn1Spec=rfc4511.LDAPMessage())
            asked, number = message["protocolOp"], message["messageID"]
            kind = asked.getName()
            if kind == "bindRequest":
                told = asked["bindRequest"]
                password = bytes(told["authentication"].getComponent()).decode()
                code = self.directory.bind(bytes(told["name"]).decode(), password)
                self._say(number, "bindResponse", rfc4511.BindResponse(), code)
            elif kind == "searchRequest":
                for name in self.directory.find(asked["searchRequest"]["filter"]):
                    entry = rfc4511.SearchResultEntry()
                    entry["object"] = name
                    entry["attributes"] = rfc4511.PartialAttributeList()
                    self._send(number, "searchResEntry", entry)
                self._say(number, "searchResDone", rfc4511.SearchResultDone(), 0)
            elif kind == "extendedReq":
                self._say(number, "extendedResp", rfc4511.ExtendedResponse(), 0)
                self.request = self.shown.context.wrap_socket(self.request, server_side=True)
                super().setup()
            else:
                return

    def _message(self) -> bytes:
        """The next whole message; empty at the end."""
        try:
            head = self.rfile.read(2)
            if len(head) < 2:
                return b""
            length = head[1]
            if length & 0x80:
                more = self.rfile.read(length & 0x7F)
                head, length = head + more, int.from_bytes(more, "big")
            return head + self.rfile.read(length)
        except OSError:
            return b""

    def _say(self, number: Any, kind: str, answer: Any, code: int) -> None:
        answer["resultCode"] = rfc4511.ResultCode(code)
        answer["matchedDN"] = ""
        answer["diagnosticMessage"] = ""
        self._send(number, kind, answer)

    def _send(self, number: Any, kind: str, answer: Any) -> None:
        message = rfc4511.LDAPMessage()
        message["messageID"] = number
        message["protocolOp"] = rfc4511.ProtocolOp().setComponentByName(kind, answer)
        self.wfile.write(encoder.encode(message))


@contextmanager
def directory(known: Directory, shown: Certificate) -> Iterator[Directory]:
    """A running directory of these entries."""
    handler = type("Handler", (_Handler,), {"directory": known, "shown": shown})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None  # a refused certificate ends a connection
        known.port = server.server_address[1]
        with serving(server):
            yield known
